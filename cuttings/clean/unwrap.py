"""Unwrap: lines of a text that were one paragraph are one again.

A program that folds text ends a line where the next word would not have fit; a scraper that takes
every node for a line ends one at each link.  Either way the next line goes on in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from cuttings.lists import words
from cuttings.model import Line

NARROWEST, WIDEST = 40, 120  # characters a line, of texts that programs folded
SLACK = 12  # characters: so much earlier than the widest line may end one that a long word follows
FEW = 3  # folded lines: below, a text is not taken for folded
BEGUN = 12  # characters
END = re.compile(r"[.!?…:;。！？][\"'”’»›)\]]*$")
GOES_ON = re.compile(r"[,;.:)\]’”»]|[^\W\d_]")
ITEM = re.compile(r"(?:[•*▪◦·‣–-]|\(?\d{1,3}[.)])\s")
BROKEN = re.compile(r"(?<=[^\W\d_])[-\u00ad]$")


def unwrapped(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines with those joined that go on in the next; a joined line has the number of its first."""
    width = _width(lines)
    paragraphs: list[list[Line]] = []
    for at, line in enumerate(lines):
        if paragraphs and line.gap == 0 and _goes_on(paragraphs[-1], lines[at - 1].text, line.text, width):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return tuple(_joined(paragraph) for paragraph in paragraphs)


def _width(lines: Sequence[Line]) -> int:
    """How wide the text was folded, 0 where it was not."""
    inner = [len(before.text) for before, line in pairwise(lines) if line.gap == 0]
    inner = sorted(length for length in inner if length >= NARROWEST)
    if len(inner) < FEW:
        return 0
    width = inner[-1 - len(inner) // 20]
    full = sum(length >= width - SLACK for length in inner)
    wider = sum(len(line.text) > width + SLACK for line in lines)
    return width if width <= WIDEST and full >= 0.7 * len(inner) and wider <= len(lines) // 20 else 0


def _goes_on(paragraph: Sequence[Line], before: str, text: str, width: int) -> bool:
    """Whether `text` goes on in the sentence of `before`, the last line of the paragraph so far."""
    if ITEM.match(text):
        return False
    if width and len(before) + 1 + len(text.split(" ", 1)[0]) > width and len(before) >= width - 3 * SLACK:
        return True
    if END.search(before[-6:]) or not GOES_ON.match(text):
        return False
    if text[0].islower() or not text[0].isalpha():
        # A menu is in small letters too: the sentence must have begun.
        return len(paragraph) > 1 or len(before) >= BEGUN
    if BROKEN.search(before):
        return len(before) >= BEGUN
    # A name that was a link: the line before it cannot have ended there.
    last = before.rsplit(" ", 1)[-1]
    unfinished = before.endswith(",") or (last.islower() and last in words("function-words"))
    return unfinished and (len(paragraph) > 1 or before.count(" ") >= 2)


def _joined(paragraph: Sequence[Line]) -> Line:
    if len(paragraph) == 1:
        return paragraph[0]
    parts = [paragraph[0].text]
    for line in paragraph[1:]:
        before, between = _seam(parts[-1], line.text)
        parts[-1:] = [before, between, line.text]
    return replace(paragraph[0], text="".join(parts))


def _seam(one: str, other: str) -> tuple[str, str]:
    """What is left of a line before the next, and what comes between; a broken word is whole again.

    >>> _seam("The infor-", "mation came late"), _seam("a well-", "known man"), _seam("He met", ", it is said, X")
    (('The infor', ''), ('a well-', ''), ('He met', ''))
    """
    if not BROKEN.search(one) or not other[0].isalpha():
        return one, "" if other[0] in ",;.:)]’”»" else " "
    head, tail = one[:-1].rsplit(" ", 1)[-1].lower(), re.split(r"\W", other, maxsplit=1)[0].lower()
    known = words("words")
    compound = other[0].isupper() or (head in known and tail in known and head + tail not in known)
    return (one if compound and one[-1] == "-" else one[:-1]), ""
