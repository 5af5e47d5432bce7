"""Sentences: the one around a mention is what a reader needs to see of an article."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

# A stop, what closes around it, white space; in Chinese and Japanese none is needed.
_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*\s+(?=[\"'“‘«(\[]*(?P<next>\S))|[。！？]+[」』”]?|\s*\n\s*")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Hon|Lord|St|Sen|Rep|Gov|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Pres|Sec|Jr|Sr|vs|No|Nos"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|Corp|Bros|approx|ca|cf|e\.g|i\.e|z\.B|bzw|Nr)"
    r"|(?<!\w)\w(?:\.\w)*)\.$"
)


def bounds(text: str) -> tuple[int, ...]:
    """Where the sentences of a text begin, and last where the text ends.

    >>> bounds("Mr. Lavrov came. He spoke.")
    (0, 17, 26)
    >>> bounds("They came from the U.S.\\n\\nHe spoke.")
    (0, 25, 34)
    """
    starts = [0, *(stop.end() for stop in _STOP.finditer(text) if _ends_sentence(stop, text))]
    return (*dict.fromkeys(starts), len(text)) if text else (0, 0)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the sentence, or sentences, around `text[start:end]` begin and end.

    >>> text = "Ties are back. The U.S. envoy met Mr. Lavrov in Moscow. No date was set."
    >>> text[slice(*sentence(text, 34, 44))]
    'The U.S. envoy met Mr. Lavrov in Moscow.'
    """
    return within(text, bounds(text), start, end)


def within(text: str, starts: Sequence[int], start: int, end: int) -> tuple[int, int]:
    """`sentence`, where the bounds of the text are known already."""
    first = starts[max(0, bisect_right(starts, start, hi=len(starts) - 1) - 1)]
    following = min(bisect_right(starts, max(start, end - 1)), len(starts) - 1)
    piece = text[first : starts[following]]
    return first, first + len(piece.rstrip())


def _ends_sentence(stop: re.Match[str], text: str) -> bool:
    following = stop["next"]
    if following is None or "\n" in stop[0]:
        return True
    if following.islower():
        return False
    return "." not in stop[0] or not _ABBREVIATION.search(text, max(0, stop.start() - 12), stop.start() + 1)
