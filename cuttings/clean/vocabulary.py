"""Vocabulary: what words are, in numbers.  Most words come again in every text, so each is looked at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from cuttings.lists import post_words, words

FURNITURE = -1  # what the lexicon gives to words that hardly any article has
LONG_WORD = 5  # letters: words of fewer letters tell nothing of the topic
SHARES = ("capitalised", "shouted", "numbers", "short_words", "function_words", "reader", "posts", "lexicon_mean", "lexicon_furniture")
MOST = 1 << 16  # words that are remembered, that memory stays bounded


class Vocabulary(dict[str, int]):
    """Words and their numbers, which index the tables: `traits` (under the names of SHARES), and `long`.

    The latter has for a long word the number of its form in small letters, for any other -1.
    `lexicon` tells words of articles (above 0) from those of furniture.
    """

    def __init__(self, lexicon: Mapping[str, float]) -> None:
        super().__init__()
        self.lexicon = lexicon
        self.traits = np.zeros((MOST, len(SHARES)))
        self.long = np.zeros(MOST, dtype=np.int64)

    def numbers(self, tokens: Iterable[str]) -> npt.NDArray[np.int64]:
        """The numbers of some words; those of earlier ones may be forgotten for them."""
        if len(self) > MOST // 2:
            self.clear()
        return np.array([self[token] for token in tokens], dtype=np.int64)

    def __missing__(self, token: str) -> int:
        number = self[token] = len(self)
        if number == len(self.long):
            self.traits = np.concatenate([self.traits, np.zeros_like(self.traits)])
            self.long = np.concatenate([self.long, np.zeros_like(self.long)])
        small = token.lower()
        self.traits[number] = _traits(token, small, self.lexicon.get(small, 0.0))
        self.long[number] = self[small] if len(token) >= LONG_WORD else -1
        return number


def _traits(token: str, small: str, leaning: float) -> tuple[float, ...]:
    """What a word is, under the names of SHARES."""
    return (
        token[:1].isupper(),
        len(token) > 1 and token.isupper(),
        token[:1].isdigit(),
        0 < len(token) <= 3,
        small in words("function-words"),
        small in words("reader-words"),
        small in post_words(),  # of whom a line tells that is about its writer
        leaning,
        leaning < FURNITURE,
    )
