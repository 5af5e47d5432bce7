"""The map: where the places lie, and in how many articles each is named.

The outline of the world (templates/_world.html) is plain degrees.  A view of it is drawn as wide by
the cosine of its middle latitude, so that shapes are right there; an archive of one region gets a
view of that region beside the whole world.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cuttings.pages import routes
from cuttings.pages.catalogue import Card, Catalogue
from cuttings.pages.labels import Box, Label, Mark, labels
from cuttings.pages.press import Page, Press

WIDTH, HEIGHT = 920, 600  # of a view, at most
DRAWN = 150  # places; of more the most named
LISTED = 300
UNPLACED = 60  # places of which nobody knows where they lie, by name
LARGEST, SMALLEST = 24, 4  # radius of a place

WEST, EAST, NORTH, SOUTH = -170, 190, 78, -56  # the world, Antarctica left out; Asia's end lies over the edge
MIDDLE = 40  # degrees north, where the world's shapes are right
CLOSE = 120  # degrees of longitude; a wider view says no more than the world does
NARROWEST = 16  # degrees of latitude
OUTERMOST = 10  # a tenth of the places may lie beyond each side of the close view
BEYOND = 8  # names


@dataclass(frozen=True, slots=True)
class Lying:
    """A place, and where it lies, in degrees."""

    card: Card
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A place as a view shows it."""

    card: Card
    x: int
    y: int
    r: int


@dataclass(frozen=True, slots=True)
class View:
    """A part of the world: `x`, `y` is where its zero lies, `wide` and `high` how large a tenth of a degree is.

    Of the places `beyond` its edges the most named are told, and how many `more` there are.
    """

    width: int
    height: int
    x: int
    y: int
    wide: float
    high: float
    spots: tuple[Spot, ...] = ()
    labels: tuple[Label, ...] = ()
    beyond: tuple[Card, ...] = ()
    more: int = 0


def map_page(press: Press, catalogue: Catalogue) -> Iterator[Page]:
    """The map, if anybody knows where a place lies."""
    placed, unplaced = _places(catalogue)
    if not placed:
        return
    drawn = placed[:DRAWN]
    close = _close(drawn)
    yield press.page(
        routes.MAP,
        "map.html",
        press.wording.gettext("Map"),
        "map",
        description=press.wording.gettext("The places that the articles name, on a map."),
        close=_drawn(close, drawn) if close else None,
        world=_drawn(_world(), drawn),
        cards=tuple(place.card for place in placed[:LISTED]),
        total=len(placed),
        drawn=len(drawn),
        unplaced=unplaced[:UNPLACED],
        more=len(unplaced[UNPLACED:]),
        places=routes.kind(placed[0].card.kind),
    )


def has_map(catalogue: Catalogue) -> bool:
    """Whether there is a place to draw."""
    return any(entity.coordinates for entity in catalogue.with_page)


def _places(catalogue: Catalogue) -> tuple[tuple[Lying, ...], tuple[Card, ...]]:
    """The places with a page that lie somewhere, and those that do not, the most named first."""
    found = sorted(
        ((catalogue.cards[entity.id], entity.coordinates) for entity in catalogue.with_page if entity.type == "place"),
        key=lambda pair: (-pair[0].count, pair[0].name, pair[0].id),
    )
    placed = tuple(Lying(card, where[0], where[1] + (360 if where[1] < WEST else 0)) for card, where in found if where)
    return placed, tuple(card for card, where in found if not where)


def _world() -> View:
    wide = WIDTH / (EAST - WEST)
    high = wide / math.cos(math.radians(MIDDLE))
    return _view(WIDTH, round(high * (NORTH - SOUTH)), wide, high, WEST * wide, NORTH * high)


def _close(places: Sequence[Lying]) -> View | None:
    """The part of the world in which most of the places lie; None where the world shows it as well."""
    south, north = _between([place.north for place in places])
    west, east = _between([place.east for place in places])
    middle = (north + south) / 2
    shape = max(0.3, math.cos(math.radians(middle)))
    degrees_high = max(NARROWEST, (north - south) * 1.3)
    degrees_wide = max(NARROWEST, (east - west) * 1.3)
    high = min(HEIGHT / degrees_high, WIDTH / (degrees_wide * shape))
    wide = high * shape
    if WIDTH / wide > CLOSE:
        return None
    return _view(WIDTH, HEIGHT, wide, high, (west + east) / 2 * wide - WIDTH / 2, middle * high + HEIGHT / 2)


def _view(width: int, height: int, wide: float, high: float, left: float, top: float) -> View:
    """Sizes are for a degree here, and rounded for the page, so that no machine's arithmetic shows."""
    return View(width, height, -round(left), round(top), round(wide / 10, 4), round(high / 10, 4))


def _between(degrees: Sequence[float]) -> tuple[float, float]:
    """From where to where most of them lie; of few, all."""
    ordered = sorted(degrees)
    beyond = len(ordered) // OUTERMOST
    return ordered[beyond], ordered[-1 - beyond]


def _drawn(view: View, places: Sequence[Lying]) -> View:
    """The view with the places in it."""
    most = places[0].card.count
    spots = tuple(_spot(view, place, most) for place in places)
    frame = Box(0, 0, view.width, view.height)
    inside = tuple(spot for spot in spots if _is_in(spot, frame))
    beyond = tuple(spot.card for spot in spots if not _is_in(spot, frame))
    named = labels((Mark(spot.card.name, spot.x, spot.y, spot.r) for spot in inside), frame)
    return replace(view, spots=inside, labels=tuple(named), beyond=beyond[:BEYOND], more=len(beyond[BEYOND:]))


def _is_in(spot: Spot, frame: Box) -> bool:
    return Box(spot.x, spot.y, spot.x, spot.y).within(frame)


def _spot(view: View, place: Lying, most: int) -> Spot:
    radius = max(SMALLEST, round(LARGEST * math.sqrt(place.card.count / most)))
    return Spot(place.card, view.x + round(place.east * view.wide * 10), view.y - round(place.north * view.high * 10), radius)
