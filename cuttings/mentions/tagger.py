"""Tagger: which words of a stretch are a name, and of what kind, weighed from their signs.

A linear-chain conditional random field (Lafferty, McCallum, Pereira, 2001) over the labels O, and B- and
I- (begins, goes on) with P(erson), O(rganisation), (p)L(ace), M(iscellaneous).  `bench/train_mentions.py`
makes its file; weights are whole numbers, so that every machine finds the same names.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from cuttings.mentions.signs import WINDOW, Stretch, word_signs
from cuttings.model import Likely

UNIT = 1000  # of a weight
KINDS = "POLM"
DOUBTED = 0.95  # how likely a word must be none to be none for good
Scores = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.int64]  # of words
Reals = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Span:
    """Words `first:last` of a stretch that are one name, and how likely each of KINDS is.

    `kind` is the likeliest, "" where it is likelier none.
    """

    first: int
    last: int
    kind: str
    likely: Likely


class Tagger:
    """Finds the names in stretches; `weights` are signs x labels, `follows` labels x labels."""

    def __init__(self, stored: Mapping[str, Any]) -> None:
        self.labels: list[str] = stored["labels"]
        self.follows: Scores = np.array(stored["follows"], np.int64)
        signs: dict[str, dict[str, int]] = stored["signs"]
        self.weights: Scores = np.zeros((len(signs) + 1, len(self.labels)), np.int64)
        self.numbers = {sign: number for number, sign in enumerate(signs)}
        for number, weights in enumerate(signs.values()):
            for label, weight in weights.items():
                self.weights[number, int(label)] = weight
        self.kinds: Reals = np.array([[float(label[2:] == kind) for kind in KINDS] for label in self.labels])
        self.used = len(signs)  # rows of `weights`: the signs’, then those of words
        self.of_words: dict[str, int] = {}  # word → the first of its rows, one for each place of the window: all its signs there
        self.placed: dict[str, list[tuple[int, int]]] = defaultdict(list)  # a word's sign → the places where it weighs, with its number
        for at, place in enumerate(WINDOW):
            for sign, number in self.numbers.items():
                if sign.startswith(str(place)):
                    self.placed[sign.removeprefix(str(place))].append((at, number))

    def names(self, stretches: Sequence[Stretch]) -> list[list[Span]]:
        """The names in each stretch.  The first label is O."""
        scores = self._scores(stretches)
        steps = _steps([len(stretch.tokens) for stretch in stretches])
        likely = _likely(scores, self.follows, steps)
        path = _best(scores, self.follows, steps)
        chances: list[Likely] = [tuple(row) for row in (likely @ self.kinds).round(2).tolist()]
        doubts = (likely[:, 0] < DOUBTED).tolist()
        found, last = [], 0
        for stretch in stretches:
            first, last = last, last + len(stretch.tokens)
            found.append(list(self._spans(path[first:last], chances[first:last], doubts[first:last])))
        return found

    def _scores(self, stretches: Sequence[Stretch]) -> Scores:
        """Words x labels: the weights of each word's signs together."""
        numbers: list[int] = []
        starts: list[int] = []
        get, known = self.numbers.get, self.of_words
        for stretch in stretches:
            for around, signs in zip(stretch.around, stretch.signs, strict=True):
                starts.append(len(numbers))
                numbers += [(known[word] if word in known else self._of_word(word)) + place for place, word in enumerate(around)]
                numbers += [number for sign in signs if (number := get(sign)) is not None]
        if not starts:
            return np.zeros((0, len(self.labels)), np.int64)
        return np.add.reduceat(self.weights[numbers], starts, axis=0)

    def _of_word(self, word: str) -> int:
        """The rows of a word that was not met before."""
        first = self.of_words[word] = self.used
        self.used += len(WINDOW)
        if self.used > len(self.weights):
            self.weights = np.concatenate((self.weights, np.zeros_like(self.weights)))
        for sign in word_signs(word):
            for place, number in self.placed.get(sign, ()):
                self.weights[first + place] += self.weights[number]
        return first

    def _spans(self, path: Sequence[int], chances: Sequence[Likely], doubted: Sequence[bool]) -> Iterator[Span]:
        """The names on a path, and the words that may be one all the same (of kind "")."""
        first = -1
        for at, label in enumerate([*path, 0]):
            name = self.labels[label]
            if first >= 0 and not name.startswith("I-"):
                yield Span(first, at, self.labels[path[first]][2:], chances[first])
                first = -1
            if label and first < 0:
                first = at
            elif not label and at < len(path) and doubted[at]:
                yield Span(at, at + 1, "", chances[at])


def _steps(lengths: Sequence[int]) -> list[Numbers]:
    """The first words of all stretches by their numbers, the second words, and so on; the longest stretch stands first."""
    firsts = np.cumsum([0, *lengths[:-1]])
    order = np.argsort(-np.array(lengths, np.int64), kind="stable")
    ends = Counter(lengths)
    left, steps = len(lengths), []
    for at in range(max(lengths, default=0)):
        left -= ends[at]
        steps.append(firsts[order[:left]] + at)
    return steps


def _best(own: Scores, follows: Scores, steps: Sequence[Numbers]) -> list[int]:
    """The best label of each word (Viterbi)."""
    best = [own[step] for step in steps[:1]]
    back: list[Scores] = []
    for step in steps[1:]:
        through = best[-1][: len(step), :, None] + follows[None]
        back.append(through.argmax(axis=1))
        best.append(through.max(axis=1) + own[step])
    path = np.zeros(len(own), np.int64)
    for at in reversed(range(len(steps))):
        going_on = len(steps[at + 1]) if at + 1 < len(steps) else 0
        path[steps[at][going_on:]] = best[at][going_on:].argmax(axis=1)
        if going_on:
            path[steps[at][:going_on]] = back[at][np.arange(going_on), path[steps[at + 1]]]
    return path.tolist()


def _likely(own: Scores, follows: Scores, steps: Sequence[Numbers]) -> Reals:
    """Words x labels: how likely each label is (forward-backward)."""
    real, step = own / UNIT, np.exp(follows / UNIT)
    seen = np.exp(real - real.max(axis=1, keepdims=True))
    forward, backward = np.ones_like(seen), np.ones_like(seen)
    for words in steps[:1]:
        forward[words] = _even(seen[words])
    for before, words in pairwise(steps):
        forward[words] = _even((forward[before[: len(words)]] @ step) * seen[words])
    for before, words in reversed(list(pairwise(steps))):
        backward[before[: len(words)]] = _even((backward[words] * seen[words]) @ step.T)
    return _even(forward * backward)


def _even(chances: Reals) -> Reals:
    """Each row so that it sums to 1."""
    total = np.maximum(chances.sum(axis=1, keepdims=True), 1e-300)
    return np.asarray(chances / total)


@cache
def tagger(name: str) -> Tagger:
    """The tagger that the library ships under a name."""
    return Tagger(json.loads(resources.files(__package__).joinpath(f"{name}.json").read_text("utf-8")))
