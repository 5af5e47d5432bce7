"""Networks as drawings: of the archive, and of each entity with those that it appears with."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cuttings.model import EntityType
from cuttings.pages import routes
from cuttings.pages.catalogue import Card, Catalogue
from cuttings.pages.kinds import KINDS, Kind
from cuttings.pages.labels import LINE, Box, width
from cuttings.pages.layout import fitted, parted, ring, spread
from cuttings.pages.pairs import Pair, among, companions, with_articles
from cuttings.pages.press import Page, Press

NODES = 60
EDGES = 80
OWN_EDGES = 4  # of a node; an edge is drawn if it is one of the strongest of either end
PAPER = (820, 620)  # within which the nodes of the archive are spread, before they are parted
SPOKES, CHORDS = 12, 12
FEWEST = 3  # companions: of fewer the page says enough in words
FEWEST_ARTICLES = 5  # likewise: all who stand in two articles are tied to each other
ACROSS, DOWN = 250, 150  # radii of the ring of companions
LARGEST, SMALLEST = 16, 4  # radius of a node
WIDEST = 4  # of an edge
LETTERS = 22  # of a name, in the drawing
MARGIN = 8

#: A node's outline: the corners of a shape as large as a circle of radius 1; None for the circle.
SHAPES: dict[EntityType, tuple[tuple[float, float], ...] | None] = {
    "person": None,
    "organisation": ((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
    "place": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    "event": ((0, -1.5), (1.35, 0.83), (-1.35, 0.83)),
    "agreement": ((1.1, 0), (0.55, 0.95), (-0.55, 0.95), (-1.1, 0), (-0.55, -0.95), (0.55, -0.95)),
    "work": ((0, 1.5), (1.35, -0.83), (-1.35, -0.83)),
    "other": tuple(
        (x * 0.4, y * 0.4)
        for x, y in ((-1, -3), (1, -3), (1, -1), (3, -1), (3, 1), (1, 1), (1, 3), (-1, 3), (-1, 1), (-3, 1), (-3, -1), (-1, -1))
    ),
}


@dataclass(frozen=True, slots=True)
class Node:
    """An entity in a drawing: its outline, its name as there is room for it, and where that stands."""

    card: Card
    x: int
    y: int
    outline: str
    name: str
    below: int


@dataclass(frozen=True, slots=True)
class Edge:
    """Two entities in a drawing; `id` is where the table tells of them."""

    pair: Pair
    id: str
    x1: int
    y1: int
    x2: int
    y2: int
    width: int


@dataclass(frozen=True, slots=True)
class Network:
    """A drawing, with the kinds that are in it and the shape of each."""

    left: int
    top: int
    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    legend: tuple[tuple[Kind, str], ...]


def network_page(press: Press, catalogue: Catalogue, pairs: Sequence[Pair]) -> Iterator[Page]:
    """The network of the archive, if two of its entities appear together."""
    if not pairs:
        return
    shown = [with_articles(catalogue, one) for one in _readable(pairs)]
    yield press.page(
        routes.NETWORK,
        "network.html",
        press.wording.gettext("Network"),
        "network",
        description=press.wording.gettext("Who and what appear together in the articles."),
        network=_of_archive(shown),
        total=len(catalogue.with_page),
    )


def own_network(catalogue: Catalogue, card: Card, met: Iterable[tuple[Card, int]]) -> Network | None:
    """An entity in the midst of those that it appears with (`met`, and in how many articles); None where they are few."""
    spokes = companions(catalogue, card, met, SPOKES) if card.count >= FEWEST_ARTICLES else []
    if len(spokes) < FEWEST:
        return None
    shown = among(catalogue, spokes, CHORDS)
    cards = (card, *_in_turn(spokes, shown[len(spokes) :]))
    return _drawn(cards, ((0, 0), *ring(len(spokes), ACROSS, DOWN)), shown)


def _readable(pairs: Iterable[Pair]) -> list[Pair]:
    """The strongest pairs, as many as one can read: so many nodes, so many edges, few of one node."""
    chosen: list[Pair] = []
    degrees: Counter[str] = Counter()
    for one in pairs:
        ends = (one.a.id, one.b.id)
        new = sum(end not in degrees for end in ends)
        if len(degrees) + new <= NODES and min(degrees[end] for end in ends) < OWN_EDGES:
            chosen.append(one)
            degrees.update(ends)
        if len(chosen) == EDGES:
            break
    return chosen


def _of_archive(pairs: Sequence[Pair]) -> Network:
    cards = tuple({card.id: card for one in pairs for card in (one.a, one.b)}.values())
    numbers = {card.id: number for number, card in enumerate(cards)}
    points = spread(len(cards), [(numbers[one.a.id], numbers[one.b.id]) for one in pairs])
    most = max(card.count for card in cards)
    return _drawn(cards, parted(fitted(points, *PAPER), [_box(card, most) for card in cards]), pairs)


def _drawn(cards: Sequence[Card], points: Sequence[tuple[int, int]], pairs: Sequence[Pair]) -> Network:
    most = max(card.count for card in cards)
    at = {card.id: point for card, point in zip(cards, points, strict=True)}
    together = max(one.count for one in pairs)
    boxes = [(x, y, _box(card, most)) for card, (x, y) in zip(cards, points, strict=True)]
    left, top = min(x + box.left for x, _, box in boxes) - MARGIN, min(y + box.top for _, y, box in boxes) - MARGIN
    right, bottom = max(x + box.right for x, _, box in boxes) + MARGIN, max(y + box.bottom for _, y, box in boxes) + MARGIN
    edges = (
        Edge(one, f"p{number}", *at[one.a.id], *at[one.b.id], max(1, round(WIDEST * math.sqrt(one.count / together))))
        for number, one in enumerate(pairs, 1)
    )
    nodes = tuple(_node(card, *at[card.id], _radius(card, most)) for card in cards)
    kinds = {card.kind.type: card.kind for card in cards}
    legend = tuple((kinds[kind.type], outline(kind.type, 7, 7, 5)) for kind in KINDS if kind.type in kinds)
    return Network(left, top, right - left, bottom - top, nodes, tuple(edges), legend)


def _node(card: Card, x: int, y: int, radius: int) -> Node:
    return Node(card, x, y, outline(card.kind.type, x, y, radius), _short(card.name), y + radius + LINE)


def _radius(card: Card, most: int) -> int:
    return max(SMALLEST, round(LARGEST * math.sqrt(card.count / most)))


def _box(card: Card, most: int) -> Box:
    """The room that a node takes with its name under it."""
    radius = _radius(card, most)
    half = max(width(_short(card.name)) // 2, radius)
    return Box(-half, -radius - 4, half, radius + LINE + 4)


def outline(kind: EntityType, x: int, y: int, radius: int) -> str:
    """The outline of a node as an SVG path.

    >>> outline("place", 50, 50, 4), outline("person", 50, 50, 4)
    ('M50 45L55 50 50 55 45 50z', 'M46 50a4 4 0 1 0 8 0 4 4 0 1 0-8 0z')
    """
    corners = SHAPES[kind]
    if corners is None:
        return f"M{x - radius} {y}a{radius} {radius} 0 1 0 {2 * radius} 0 {radius} {radius} 0 1 0-{2 * radius} 0z"
    first, *others = (f"{round(x + radius * across)} {round(y + radius * down)}" for across, down in corners)
    return f"M{first}L{' '.join(others)}z"


def _short(name: str) -> str:
    return name if len(name) <= LETTERS else name[: LETTERS - 1].rstrip() + "…"


def _in_turn(spokes: Sequence[Pair], chords: Sequence[Pair]) -> list[Card]:
    """The companions in a row, those that meet most beside each other, so that few edges cross."""
    ties = {(x, y): one.count for one in chords for x, y in ((one.a.id, one.b.id), (one.b.id, one.a.id))}
    left = [one.b for one in spokes]
    row = [left.pop(0)]
    while left:
        nearest = max(range(len(left)), key=lambda number: (ties.get((row[-1].id, left[number].id), 0), -number))
        row.append(left.pop(nearest))
    return row
