"""The writer of an article whose page does not state one: which of the names around its text it is.

A line that begins with "By", a line of nothing but names, a note at the end that tells who the
writer is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from cuttings import bylines, dates
from cuttings.clean.lines import ends_sentence, is_prose
from cuttings.describe import people
from cuttings.describe.facts import Fact
from cuttings.describe.people import Stated
from cuttings.describe.spot import Spot
from cuttings.lists import agency, words

LONGEST = 160  # letters of a line that names its writer
BELOW = 0.3  # so far below the headline a line of a name alone is believed: the first lines
AFTER = 4  # or so far from the headline behind the text's start
ALONE = re.compile(r"(?i:by|von|par|por|door|written by|author|autor)\s?:?")
JOINS = re.compile(r"\s?(?:,|&|\band\b|\bund\b|\bet\b|\by\b)\s?")
LAST = 3  # lines of the text among which a note on the writer may stand
MARKS = " •*·|/–—-,"
BY = re.compile(r"(?:^|[|·•/]\s*|\d\s+)(?P<by>(?i:by|von|par|por|door|beitrag von|автор)[:\s]\s*[^\W_].*)$")
PARTED = re.compile(r"\s*(?:[|·•;,&/]|\b(?:and|und|et|y|e|og|och|en|i|и)\b)\s*")
AGE = re.compile(r"\b\d{1,3}\+? (?:years?|months?|days?|hours?|minuten?|minutes?|mins?|views?|comments?)\b(?: (?:ago|read))?", re.I)
NOTE = re.compile(
    rf"^[*(]?(?P<name>{bylines.NAME.pattern})(?:,? [A-Z]{{2,4}}\.?)?,? "
    r"(?:is|was|covers|reports|writes|has been|ist|est|es|è|é|är|er)\b(?P<what>.{0,80})"
)


def authors(place: Spot, dated: int = 0) -> Iterator[Fact]:
    """The writers that lines near the headline name, else those that a note behind the text is about.

    A line of a name alone is believed beside the date (on line `dated`), or right below the headline.
    """
    near = sorted(place.near(), key=lambda line: line[2])
    said = [(number, by_line(text)) for number, text in (*(line[:2] for line in near), *_parted(place))]
    able = [(number, text) for number, text, far, before in near if place.beside(number, dated) or _is_close(place, far, before)]
    alone = [(number, names_line(text)) for number, text in able]
    for number, named in (*said, *sorted(alone, key=lambda line: not place.beside(line[0], dated))):
        if named.people or named.agency:
            yield from (Fact("authors", name, f"line {number}") for name in named.people)
            yield Fact("agency", named.agency, f"line {number}")
            return
    yield from _by_note(place)


def _is_close(place: Spot, far: float, before: bool) -> bool:
    """Whether a line is right below the headline, or below what stands there: the standfirst or the text's first line."""
    return place.heading >= 0 and (far <= BELOW if before else far <= AFTER)


def _parted(place: Spot) -> Iterator[tuple[int, str]]:
    """Bylines that a dump has parted into lines: "By", "Anna Berg", "and", "Tom Hill"."""
    lines = [(number, text) for number, text, *_ in place.near()]
    for at, (number, text) in enumerate(lines):
        if ALONE.fullmatch(text):
            names = takewhile(
                lambda text: len(text) <= 40 and (JOINS.fullmatch(text) or _is_named(text)), (text for _, text in lines[at + 1 : at + 6])
            )
            joined = " ".join(names)
            yield number, f"{text} {joined}" if JOINS.search(joined) else f"{text} {lines[at + 1][1]}" if at + 1 < len(lines) else text


def by_line(text: str) -> Stated:
    """Whom a line names that says "By", at its beginning or behind a date.

    >>> by_line("By Anna Berg and Tom Hill The Associated Press").people
    ('Anna Berg', 'Tom Hill')
    >>> by_line("Do 25.04.24 | 14:07 Uhr | Von Anna Berg").people
    ('Anna Berg',)
    >>> by_line("By the end of June the troops had left.").people
    ()
    """
    labelled = bylines.ROLE.match(text.lstrip("([")) or bylines.LABEL.match(text)
    whole = bylines.parse(text) if labelled else None
    if whole and whole.authors:
        return Stated(whole.authors, agency=whole.agency)
    match = BY.search(text) if len(text) <= LONGEST else None
    if not match or ends_sentence(text) and is_prose(text):
        return Stated()
    named = people.stated(match["by"])
    able = tuple(name for name in named.people if _is_named(name))
    return (
        Stated(able, named.desk, named.agency) if able and len(able) == len(named.people) or named.agency and not named.people else Stated()
    )


def names_line(text: str) -> Stated:
    """Whom a line of nothing but names, dates and posts names; given names tell people.

    >>> names_line("Anna Berg | Published 3 May 2005").people, names_line("Anna Berg Politics editor").people
    (('Anna Berg',), ('Anna Berg',))
    >>> names_line("Anna Lindh Park").people, names_line("A bridge for Anna Berg").people
    ((), ())
    """
    if len(text) > LONGEST or is_prose(text):
        return Stated()
    if len(text) > 2 and agency(text.strip(MARKS)):
        return Stated(agency=agency(text.strip(MARKS)))
    for found in reversed(list(dates.find(text))):
        text = f"{text[: found.start]} | {text[found.end :]}"
    parts = [part for part in PARTED.split(dates.BESIDE.sub("|", AGE.sub("|", text)).strip(MARKS)) if part.strip(MARKS)]
    if not 0 < len(parts) <= 6:
        return Stated()
    names = [bylines.without_post(part.strip(MARKS)) for part in parts]
    own = [bylines.written(name) for name in names if _is_person(name)]
    others = [name for name in names if not (_is_person(name) or bylines.is_post(name) or agency(name) or _is_outlet(name))]
    return (
        Stated(tuple(own), agency=next(filter(None, map(agency, names)), "")) if own and not others and _is_person(names[0]) else Stated()
    )


def _by_note(place: Spot) -> Iterator[Fact]:
    """Who is told about in a line of its own at the end of the text: "Anna Berg is a reporter …"."""
    lines = place.lines[place.start + 1 :]
    names = {text.strip(MARKS) for _, text in lines if len(text) <= 60}
    for number, text in place.lines[max(place.start + 1, place.end - LAST) :]:
        match = NOTE.match(text[:200])
        # A note is headed by its subject's name, or says what journalists are.
        if match and (match["name"] in names or bylines.tells_post(match["what"])):
            yield Fact("authors", match["name"], f"line {number}")
            return


def _is_named(name: str) -> bool:
    """Whether what stands behind "By" is a name: some words, each with a capital or a digit before it."""
    found = name.replace(",", "").split()
    small = sum(word[:1].islower() and word not in bylines.SMALL for word in found)
    return len(found) <= 6 and not small and found[0].casefold() not in ("the", "a", "an") and not found[0][:4].isdigit()


def _is_person(name: str) -> bool:
    """Whether a name is a person's by its given names: all but the last word, initials and particles aside."""
    found = bylines.written(name).split()
    if not 2 <= len(found) <= 5 or not bylines.NAME.fullmatch(" ".join(found)):
        return False
    given = [word for word in found[:-1] if word not in bylines.SMALL and not re.fullmatch(r"\w\.?", word)]
    known = words("first-names")
    return (
        bool(given)
        and given[0] in known
        and (len(given) < 2 or all(word in known or "-" in word for word in given[1:]) or len(found) > len(given) + 1)
    )


def _is_outlet(name: str) -> bool:
    return bool(
        re.search(
            r"\b(?:News|Press|Post|Times|Media|Online|Radio|TV|Agency|Magazine)\b|\.(?:com|net|org|co\.\w\w|\w\w)$|^[A-Z]{2,6}$", name, re.I
        )
    )
