"""Vocabulary: what words are, in numbers.  Most words come again in every text, so each is looked at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from cuttings.clean.furniture import CLOSING_WORDS
from cuttings.lists import post_words, words

FURNITURE = -1  # what the lexicon gives to words that hardly any article has
LONG_WORD = 5  # letters: words of fewer letters tell nothing of the topic
SHARES = ("capitalised", "shouted", "numbers", "short_words", "function_words", "reader", "posts", "lexicon_mean", "lexicon_furniture")
CREDIT_WORDS = frozenset("photo photograph image picture getty reuters afp shutterstock courtesy foto bild credit file via".split())
AGO_WORDS = frozenset("ago vor il hace".split())
#: What a word may be part of: bits, by the words of which one must be there.
READER, CREDIT, AGO = 1, 2, 4
HINTS = {READER: CLOSING_WORDS, CREDIT: CREDIT_WORDS, AGO: AGO_WORDS}
MOST = 1 << 16  # words that are remembered, that memory stays bounded


class Vocabulary(dict[str, int]):
    """Words and their numbers, which index the tables: `traits` (under the names of SHARES), `hints` (bits of HINTS), and `long`.

    The last has for a long word the number of its form in small letters, for any other -1.
    `lexicon` tells words of articles (above 0) from those of furniture.
    """

    def __init__(self, lexicon: Mapping[str, float]) -> None:
        super().__init__()
        self.lexicon = lexicon
        self.traits = np.zeros((MOST, len(SHARES)))
        self.long = np.zeros(MOST, dtype=np.int64)
        self.hints = np.zeros(MOST, dtype=np.uint8)
        self.fresh: list[tuple[float, ...]] = []  # traits of words that are not in the tables yet
        self.forms: list[int] = []  # what `long` is to hold of them
        self.marks: list[int] = []  # and `hints`
        self.listed = words("function-words"), words("reader-words"), post_words()  # a line with posts is about its writer

    def numbers(self, tokens: Iterable[str]) -> npt.NDArray[np.int64]:
        """The numbers of some words; those of earlier ones may be forgotten for them."""
        if len(self) > MOST // 2:
            self.clear()
        first = len(self)
        found = np.fromiter(map(self.__getitem__, tokens), dtype=np.int64)
        if self.fresh:  # all at once, that is much faster
            while len(self) > len(self.long):
                self.traits = np.concatenate([self.traits, np.zeros_like(self.traits)])
                self.long = np.concatenate([self.long, np.zeros_like(self.long)])
                self.hints = np.concatenate([self.hints, np.zeros_like(self.hints)])
            self.traits[first : len(self)] = self.fresh
            self.long[first : len(self)] = self.forms
            self.hints[first : len(self)] = self.marks
            self.fresh, self.forms, self.marks = [], [], []
        return found

    def __missing__(self, token: str) -> int:
        small = token.lower()
        is_long = len(token) >= LONG_WORD
        form = self[small] if is_long and small != token else -1
        number = self[token] = len(self)
        self.fresh.append(self._traits(token, small))
        self.forms.append(number if is_long and small == token else form)
        self.marks.append(sum(hint for hint, listed in HINTS.items() if small in listed))
        return number

    def _traits(self, token: str, small: str) -> tuple[float, ...]:
        """What a word is, under the names of SHARES."""
        function, reader, posts = self.listed
        leaning = self.lexicon.get(small, 0.0)
        return (
            token[:1].isupper(),
            len(token) > 1 and token.isupper(),
            token[:1].isdigit(),
            0 < len(token) <= 3,
            small in function,
            small in reader,
            small in posts,
            leaning,
            leaning < FURNITURE,
        )
