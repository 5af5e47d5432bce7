"""Pairs: which two entities appear together, and how much more often than chance would have it.

A pair weighs `shared × ln(shared / expected)`, where `expected` are the articles that two names so
frequent would share by chance.  So the country that every article names is tied to nobody, and two
names that met twice weigh less than two that met forty times.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from cuttings.pages.catalogue import Card, Catalogue, Row

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
    met = _meetings(catalogue.cards_in.values(), asked)
    total = len(catalogue.articles)
    return strongest(pair(cards[a], cards[b], shared, (cards[a].count, cards[b].count), total) for (a, b), shared in met.items())


def companions(catalogue: Catalogue, card: Card, most: int) -> list[Pair]:
    """The strongest pairs of one entity, itself the first of each."""
    own = catalogue.articles_of[card.id]
    counts = Counter(other.id for slug in own for other in catalogue.cards_in[slug] if other.path)
    del counts[card.id]
    total = len(catalogue.articles)
    others = ((catalogue.cards[id_], shared) for id_, shared in counts.items() if shared >= FEWEST)
    return strongest(pair(card, other, shared, (card.count, other.count), total) for other, shared in others)[:most]


def among(catalogue: Catalogue, spokes: Sequence[Pair], most: int) -> list[Pair]:
    """The strongest pairs among the companions of one entity, within its own articles."""
    own = catalogue.articles_of[spokes[0].a.id]
    numbers = {spoke.b.id: number for number, spoke in enumerate(spokes)}
    met = _meetings((catalogue.cards_in[slug] for slug in own), numbers)
    return strongest(
        pair(spokes[a].b, spokes[b].b, shared, (spokes[a].count, spokes[b].count), len(own)) for (a, b), shared in met.items()
    )[:most]


def shared_rows(catalogue: Catalogue, one: Pair, within: Collection[str] | None = None) -> tuple[Row, ...]:
    """The first articles that name both, oldest first; `within` some articles alone."""
    fewer, other = sorted((catalogue.articles_of[one.a.id], catalogue.articles_of[one.b.id]), key=len)
    theirs = frozenset(other)
    found = (slug for slug in fewer if slug in theirs and (within is None or slug in within))
    return tuple(catalogue.rows[slug] for slug, _ in zip(found, range(TITLES), strict=False))


def _meetings(cards_in: Iterable[Sequence[Card]], numbers: dict[str, int]) -> Counter[tuple[int, int]]:
    """How often each two of the numbered entities stand in one article."""
    met: Counter[tuple[int, int]] = Counter()
    for cards in cards_in:
        met.update(combinations(sorted(numbers[card.id] for card in cards if card.id in numbers), 2))
    return met
