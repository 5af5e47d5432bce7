"""Listed: names that the lists know, under which name they go, and of what type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cuttings.lists import GUARD, NAMED, TYPE, WEAK, cities, demonyms, rows
from cuttings.model import EntityType

COMPASS = frozenset("northern southern eastern western central".split())


@dataclass(frozen=True, slots=True)
class Known:
    """What a listed name stands for; `country` guards a name that means it only where that country is spoken of."""

    name: str
    type: EntityType
    country: str = ""


@cache
def listed() -> dict[str, Known]:
    """Names that always mean the same."""
    found: dict[str, Known] = {}
    for alias, known, weak in _names():
        if not weak and not known.country:
            found.setdefault(alias, known)
    for demonym, country in demonyms().items():
        found.setdefault(demonym, Known(found[country].name if country in found else country, "place"))
    for alias, city in cities().items():
        if not city.ambiguous:
            found.setdefault(alias, Known(city.name, "place"))
    return found


@cache
def guarded() -> dict[str, tuple[Known, ...]]:
    """Names that mean something else in each country."""
    found: dict[str, list[Known]] = defaultdict(list)
    for alias, known, weak in _names():
        if known.country and not weak:
            found[alias].append(known)
    return {alias: tuple(those) for alias, those in found.items()}


@cache
def weak() -> dict[str, tuple[Known, ...]]:
    """Names that are mostly something else: they count where the article has other evidence."""
    found: dict[str, list[Known]] = defaultdict(list)
    for alias, known, mostly_else in _names():
        if mostly_else:
            found[alias].append(known)
    return {alias: tuple(those) for alias, those in found.items()}


@cache
def languages() -> dict[str, str]:
    """Words that are a language's name where they stand like one → the language."""
    return {field.removeprefix(WEAK): fields[0] for fields in rows("languages") for field in fields if field.startswith(WEAK)}


@cache
def states() -> dict[str, tuple[str, str]]:
    """What stands behind a city's name → the state or country that it is, and its country."""
    found = {alias: (fields[0], fields[0]) for fields in rows("countries") for alias in fields}
    for name, country, *form in rows("states"):
        found[form[0] if form else name] = (name, country)
    for name, *shortened in rows("abbreviations"):
        country = next((country for state, country in found.values() if state == name), "")
        found |= {short.removeprefix(WEAK): (name, country) for short in shortened}
    return found


@cache
def _names() -> tuple[tuple[str, Known, bool], ...]:
    """Each name of the lists, what it stands for, and whether it is weak."""
    return tuple(_read())


def _read() -> Iterator[tuple[str, Known, bool]]:
    lands = _lands()
    for name, kind in NAMED.items():
        for fields in rows(name):
            country = next((lands.get(field.removeprefix(GUARD), "") for field in fields if field.startswith(GUARD)), "")
            own = next((field.removeprefix(TYPE) for field in fields if field.startswith(TYPE)), kind)
            for field in fields:
                alias = field.removeprefix(WEAK)
                # "northern Iraq": what is named is Iraq.
                if field and not field.startswith((GUARD, TYPE)) and alias.split(" ")[0] not in COMPASS:
                    guard = "" if country and _names_land(alias, country, lands) else country
                    yield alias, Known(fields[0], own, guard), field.startswith(WEAK)  # type: ignore[arg-type]


@cache
def _lands() -> dict[str, str]:
    """Names of countries and their demonyms → the country."""
    return demonyms() | {alias: fields[0] for fields in rows("countries") for alias in fields}


def _names_land(name: str, country: str, lands: dict[str, str]) -> bool:
    """Whether a name says itself whose it is: "U.S. Senate"."""
    words = name.split(" ")
    return any(lands.get(" ".join(words[:count])) == country for count in (1, 2, 3))
