"""Names beside the marks of a drawing, where there is room for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

LETTER, LINE = 7, 16  # about what a letter is wide and a line high, in the drawing's units
GAP = 3

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in a drawing."""

    left: int
    top: int
    right: int
    bottom: int

    def meets(self, other: Box) -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom

    def within(self, other: Box) -> bool:
        return other.left <= self.left and self.right <= other.right and other.top <= self.top and self.bottom <= other.bottom


@dataclass(frozen=True, slots=True)
class Mark:
    """Something round in a drawing, and its name."""

    name: str
    x: int
    y: int
    r: int

    @property
    def box(self) -> Box:
        return Box(self.x - self.r, self.y - self.r, self.x + self.r, self.y + self.r)


@dataclass(frozen=True, slots=True)
class Label:
    """A name: `x` and `y` are where its line begins, has its middle or ends, as `anchor` says."""

    name: str
    x: int
    y: int
    anchor: Anchor


def labels(marks: Iterable[Mark], frame: Box) -> Iterator[Label]:
    """The names of the marks that have room beside them, inside the frame; the first marks choose first."""
    known = tuple(marks)
    taken = [mark.box for mark in known]
    for mark in known:
        for label, box in _places(mark):
            if box.within(frame) and not any(map(box.meets, taken)):
                taken.append(box)
                yield label
                break


def width(name: str) -> int:
    """About how wide a name is."""
    return len(name) * LETTER


def _places(mark: Mark) -> Iterator[tuple[Label, Box]]:
    """Where a name may stand: right, left, below, above its mark."""
    wide, reach, half = width(mark.name), mark.r + GAP, LINE // 2
    right, left, below, above = mark.x + reach, mark.x - reach, mark.y + reach, mark.y - reach
    base = mark.y + LINE // 3
    yield Label(mark.name, right, base, "start"), Box(right, mark.y - half, right + wide, mark.y + half)
    yield Label(mark.name, left, base, "end"), Box(left - wide, mark.y - half, left, mark.y + half)
    sides = mark.x - wide // 2, mark.x + wide // 2
    yield Label(mark.name, mark.x, below + LINE * 2 // 3, "middle"), Box(sides[0], below, sides[1], below + LINE)
    yield Label(mark.name, mark.x, above - GAP, "middle"), Box(sides[0], above - LINE, sides[1], above)
