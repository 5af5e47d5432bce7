"""The parts of an index, joined from those of several and cut where their stems say.

Whether a part begins with a stem is told by the sum of its letters, the likelier, the more is held of it;
a stem of which much is held is a part of its own.  So a part is cut anew only where a stem in it,
or at the end of one beside it, is touched.
"""

from __future__ import annotations

import heapq
import math
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import groupby, pairwise
from operator import itemgetter

from cuttings.search.indexes import Index, Part
from cuttings.search.postings import NOTHING, Page, Postings, entry, postings, renumbered, spliced

SIZE = 16 * 1024  # bytes of a part of rare stems in the mean, before packing
ALONE = 6 * 1024  # bytes from which a stem is a part of its own


@dataclass(frozen=True, slots=True)
class Source:
    """An index from which parts are joined."""

    index: Index
    parts: Sequence[Part]  # those that are read
    numbers: Sequence[int | None]  # the numbers that its articles get; None: another source has the article, or none
    fields: Sequence[int]  # the numbers that its fields get
    moves: Moves | None = None  # how it is renumbered, if it stands


@dataclass(frozen=True, slots=True)
class Moves:
    """How the articles of an index that stands move, in the order that they had.

    The old numbers that have no new one, or from which on it is off by another count than before; and for
    each old number the new one, or the next where it has none.
    """

    breaks: Sequence[int]
    ahead: Sequence[float]
    are_none: bool  # whether all that have a number keep it


def moves(numbers: Sequence[int | None]) -> Moves | None:
    """How articles move that get these numbers; None where they change places.

    >>> moves([0, None, 1, 2, 4])
    Moves(breaks=[1, 2, 4], ahead=[0, 1, 1, 2, 4], are_none=False)
    """
    ahead: list[float] = []
    for number in reversed(numbers):
        ahead.append((ahead[-1] if ahead else math.inf) if number is None else number)
    ahead.reverse()
    if any(one > other for one, other in pairwise(ahead)):
        return None
    breaks, by = [], 0
    for old, new in enumerate(numbers):
        if new is None or new - old != by:
            breaks.append(old)
            by = by if new is None else new - old
    return Moves(breaks, ahead, all(numbers[old] is None for old in breaks))


def joined(sources: Iterable[Source], touched: AbstractSet[str]) -> Iterator[tuple[str, bytes]]:
    """The entries of all sources, by their stems; `touched` are the stems of what comes or goes."""
    for stem, found in groupby(heapq.merge(*map(_entries, sources), key=itemgetter(0)), key=itemgetter(0)):
        (_, source, held), *others = found
        if source.moves and source.moves.are_none and stem not in touched:
            yield stem, held
            continue
        came = [(other, postings(content)) for _, other, content in others]
        if source.moves and not any(told.forms for _, told in came):
            pages = _pages([(other, told.pages) for other, told in came])
            quick = spliced(held, source.numbers, _changes(source.moves, pages))
            if quick is not None:
                yield from [(stem, quick)] if quick else []
                continue
        if (one := _one([(source, postings(held)), *came])).pages or one.forms:
            yield stem, entry(stem, one)


def cut(entries: Iterable[tuple[str, bytes]], begin: Collection[str] = ()) -> Iterator[tuple[str, str, list[bytes]]]:
    """Entries as the parts that they make: the first stem, the last, and the entries; a part surely begins with some stems."""
    first, last, size = "", "", 0
    held: list[bytes] = []
    for stem, content in entries:
        if held and (size >= ALONE or _begins(stem, content) or stem in begin):
            yield first, last, held
            held = []
        first, last, size = first if held else stem, stem, len(content)
        held.append(content)
    if held:
        yield first, last, held


def affected(parts: Sequence[Part], touched: Iterable[str]) -> list[Part]:
    """The parts that are cut anew where these stems come, change or go."""
    firsts = [part.first for part in parts]
    places: set[int] = set()
    for stem in touched:
        place = max(0, bisect_right(firsts, stem) - 1)
        places.add(place)
        if stem <= parts[place].first:
            places.add(max(0, place - 1))
        if stem >= parts[place].last:
            places.add(min(len(parts) - 1, place + 1))
    return [parts[place] for place in sorted(places)]


def shortened(parts: Sequence[Part]) -> list[Part]:
    """The parts with their first and last stems as short as they tell each from the next, as Pagefind has them.

    >>> [(part.first, part.last) for part in shortened([Part("a", "agreed", ""), Part("agriculture", "all", ""), Part("alley", "be", "")])]
    [('a', 'agre'), ('agri', 'all'), ('alle', 'be')]
    """
    told = [_shared(before.last, after.first) + 1 for before, after in pairwise(parts)]
    ends = zip(parts, [None, *told], [*told, None], strict=True)
    return [Part(part.first[:first], part.last[:last], part.name) for part, first, last in ends]


def folded(words: Sequence[str]) -> str:
    """Words in their order, each as how many letters it shares with the one before, at most nine, and its other letters.

    >>> folded(["agre", "agri", "al"])
    '0agre 3i 1l'
    """
    alike = [0, *(min(9, _shared(before, after)) for before, after in pairwise(words))]
    return " ".join(f"{shared}{word[shared:]}" for shared, word in zip(alike, words, strict=True))


def _shared(one: str, other: str) -> int:
    """How many letters two words begin with alike."""
    return next((place for place, (letter, same) in enumerate(zip(one, other, strict=False)) if letter != same), min(len(one), len(other)))


def _begins(stem: str, content: bytes) -> bool:
    return len(content) >= ALONE or zlib.crc32(stem.encode()) * SIZE < len(content) << 32


def _changes(moves: Moves, pages: Sequence[Page]) -> list[tuple[int, Page | None]]:
    """Where an entry is not what it was: where articles move, and where there are further pages."""
    changes: list[tuple[int, Page | None]] = [(old, None) for old in moves.breaks]
    changes += [(bisect_left(moves.ahead, page[0]), page) for page in pages]
    return sorted(changes, key=itemgetter(0))


def _entries(source: Source) -> Iterator[tuple[str, Source, bytes]]:
    for stem, held in source.index.entries(source.parts):
        yield stem, source, held


def _one(told: Sequence[tuple[Source, Postings]]) -> Postings:
    """What several sources tell of a stem."""
    forms = {form for _, one in told for form in one.forms}
    spelt = {form: _pages([(source, one.forms.get(form, ())) for source, one in told]) for form in forms}
    return Postings(_pages([(source, one.pages) for source, one in told]), {form: pages for form, pages in spelt.items() if pages})


def _pages(told: Sequence[tuple[Source, Sequence[Page]]]) -> list[Page]:
    found = [
        (number, places, fields if fields == NOTHING else renumbered(fields, source.fields))
        for source, pages in told
        for old, places, fields in pages
        if (number := source.numbers[old]) is not None
    ]
    return sorted(found)
