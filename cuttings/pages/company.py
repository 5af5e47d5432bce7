"""Who and what an entity appears with, and in which articles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from markupsafe import Markup

from cuttings.model import Entity
from cuttings.pages import routes
from cuttings.pages.catalogue import Card, Catalogue, grouped
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
    """An entity that appears with another, in how many articles; `path` leads to all of them, the first are given here."""

    name: Markup
    plain: str
    count: int
    path: str
    articles: tuple[SharedArticle, ...] = ()


@dataclass(frozen=True, slots=True)
class Company:
    """The companions of one kind; of those after the first so many no articles are given, and of `more` not even the names.

    `path` leads to where they can be chosen from.
    """

    kind: Kind
    companions: tuple[Companion, ...]
    others: tuple[Companion, ...]
    more: int
    path: str


def company(catalogue: Catalogue, standing: Standing, entity: Entity) -> Iterator[Company]:
    """Who the entity appears with, by kind: those that share most articles first, of these the ones that are in fewest others."""
    own = catalogue.articles_of[entity.id]
    counts = Counter(card.id for slug in own for card in catalogue.cards_in[slug])
    others = [catalogue.cards[id_] for id_ in counts if id_ != entity.id and catalogue.cards[id_].path]
    by_kind = grouped(
        (card.kind.type, card) for card in sorted(others, key=lambda card: (-counts[card.id], card.count, card.name, card.id))
    )
    here = catalogue.cards[entity.id].path
    for kind in catalogue.every_kind:
        cards = by_kind.get(kind.type, ())
        if cards:
            companions = tuple(_companion(catalogue, standing, entity.id, card, counts[card.id]) for card in cards[:COMPANIONS])
            rest = tuple(_named(standing, here, card, counts[card.id]) for card in cards[COMPANIONS : COMPANIONS + OTHERS])
            yield Company(kind, companions, rest, len(cards[COMPANIONS + OTHERS :]), routes.among(here, kind))


def _companion(catalogue: Catalogue, standing: Standing, id_: str, other: Card, count: int) -> Companion:
    theirs = frozenset(catalogue.articles_of[other.id])
    shared = islice((slug for slug in catalogue.articles_of[id_] if slug in theirs), TITLES)
    articles = tuple(SharedArticle(standing.titles[slug], catalogue.rows[slug].when.year) for slug in shared)
    return replace(_named(standing, catalogue.cards[id_].path, other, count), articles=articles)


def _named(standing: Standing, here: str, other: Card, count: int) -> Companion:
    return Companion(standing.names[other.id], other.name, count, routes.together(here, other.path))
