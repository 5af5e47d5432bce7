"""Datelines: the place, date and agency that open a report.

    BRUSSELS (Reuters) - Ministers …          CORFU: Ministers …
    Prague, 21 April 2005 (RFE/RL) -- …       MOSCOW, Nov 3 (Xinhua) — …

The form alone is not trusted: "Rasmussen: we want …" has it too.  A dateline is one that names an
agency in brackets, or a date, or is set in capitals, or names a place that the lists know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cuttings import dates
from cuttings.lists import agency, aliases, is_place

_UPPER = r"[^\W\d_a-zà-öø-ÿ]"
_WORD = rf"(?:{_UPPER}[\w.’'-]*)"
_PLACE = rf"(?P<place>{_WORD}(?:(?:[ ]|-)(?:(?:de|la|le|el|al|of|am|upon|sur|the)[ ])?{_WORD}){{0,3}})"
_REGION = rf"(?:[,/] ?(?P<region>{_WORD}(?:[ .]{_WORD}){{0,2}}))?"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\.?"
_DATE = rf"(?:,? (?P<date>{_MONTH} \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?))?"
_AGENCY = r"(?: ?\((?P<agency>[^()\n]{2,40})\))?"
_MARK = r"(?P<mark> ?(?:--+|—|–|-|:) ?)"
_REST = rf"{_DATE}{_AGENCY}{_MARK}(?=[\"“‘'«„(\[]?\w)"
DATELINE = re.compile(_PLACE + _REGION + _REST)
# Behind other words a stroke parts a credit ("Wire/Name"), not a place from its region.
WITHIN = re.compile(_PLACE + _REGION.replace("[,/] ?", ", ?") + _REST)
ONLY_AGENCY = re.compile(r"\((?P<agency>[^()\n]{2,40})\)(?P<mark> ?(?:--+|—|–|-) ?)(?=[\"“‘'«„(\[]?\w)")
CREDIT = re.compile(r"[\])]\.? (?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What opens a paragraph: `paragraph[start:end]` is the dateline with the mark that ends it."""

    start: int
    end: int
    place: str = ""
    date: str = ""
    agency: str = ""


def find(paragraph: str) -> Dateline | None:
    """The dateline of a paragraph.  It may stand behind a caption that ran into it.

    >>> find("CORFU: NATO and Russia have agreed").place
    'Corfu'
    >>> find("Ministers in the photo Prague, 21 April 2005 (RFE/RL) -- NATO and Russia").start
    23
    >>> find("Rasmussen: we want a new start") is None
    True
    """
    only = ONLY_AGENCY.match(paragraph)
    if only:
        return Dateline(0, only.end(), agency=agency(only["agency"]) or only["agency"])
    # A picture's credit in brackets may end a caption that ran into the dateline.
    openings = (0, *(credit.end() for credit in CREDIT.finditer(paragraph[:600])))
    for opening in openings:
        match = DATELINE.match(paragraph, opening)
        dateline = _judge(match, opens=True) if match else None
        if dateline:
            return dateline
    found = (_judge(match, opens=False) for match in WITHIN.finditer(paragraph[:600]))
    return next(filter(None, found), None)


def _judge(match: re.Match[str], opens: bool) -> Dateline | None:
    place, mark = match["place"], match["mark"].strip()
    mark_agency = match["agency"] and (agency(match["agency"]) or _looks_like_agency(match["agency"]))
    if match["agency"] and not mark_agency:
        return None
    whole_date = next((found.iso for found in dates.find(match["date"] or "")), "")
    # Within a line only the full form is believed: a caption may stand before it, or any sentence.
    if not opens:
        if not (mark_agency and mark != ":"):
            return None
        place, start = _last_place(place, match.start("place"))
    else:
        start = match.start()
        spaced = mark == ":" or match["mark"].startswith(" ") or mark in ("--", "—")
        shouted = place.isupper() and len(place) > 2 and not agency(place) and place not in aliases("organisations")
        if not (mark_agency or match["date"] or (spaced and (shouted or is_place(place)))):
            return None
    return Dateline(start, match.end(), as_name(place), whole_date, mark_agency or "")


def _looks_like_agency(mark: str) -> str:
    """An unknown agency's mark: a few words that begin with capitals."""
    words = re.split(r"[ /]", mark)
    return mark if len(words) <= 4 and all(word[:1].isupper() for word in words) else ""


def _last_place(words: str, start: int) -> tuple[str, int]:
    """Of capitalised words that run together, the longest ending that is a known place, else the last."""
    parts = words.split(" ")
    for count in range(len(parts)):
        if is_place(" ".join(parts[count:])):
            break
    else:
        count = len(parts) - 1
    place = " ".join(parts[count:])
    return place, start + len(words) - len(place)


def as_name(place: str) -> str:
    """A place set in capitals, as one writes it.

    >>> as_name("NEW YORK"), as_name("RIO DE JANEIRO"), as_name("Brussels")
    ('New York', 'Rio de Janeiro', 'Brussels')
    """
    if not place.isupper():
        return place
    small = {"De", "La", "Le", "El", "Of", "Am", "Upon", "Sur", "The"}
    words = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), place).split(" ")
    return " ".join(w.lower() if number and w in small else w for number, w in enumerate(words))
