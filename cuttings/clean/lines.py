"""Lines of an original, and what shape they have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from cuttings import dates
from cuttings.model import Line

# The last sign of a sentence, behind which quotation marks and brackets may close.
SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»›)\]]*$")
WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
BULLET = re.compile(r"^(?:[•*▪◦·‣–-]|\d{1,2}[.)])\s+")


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a plain text that hold something, stripped, each with the gap before it."""
    lines = []
    gap = 0
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip()
        if stripped:
            lines.append(Line(number, stripped, gap))
            gap = 0
        else:
            gap += 1
    return tuple(lines)


def words(text: str) -> int:
    """How many words a text has.

    >>> words("NATO-led troops don't leave.")
    4
    """
    return sum(1 for _ in WORD.finditer(text))


def ends_sentence(text: str) -> bool:
    return bool(SENTENCE_END.search(text))


def is_prose(text: str) -> bool:
    """Whether a line reads as a paragraph: a sentence of some length, or a long line of any kind."""
    count = words(text)
    if text.endswith("?") and "." not in text:
        return count >= 16
    return count >= 25 or (count >= 6 and ends_sentence(text))


def is_bullet(text: str) -> bool:
    return bool(BULLET.match(text))


def folded(text: str) -> str:
    """A line as one compares it: case, spaces, quotation marks and the end do not matter."""
    text = re.sub(r"[“”„«»\"‘’']", "", BULLET.sub("", text).casefold())
    return re.sub(r"\s+", " ", text).strip(" .:;,|•·–—-»›>")


def is_metadata(text: str) -> bool:
    """Whether a line tells about the article (its date, writer, agency, section) and is not of it."""
    return (
        dates.is_date_line(text)
        or is_breadcrumb(text)
        or bool(re.fullmatch(r"\([^()]{2,40}\)", text))
        or bool(re.match(r"(?i:by|von|par|por)\s+[^\W\d_a-z]", text) and words(text) <= 12)
    )


def is_breadcrumb(text: str) -> bool:
    """A path of sections: "WORLD> Europe", "Home / News / World".

    >>> is_breadcrumb("WORLD> Europe"), is_breadcrumb("Russia: a new start")
    (True, False)
    """
    parts = breadcrumb(text)
    return len(parts) > 1 and all(0 < words(part) <= 3 and part[:1].isupper() for part in parts)


def breadcrumb(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\s*(?:>|»|›|→|::)\s*|\s+/\s+", text.strip(" >»›")) if part.strip()]


def last_prose(lines: Sequence[Line]) -> int:
    """The index of the last line that reads as a paragraph, -1 where there is none."""
    return max((index for index, line in enumerate(lines) if is_prose(line.text)), default=-1)


@lru_cache(maxsize=4096)
def shingles(text: str, length: int = 3) -> frozenset[tuple[str, ...]]:
    """The runs of `length` words of a text, folded: what two texts share when one quotes the other."""
    tokens = [token.casefold() for token in WORD.findall(text)]
    return frozenset(tuple(tokens[i : i + length]) for i in range(len(tokens) - length + 1))
