"""Captions: the lines that stood under pictures.

What gives one away is a credit ("[Xinhua]", "REUTERS/Name", "Photo: …"), or the words that
point into a picture ("(left)", "(3d L)") in a line that tells of no more than what is seen.
"""

from __future__ import annotations

import re
from functools import lru_cache

from cuttings.lists import agency

CREDIT = re.compile(
    r"(?:\b[A-Z][A-Z/]{1,11}|\bReuters|\bGetty Images|\bXinhua)(?: ?PHOTO| Photo)?\s?/\s?[^\W\d_a-z][\w.’'-]*"
    r"(?: [^\W\d_a-z][\w.’'-]*){0,3}(?:/[\w ]{2,30})?[.)\]]*$"
    r"|(?i:[(\[]\s*(?:photo|picture|image|file photo|file|credit|source|foto|bild|фото)\b[^()\[\]]{0,60}[)\]]\.?$)"
    r"|(?i:\b(?:photo|photograph|picture|image|photo credit|credit|foto|bild|crédit photo|фото)\s*(?::|by\b|©|courtesy\b)\s*[^.]{2,60}\.?$)"
    r"|(?:©|\(c\))\s*[A-Z][\w .,/&-]{1,40}$",
)
#: Of these one is in each credit, or it ends in a bracket: to look for them is faster than for the whole expression.
CREDIT_SIGNS = ("/", "©", "(c)", "photo", "picture", "image", "credit", "foto", "bild", "фото")
CLOSES = (")", "]", ").", "].")
OPENS = re.compile(
    r"^(?:file photo|file pic|file image|photo|picture|image|caption|undated photo|archivbild|фото)\s*[:–—-]\s*\S", re.IGNORECASE
)
BRACKETS = re.compile(r"(?P<open>[(\[])(?P<mark>[^()\[\]]{2,40})[)\]]\.?$")
POINTS = re.compile(
    r"\((?:(?:pictured |seen )?(?:(?:front|back|top|bottom|far|second|third|first|2n?d|3r?d|1st|4th)(?: row)?[ ,-]*)?"
    r"(?:from )?(?:left|right|centre|center|l|r|c)|above|below|pictured)\)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 13)
def is_caption(line: str) -> bool:
    """Whether a line of plain text is a picture's caption.

    >>> is_caption("Ministers meet in Corfu, Greece, June 27, 2009. [Xinhua]")
    True
    >>> is_caption("Ministers met in Corfu (Greece).")
    False
    """
    if len(line) > 700 or line.startswith(("“", '"', "‘", "«")):
        return False
    return _marked(line) or bool(OPENS.match(line)) or (len(line) > 25 and _credited(line)) or points(line)


def _credited(line: str) -> bool:
    small = line.lower()
    able = line.endswith(CLOSES) or any(map(small.__contains__, CREDIT_SIGNS))
    return able and bool(CREDIT.search(line))


def _marked(line: str) -> bool:
    """Whether a line ends in an agency's mark: known in any brackets, unknown in square ones."""
    match = BRACKETS.search(line) if line.endswith(CLOSES) else None
    if not match or len(line) <= len(match[0]) + 12:
        return False
    mark = re.split(r"\s*[/|,]\s*", match["mark"])[0]
    words = mark.split()
    return bool(agency(mark)) or (match["open"] == "[" and len(words) <= 4 and all(word[0].isupper() for word in words))


def points(line: str) -> bool:
    """Whether a line points into a picture and is short enough for a caption."""
    return bool(POINTS.search(line)) and line.count(". ") <= 1 and len(line) < 320
