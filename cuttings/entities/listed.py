"""Listed: names that the lists know, under which name they go, and of what type."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cuttings.lists import cities, demonyms, rows
from cuttings.model import EntityType

#: The lists of names, those that win first, with the type of what they hold.
LISTS: tuple[tuple[str, EntityType], ...] = (
    ("countries", "place"),
    ("regions", "place"),
    ("organisations", "organisation"),
    ("parties", "organisation"),
    ("companies", "organisation"),
    ("markets", "organisation"),
    ("media", "organisation"),
    ("institutions", "organisation"),
    ("universities", "organisation"),
    ("agreements", "agreement"),
    ("events", "event"),
    ("peoples", "other"),
    ("leaders", "person"),
)
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
    return {field[1:]: fields[0] for fields in rows("languages") for field in fields if field.startswith("~")}


@cache
def states() -> dict[str, tuple[str, str]]:
    """What stands behind a city's name → the state or country that it is, and its country."""
    found = {alias: (fields[0], fields[0]) for fields in rows("countries") for alias in fields}
    for name, country, *forms in rows("states"):
        found |= {form: (name, country) for form in forms or (name,) if form}
    return found


def _names() -> Iterator[tuple[str, Known, bool]]:
    """Each name of the lists, what it stands for, and whether it is weak."""
    lands = _lands()
    for name, kind in LISTS:
        for fields in rows(name):
            country = next((lands.get(field[1:], field[1:]) for field in fields if field.startswith("=")), "")
            own = next((field[1:] for field in fields if field.startswith(":")), kind)
            for field in fields:
                alias = field.removeprefix("~")
                # "northern Iraq": what is named is Iraq.
                if field and field[0] not in "=:" and alias.split(" ")[0] not in COMPASS:
                    guard = "" if _names_land(alias, country, lands) else country
                    yield alias, Known(fields[0], own, guard), field.startswith("~")  # type: ignore[arg-type]


@cache
def _lands() -> dict[str, str]:
    """Names of countries and their demonyms → the country."""
    return demonyms() | {alias: fields[0] for fields in rows("countries") for alias in fields}


def _names_land(name: str, country: str, lands: dict[str, str]) -> bool:
    """Whether a name says itself whose it is: "U.S. Senate"."""
    words = name.split(" ")
    return any(lands.get(" ".join(words[:count])) == country for count in (1, 2, 3))
