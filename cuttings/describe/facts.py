"""Facts: what was read of an article, and where; and the Article that they add up to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cuttings.model import Article, Found

LISTS = ("authors", "editors", "section", "tags")


@dataclass(frozen=True, slots=True)
class Fact:
    """`value` was read for `field` at `where`; for a list, each of its values is a fact."""

    field: str
    value: str
    where: str
    line: int = 0  # of the original, where it was read there


def first_value(facts: Iterable[Fact], field: str) -> str:
    """What the first of some facts says of a field, "" where none does.

    >>> first_value([Fact("title", "A bridge", "h1"), Fact("url", "https://a.example/", "link")], "url")
    'https://a.example/'
    """
    return next((fact.value for fact in facts if fact.field == field), "")


def gather(facts: Iterable[Fact]) -> Article:
    """An Article of the facts: for each field the first place that gives one is believed.

    A list takes all that its first place says.
    """
    values: dict[str, list[str]] = {}
    places: dict[str, str] = {}
    for fact in facts:
        if not fact.value or (fact.field in places and not _goes_on(fact, places)):
            continue
        places.setdefault(fact.field, fact.where)
        if fact.value not in values.setdefault(fact.field, []):
            values[fact.field].append(fact.value)
    if "date" not in values and "updated" in values:
        values["date"], places["date"] = values.pop("updated"), places.pop("updated")
    if values.get("updated") == values.get("date"):
        values.pop("updated", None)
    fields: dict[str, Any] = {name: tuple(found) if name in LISTS else found[0] for name, found in values.items()}
    found = tuple(Found(field, where) for field, where in sorted(places.items()))
    return Article(**{"title": "", **fields}, found=found)


def _goes_on(fact: Fact, places: dict[str, str]) -> bool:
    return fact.field in LISTS and places[fact.field] == fact.where
