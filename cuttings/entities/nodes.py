"""Nodes: what each name in its article stands for, before names of other articles are asked.

A *node* is one way to name something: a listed name under its canonical form, a person under the full
name that the article (else the archive) gives, a body under its name without "Inc.", a ministry or
parliament under its country; else the folded surface.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from cuttings.entities.find import Spotted
from cuttings.entities.institutions import generic, institution, land, parted
from cuttings.entities.listed import Known, guarded, languages, listed, states, weak
from cuttings.entities.names import bare, fold, is_full, parts, same_person, short_forms
from cuttings.lists import cities, demonyms, shared_names
from cuttings.mentions.signs import cues
from cuttings.model import Article, EntityType, Slug

FEW = 5  # spellings of one person's name; more full names of one surname are several people's
# What stands before a place, and not before a person.
AT = re.compile(r"\b(?:in|at|near|from|to|outside|via|around|leave|left|visit|visiting|visited) (?:the )?$")
# What stands before a language: a verb of speaking and learning, or a preposition, and other languages.
SPOKEN = re.compile(
    r"\b(?:in|into|from|to|speaks?|spoke|spoken|speaking|learn\w*|taught|teach\w*|stud\w+|languages? like|knows?|knew|understands?) "
    r"(?:(?:himself|herself|themselves|the|some|fluent in|fluent|good|broken) ){0,2}(?:[A-Z]\w+(?:, (?:and )?| and ))*$"
)
# … and what follows one that is an adjective after all.
NOUN = re.compile(r" (?!(?:and|or|with|at|as|but|by|on|in|for|from|to)\b)[^\W\d_]|-[^\W\d_]")
LANGUAGE = re.compile(r"[ -](?:language|speak\w*|translation|grammar|dialect|alphabet)\b")
YEAR = re.compile(r"^(?:19|20)\d\d | (?:19|20)\d\d$")
YEAR_BEFORE, YEAR_AFTER = re.compile(r"((?:19|20)\d\d) $"), re.compile(r" ((?:19|20)\d\d)\b")
CITY_BEFORE = re.compile(r"((?:[A-Z][\w.'-]+ ){0,2}[A-Z][\w.'-]+), $")
LAST_WORDS = re.compile(r"(?:[^\W\d_][\w.'’]*[ -]){1,2}$")


class Name(NamedTuple):
    """A name where it stands, of the type that most speaks for."""

    field: str
    start: int
    end: int
    surface: str
    type: EntityType


class Node(NamedTuple):
    """What a name stands for: its key, why the surface belongs to it ("" where they are the same); its listed name and type."""

    key: str
    why: str = ""
    name: str = ""
    type: EntityType | None = None


@dataclass(slots=True)
class Around:
    """What is known of the names in an article: short forms folded → full names, and its countries."""

    people: dict[str, set[str]] = field(default_factory=dict)
    bodies: dict[str, set[str]] = field(default_factory=dict)
    waters: dict[str, set[str]] = field(default_factory=dict)  # "Gulf" → "Gulf of Mexico"
    names: set[str] = field(default_factory=set)
    countries: Counter[str] = field(default_factory=Counter)
    editions: dict[str, str] = field(default_factory=dict)  # events → the year of the one that is meant
    behind: dict[str, tuple[str, str]] = field(default_factory=dict)  # cities → the state and country behind the name
    institutions: dict[str, str] = field(default_factory=dict)  # generic names → the country that one of them names


@dataclass(frozen=True, slots=True)
class Everywhere:
    """What the whole archive knows: the one full name that a surname can mean, and its countries."""

    people: Mapping[str, str]
    countries: Counter[str]


def nodes(spotted: Sequence[Spotted], articles: Iterable[Article]) -> Iterator[tuple[Spotted, list[Node]]]:
    """For each article the nodes of its names."""
    everywhere = _everywhere(spotted)
    for one, article in zip(spotted, articles, strict=True):
        yield one, _nodes(one, dict(article.fields()), everywhere)


def _nodes(spotted: Spotted, texts: Mapping[str, str], everywhere: Everywhere) -> list[Node]:
    here = _around(spotted)
    _read(here, spotted, texts)
    found: list[Node] = []
    known: dict[str, Node] = {}
    for name in spotted.names:
        surface = name[3]
        node = known.get(surface) or _node(Name(*name, spotted.types[surface]), here, everywhere, spotted.article, texts)
        if not _looks_around(surface):
            known[surface] = node
        found.append(node)
    return found


@lru_cache(maxsize=100_000)
def _looks_around(surface: str) -> bool:
    """Whether a name may mean something else at each of its places in an article, for what stands beside it."""
    alike = (listed().get(name) for name in (surface, f"{surface}.", surface.title()))
    those = [*filter(None, alike), *guarded().get(surface, ()), *weak().get(surface, ())]
    near = surface in languages() or surface in cities() or not states().keys().isdisjoint((surface, f"{surface}."))
    return near or bool(generic(surface)) or any(one.type in ("place", "event") or generic(one.name) for one in those)


def _everywhere(spotted: Sequence[Spotted]) -> Everywhere:
    people: dict[str, set[str]] = {}
    countries: Counter[str] = Counter()
    for surface in {surface for one in spotted for surface, kind in one.types.items() if kind == "person"}:
        for form in _in_passing(surface):
            people.setdefault(form, set()).add(surface)
    for one in spotted:
        countries.update(_countries(one))
    return Everywhere({form: _one_person(names) for form, names in people.items()}, countries)


def _countries(spotted: Spotted) -> Iterator[str]:
    """The country of each name of a place that the lists know."""
    return (country for *_, surface in spotted.names if (country := _country(surface)) is not None)


@lru_cache(maxsize=100_000)
def _country(surface: str) -> str | None:
    known = listed().get(surface)
    if not known or known.type != "place":
        return None
    city, state = cities().get(surface), states().get(surface)
    return land(surface) or (_land(city.country) if city else state[1] if state else known.name)


@lru_cache(maxsize=100_000)
def _in_passing(surface: str) -> tuple[str, ...]:
    """The short forms of a person's full name, folded."""
    return tuple(form for form in map(fold, short_forms(surface)) if form != fold(surface)) if is_full(surface) else ()


@lru_cache(maxsize=100_000)
def _shortened(surface: str) -> tuple[str, ...]:
    """What a body may be called for short, folded: the beginnings of its name, and the words that tell what it is."""
    words = parts(bare(surface))
    shorts = [" ".join(words[:count]) for count in range(1, len(words))] + [word for word in words if word.lower() in cues()]
    return tuple(dict.fromkeys(map(fold, shorts)))


def _around(spotted: Spotted) -> Around:
    around = Around()
    for surface, kind in sorted(spotted.types.items()):
        known = listed().get(surface)
        around.names.add(known.name if known else surface)
        if kind == "person":
            for form in _in_passing(surface):
                around.people.setdefault(form, set()).add(surface)
        elif kind == "place" and " of " in surface and not (known and known.name != surface):
            around.waters.setdefault(fold(surface.partition(" of ")[0]), set()).add(surface)
        elif kind in ("event", "other") and YEAR.search(surface):
            around.bodies.setdefault(fold(YEAR.sub("", surface)), set()).add(surface)
        elif kind == "organisation" and " " in surface:
            plain, country = parted(surface)
            if country:
                around.institutions[fold(plain)] = country
            for short in _shortened(surface):
                around.bodies.setdefault(short, set()).add(surface)
    around.countries.update(_countries(spotted))
    return around


def _read(here: Around, spotted: Spotted, texts: Mapping[str, str]) -> None:
    """Note what the article says once of a city or an event, and means from then on: its state, its year."""
    for name, start, end, surface in spotted.names:
        known = listed().get(surface)
        if known and known.type == "event":
            year = _year(texts[name], start, end)
            if year:
                here.editions[known.name] = year
        elif surface in cities():
            behind = _behind(texts[name], end)
            if behind:
                here.behind[surface] = behind


def _land(country: str) -> str:
    return listed()[country].name if country in listed() else country


def _node(one: Name, here: Around, everywhere: Everywhere, article: Slug, texts: Mapping[str, str]) -> Node:
    surface, text = one.surface, texts[one.field]
    state = states().get(surface) or states().get(surface + ".")
    if state and surface not in listed() and _city_before(text, one.start):
        return Node(fold(state[0]), f"{state[0]}, behind a city’s name", state[0], "place")
    edition = listed().get(YEAR.sub("", surface)) if YEAR.search(surface) else None
    if edition and edition.type == "event":
        return _edition(edition, YEAR.findall(surface)[0].strip())
    known = _known(one, here, everywhere, text)
    person = _person(one, here, everywhere)
    if person and not (known and _is_place(one, known, text)):
        return person
    is_cue = surface.lower() in cues()
    own = _only(here.waters, surface) or (_only(here.bodies, surface) if is_cue else None)
    if own and one.type != "person":
        return own
    official = known.name if known else surface
    if generic(official):
        country = _land_before(text, one.start) or here.institutions.get(fold(surface), "")
        body = institution(official, country, here.countries)
        if body:
            return Node(fold(body), f"{body}, of the country that the article speaks of", known.name if known else body)
    if known:
        return _listed(one, known, here, text)
    if is_cue and one.type != "person":
        return Node(f"{fold(surface)} in {article}")
    if one.type == "organisation":
        return Node(fold(bare(surface)))
    return (_only(here.bodies, surface) if one.type == "other" else None) or Node(fold(surface))


def _listed(one: Name, known: Known, here: Around, text: str) -> Node:
    """The node of a listed name, unless its neighbours say that another of that name is meant."""
    surface = one.surface
    if one.type == "organisation" and known.type == "place" and surface not in demonyms():
        meant = next((each for each in weak().get(surface, ()) if each.type == "organisation"), None)
        return Node(fold(meant.name), f"{meant.name}, that acts", meant.name) if meant else Node(f"{fold(surface)} (organisation)")
    if known.type == "event":
        year = _year(text, one.start, one.end) or here.editions.get(known.name, "")
        if year and year not in known.name:
            return _edition(known, year)
    if surface in cities() and known.type == "place":
        state, country = _behind(text, one.end) or here.behind.get(surface, ("", ""))
        if state and country != _land(cities()[surface].country) and _may_lie_in(surface, state, country):
            return Node(fold(f"{surface} ({state})"), f"{surface} in {state}", f"{surface} ({state})")
    before = _city_before(text, one.start) if known.type == "place" else ""
    if before:
        state, country = states().get(surface, (known.name, ""))
        if state != known.name and _is_in(before, country, unknown_too=not land(surface)):
            return Node(fold(state), f"{state}, behind a city’s name", state)
    return Node(fold(known.name), "" if fold(surface) == fold(known.name) else f"a known name of {known.name}", known.name, known.type)


def _may_lie_in(city: str, state: str, country: str) -> bool:
    """Whether what stands behind a city's name may be where it lies, and not the next of a list: "Moscow, Ukraine and …"."""
    return state != country and not land(state) or country in {_land(other) for other in shared_names().get(city, ())}


def _edition(event: Known, year: str) -> Node:
    return Node(fold(f"{year} {event.name}"), f"{event.name} of {year}", f"{year} {event.name}", event.type)


def _is_in(words: str, country: str, *, unknown_too: bool) -> bool:
    """Whether words with a capital end in a city of a country: "Atlanta", and not "Ukraine" or "Tbilisi"."""
    endings = [words, *(words.split(" ", count)[-1] for count in (1, 2))]
    city = next((cities()[name] for name in endings if name in cities()), None)
    if city:
        return _land(city.country) == country
    return unknown_too and not any(name in listed() for name in endings)


def _year(text: str, start: int, end: int) -> str:
    """The year that stands beside an event's name."""
    before, after = YEAR_BEFORE.search(text[max(0, start - 6) : start]), YEAR_AFTER.match(text[end : end + 8])
    return before[1] if before else after[1] if after else ""


def _behind(text: str, end: int) -> tuple[str, str] | None:
    """The state or country that stands behind a city's name."""
    if text[end : end + 2] != ", ":
        return None
    rest = text[end + 2 : end + 32]
    names = [" ".join(rest.split(" ")[:count]) for count in (3, 2, 1)]
    found = (name for named in names for name in (named, named.rstrip(",.;:")) if name in states())
    return next(((land(name), land(name)) if land(name) else states()[name] for name in found), None)


def _city_before(text: str, start: int) -> str:
    """The words with a capital before ", ", which may be a city's name."""
    match = CITY_BEFORE.search(text[max(0, start - 40) : start]) if ", " in text[max(0, start - 3) : start] else None
    return match[1] if match else ""


def _land_before(text: str, start: int) -> str:
    """The country that is named right before: "the U.S. Agriculture Department"."""
    match = LAST_WORDS.search(text[max(0, start - 30) : start])
    return land(match[0].strip()) if match else ""


def _known(one: Name, here: Around, everywhere: Everywhere, text: str) -> Known | None:
    """What the lists say that a name means in its place."""
    surface = one.surface
    if surface in languages() and _is_language(text, one.start, one.end):
        return Known(languages()[surface], "other")
    own = listed().get(surface) or listed().get(surface + ".") or (listed().get(surface.title()) if surface.isupper() else None)
    if own:
        return own
    among = guarded().get(surface, ())
    country = _main(here.countries or everywhere.countries, among) if among else ""
    for known in among:
        if known.country == country:
            return known
    among = weak().get(surface, ())
    for known in among:
        if known.name in here.names or known.country and known.country == _main(here.countries, among):
            return known
    alike = [known for known in among if known.type == one.type != "other" and not known.country]
    if len(alike) == 1 and not _only(here.bodies, surface):
        return alike[0]
    return None


def _main(countries: Counter[str], among: Iterable[Known]) -> str:
    """The country, of those that guard a name, of which an article speaks most."""
    found = {known.country: countries[known.country] for known in among if known.country and countries[known.country]}
    return max(found, key=lambda country: (found[country], country)) if found else ""


def _is_language(text: str, start: int, end: int) -> bool:
    """Whether a word stands like a language's name: "in French", "speaks Polish", "English language"."""
    after = text[end : end + 12]
    return bool(LANGUAGE.match(after)) or bool(SPOKEN.search(text[max(0, start - 60) : start]) and not NOUN.match(after))


def _person(one: Name, here: Around, everywhere: Everywhere) -> Node | None:
    """The one person that a bare surname can mean."""
    short = fold(one.surface)
    full, where = _one_person(here.people[short]) if short in here.people else "", "in the same article"
    if not full and one.type in ("person", "other"):
        full, where = everywhere.people.get(short, ""), "in this archive"
    return Node(fold(full), f"the surname of {full}, the only one of that name {where}") if full else None


def _one_person(names: set[str]) -> str:
    """The fullest of full names that may all be one person's, "" where they are several people's."""
    if len(names) > FEW:
        return ""
    full = max(names, key=lambda name: (len(name), name), default="")
    return full if all(name == full or fold(name) == fold(full) or same_person(name, full) for name in names) else ""


def _is_place(one: Name, known: Known, text: str) -> bool:
    """Whether a name that is a person's surname and a place's is the place here."""
    return one.type != "person" and (
        known.type != "place" or one.surface in demonyms() or bool(AT.search(text[max(0, one.start - 20) : one.start]))
    )


def _only(longer: Mapping[str, set[str]], surface: str) -> Node | None:
    """The one longer name of the article for which a surface is short: "the Commission", "the Gulf"."""
    candidates = longer.get(fold(bare(surface))) if longer else None
    if candidates and len({fold(bare(name)) for name in candidates}) == 1:
        full = min(candidates)
        return Node(canonical(bare(full)), f"here for {full}, the only such name in the same article")
    return None


def canonical(surface: str) -> str:
    """The node of a surface that no article's context decides on."""
    return fold(listed()[surface].name) if surface in listed() else fold(surface)
