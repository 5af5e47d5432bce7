"""Where the places that tell about an article disagree: told to people, not settled in silence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from cuttings.describe import people, titles
from cuttings.describe.facts import Fact
from cuttings.describe.page import CONCLUDED
from cuttings.model import Article

APART = 1  # days: time zones move a date as far
TITLES = ("h1", "JSON-LD", "meta og:title")


def contradictions(article: Article, facts: Sequence[Fact]) -> Iterator[str]:
    """One sentence for each field whose facts differ by more than their wording.

    Where the page states a field, lines and elements are not held against it: other articles' stand
    among them.
    """
    chosen = {found.field: found.where for found in article.found}
    able = [fact for fact in facts if fact.where != chosen.get(fact.field) and _is_equal(fact.where, chosen.get(fact.field, ""))]
    writers = {_surname(name) for name in article.authors if people.is_person(name)}
    other_date = next((fact for fact in able if fact.field == "date" and _days_apart(fact.value, article.date) > APART), None)
    other_title = next(
        (fact for fact in able if fact.field == "title" and fact.where in TITLES[1:] and _unlike(fact.value, article.title)), None
    )
    other_writer = next((fact for fact in able if fact.field == "authors" and _is_other(fact, able, writers)), None)
    if other_date:
        yield _told("date", article.date, chosen, other_date)
    if other_title:
        yield _told("title", article.title, chosen, other_title)
    if other_writer:
        yield _told("authors", ", ".join(article.authors), chosen, other_writer)


def _told(field: str, value: str, chosen: Mapping[str, str], other: Fact) -> str:
    return f"{field}: {value} ({chosen.get(field, '')}), but {other.value} ({other.where})"


def _is_equal(where: str, chosen: str) -> bool:
    """Whether a place may be held against the one that was believed."""
    return where.startswith("line") == chosen.startswith("line") and not where.startswith("element") and where != CONCLUDED


def _days_apart(one: str, other: str) -> int:
    if len(one) < len("yyyy-mm-dd") or len(other) < len("yyyy-mm-dd"):
        return 0
    return abs((date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])).days)


def _unlike(one: str, other: str) -> bool:
    return titles.overlap(one, other) < titles.AKIN


def _is_other(fact: Fact, facts: Sequence[Fact], own: set[str]) -> bool:
    """Whether a place names people, and none of those whom the article has."""
    there = {_surname(other.value) for other in facts if other.field == "authors" and other.where == fact.where}
    return bool(own) and people.is_person(fact.value) and not own & there


def _surname(name: str) -> str:
    words = name.split(",", maxsplit=1)[0].split() or [""]
    return words[-1].casefold()
