"""Who and what an entity appears with, and in which articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from cuttings.model import Entity, Slug
from cuttings.pages.catalogue import Catalogue, grouped
from cuttings.pages.kinds import Kind
from cuttings.pages.standing import Standing

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
    """An entity that appears with another, in how many articles, the first of them, and how many more."""

    name: Markup
    plain: str
    count: int
    articles: tuple[SharedArticle, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Company:
    """The companions of one kind; of those after the first so many their names, and how many more there are."""

    kind: Kind
    companions: tuple[Companion, ...]
    others: tuple[Markup, ...]
    more: int


def company(catalogue: Catalogue, standing: Standing, entity: Entity) -> Iterator[Company]:
    """Who the entity appears with, by kind: those that share most articles first, of these the ones that are in fewest others."""
    own = catalogue.articles_of[entity.id]
    counts = Counter(card.id for slug in own for card in catalogue.cards_in[slug])
    others = [catalogue.cards[id_] for id_ in counts if id_ != entity.id and catalogue.cards[id_].path]
    by_kind = grouped(
        (card.kind.type, card) for card in sorted(others, key=lambda card: (-counts[card.id], card.count, card.name, card.id))
    )
    for kind in catalogue.every_kind:
        cards = by_kind.get(kind.type, ())
        if cards:
            companions = tuple(_companion(catalogue, standing, own, card.id) for card in cards[:COMPANIONS])
            rest = tuple(standing.names[card.id] for card in cards[COMPANIONS : COMPANIONS + OTHERS])
            yield Company(kind, companions, rest, len(cards[COMPANIONS + OTHERS :]))


def _companion(catalogue: Catalogue, standing: Standing, own: tuple[Slug, ...], other: str) -> Companion:
    theirs = frozenset(catalogue.articles_of[other])
    shared = [slug for slug in own if slug in theirs]
    articles = tuple(SharedArticle(standing.titles[slug], catalogue.rows[slug].when.year) for slug in shared[:TITLES])
    return Companion(standing.names[other], catalogue.cards[other].name, len(shared), articles, len(shared[TITLES:]))
