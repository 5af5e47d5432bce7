"""Who and what an entity appears with, and in which articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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


def met(catalogue: Catalogue, entity: Entity) -> list[tuple[Card, list[Slug]]]:
    """Who the entity appears with, and where: those that share most articles first, of these the ones that are in fewest others."""
    shared: dict[str, list[Slug]] = defaultdict(list)
    for slug in catalogue.articles_of[entity.id]:
        for card in catalogue.cards_in[slug]:
            shared[card.id].append(slug)
    others = [catalogue.cards[id_] for id_ in shared if id_ != entity.id and catalogue.cards[id_].path]
    others.sort(key=lambda card: (-len(shared[card.id]), card.count, card.name, card.id))
    return [(card, shared[card.id]) for card in others]


def company(catalogue: Catalogue, standing: Standing, entity: Entity, companions: Iterable[tuple[Card, list[Slug]]]) -> Iterator[Company]:
    """Whom the entity met, by kind."""
    by_kind = grouped((card.kind.type, (card, shared)) for card, shared in companions)
    here = catalogue.cards[entity.id].path
    for kind in catalogue.every_kind:
        if own := by_kind.get(kind.type, ()):
            first, named = own[:COMPANIONS], own[COMPANIONS : COMPANIONS + OTHERS]
            yield Company(
                kind,
                tuple(_companion(catalogue, standing, here, card, shared) for card, shared in first if len(shared) > 1),
                _items(standing, here, [(card, shared) for card, shared in first if len(shared) == 1]),
                _items(standing, here, named),
                len(named),
                len(own[COMPANIONS + OTHERS :]),
                routes.among(here, kind),
            )


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
