"""What became of an original's lines: cut, kept as a field, or mended where they stand."""

from __future__ import annotations

from dataclasses import dataclass

from cuttings.model import Article, Step


@dataclass(frozen=True, slots=True)
class Provenance:
    """An article's steps, by what they did."""

    cut: tuple[Step, ...]
    kept: tuple[Step, ...]
    mended: tuple[Step, ...]


def provenance(article: Article) -> Provenance:
    """An article's steps, sorted: kept as a field, replaced by other text, or gone from the article."""
    return Provenance(
        cut=tuple(step for step in article.steps if not step.kept and not step.put),
        kept=tuple(step for step in article.steps if step.kept),
        mended=tuple(step for step in article.steps if step.put and not step.kept),
    )
