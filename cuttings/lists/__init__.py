"""Lists of names and words that the archive's own texts cannot give.

Each file's head names its source and licence; the README beside them has them all.  An entry is a
line, its fields parted by ` | `, the first of them the canonical name.  A field may be a mark
instead of a name: "~Apple" a weak name, "=India" the country that guards a line, ":other" the type
of a line that differs from its list's.  The lists are read once, when first asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

WEAK, GUARD, TYPE = MARKS = ("~", "=", ":")


@dataclass(frozen=True, slots=True)
class City:
    """A city: where it lies (degrees), how many live there, and whether its name is a common word too."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    ambiguous: bool


def rows(name: str) -> Iterator[list[str]]:
    """The entries of a list as fields, comments left out."""
    text = resources.files(__package__).joinpath(f"{name}.txt").read_text("utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield [field.strip() for field in line.split("|")]


@cache
def aliases(name: str) -> dict[str, str]:
    """Every name of a list's entries → the canonical one."""
    found: dict[str, str] = {}
    for canonical, *others in rows(name):
        for other in (canonical, *others):
            if other and not other.startswith(MARKS):
                found.setdefault(other, canonical)
    return found


@cache
def weak(name: str) -> dict[str, str]:
    """A list's weak names → the canonical one: common words, places, surnames, which count only beside other evidence.

    A weak name of several entries ("Bush") tells none of them, and is left out.
    """
    found: dict[str, set[str]] = {}
    for canonical, *others in rows(name):
        for other in others:
            if other.startswith(WEAK):
                found.setdefault(other.removeprefix(WEAK), set()).add(canonical)
    return {other: names.pop() for other, names in found.items() if len(names) == 1}


@cache
def guarded(name: str) -> dict[str, dict[str, str]]:
    """Names of a list's guarded lines → country → the canonical one: "Labour Party" is one party in Norway, another in Israel."""
    found: dict[str, dict[str, str]] = {}
    for fields in rows(name):
        for country in (field.removeprefix(GUARD) for field in fields if field.startswith(GUARD)):
            for other in fields:
                if not other.startswith(MARKS):
                    found.setdefault(other, {}).setdefault(country, fields[0])
    return found


@cache
def types(name: str) -> dict[str, str]:
    """The canonical names of a list whose type is not the list's own → their type."""
    return {fields[0]: field.removeprefix(TYPE) for fields in rows(name) for field in fields if field.startswith(TYPE)}


@cache
def countries_of() -> dict[str, str]:
    """Short names that mean an entry only where the article speaks of a country: name → country."""
    return {
        other: next(field[1:] for field in fields if field.startswith("="))
        for fields in rows("organisations")
        if any(field.startswith("=") for field in fields)
        for other in fields
        if not other.startswith("=")
    }


@cache
def demonyms() -> dict[str, str]:
    """Words for the people and things of a country or region → its name."""
    return {demonym: country for demonym, country, *_ in rows("demonyms")}


@cache
def cities() -> dict[str, City]:
    """Every name of a city → the city."""
    found: dict[str, City] = {}
    for fields in rows("cities"):
        name, country, latitude, longitude, population, others, mark = (fields + [""] * 7)[:7]
        city = City(name, country, float(latitude), float(longitude), int(population or 0), mark == "ambiguous")
        for other in (name, *others.split(";")):
            if other.strip():
                found.setdefault(other.strip(), city)
    return found


@cache
def words(name: str) -> frozenset[str]:
    """A list of single entries as a set."""
    return frozenset(fields[0] for fields in rows(name))


@cache
def agencies() -> dict[str, str]:
    """Every spelling of an agency's mark, in lower case → the mark."""
    return {spelling.casefold(): mark for spelling, mark in aliases("agencies").items()}


def agency(text: str) -> str:
    """The mark of the agency that a text names, "" where it names none."""
    text = text.strip()
    return agencies().get(text.casefold(), "") or agencies().get(text.casefold().removeprefix("the "), "")


@cache
def post_words() -> dict[str, str]:
    """Words that tell what a journalist does → "post", or "qualifier" for what only stands beside one."""
    return {fields[0]: fields[1] for fields in rows("posts")}


def is_place(name: str) -> bool:
    """Whether the lists know a place by this name, in capitals or not."""
    return _places().get(name.casefold(), False)


def is_city(name: str) -> bool:
    """Whether the lists know a city by this name, in capitals or not."""
    return name in cities() or name.title() in cities()


@cache
def _places() -> dict[str, bool]:
    names = [*aliases("countries"), *aliases("regions"), *cities()]
    return {name.casefold(): True for name in names}
