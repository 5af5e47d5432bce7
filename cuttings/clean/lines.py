"""Lines of an original, and what shape they have."""

from __future__ import annotations

import re
from functools import lru_cache

from cuttings import dates
from cuttings.clean.unwrap import unwrapped
from cuttings.model import Line

# The last sign of a sentence, behind which quotation marks and brackets may close.
SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»›)\]]*$")
#: For what is asked of one line again and again, by each rule in each of its rounds.
remembered = lru_cache(maxsize=1 << 13)
QUOTES = re.compile("[“”„«»\"‘’']+")
LETTERS = re.compile(r"\w+")
SIGNS_OF_ASCII = {code: None for code in range(128) if not LETTERS.match(chr(code))}
WORD = re.compile(r"\w+(?:[’'.-]\w+)*")
#: A line that only names whose words the quotation above it are.
SPEAKER_ALONE = re.compile(r"^(?:--+|—|–)\s*[^\W\d_a-z][^.]{2,60}$")
BREADCRUMB_SIGNS = (">", "»", "›", "→", "::", "/")
BULLET = re.compile(r"^(?:[•*▪◦·‣–-]|\d{1,2}[.)])\s+")


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of a plain text that hold something, stripped, each with the gap before it; folded ones are one."""
    lines = []
    gap = 0
    for number, raw in enumerate(text.split("\n"), 1):
        stripped = raw.strip()
        if stripped:
            lines.append(Line(number, stripped, gap))
            gap = 0
        else:
            gap += 1
    return unwrapped(lines)


@remembered
def words(text: str) -> int:
    """How many words a text has.

    >>> words("NATO-led troops don't leave.")
    4
    """
    return len(WORD.findall(text))


@remembered
def ends_sentence(text: str) -> bool:
    return bool(SENTENCE_END.search(text))


@remembered
def is_prose(text: str) -> bool:
    """Whether a line reads as a paragraph: a sentence of some length, or a long line of any kind."""
    count = words(text)
    if text.endswith("?") and "." not in text:
        return count >= 16
    return count >= 25 or (count >= 6 and ends_sentence(text))


def is_bullet(text: str) -> bool:
    return bool(BULLET.match(text))


@remembered
def folded(text: str) -> str:
    """A line as one compares it: case, spaces, quotation marks and the end do not matter."""
    text = BULLET.sub("", text) if not text[:1].isalpha() else text
    bare = text.replace('"', "").replace("'", "") if text.isascii() else QUOTES.sub("", text)
    return " ".join(bare.casefold().split()).strip(" .:;,|•·–—-»›>")


def squeezed(text: str) -> str:
    """A text as one compares it with others of other signs: letters and digits only.

    >>> squeezed("NATO: a new start")
    'natoanewstart'
    """
    letters = text.translate(SIGNS_OF_ASCII) if text.isascii() else "".join(LETTERS.findall(text))
    return letters.casefold()


@remembered
def is_metadata(text: str) -> bool:
    """Whether a line tells about the article (its date, writer, agency, section) and is not of it."""
    return (
        dates.is_date_line(text)
        or is_breadcrumb(text)
        or bool(re.fullmatch(r"\([^()]{2,40}\)", text))
        or bool(re.match(r"(?i:by|von|par|por)\s+[^\W\d_a-z]", text) and words(text) <= 12)
    )


@remembered
def is_breadcrumb(text: str) -> bool:
    """A path of sections: "WORLD> Europe", "Home / News / World".

    >>> is_breadcrumb("WORLD> Europe"), is_breadcrumb("Russia: a new start")
    (True, False)
    """
    parts = breadcrumb(text) if any(map(text.__contains__, BREADCRUMB_SIGNS)) else []
    return len(parts) > 1 and all(0 < words(part) <= 3 and part[:1].isupper() for part in parts)


def breadcrumb(text: str) -> list[str]:
    return [part.strip() for part in re.split(r"\s*(?:>|»|›|→|::)\s*|\s+/\s+", text.strip(" >»›")) if part.strip()]


@lru_cache(maxsize=4096)
def shingles(text: str, length: int = 3) -> frozenset[tuple[str, ...]]:
    """The runs of `length` words of a text, folded: what two texts share when one quotes the other."""
    tokens = list(map(str.casefold, WORD.findall(text)))
    return frozenset(zip(*(tokens[start:] for start in range(length)), strict=False))
