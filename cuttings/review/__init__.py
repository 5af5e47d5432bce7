"""Review: what a person should look at, the most useful first.

    suggestion    what a suggestion is: its passages, the ways to settle it
    survey        the archive and people's decisions, with look-up tables
    same          entities that may be one                 ┐
    different     what was joined by little                │ Survey → suggestions
    types         entities of which texts speak otherwise  │
    once          names in one article only                ┘
    articles      undated, doubtful, there twice           Archive → suggestions
    page          the suggestions as one page of HTML
    command       prints them, or writes the page

Nothing is suggested again that a person has decided, one way or the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cuttings.entities.decisions import Decisions
from cuttings.model import Archive, Candidate, Slug
from cuttings.review import articles
from cuttings.review.different import likely_different
from cuttings.review.once import one_article_only
from cuttings.review.same import likely_same
from cuttings.review.suggestion import Suggestion
from cuttings.review.survey import Survey
from cuttings.review.types import odd_types

__all__ = ["Suggestion", "suggestions"]


def suggestions(archive: Archive, decisions: Decisions, seen: Mapping[Slug, Sequence[Candidate]]) -> tuple[Suggestion, ...]:
    """What to look at: first what would put right most mentions, then what needs no order."""
    survey = Survey(archive, decisions, seen)
    ranked = (*likely_same(survey), *likely_different(survey), *odd_types(survey))
    return (
        *sorted(ranked, key=lambda one: (-one.weight, one.group, one.title)),
        *articles.articles_twice(archive),
        *articles.contradictions(archive),
        *articles.undated(archive),
        *articles.unpublished(archive),
        *articles.close_cuts(archive),
        *one_article_only(survey),
    )
