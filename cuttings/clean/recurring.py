"""Recurring: what an archive knows of a line that one article alone does not show.

A line that stands in several originals is furniture of their site; text stands in one.  The whole
archive is asked anew by every build, so the answer depends on nothing but its originals.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from zlib import crc32

from cuttings.clean.headline import headline
from cuttings.clean.lines import is_metadata
from cuttings.clean.rules import SURELY, Cut
from cuttings.model import Line, Original

ORIGINALS = 3  # in so many a line must stand; twice may be the same report, received again
LEAST = 8  # letters: what is shorter recurs by chance
LONGEST = 2_000  # characters of a piece that are looked at
PARTS = {"text/html": re.compile(r"<[^>]*>")}
LINE_END = re.compile(r"\n")


def line_keys(original: Original) -> frozenset[int]:
    """The sums of an original's lines; of a page, of what stands between its tags."""
    parts = PARTS.get(original.media_type, LINE_END).split(original.text)
    unescaped = map(html.unescape, parts) if original.media_type in PARTS else parts
    return frozenset(key for part in unescaped if (key := line_key(part)))


def line_key(text: str) -> int:
    """A sum by which a line is known again, whatever its capitals and signs; 0 for one that says too little."""
    letters = re.sub(r"[\W\d_]+", "", text[:LONGEST]).casefold()
    return crc32(letters.encode("utf-8", "replace")) if len(letters) >= LEAST else 0


def recurring(every: Iterable[frozenset[int]]) -> frozenset[int]:
    """The sums that stand in several originals of an archive."""
    counts = Counter(key for keys in every for key in keys)
    return frozenset(key for key, count in counts.items() if count >= ORIGINALS)


def cut_recurring(lines: Sequence[Line], known: frozenset[int]) -> Iterator[Cut]:
    """The lines that recur in the archive, but for those that tell about the article or surely are its text."""
    if not known:
        return
    title = headline(lines)
    for index, line in enumerate(lines):
        own = index == title or line.tag == "h1" or (line.score or 0.0) >= SURELY
        if not own and line_key(line.text) in known and not is_metadata(line.text):
            yield Cut(index)
