"""Context: lines of a text as rows of numbers, each with what stands around it.

A line is judged by its own shape, by those of its neighbours, by where it stands, and by whether it
shares its words with the run of paragraphs that is most likely the article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from cuttings.clean.forest import Matrix
from cuttings.clean.shape import COLUMNS, Shapes
from cuttings.model import Line

NEIGHBOURS = (1, 2, 3, -1, -2, -3)  # lines before, and behind
SEEN_OF_NEIGHBOURS = ("length", "ends", "capitalised", "separators", "lexicon_mean", "lexicon_least", "year")
WINDOWS = (3, 8)  # lines
FAR = 30  # lines: farther is all the same
UNSPACED = 8  # characters that count as a word in a script without spaces


def rows(lines: Sequence[Line], seen: Shapes) -> Matrix:
    """The lines as numbers, from their shapes: lines x columns.  There must be at least one."""
    column = {name: seen.table[:, number] for number, name in enumerate(COLUMNS)}
    size = _sizes(lines, column)
    prose = _is_prose(column)
    topic = _Topic(size, prose, seen)
    beside = np.array([*(column[name] for name in SEEN_OF_NEIGHBOURS), topic.shared]).T
    around = np.array([size * prose, size, prose, column["lexicon_mean"], topic.shared, column["begins_small"]]).T
    return np.concatenate(
        [
            seen.table,
            np.array([*_place(lines, size, prose, topic), *_gaps(lines), *_debate(column["debate"])]).T,
            *(shifted(beside, by) for by in NEIGHBOURS),
            *_windows(around),
        ],
        axis=1,
        dtype=np.float32,
    )


def again(lines: Sequence[Line], seen: Shapes, scores: Matrix) -> Matrix:
    """What the scores of a first look tell of each line: those of its neighbours, and what it shares with likely lines."""
    count = len(lines)
    at = np.arange(count)
    size = np.array([line.text.count(" ") + 1 for line in lines], dtype=np.float32)
    likely = scores >= 0.5
    kept = size * likely
    held = max(float(kept.sum()), 1.0)
    first, last = (int(edge) for edge in (np.argmax(likely), count - 1 - np.argmax(likely[::-1])))
    same = np.ones(count, dtype=np.float32)
    return np.array(
        [
            scores,
            *(shifted(scores, by) for by in (*NEIGHBOURS, 4, -4)),
            np.cumsum(kept) / held,
            same * (held / float(size.sum())),
            same * (float(scores[likely].mean()) if likely.any() else 0.0),
            _near(at - first),
            _near(last - at),
            *_weighted(scores, size),
            shared(seen, likely),
        ]
    ).T.astype(np.float32)


def _weighted(scores: Matrix, size: Matrix) -> list[Matrix]:
    """The mean scores of the words within some lines before, and behind."""
    sums = np.concatenate([np.zeros((1, 2)), np.cumsum(np.array([scores * size, size]).T, axis=0)])
    parts = [part for width in (*WINDOWS, 20) for part in _around(sums, width)]
    return [part[:, 0] / np.maximum(part[:, 1], 1) for part in parts]


def shared(seen: Shapes, among: npt.NDArray[np.bool_]) -> Matrix:
    """How much of each line's long words stand in others of the lines `among`."""
    if not len(seen.word):
        return np.zeros(len(among), dtype=np.float32)
    known = np.bincount(seen.word, weights=among[seen.line])
    found = np.bincount(seen.line, weights=known[seen.word] > among[seen.line], minlength=len(among))
    every = np.bincount(seen.line, minlength=len(among))
    return (found / np.maximum(every, 1)).astype(np.float32)


def shifted(values: Matrix, by: int) -> Matrix:
    """The values `by` rows before each (behind, if negative); 0 beyond the ends."""
    moved = np.zeros(values.shape, dtype=values.dtype)
    if by > 0:
        moved[by:] = values[:-by]
    else:
        moved[:by] = values[-by:]
    return moved


def _near(lines: npt.NDArray[Any]) -> Any:
    """How many lines off, FAR at most.  (`np.clip` takes four times as long.)"""
    return np.minimum(np.maximum(lines, -FAR), FAR)


def longest_run(values: Sequence[float]) -> tuple[int, int]:
    """The run with the greatest sum, as its first and last index (Kadane's algorithm).

    >>> longest_run([-1, 3, -1, 4, -9, 5])
    (1, 3)
    """
    best, total, first, run = 0.0, 0.0, 0, (0, 0)
    for index, value in enumerate(values):
        if total <= 0:
            total, first = 0.0, index
        total += value
        if total > best:
            best, run = total, (first, index)
    return run


class _Topic:
    """The run of paragraphs that is most likely the article, and how much of each line's words it shares."""

    def __init__(self, size: Matrix, prose: Matrix, seen: Shapes) -> None:
        self.first, self.last = longest_run(np.where(prose > 0, size, -6 - 0.3 * size).tolist())
        at = np.arange(len(size))
        inside = (at >= self.first) & (at <= self.last) & (prose > 0)
        self.shared = shared(seen, inside)


def _sizes(lines: Sequence[Line], column: Mapping[str, Matrix]) -> Matrix:
    """How much a line holds, in words; scripts without spaces by their characters."""
    characters = np.array([len(line.text) for line in lines], dtype=np.float32)
    return np.maximum(np.expm1(column["length"]), characters / UNSPACED)


def _is_prose(column: Mapping[str, Matrix]) -> Matrix:
    count = np.expm1(column["length"])
    sentence = (count >= 6) & (column["ends"] > 0) & (column["function_words"] > 0.15)
    unspaced = (column["letters"] > 12) & (column["ends"] > 0)
    return ((count >= 25) | sentence | unspaced).astype(np.float32)


def _place(lines: Sequence[Line], size: Matrix, prose: Matrix, topic: _Topic) -> list[Matrix]:
    """Where each line stands: in the text, among its paragraphs, beside the likely article."""
    count = len(lines)
    at = np.arange(count, dtype=np.float32)
    weight = size * prose
    total = max(float(weight.sum()), 1.0)
    everything = max(float(size.sum()), 1.0)
    before = np.maximum.accumulate(np.concatenate([[-99.0], np.where(prose > 0, at, -99)[:-1]]))
    behind = np.minimum.accumulate(np.concatenate([np.where(prose > 0, at, 1e6)[1:], [1e6]])[::-1])[::-1]
    alike = float(topic.shared[prose > 0].mean()) if prose.any() else 0.0
    same = np.ones(count, dtype=np.float32)
    return [
        np.minimum(size, 200),
        topic.shared,
        at / max(count - 1, 1),
        np.minimum(at, 60),
        np.minimum(count - 1 - at, 60),
        np.cumsum(weight) / total,
        prose,
        ((at >= topic.first) & (at <= topic.last)).astype(np.float32),
        _near(at - topic.first),
        _near(topic.last - at),
        same * (weight[topic.first : topic.last + 1].sum() / total),
        np.minimum(at - before, FAR),
        np.minimum(behind - at, FAR),
        same * np.log1p(count),
        same * np.log1p(everything),
        same * (total / everything),
        same * (total / max(float(prose.sum()), 1.0)),
        same * alike,
    ]


def _gaps(lines: Sequence[Line]) -> list[Matrix]:
    """Blank lines before and behind each line, and lines that were cut there."""
    gap = np.array([min(line.gap, 3) for line in lines], dtype=np.float32)
    numbers = np.array([line.number for line in lines], dtype=np.float32)
    cut = np.minimum(np.maximum(numbers - np.concatenate([numbers[:1], numbers[:-1]]) - 1 - gap, 0), 20)
    return [gap, shifted(gap, -1), cut, shifted(cut, -1)]


def _debate(headings: Matrix) -> list[Matrix]:
    """How many headings of comments stand above a line, and how far the last of them."""
    at = np.arange(len(headings), dtype=np.float32)
    last = np.maximum.accumulate(np.where(headings > 0, at, -1))
    return [np.cumsum(headings), np.where(last >= 0, np.minimum(at - last, FAR), 40)]


def _windows(values: Matrix) -> list[Matrix]:
    """The means of what stands within some lines before, and behind."""
    sums = np.concatenate([np.zeros((1, values.shape[1]), dtype=np.float32), np.cumsum(values, axis=0)])
    return [part / width for width in WINDOWS for part in _around(sums, width)]


def _around(sums: Any, width: int) -> tuple[Any, Any]:
    """Of running sums (one row more than lines) what stands within some lines before each line, and behind it."""
    count = len(sums) - 1
    at = np.arange(count)
    return sums[:-1] - sums[np.maximum(at - width, 0)], sums[np.minimum(at + width + 1, count)] - sums[1:]
