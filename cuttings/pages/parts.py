"""Parts: a long list is cut into several pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """A page's share of a list, from the `first` item to the `last`, counted from 1."""

    path: str
    number: int
    first: int
    last: int
    items: tuple[T, ...]


def in_parts(items: Sequence[T], most: int, path: Callable[[int], str]) -> tuple[Part[T], ...]:
    """A list in parts of so many items; one without any has one part.

    >>> [(part.path, part.items) for part in in_parts("abcde", 3, "page.{}".format)]
    [('page.1', ('a', 'b', 'c')), ('page.2', ('d', 'e'))]
    """
    starts = range(0, max(1, len(items)), most)
    return tuple(_part(items[start : start + most], path(number), number, start) for number, start in enumerate(starts, 1))


def near(parts: Sequence[Part[T]], number: int, beside: int) -> tuple[Part[T] | None, ...]:
    """The parts that are worth a link from one: the first, the last, and so many on either side; None where some are left out.

    >>> [part and part.number for part in near(in_parts("abcdefghi", 1, str), 5, 1)]
    [1, None, 4, 5, 6, None, 9]
    >>> [part and part.number for part in near(in_parts("abcde", 1, str), 3, 1)]
    [1, 2, 3, 4, 5]
    """
    wanted = sorted({1, *range(max(1, number - beside), min(len(parts), number + beside) + 1), len(parts)})
    found: list[Part[T] | None] = []
    for before, one in pairwise((0, *wanted)):
        if one - before > 1:
            # A gap of one is no shorter than what it leaves out.
            found.append(parts[before] if one - before == 2 else None)
        found.append(parts[one - 1])
    return tuple(found)


def _part(items: Sequence[T], path: str, number: int, start: int) -> Part[T]:
    return Part(path, number, start + 1, start + len(items), tuple(items))
