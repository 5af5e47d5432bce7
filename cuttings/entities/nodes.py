"""Nodes: what each name in its article stands for, before names of other articles are asked.

A *node* is one way to name something: a listed name under its canonical form, a person under the full
name that the article (else the archive) gives, a body under its name without "Inc.", a ministry or
parliament under its country; else the folded surface.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cuttings.entities.find import Spotted
from cuttings.entities.institutions import institution, land, parted
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


@dataclass(frozen=True, slots=True)
class Node:
    """What a name stands for: its key, why the surface belongs to it ("" where they are the same); its listed name and type."""

    key: str
    why: str = ""
    name: str = ""
    type: EntityType | None = None


@dataclass(slots=True)
class Around:
    """What is known of the names in an article (or the archive): short forms folded → full names, and its countries."""

    people: dict[str, set[str]] = field(default_factory=dict)
    bodies: dict[str, set[str]] = field(default_factory=dict)
    waters: dict[str, set[str]] = field(default_factory=dict)  # "Gulf" → "Gulf of Mexico"
    names: set[str] = field(default_factory=set)
    countries: Counter[str] = field(default_factory=Counter)
    editions: dict[str, str] = field(default_factory=dict)  # events → the year of the one that is meant
    behind: dict[str, tuple[str, str]] = field(default_factory=dict)  # cities → the state and country behind the name
    institutions: dict[str, str] = field(default_factory=dict)  # generic names → the country that one of them names


def nodes(spotted: Sequence[Spotted], articles: Sequence[Article]) -> Iterator[tuple[Spotted, Node]]:
    """For each name its node."""
    by_slug = {article.slug: article for article in articles}
    by_article: dict[Slug, list[Spotted]] = defaultdict(list)
    for one in spotted:
        by_article[one.article].append(one)
    everywhere = _around(spotted)
    for slug, found in by_article.items():
        texts = dict(by_slug[slug].fields())
        here = _around(found)
        _read(here, found, texts)
        for one in found:
            yield one, _node(one, here, everywhere, texts[one.field])


def _around(spotted: Iterable[Spotted]) -> Around:
    around = Around()
    for surface, kind in sorted({(one.surface, one.type) for one in spotted}):
        known = listed().get(surface)
        around.names.add(known.name if known else surface)
        if kind == "person" and is_full(surface):
            for form in short_forms(surface):
                if fold(form) != fold(surface):
                    around.people.setdefault(fold(form), set()).add(surface)
        elif kind == "place" and " of " in surface and not (known and known.name != surface):
            around.waters.setdefault(fold(surface.partition(" of ")[0]), set()).add(surface)
        elif kind in ("event", "other") and YEAR.search(surface):
            around.bodies.setdefault(fold(YEAR.sub("", surface)), set()).add(surface)
        elif kind == "organisation" and " " in surface:
            plain, country = parted(surface)
            if country:
                around.institutions[fold(plain)] = country
            words = parts(bare(surface))
            shorts = {" ".join(words[:count]) for count in range(1, len(words))} | {word for word in words if word.lower() in cues()}
            for short in shorts:
                around.bodies.setdefault(fold(short), set()).add(surface)
    for one in spotted:
        known = listed().get(one.surface)
        if known and known.type == "place":
            city, state = cities().get(one.surface), states().get(one.surface)
            around.countries[land(one.surface) or (_land(city.country) if city else state[1] if state else known.name)] += 1
    return around


def _read(here: Around, found: Iterable[Spotted], texts: Mapping[str, str]) -> None:
    """Note what the article says once of a city or an event, and means from then on: its state, its year."""
    for one in found:
        known = listed().get(one.surface)
        text = texts[one.field]
        if known and known.type == "event":
            year = _year(text, one.start, one.end)
            if year:
                here.editions[known.name] = year
        elif one.surface in cities():
            behind = _behind(text, one.end)
            if behind:
                here.behind[one.surface] = behind


def _land(country: str) -> str:
    return listed()[country].name if country in listed() else country


def _node(one: Spotted, here: Around, everywhere: Around, text: str) -> Node:
    surface = one.surface
    state = states().get(surface) or states().get(surface + ".")
    if state and surface not in listed() and CITY_BEFORE.search(text[max(0, one.start - 40) : one.start]):
        return Node(fold(state[0]), f"{state[0]}, behind a city’s name", state[0], "place")
    edition = listed().get(YEAR.sub("", surface)) if YEAR.search(surface) else None
    if edition and edition.type == "event":
        return _edition(edition, YEAR.findall(surface)[0].strip())
    known = _known(one, here, everywhere, text)
    person = _person(one, here, everywhere)
    if person and not (known and _is_place(one, known, text)):
        return person
    own = _only(here.waters, surface) or (_only(here.bodies, surface) if surface.lower() in cues() else None)
    if own and one.type != "person":
        return own
    body = institution(
        known.name if known else surface, _land_before(text, one.start) or here.institutions.get(fold(surface), ""), here.countries
    )
    if body:
        return Node(fold(body), f"{body}, of the country that the article speaks of", known.name if known else body)
    if known:
        return _listed(one, known, here, text)
    if surface.lower() in cues() and one.type != "person":
        return Node(f"{fold(surface)} in {one.article}")
    if one.type == "organisation":
        return Node(fold(bare(surface)))
    return (_only(here.bodies, surface) if one.type == "other" else None) or Node(fold(surface))


def _listed(one: Spotted, known: Known, here: Around, text: str) -> Node:
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
    before = CITY_BEFORE.search(text[max(0, one.start - 40) : one.start])
    if known.type == "place" and before:
        state, country = states().get(surface, (known.name, ""))
        if state != known.name and _is_in(before[1], country, unknown_too=not land(surface)):
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


def _land_before(text: str, start: int) -> str:
    """The country that is named right before: "the U.S. Agriculture Department"."""
    match = LAST_WORDS.search(text[max(0, start - 30) : start])
    return land(match[0].strip()) if match else ""


def _known(one: Spotted, here: Around, everywhere: Around, text: str) -> Known | None:
    """What the lists say that a name means in its place."""
    surface = one.surface
    if surface in languages() and _is_language(text, one.start, one.end):
        return Known(languages()[surface], "other")
    own = listed().get(surface) or listed().get(surface + ".") or (listed().get(surface.title()) if surface.isupper() else None)
    if own:
        return own
    among = guarded().get(surface, ())
    country = _main(here.countries or everywhere.countries, among)
    for known in among:
        if known.country == country:
            return known
    for known in weak().get(surface, ()):
        if known.name in here.names or known.country and known.country == _main(here.countries, weak()[surface]):
            return known
    alike = [known for known in weak().get(surface, ()) if known.type == one.type != "other" and not known.country]
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


def _person(one: Spotted, here: Around, everywhere: Around) -> Node | None:
    """The one person that a bare surname can mean."""
    short = fold(one.surface)
    for around, where in ((here, "in the same article"), (everywhere, "in this archive")):
        full = _one_person(around.people.get(short, set()))
        if full and (one.type in ("person", "other") or around is here):
            return Node(fold(full), f"the surname of {full}, the only one of that name {where}")
    return None


def _one_person(names: set[str]) -> str:
    """The fullest of full names that may all be one person's, "" where they are several people's."""
    if len(names) > FEW:
        return ""
    full = max(names, key=lambda name: (len(name), name), default="")
    return full if all(name == full or fold(name) == fold(full) or same_person(name, full) for name in names) else ""


def _is_place(one: Spotted, known: Known, text: str) -> bool:
    """Whether a name that is a person's surname and a place's is the place here."""
    return one.type != "person" and (
        known.type != "place" or one.surface in demonyms() or bool(AT.search(text[max(0, one.start - 20) : one.start]))
    )


def _only(longer: Mapping[str, set[str]], surface: str) -> Node | None:
    """The one longer name of the article for which a surface is short: "the Commission", "the Gulf"."""
    candidates = longer.get(fold(bare(surface)), set())
    if len({fold(bare(name)) for name in candidates}) == 1:
        full = min(candidates)
        return Node(canonical(bare(full)), f"here for {full}, the only such name in the same article")
    return None


def canonical(surface: str) -> str:
    """The node of a surface that no article's context decides on."""
    return fold(listed()[surface].name) if surface in listed() else fold(surface)
