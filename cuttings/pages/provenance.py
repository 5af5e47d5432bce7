"""What became of an original's lines: cut, kept as a field, or mended where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cuttings.clean import JUDGED
from cuttings.clean.lines import words
from cuttings.model import Article, Step

CLOSE = 0.25  # score from which a line that was cut is worth a look
FEW_WORDS = 5  # a shorter line is a heading at most


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of an original, from the `first` to the `last`: one that a step was done to, or some that stayed."""

    first: int
    last: int
    step: Step | None = None


@dataclass(frozen=True, slots=True)
class Provenance:
    """An article's steps, by what they did, and all of them against the original, line by line."""

    cut: tuple[Step, ...]
    kept: tuple[Step, ...]
    mended: tuple[Step, ...]
    against: tuple[Stretch, ...]


def provenance(article: Article) -> Provenance:
    """An article's steps, sorted: kept as a field, replaced by other text, or gone from the article."""
    return Provenance(
        cut=tuple(step for step in article.steps if not step.kept and not step.put),
        kept=tuple(step for step in article.steps if step.kept),
        mended=tuple(step for step in article.steps if step.put and not step.kept),
        against=tuple(_against(article.steps)),
    )


def is_close(step: Step) -> bool:
    """Whether a line was cut though it might be of the article's text."""
    return step.rule == JUDGED and step.score >= CLOSE and not step.kept and words(step.text) >= FEW_WORDS


def _against(steps: tuple[Step, ...]) -> Iterator[Stretch]:
    """The steps in the order of the lines; between them stand the article and empty lines."""
    following = 1
    for step in sorted(steps, key=lambda step: step.line):
        if step.line > following:
            yield Stretch(following, step.line - 1)
        yield Stretch(step.line, step.line, step)
        following = max(following, step.line + 1)
