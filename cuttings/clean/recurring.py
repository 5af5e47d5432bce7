"""Recurring: what an archive knows of a line that one article alone does not show.

A line that stands in several originals of one site is its furniture; text stands in one.  Originals
are of one site if they share some lines: "Conclusion" stands in articles that share nothing else.
The whole archive is asked anew by every build, so the answer depends on nothing but its originals.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from zlib import crc32

from cuttings.clean.lines import is_metadata, is_prose, squeezed
from cuttings.clean.rules import SURELY, Cut
from cuttings.model import Line, Original

SENTENCE = 0.6  # score from which a whole sentence may be one that agencies repeat
ALIKE = 2  # lines of some length that originals of one site share
LONG = 1 << 32
TELLING = 20  # letters of such a line at least
ORIGINALS = 3  # in so many a line must stand; twice may be the same report, received again
LEAST = 8  # letters: what is shorter recurs by chance
LONGEST = 2_000  # characters of a piece that are looked at
PARTS = {"text/html": re.compile(r"<[^>]*>")}
LINE_END = re.compile(r"\n")


def line_keys(original: Original) -> frozenset[int]:
    """The sums of an original's lines; of a page, of what stands between its tags."""
    parts = set(PARTS.get(original.media_type, LINE_END).split(original.text))
    able = (part for part in parts if len(part) >= LEAST or not part.isascii())  # “ß” counts twice
    unescaped = map(html.unescape, able) if original.media_type in PARTS else able
    return frozenset(key for part in unescaped if (key := line_key(part)))


def line_key(text: str) -> int:
    """A sum by which a line is known again, whatever its capitals and signs; 0 for one that says too little.

    That of a line of some length is LONG or more: "Politics" stands on the pages of many sites.
    """
    letters = squeezed(text[:LONGEST])
    if len(letters) < LEAST:
        return 0
    return crc32(letters.encode("utf-8", "replace")) + (LONG if len(letters) >= TELLING else 0)


def recurring(every: Sequence[frozenset[int]]) -> tuple[frozenset[int], ...]:
    """Of the sums of each original those that recur on its site."""
    holders: dict[int, list[int]] = {}
    for number, keys in enumerate(every):
        for key in keys:
            holders.setdefault(key, []).append(number)
    site = _sites(len(every), (numbers for key, numbers in holders.items() if key >= LONG))
    counts = Counter((key, site[number]) for key, numbers in holders.items() for number in numbers)
    return tuple(frozenset(key for key in keys if counts[key, site[number]] >= ORIGINALS) for number, keys in enumerate(every))


def _sites(count: int, holders: Iterable[Sequence[int]]) -> list[int]:
    """For each original a number that those of its site have too.

    Only neighbours among the holders of a line are compared: of one site they are so in many lines.
    """
    shared = Counter(pair for numbers in holders for pair in pairwise(numbers))
    site = list(range(count))
    for (one, other), lines in sorted(shared.items()):
        if lines >= ALIKE:
            first, second = sorted((_root(site, one), _root(site, other)))
            site[second] = first
    return [_root(site, number) for number in range(count)]


def _root(site: list[int], number: int) -> int:
    while site[number] != number:
        site[number] = site[site[number]]
        number = site[number]
    return number


def cut_recurring(lines: Sequence[Line], title: int, known: frozenset[int]) -> Iterator[Cut]:
    """The lines that recur in the archive, but for those that tell about the article or surely are its text."""
    if not known:
        return
    for index, line in enumerate(lines):
        own = line.tag == "h1" or (line.score or 0.0) >= (SENTENCE if is_prose(line.text) else SURELY)
        if not own and line_key(line.text) in known and not is_metadata(line.text):
            yield Cut(index)
