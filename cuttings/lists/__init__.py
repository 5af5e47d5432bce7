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

from cuttings.model import EntityType

WEAK, GUARD, TYPE = MARKS = ("~", "=", ":")
#: The lists of names, those first that win where two have one name, with the type of what they name.
NAMED: dict[str, EntityType] = {
    "countries": "place",
    "regions": "place",
    "organisations": "organisation",
    "parties": "organisation",
    "companies": "organisation",
    "markets": "organisation",
    "media": "organisation",
    "institutions": "organisation",
    "universities": "organisation",
    "agreements": "agreement",
    "events": "event",
    "competitions": "event",
    "teams": "organisation",
    "products": "other",
    "peoples": "other",
    "leaders": "person",
}


@dataclass(frozen=True, slots=True)
class City:
    """A city: where it lies (degrees), how many live there, and whether its name is a common word too."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class Seat:
    """A capital, or another seat that newspapers say for a government: "Moscow said".

    `capital_of` is "" where it is no capital, `stands_for` "" where it stands for nobody.
    """

    name: str
    capital_of: str
    stands_for: str


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
def demonyms() -> dict[str, str]:
    """Words for the people and things of a country or region → its name."""
    return {demonym: country for demonym, country, *_ in rows("demonyms")}


@cache
def lands() -> frozenset[str]:
    """Every name of a country, and every word for its people and things."""
    return frozenset((*aliases("countries"), *demonyms()))


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


def names() -> Iterator[tuple[str, str]]:
    """Every name in the lists with the list that has it; weak names under the list's name with "~"."""
    for name in NAMED:
        for fields in rows(name):
            for field in fields:
                if field.startswith(WEAK):
                    yield field.removeprefix(WEAK), f"{WEAK}{name}"
                elif field and not field.startswith(MARKS):
                    yield field, name
    yield from ((demonym, "demonyms") for demonym in demonyms())
    yield from ((name, "ambiguous" if city.ambiguous else "cities") for name, city in cities().items())


@cache
def shared_names() -> dict[str, frozenset[str]]:
    """Cities whose name another place bears too → the countries in which."""
    found: dict[str, frozenset[str]] = {}
    for city, country in rows("shared-names"):
        found[city] = found.get(city, frozenset()) | {country}
    return found


@cache
def coordinates() -> dict[str, tuple[float, float]]:
    """Countries and regions → latitude and longitude, in degrees."""
    return {name: (float(latitude), float(longitude)) for name, latitude, longitude in rows("coordinates")}


@cache
def seats() -> dict[str, Seat]:
    """Capitals and other seats of governments, by name."""
    found = {}
    for name, *others in rows("capitals"):
        country, whom = [*others, "", ""][:2]
        found[name] = Seat(name, country, "" if whom == "-" else whom or country)
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
