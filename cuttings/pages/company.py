"""Who and what an entity appears with, and in which articles."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from markupsafe import Markup, escape

from cuttings.model import Entity, Slug
from cuttings.pages import routes
from cuttings.pages.catalogue import Card, Catalogue, grouped
from cuttings.pages.kinds import Kind
from cuttings.pages.standing import ROOT, Standing

COMPANIONS = 10  # of each kind
OTHERS = 40  # of each kind, by name alone
TITLES = 6  # of the articles that two share


@dataclass(frozen=True, slots=True)
class SharedArticle:
    """An article that names both: its title as a link, and its year."""

    title: Markup
    year: str


@dataclass(frozen=True, slots=True)
class Companion:
    """An entity that appears with another, in how many articles (`tally`, in words), and the first of them.

    `path` leads to all of them.
    """

    name: Markup
    plain: str
    count: int
    tally: Markup
    path: str
    articles: tuple[SharedArticle, ...]


@dataclass(frozen=True, slots=True)
class Company:
    """The companions of one kind; of those after the first no articles are given, and of `more` not even the names.

    `once` and `others` are list items: who shares one article, to which the item leads, and the rest, `named` in number.
    `path` leads to where all can be chosen from.
    """

    kind: Kind
    companions: tuple[Companion, ...]
    once: Markup
    others: Markup
    named: int
    more: int
    path: str


def met(catalogue: Catalogue, entity: Entity) -> list[tuple[Card, int]]:
    """Who the entity appears with, and in how many articles: most first, of equals those that are in fewest others."""
    shared = Counter(chain.from_iterable(catalogue.ids_in[slug] for slug in catalogue.articles_of[entity.id]))
    others = [card for id_ in shared if id_ != entity.id and (card := catalogue.cards[id_]).path]
    others.sort(key=lambda card: (-shared[card.id], card.count, card.name, card.id))
    return [(card, shared[card.id]) for card in others]


def company(catalogue: Catalogue, standing: Standing, entity: Entity, companions: Iterable[tuple[Card, int]]) -> Iterator[Company]:
    """Whom the entity met, by kind."""
    by_kind = grouped((card.kind.type, card) for card, _ in companions)
    told = {kind: cards[: COMPANIONS + OTHERS] for kind, cards in by_kind.items()}
    where = _where(catalogue, entity, {card.id for cards in told.values() for card in cards})
    here = catalogue.cards[entity.id].path
    for kind in catalogue.every_kind:
        if cards := told.get(kind.type, ()):
            own = [(card, where[card.id]) for card in cards]
            first, named = own[:COMPANIONS], own[COMPANIONS:]
            yield Company(
                kind,
                tuple(_companion(catalogue, standing, here, card, shared) for card, shared in first if len(shared) > 1),
                _items(standing, here, [(card, shared) for card, shared in first if len(shared) == 1]),
                _items(standing, here, named),
                len(named),
                len(by_kind[kind.type]) - len(cards),
                routes.among(here, kind),
            )


def _where(catalogue: Catalogue, entity: Entity, wanted: Collection[str]) -> Mapping[str, Sequence[Slug]]:
    """The articles of the entity that name each of the wanted ones."""
    shared: dict[str, list[Slug]] = defaultdict(list)
    for slug in catalogue.articles_of[entity.id]:
        for id_ in catalogue.ids_in[slug]:
            if id_ in wanted:
                shared[id_].append(slug)
    return shared


def _companion(catalogue: Catalogue, standing: Standing, here: str, other: Card, shared: Sequence[Slug]) -> Companion:
    articles = tuple(SharedArticle(standing.titles[slug], catalogue.rows[slug].when.year) for slug in shared[:TITLES])
    tally = standing.shared(other.name, len(shared))
    return Companion(standing.names[other.id], other.name, len(shared), tally, routes.together(here, other.path), articles)


def _items(standing: Standing, here: str, companions: Iterable[tuple[Card, Sequence[Slug]]]) -> Markup:
    """A list item for each, set here and not in a template: there may be more of them than of all else on the page."""
    items = (
        f'<li>{standing.names[other.id]} <a class="tally" href="{ROOT}{_way(here, other, shared)}">'
        f"{standing.shared(other.name, len(shared))}</a></li>\n"
        for other, shared in companions
    )
    return Markup("".join(items))  # noqa: S704  # each value is markup or escaped


def _way(here: str, other: Card, shared: Sequence[Slug]) -> Markup:
    return escape(routes.article(shared[0]) if len(shared) == 1 else routes.together(here, other.path))
