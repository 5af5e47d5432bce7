"""Words of a text and the runs of capitalised words among them, with where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cuttings.lists import words as word_list

TOKEN = re.compile(
    r"(?=[^\W\d_]{1,4}\.)(?:"  # only looked into where a full stop is near: most words are plain
    r"(?:[^\W\d_]\.){2,}|(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Capt|Sgt|Maj|Prof|Sen|Rep|Gov|Adm|Jr|Sr)\.(?=\s)|[A-Z]\.(?=\s[A-Z])"
    r")"
    # "AT&T", "RFE/RL", "F-16", "O'Brien": other strokes and hyphens part words.
    r"|[^\W_]+(?:&[^\W_]+|/(?=[A-Z]{2})[^\W_]+|-\d+[A-Z]?\b|['’](?![sS]\b)[^\W_]+)*"
)
#: Small words that stand within names of people, and those that stand within names of bodies and treaties.
PARTICLES = frozenset("de van von der den bin ibn al el la le du da di dos das ten ter ul abu zu af".split())
CONNECTORS = frozenset("of for on and the in to de du des".split())
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april june july august september "
    "october november december mon tue wed thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec".split()
)
#: Words that begin sentences and never names.
STOP = frozenset(
    """a an and as at but by for from if in into it its of on onto or so than that the then there these they this those to
    with without he she we you i his her their our my your is are was were be been has have had do does did not no nor yes
    after before since until while when where who whom whose which what why how although though because despite during
    under over between among against about around across both each every all any some many most more other another such
    only even also just still yet again meanwhile however moreover nevertheless nonetheless therefore thus hence instead
    later earlier now today yesterday tomorrow once twice here perhaps maybe according asked speaking following given
    can could may might must shall should will would let like unlike upon via per one two three four five six seven eight
    nine ten first second third last next new former early late several few much little own same rather too very
    mr mrs ms dr sir madam""".split()
)
BREAK = re.compile(r"[.!?:;\n\"“”„«»()\[\]—–|•]|--|(?:^|\s)['‘]")


class Token(NamedTuple):
    """A word of a text: `text[start:end]`; `opens` tells whether a sentence or a line begins with it."""

    text: str
    start: int
    end: int
    opens: bool

    @property
    def lower(self) -> str:
        return self.text.lower().rstrip(".")

    @property
    def capital(self) -> bool:
        return self.text[0].isupper()


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text with where each begins."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def tokens(text: str) -> Iterator[Token]:
    """The words of a text.  Of compounds with a hyphen each part is a word of its own."""
    end = 0
    for match in TOKEN.finditer(text):
        start, last = match.span()
        opens = end == 0 or (gap := text[end:start]) != " " and bool(BREAK.search(gap))
        end = last
        yield Token(match[0], start, last, opens)


def is_title_case(found: Sequence[Token]) -> bool:
    """Whether a line is set like a headline, every longer word with a capital: it tells nothing of names."""
    if len(found) > 1 and all(token.text.isupper() for token in found):
        return True
    initials = [word[0] for word, *_ in found if len(word) > 3]
    return len(initials) >= 4 and sum(map(str.isupper, initials)) > 0.7 * len(initials)


@lru_cache(100_000)
def is_common(word: str) -> bool:
    """Whether a word stands in the list of common English words, itself or without an ending."""
    known = word_list("words")
    word = word.lower()
    if word in known:
        return True
    stems = [word[: -len(ending)] + put for ending, put in ENDINGS if word.endswith(ending)]
    return any(stem in known for stem in stems if len(stem) > 2)


ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("d", ""), ("ied", "y"), ("ing", ""), ("ing", "e"), ("ly", ""), ("er", ""))
