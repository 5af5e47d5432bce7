"""Pairs: which two entities appear together, and how much more often than chance would have it.

A pair weighs `shared × ln(shared / expected)`, where `expected` are the articles that two names so
frequent would share by chance.  So the country that every article names is tied to nobody, and two
names that met twice weigh less than two that met forty times.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice

from cuttings.model import Slug
from cuttings.pages.catalogue import Card, Catalogue, Row, grouped

FEWEST = 2  # shared articles: one is a coincidence
ASKED = 150  # of the archive's entities the most named are asked who meets whom
TITLES = 3  # of the articles that a pair shares


@dataclass(frozen=True, slots=True)
class Pair:
    """Two entities and how many articles name both: the first of them, and how many `more`.

    `times` is how many times as often as chance would have it.
    """

    a: Card
    b: Card
    count: int
    weight: float
    times: float
    articles: tuple[Row, ...] = ()

    @property
    def more(self) -> int:
        return self.count - len(self.articles)


def pair(a: Card, b: Card, shared: int, counts: tuple[int, int], total: int) -> Pair | None:
    """A pair, if it meets more often than chance would have it; `counts` of `total` articles name each of the two."""
    if shared < FEWEST or shared * total <= counts[0] * counts[1]:
        return None
    times = shared * total / (counts[0] * counts[1])
    # Rounded, so that no machine's logarithm changes an order.
    return Pair(a, b, shared, round(shared * math.log(times), 6), round(times, 1))


def strongest(pairs: Iterable[Pair | None]) -> list[Pair]:
    """The pairs that there are, the strongest first."""
    return sorted(filter(None, pairs), key=lambda one: (-one.weight, one.a.name, one.b.name, one.a.id, one.b.id))


def archive_pairs(catalogue: Catalogue) -> list[Pair]:
    """The pairs among the most named entities of the archive, the strongest first."""
    cards = sorted((catalogue.cards[entity.id] for entity in catalogue.with_page), key=lambda card: (-card.count, card.name, card.id))
    asked = {card.id: number for number, card in enumerate(cards[:ASKED])}
    met: Counter[tuple[int, int]] = Counter()
    for present in catalogue.cards_in.values():
        met.update(combinations(sorted(asked[card.id] for card in present if card.id in asked), 2))
    total = len(catalogue.articles)
    return strongest(pair(cards[a], cards[b], shared, (cards[a].count, cards[b].count), total) for (a, b), shared in met.items())


def with_articles(catalogue: Catalogue, one: Pair) -> Pair:
    """A pair of the archive with the first articles that name both, the oldest first."""
    theirs = frozenset(catalogue.articles_of[one.b.id])
    return _told(catalogue, one, (slug for slug in catalogue.articles_of[one.a.id] if slug in theirs))


def companions(catalogue: Catalogue, card: Card, met: Iterable[tuple[Card, int]], most: int) -> list[Pair]:
    """The strongest pairs of one entity, itself the first of each, of all that it met and in how many articles."""
    total = len(catalogue.articles)
    return strongest(pair(card, other, shared, (card.count, other.count), total) for other, shared in met)[:most]


def among(catalogue: Catalogue, spokes: Sequence[Pair], most: int) -> list[Pair]:
    """The pairs of one entity with their articles, and the strongest ones among its companions, within its own articles."""
    own = catalogue.articles_of[spokes[0].a.id]
    asked = {spoke.b.id for spoke in spokes}
    present = grouped((card.id, slug) for slug in own for card in catalogue.cards_in[slug] if card.id in asked)
    ties = {}
    for a, b in combinations([spoke.b for spoke in spokes], 2):
        theirs = frozenset(present[b.id])
        both = tuple(slug for slug in present[a.id] if slug in theirs)
        tie = pair(a, b, len(both), (len(present[a.id]), len(present[b.id])), len(own))
        if tie:
            ties[tie] = both
    return [
        *(_told(catalogue, spoke, present[spoke.b.id]) for spoke in spokes),
        *(_told(catalogue, tie, ties[tie]) for tie in strongest(ties)[:most]),
    ]


def _told(catalogue: Catalogue, one: Pair, slugs: Iterable[Slug]) -> Pair:
    return replace(one, articles=tuple(catalogue.rows[slug] for slug in islice(slugs, TITLES)))
