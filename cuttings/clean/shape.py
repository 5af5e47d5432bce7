"""Shape: what lines of text look like, each by itself, in numbers.

The numbers are for the classifier (`score`), not for rules; none of them knows a publisher or a
page, and few of them a language.  Words are looked at all at once, in arrays: a page has thousands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt

from cuttings.clean import furniture
from cuttings.clean.forest import Matrix
from cuttings.clean.vocabulary import AGO, CREDIT, CREDIT_WORDS, READER, SHARES, Vocabulary

TOKEN = re.compile(r"[^\W\d_]+|\d+")
WORD = re.compile(r"\w+")
END = re.compile(r"[.!?…。！？।][\"'”’»›)\]]*$")
ADDRESS = re.compile(r"https?:|www\.|@|\.com\b")
ADDRESS_SIGNS = ("http", "www.", "@", ".com")
BULLET = re.compile(r"(?:[•*▪◦·‣–-]|\d{1,2}[.)])\s")
CLOCK = re.compile(r"\d(?:\d?:\d\d|\s?(?:min|hrs?|mins)\b)", re.IGNORECASE)
AGO_SAID = re.compile(r"\b(?:ago\b|vor \d|il y a\b|hace\b)")
YEAR = re.compile(r"\d(?:(?<=1)9\d\d|(?<=2)0\d\d|\d?[./]\d\d?[./]\d\d)")
SAID = ("says", "said", "wrote", "schreibt", "schrieb", "dit", "dice")
SAYS = re.compile(rf"\W*.{{0,40}}\b(?:{'|'.join(SAID)}):?$")
SAYS_END = (*SAID, *(f"{word}:" for word in SAID))
DEBATE = re.compile(
    r"\W*(?:reply\b|comments?\b|\d+ (?:comments?|replies|responses?|thoughts)\b"
    r"|leave a (?:reply|comment)|kommentare?\b|commentaires?\b|comentarios?\b)",
    re.IGNORECASE,
)
CREDIT_SIGN = re.compile(r"©|/[A-Z]", re.IGNORECASE)
SEPARATORS = {False: ("|", "•", "·", "»", "›", ">", " - ", " / "), True: ("|", ">", " - ", " / ")}  # in ASCII there are fewer
QUOTES = {False: '"“”„«»', True: '"'}
TAIL = 60  # characters at the end of a line, in which a credit stands
LOOKED_AT = 400  # characters: a paragraph shows in its first what it is
SHORT = 14  # words: a longer line is no heading, button or byline
NOTICE = 90  # words: a longer paragraph is no notice to the reader
LETTERS = (
    *("length", "letters", "ends", "colon", "trails_off", "begins_small", "bullet", "begins_digit", "begins_quote", "commas"),
    *("sentences", "separators", "address", "debate", "related", "closing", "quotes", "year", "clock", "credit", "columns"),
)
COLUMNS = (*LETTERS, *SHARES, "lexicon_least", "lexicon_most", "lexicon_opening")


@dataclass(frozen=True, slots=True)
class Shapes:
    """Lines x COLUMNS; and the long words of the lines: the numbers of a word and of the line it stands in, once each."""

    table: Matrix
    word: npt.NDArray[np.int64]
    line: npt.NDArray[np.int64]


def shapes(texts: Sequence[str], words: Vocabulary) -> Shapes:
    """The shapes of lines."""
    written = [[*TOKEN.findall(text[:LOOKED_AT]), ""] for text in texts]  # a line without words has this one
    ids = words.numbers(chain.from_iterable(written))
    lengths = np.array([len(line) for line in written])
    ends = np.cumsum(lengths)
    starts = ends - lengths
    traits = words.traits[ids]
    leaning = traits[:, SHARES.index("lexicon_mean")]
    summed = np.concatenate([np.zeros((1, len(SHARES))), np.cumsum(traits, axis=0)])
    count = np.maximum(ends - starts - 1, 1)[:, None]
    opening = summed[np.minimum(starts + 3, ends), SHARES.index("lexicon_mean")] - summed[starts, SHARES.index("lexicon_mean")]
    table = np.column_stack(
        [
            _letters_of(texts, np.bitwise_or.reduceat(words.hints[ids], starts).tolist()),
            (summed[ends] - summed[starts]) / count,
            np.minimum.reduceat(leaning, starts),
            np.maximum.reduceat(leaning, starts),
            opening,
        ]
    ).astype(np.float32)
    return Shapes(table, *_long_words(words, ids, lengths))


def _letters_of(texts: Sequence[str], hints: Sequence[int]) -> npt.NDArray[np.float64]:
    """What the letters and signs of lines tell: lines x LETTERS; `hints` are those of their words."""
    found = np.array([_letters(text, hint) for text, hint in zip(texts, hints, strict=True)], dtype=np.float64)
    total = found[:, LETTERS.index("length")].copy()
    for share in ("letters", "commas"):
        found[:, LETTERS.index(share)] /= total
    found[:, LETTERS.index("length")] = np.log1p(total)
    return found


def _letters(text: str, hints: int) -> tuple[int, ...]:
    """What the letters and signs of a line tell, under the names of LETTERS, but for the shares: these are counts yet."""
    total = text.count(" ") + 1
    head = text[:LOOKED_AT]
    small = text.lower() if total <= SHORT else ""
    debate = bool(DEBATE.match(small)) or (small.endswith(SAYS_END) and bool(SAYS.match(small)))
    closing = bool(hints & READER) and total <= NOTICE and furniture.speaks_to_reader(head)
    ago = bool(hints & AGO) and bool(AGO_SAID.search(small))
    credit = bool(hints & CREDIT or len(text) > TAIL) and not CREDIT_WORDS.isdisjoint(WORD.findall(text[-TAIL:].lower()))
    begins_small = text[0].islower()
    if text.replace(" ", "").isalpha():  # as many short lines are: no sign to look for
        none = (0, 0, 0)
        return (total, len(text), *none, begins_small, *none, *none, 0, debate, 0, closing, 0, 0, ago, credit, "  " in text)
    ascii_only = text.isascii()
    return (
        total,
        len(text),
        not text[-1].isalnum() and bool(END.search(text[-6:])),
        text[-1] == ":",
        text.endswith(("...", "…")),
        begins_small,
        bool(BULLET.match(text)),
        text[0].isdigit(),
        text[0] in "\"“„«‘'",
        text.count(","),
        text.count(". "),
        sum(map(head.count, SEPARATORS[ascii_only])),
        any(map(head.__contains__, ADDRESS_SIGNS)) and bool(ADDRESS.search(head)),
        debate,
        bool(furniture.RELATED_INLINE.match(head)),
        closing,
        sum(map(text.count, QUOTES[ascii_only])),
        bool(YEAR.search(text[:120])),
        ago or bool(CLOCK.search(small)),
        credit or _has_credit_sign(text[-TAIL:]),
        "\t" in text or "  " in text,
    )


def _has_credit_sign(tail: str) -> bool:
    return ("©" in tail or "/" in tail) and bool(CREDIT_SIGN.search(tail))


def _long_words(
    words: Vocabulary, ids: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The long words of each line, whatever their capitals, once: (their numbers, the lines' numbers)."""
    word, line = words.long[ids], np.repeat(np.arange(len(lengths)), lengths)
    pairs = np.unique(line[word >= 0] * len(words) + word[word >= 0])
    return np.unique(pairs % len(words), return_inverse=True)[1], pairs // len(words)
