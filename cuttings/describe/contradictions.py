"""Where the places that tell about an article disagree: told to people, not settled in silence."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from cuttings.describe import people, titles
from cuttings.describe.facts import Fact
from cuttings.model import Article

APART = 1  # days: time zones move a date as far


def contradictions(article: Article, facts: Sequence[Fact]) -> Iterator[str]:
    """One sentence for each field whose facts differ by more than their wording."""
    chosen = {found.field: found.where for found in article.found}
    for other in _first_of(facts, lambda fact: fact.field == "date" and _days_apart(fact.value, article.date) > APART):
        yield _told("date", article.date, chosen, other)
    for other in _first_of(facts, lambda fact: fact.field == "title" and fact.where in ("h1", "JSON-LD", "meta og:title") and _unlike(fact.value, article.title)):
        yield _told("title", article.title, chosen, other)
    own = {_surname(name) for name in article.authors if people.is_person(name)}
    for other in _first_of(facts, lambda fact: fact.field == "authors" and _is_other(fact, facts, own)):
        yield _told("authors", ", ".join(article.authors), chosen, other)


def _told(field: str, value: str, chosen: dict[str, str], other: Fact) -> str:
    return f"{field}: {value} ({chosen.get(field, '')}), but {other.value} ({other.where})"


def _first_of(facts: Sequence[Fact], wanted: Callable[[Fact], bool]) -> Iterator[Fact]:
    found = next(filter(wanted, facts), None)
    if found:
        yield found


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
    return name.split(",")[0].split()[-1].casefold()
