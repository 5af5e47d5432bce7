"""Language model: what spaCy's small English model takes for names, where it is installed.

It is an opinion that the tagger weighs beside the other signs.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from cuttings.mentions.signs import Stretch
from cuttings.mentions.tokens import lines
from cuttings.spacy_model import installed

UNUSED = ["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]

Label = tuple[int, int, str]  # start and end in a text, and what the model calls it


def opinions(fields: Sequence[tuple[str, str]]) -> dict[str, list[Label]]:
    """What the model takes for names in texts, (field, text): field → labels in order."""
    parts = [(field, start, line) for field, text in fields for start, line in lines(text) if line.strip()]
    found: dict[str, list[Label]] = {field: [] for field, _ in fields}
    for (field, start, _), read in zip(parts, _model().pipe([line for *_, line in parts]), strict=True):
        found[field] += [(start + one.start_char, start + one.end_char, one.label_) for one in read.ents]
    return found


def signs(stretch: Stretch, labels: Sequence[Label]) -> list[tuple[str, ...]]:
    """What the model thinks of each word of a stretch and of its neighbours, as signs for the tagger."""
    own = [_label(stretch.offset + token.start, stretch.offset + token.end, labels) for token in stretch.tokens]
    return [
        tuple(
            mark + own[at + step]
            for step, mark in ((0, "z"), (-1, "z-"), (1, "z+"))
            if 0 <= at + step < len(own)
        )
        for at in range(len(own))
    ]  # fmt: skip


def _label(start: int, end: int, labels: Sequence[Label]) -> str:
    for first, last, label in labels:
        if first < end and start < last:
            return ("B-" if start <= first else "I-") + label
    return "O"


@cache
def _model() -> Any:
    import spacy

    return spacy.load(installed().split(" ")[0], exclude=UNUSED)
