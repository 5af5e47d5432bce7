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
from cuttings.entities.listed import Known, guarded, languages, listed, weak
from cuttings.entities.names import bare, fold, parts, short_forms, surname
from cuttings.lists import cities, demonyms
from cuttings.lists import words as word_list
from cuttings.mentions.signs import cues
from cuttings.mentions.tokens import PARTICLES
from cuttings.model import Article, Slug

AT = re.compile(r"\b(?:in|at|near|from|to|outside|via|around|leave|left|visit|visiting|visited) (?:the )?$")
SPOKEN = re.compile(
    r"\b(?:in|into|from|speaks?|spoke|spoken|speaking|learn\w*|taught|teach\w*|stud\w+|languages? like|knows?|knew|understands?|fluent in|to) "
    r"(?:(?:the|some|fluent|good|broken) )?(?:[A-Z]\w+(?:, (?:and )?| and ))*$"
)
REGNAL = re.compile(r" [IVX]+$")
YEAR = re.compile(r"^(?:19|20)\d\d | (?:19|20)\d\d$")
LAST_WORDS = re.compile(r"(?:[^\W\d_][\w.'’]*[ -]){1,2}$")
NEXT_WORD = re.compile(r" (?!and\b|or\b|with\b|at\b|as\b|but\b|by\b|on\b|in\b|for\b|from\b|to\b)[^\W\d_]|-[^\W\d_]")
LANGUAGE = re.compile(r"[ -](?:language|speak\w*|translation|grammar|dialect|alphabet)\b")



@dataclass(frozen=True, slots=True)
class Node:
    """What a name stands for: its key, why the surface belongs to it ("" where they are the same), and its listed name."""

    key: str
    why: str = ""
    name: str = ""


@dataclass(slots=True)
class Around:
    """What is known of the names in an article (or the archive): short forms folded → full names, and its countries."""

    people: dict[str, set[str]] = field(default_factory=dict)
    bodies: dict[str, set[str]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    countries: Counter[str] = field(default_factory=Counter)
    institutions: dict[str, str] = field(default_factory=dict)  # generic names → the country that one of them names


def nodes(spotted: Sequence[Spotted], articles: Sequence[Article]) -> Iterator[tuple[Spotted, Node]]:
    """For each name its node."""
    texts = {article.slug: dict(article.fields()) for article in articles}
    by_article: dict[Slug, list[Spotted]] = defaultdict(list)
    for one in spotted:
        by_article[one.article].append(one)
    everywhere = _around(spotted)
    for slug, found in by_article.items():
        here = _around(found)
        for one in found:
            yield one, _node(one, here, everywhere, texts[slug][one.field])


def _around(spotted: Iterable[Spotted]) -> Around:
    around = Around()
    for surface, kind in sorted({(one.surface, one.type) for one in spotted}):
        known = listed().get(surface)
        around.names.add(known.name if known else surface)
        if kind == "person" and len(parts(surface)) > 1 and _is_full(surface):
            for form in short_forms(surface):
                if fold(form) != fold(surface):
                    around.people.setdefault(fold(form), set()).add(surface)
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
            city = cities().get(one.surface)
            around.countries[_land(city.country) if city else known.name] += 1
    return around


def _land(country: str) -> str:
    return listed()[country].name if country in listed() else country


def _is_full(name: str) -> bool:
    """Whether a name begins with a given name or initial, and not with a particle or surname."""
    words = parts(name)
    # "Charles VI" has no surname.
    if REGNAL.search(name) and words[-2] in word_list("first-names"):
        return False
    return words[0].lower() not in PARTICLES and surname(name) != name and fold(name) not in {fold(form) for form in short_forms(name)}


def _node(one: Spotted, here: Around, everywhere: Around, text: str) -> Node:
    surface = one.surface
    known = _known(one, here, everywhere, text)
    person = _person(one, here, everywhere)
    if person and not (known and _is_place(one, known, text)):
        return person
    own = _body(one, here) if surface.lower() in cues() else None
    if own and one.type != "person":
        return own
    body = institution(known.name if known else surface, _land_before(text, one.start) or here.institutions.get(fold(surface), ""), here.countries)
    if body:
        return Node(fold(body), f"{body}, of the country that the article speaks of", known.name if known else body)
    if known:
        if one.type == "organisation" and known.type == "place" and surface not in demonyms():
            return _body(one, here) or Node(f"{fold(surface)} (organisation)")
        return Node(fold(known.name), "" if fold(surface) == fold(known.name) else f"a known name of {known.name}", known.name)
    if surface.lower() in cues() and one.type != "person":
        return Node(f"{fold(surface)} in {one.article}")
    if one.type == "organisation":
        return Node(fold(bare(surface)))
    return (_body(one, here) if one.type == "other" else None) or Node(fold(surface))


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
    if len(alike) == 1 and not _body(one, here):
        return alike[0]
    return None


def _main(countries: Counter[str], among: Iterable[Known]) -> str:
    """The country, of those that guard a name, of which an article speaks most."""
    found = {known.country: countries[known.country] for known in among if known.country and countries[known.country]}
    return max(found, key=lambda country: (found[country], country)) if found else ""


def _is_language(text: str, start: int, end: int) -> bool:
    """Whether a word stands like a language's name: "in French", "speaks Polish", "English language"."""
    after = text[end : end + 12]
    return bool(LANGUAGE.match(after)) or bool(SPOKEN.search(text[max(0, start - 60) : start]) and not NEXT_WORD.match(after))


def _person(one: Spotted, here: Around, everywhere: Around) -> Node | None:
    """The one person that a bare surname can mean."""
    short = fold(one.surface)
    for around, where in ((here, "in the same article"), (everywhere, "in this archive")):
        candidates = around.people.get(short, set())
        if (one.type in ("person", "other") or around is here) and len({fold(name) for name in candidates}) == 1:
            full = min(candidates)
            return Node(fold(full), f"the surname of {full}, the only one of that name {where}")
    return None


def _is_place(one: Spotted, known: Known, text: str) -> bool:
    """Whether a name that is a person's surname and a place's is the place here."""
    return one.type != "person" and (known.type != "place" or one.surface in demonyms() or bool(AT.search(text[max(0, one.start - 20) : one.start])))


def _body(one: Spotted, here: Around) -> Node | None:
    """The one body of the article whose longer name begins so, or has this word for its head: "the Commission"."""
    candidates = here.bodies.get(fold(bare(one.surface)), set())
    if len({fold(bare(name)) for name in candidates}) == 1:
        full = min(candidates)
        return Node(fold(bare(full)), f"short for {full}, the only such name in the same article")
    return None
