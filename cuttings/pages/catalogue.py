"""The archive with its look-up tables, made once, so that no page has to search.

A draft is in none of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from cuttings.citations import publisher
from cuttings.model import Archive, Article, Entity, Link, Mention, Settings, Slug
from cuttings.pages import routes
from cuttings.pages.days import When, published
from cuttings.pages.glosses import gloss
from cuttings.pages.kinds import Kind, worded
from cuttings.pages.offices import Office, offices
from cuttings.pages.wording import Wording

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Row:
    """An article as it stands in a list."""

    slug: Slug
    path: str
    title: str
    when: When
    source: str


@dataclass(frozen=True, slots=True)
class Card:
    """An entity as other pages name it; `path` is "" where it has no page, `description` where nothing is known of it."""

    id: str
    path: str
    name: str
    kind: Kind
    description: str
    count: int
    span: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The archive's articles and entities, and what belongs to which."""

    settings: Settings
    wording: Wording
    articles: tuple[Article, ...]
    entities: tuple[Entity, ...]
    redirects: tuple[tuple[str, str], ...]
    mentions: tuple[Mention, ...]
    by_slug: Mapping[Slug, Article]
    rows: Mapping[Slug, Row]
    cards: Mapping[str, Card]
    offices: Mapping[str, Office]
    articles_of: Mapping[str, tuple[Slug, ...]]
    cards_in: Mapping[Slug, tuple[Card, ...]]
    ids_in: Mapping[Slug, tuple[str, ...]]
    mentions_in: Mapping[Slug, tuple[Mention, ...]]
    links_of: Mapping[Slug, tuple[tuple[Slug, Link], ...]]
    every_kind: tuple[Kind, ...]

    @property
    def with_page(self) -> tuple[Entity, ...]:
        return tuple(entity for entity in self.entities if self.cards[entity.id].path)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds of which at least one entity has a page."""
        shown = {entity.type for entity in self.with_page}
        return tuple(kind for kind in self.every_kind if kind.type in shown)


def catalogue(archive: Archive, wording: Wording) -> Catalogue:
    """All look-up tables of an archive."""
    kinds = worded(wording)
    articles = tuple(article for article in archive.articles if not article.draft)
    by_slug = {article.slug: article for article in articles}
    rows = {article.slug: _row(article, wording) for article in articles}
    mentions = tuple(mention for mention in archive.mentions if mention.article in by_slug)
    articles_of = {entity.id: tuple(slug for slug in entity.articles if slug in by_slug) for entity in archive.entities}
    mentions_in = grouped((mention.article, mention) for mention in mentions)
    called = offices(archive.entities, mentions_in, articles)
    glosses = {entity.id: gloss(entity, wording, called[entity.id].words if entity.id in called else "") for entity in archive.entities}
    cards = {
        entity.id: _card(entity, kinds[entity.type], glosses[entity.id], [rows[slug].when for slug in articles_of[entity.id]])
        for entity in archive.entities
    }
    cards_in = _cards_in(cards, articles_of, mentions)
    return Catalogue(
        settings=archive.settings,
        wording=wording,
        articles=articles,
        entities=archive.entities,
        redirects=archive.redirects,
        mentions=mentions,
        by_slug=by_slug,
        rows=rows,
        cards=cards,
        offices=called,
        articles_of=articles_of,
        cards_in=cards_in,
        ids_in={slug: tuple(card.id for card in found) for slug, found in cards_in.items()},
        mentions_in=mentions_in,
        links_of=_links_of(archive.links, by_slug),
        every_kind=tuple(kinds.values()),
    )


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """The values of each key, in the order in which they come."""
    groups: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}


def years(whens: Iterable[When]) -> str:
    """The first and the last year of some dates.

    >>> years([When("2005-04-21"), When("2010"), When()])
    '2005–2010'
    """
    known = sorted({when.year for when in whens if when.year})
    return "–".join(dict.fromkeys((known[0], known[-1]))) if known else ""


def _row(article: Article, wording: Wording) -> Row:
    return Row(article.slug, routes.article(article.slug), article.title, published(article, wording), publisher(article))


def _card(entity: Entity, kind: Kind, description: str, whens: list[When]) -> Card:
    path = routes.entity(entity) if entity.page else ""
    return Card(entity.id, path, entity.name, kind, description, len(whens), years(whens))


def _cards_in(
    cards: Mapping[str, Card], articles_of: Mapping[str, tuple[Slug, ...]], mentions: Iterable[Mention]
) -> dict[Slug, tuple[Card, ...]]:
    """The entities of each article, those that it names most often first."""
    counts: dict[tuple[Slug, str], int] = defaultdict(int)
    for mention in mentions:
        counts[mention.article, mention.entity] += 1
    cards_in = grouped((slug, cards[id_]) for id_, slugs in articles_of.items() for slug in slugs)
    return {slug: tuple(sorted(found, key=lambda card: (-counts[slug, card.id], card.name))) for slug, found in cards_in.items()}


def _links_of(links: Iterable[Link], by_slug: Mapping[Slug, Article]) -> dict[Slug, tuple[tuple[Slug, Link], ...]]:
    """The links of each article with the article at their other end, the strongest first."""
    ends = [(here, (there, link)) for link in links for here, there in ((link.a, link.b), (link.b, link.a))]
    found = grouped((here, end) for here, end in ends if here in by_slug and end[0] in by_slug)
    return {slug: tuple(sorted(ends, key=lambda end: (-end[1].weight, end[0]))) for slug, ends in found.items()}
