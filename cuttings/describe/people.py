"""The authors that a page states: names, freed of what metadata puts beside them.

"Anna Berg Senior Politics Editor, The Courier", "ANNA BERG AND TOM HILL", "Anna Berg@aberg Link copied".
A page that states nobody but its desk or itself means that: then that is the author.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from cuttings import bylines, dates
from cuttings.describe.markup import Element
from cuttings.describe.titles import site_key
from cuttings.lists import agency, is_place

LONGEST = 300  # letters of a statement that are read
FEW, NEXT = 2, 4  # writers beside an article; elements that go on with one's list
DENSE, LONGEST_DENSE = "\u2e80", 20  # scripts in which a few letters are a name
INITIALS = re.compile(r"[A-Z]{2,5}")  # of an outlet's desk
BYLINE = re.compile(r"author|by-?line|autor|auteur|writer|reporter|journalist")
NOT_NAMES = re.compile(r"https?:|www\.|\.(?:com|html?|php)\b/|^/|^[\d\W_]*$")
NOISE = re.compile(
    r"[\w.+-]{1,60}@[\w-]{1,60}\.[\w.]{1,30}|@\w{2,}|"
    r"\b(?:link copied|copy link|follow(?: on \w+)?|view bio|see all|see bio|twitter|facebook|linkedin|instagram|"
    r"opens in new window|email the author|bio|share|contact|folgen|suivre|seguir|abonner)\b(?=[\s,;|]|$)|"
    r"\b\d{1,2} min(?:ute)?s?(?: read)?\b|[(（](?:[^()（）]{0,80})[)）]",
    re.I,
)
BEHIND = re.compile(
    rf"(?:\b|(?<=[^\W\d_]))(?:{dates.alternatives('published', 'changed')}).*|"
    r"\s[-–—]\s?\d.*|\b(?:special to|for the|is an?|was an?|has been|covers)\b.*$",
    re.I,
)
_AND = r"(?:and|und|et|y|e|og|och|en|ja|ve|и|with|mit|avec)"
PART = re.compile(
    r"\s*[;|•·&\n、／]\s*|\s+[/–—-]\s+|/(?=\s?[^\W\d_a-z])|"
    rf"\s*[,，]\s*(?:{_AND}\s+)?|\s+{_AND}\s+(?=[^\W\d_a-z]|\w+$)"
)
#: What stands behind a name, of schooling or descent, and belongs to it.
CREDENTIAL = re.compile(
    r"(?:M\.?D|Ph\.?\s?D|D\.?O|D\.?V\.?M|R\.?D\.?N?|R\.?N|M\.?S|M\.?A|M\.?B\.?A|M\.?P\.?H|J\.?D|CPA|CFP|FAND|LDN?|FACS|EdD|DDS|LCSW|"
    r"Jr|Sr|II|III|Esq|(?:E-)?RYT(?: \d{3})?|CFA|PE|PMP)[®™.]*"
)
NOBODY = frozenset(
    "admin administrator author webmaster user root anonymous unknown none null undefined n/a na by default wordpress system".split()
)
DAY = re.compile(rf"(?:\b(?:{dates.WEEKDAY})|\s(?:on|am|le|el|den|em))[\s,]*$", re.I)
LAST_FIRST = re.compile(r"([^\W\d_a-z][\w-]{1,30}), ([^\W\d_a-z][\w-]{1,30})")
AT = re.compile(r"\s+(?:in|at|for|aus|à|en|of|from)\s+[^\W\d_a-z].*$|\s+\|.*$")


@dataclass(frozen=True, slots=True)
class Stated:
    """Whom a statement names: `people`, and apart from them a desk or the site itself, and an agency."""

    people: tuple[str, ...] = ()
    desk: str = ""
    agency: str = ""


def stated(text: str, sites: Iterable[str] = ()) -> Stated:
    """Whom a statement names.

    >>> stated("Anna Berg Senior Politics Editor, The Courier", ["The Courier"]).people
    ('Anna Berg',)
    >>> stated("By ANNA BERG and TOM HILL").people
    ('Anna Berg', 'Tom Hill')
    >>> stated("Reuters"), stated("https://courier.example/anna").people
    (Stated(people=(), desk='', agency='Reuters'), ())
    """
    own = {site_key(site) for site in sites if site}
    people: list[str] = []
    desks: list[str] = []
    mark = ""
    for part in _parts(text):
        if CREDENTIAL.fullmatch(part) and people:
            people[-1] += f", {part}"
        elif agency(bylines.STAFF.sub("", part)) and site_key(part) not in own:
            mark = mark or agency(bylines.STAFF.sub("", part))
        elif is_place(part):
            continue
        elif site_key(part) in own or bylines.is_post(part) or INITIALS.fullmatch(part):
            desks.append(part)
        elif _is_name(part):
            people.append(bylines.written(bylines.without_post(part)))
    return Stated(tuple(dict.fromkeys(people)), desks[0] if desks else "", mark)


def of_elements(found: Sequence[Element], sites: Sequence[str]) -> list[tuple[str, Stated]]:
    """Whom the first element that names anybody names; of those within it, the ones that do so most plainly."""
    named = [(element, stated(element.text, sites)) for element in found if BYLINE.search(element.called)]
    named = [(element, one) for element, one in named if one.people or one.agency or one.desk]
    own = [(element, one) for element, one in named if not element.aside]
    beside = {name for _, one in named for name in one.people}
    named = own or (named if len(beside) <= FEW else [])  # many writers beside an article are of others
    first = next((element for element, one in named if any(map(is_person, one.people))), named[0][0] if named else None)
    if first is None:
        return []
    at = next(at for at, (element, _) in enumerate(named) if element is first)
    within = [(element, one) for element, one in named if element.text in first.text]
    within += takewhile(lambda pair: pair[0].called == first.called and pair[0].text not in first.text, named[at + 1 : at + 1 + NEXT])
    # Several writers stand in elements of one name; the fewest letters around them are the plainest.
    groups: dict[str, list[tuple[Element, Stated]]] = {}
    for element, one in within:
        groups.setdefault(element.called, []).append((element, one))
    able = [group for group in groups.values() if all(any(map(is_person, one.people)) for _, one in group)] or list(groups.values())[:1]
    plainest = max(able, key=lambda group: (len({one.people for _, one in group}), -sum(len(element.text) for element, _ in group)))
    return [(f"element {plainest[0][0].called[:40]}", one) for _, one in plainest]


def is_person(name: str) -> bool:
    """Whether a name has the form of a person's: two words or more, or letters that have no capitals."""
    return bool(bylines.NAME.match(name)) or name[:1] > "\u0900"


def _parts(text: str) -> Iterator[str]:
    """The pieces of a statement that may each be a name."""
    text = text[:LONGEST]
    if NOT_NAMES.search(text):
        text = " ".join(word for word in text.split() if not NOT_NAMES.search(word))
    if any(map(str.isdigit, text)):
        first = next(dates.find(text), None)
        text = text[: first.start] if first and first.start else text[first.end :] if first else text
        text = DAY.sub("", text)
    if LAST_FIRST.fullmatch(text):
        text = LAST_FIRST.sub(r"\2 \1", text)
    text = BEHIND.sub("", NOISE.sub(" ", text)).strip()
    by = bylines.BY.match(text)
    for part in PART.split(by["names"] if by else text):
        own = bylines.BY.match(part.strip())
        name = AT.sub("", (own["names"] if own else part).strip(' .,:-–—*|/"“”'))
        if name and name.casefold() not in NOBODY:
            yield name


def _is_name(part: str) -> bool:
    if part[0] > DENSE and len(part) > LONGEST_DENSE:
        return False
    return len(part) <= 60 and len(part.split()) <= 7 and any(map(str.isalpha, part)) and not part.endswith(("!", "?"))
