"""Forest: a trained sum of oblivious trees, small enough to be a JSON file, fast without a library of its own.

An oblivious tree asks the same question of all rows on each of its levels, so the answers of all
levels make the number of the leaf (Kohavi, 1994; Prokhorenkova et al., "CatBoost", 2018).
`bench/train_lines.py` makes the files.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from cuttings.clean.vocabulary import Vocabulary

Matrix = npt.NDArray[np.float32]
UNIT = 10_000  # of a leaf's value
AT_ONCE = 2048  # rows: so many are judged in one go, that memory stays bounded


@dataclass(frozen=True, slots=True)
class Forest:
    """`columns` and `borders` are levels x trees; `leaves` trees x 2**levels, in UNITs; `words` those of its lexicon."""

    columns: npt.NDArray[np.intp]
    borders: Matrix
    leaves: npt.NDArray[np.int64]
    bias: float
    words: Vocabulary

    def probabilities(self, rows: Matrix) -> Matrix:
        """The probability of each row (rows x columns) → rows."""
        return np.concatenate([self._probabilities(rows[start : start + AT_ONCE]) for start in range(0, len(rows), AT_ONCE)])

    def _probabilities(self, rows: Matrix) -> Matrix:
        asked = np.ascontiguousarray(rows.T)
        leaf = np.zeros((len(self.leaves), len(rows)), dtype=np.uint8)
        for level, (columns, borders) in enumerate(zip(self.columns, self.borders, strict=True)):
            leaf |= (asked.take(columns, axis=0) > borders[:, None]).view(np.uint8) << np.uint8(level)
        first = np.arange(0, self.leaves.size, self.leaves.shape[1])
        # Whole numbers: their sum is the same on every machine.
        total = self.leaves.take(leaf + first[:, None]).sum(axis=0) / UNIT + self.bias
        return np.asarray(1 / (1 + np.exp(-total)), dtype=np.float32)


@cache
def forest(name: str) -> Forest:
    """The forest that the library ships under a name."""
    return made(json.loads(resources.files(__package__).joinpath(f"{name}.json").read_text("utf-8")))


def made(stored: Mapping[str, Any]) -> Forest:
    """A forest from what its file holds."""
    return Forest(
        np.array(stored["columns"], np.intp).T.copy(),
        np.array(stored["borders"], np.float32).T.copy(),
        np.rint(np.array(stored["leaves"]) * UNIT).astype(np.int64),
        stored["bias"],
        Vocabulary(stored["lexicon"]),
    )
