"""Parts: a long list is cut into several pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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


def _part(items: Sequence[T], path: str, number: int, start: int) -> Part[T]:
    return Part(path, number, start + 1, start + len(items), tuple(items))
