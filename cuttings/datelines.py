"""Datelines: the place, date and agency that open a report.

    BRUSSELS (Reuters) - Ministers …          CORFU: Ministers …
    Prague, 21 April 2005 (RFE/RL) -- …       MOSCOW, Nov 3 (Xinhua) — …

The form alone is not trusted: "Rasmussen: we want …" has it too.  A dateline is one that names an
agency in brackets, or a date, or is set in capitals, or names a place that the lists know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from cuttings import dates
from cuttings.lists import agency, aliases, is_city, is_place, words

_UPPER = r"[^\W\d_a-zà-öø-ÿа-я]"
_WORD = rf"(?:{_UPPER}[\w.’'-]{{0,30}})"
_PLACE = rf"(?P<place>{_WORD}(?:(?:[ ]|-)(?:(?:de|la|le|el|al|of|am|an der|im|upon|sur|the|del|do)[ ])?{_WORD}){{0,3}})"
_REGION = rf"(?:[,/] ?(?P<region>{_WORD}(?:[ .]{_WORD}){{0,2}}(?:, (?:{_WORD}[ ]?){{1,2}})?))?"
_MONTH = r"(?=[^\W\d_]{3,}\b)(?:" + "|".join(sorted(dates.MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = rf"(?i:(?=[^\W\d_]+\.? \d){_MONTH} \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}}\.? (?:de )?{_MONTH}(?:,? (?:de )?\d{{4}})?)"
_DATE = rf"(?:[,.]? (?P<date>{_DAY})|,? (?i:{dates.WEEKDAY}))?"
_AGENCY = r"(?:[ .]{0,2}[(/](?P<agency>[^()/\n]{2,40}|[^()\n]{2,40})[)/]\.?)?"
MARKS = ("-", "—", "–", ":", "/. ")
_MARK = r"(?P<mark> ?(?:--+|—|–|-|:) ?|(?<=/\.) )"  # behind "/TASS/." nothing more
_REST = rf"{_DATE}{_AGENCY}{_MARK}(?=[\"“‘'«„(\[]?\w)"
DATELINE = re.compile(_PLACE + _REGION + _REST)
# Behind other words a stroke parts a credit ("Wire/Name"), not a place from its region.
WITHIN = re.compile(_PLACE + _REGION.replace("[,/] ?", ", ?") + _REST)
ALONE = re.compile(_PLACE + _REGION)
ONLY_AGENCY = re.compile(r"\((?P<agency>[^()\n]{2,40})\)(?P<mark> ?(?:--+|—|–|-) ?)(?=[\"“‘'«„(\[]?\w)")
CREDIT = re.compile(r"[\])]\.? (?=[^\W\d_])")
CLOSED = re.compile(r"[)/]\.?(?: ?[-—–]|(?<=/\.) )")  # the end of an agency within a line
NAMED = re.compile(r"(?P<agency>[^\W\d_][^.,:;()\n]{1,30})[.,] (?=[\"“«„]?\w)")  # "3 ноя - РИА Новости. Министры"
ZONE = 5  # letters of a time zone at most: "CEST"
LONGEST_LINE = 80  # letters of a line that holds a place and a date alone
LOOKED_AT = 600  # letters of a paragraph: a caption may have run into its dateline
#: How newspapers shorten the states of the US behind a place.
STATES = frozenset(
    "Ala. Ariz. Ark. Calif. Colo. Conn. Del. D.C. DC Fla. Ga. Ill. Ind. Kan. Ky. La. Md. Mass. Mich. Minn. Miss. Mo. Mont. Neb. Nev. "
    "N.H. N.J. N.M. N.Y. N.C. N.D. Okla. Ore. Pa. R.I. S.C. S.D. Tenn. Va. Vt. Wash. W.Va. Wis. Wyo. B.C. Ont. Que. Alta. N.S. N.B. "
    "Man. Sask.".split()
)
#: What opens a paragraph in capitals too and is no place.
LABELS = frozenset(
    "update updated breaking exclusive watch video analysis opinion review editorial correction note claim fact live photos more read "
    "question answer interview profile factbox explainer commentary background".split()
)


@dataclass(frozen=True, slots=True)
class Dateline:
    """What opens a paragraph: `paragraph[start:end]` is the dateline with the mark that ends it."""

    start: int
    end: int
    place: str = ""
    date: str = ""
    agency: str = ""


@lru_cache(maxsize=1 << 13)
def find(paragraph: str) -> Dateline | None:
    """The dateline of a paragraph.  It may stand behind a caption that ran into it.

    >>> find("CORFU: NATO and Russia have agreed").place
    'Corfu'
    >>> find("Ministers in the photo Prague, 21 April 2005 (RFE/RL) -- NATO and Russia").start
    23
    >>> find("Rasmussen: we want a new start") is None
    True
    """
    if not any(map(paragraph.__contains__, MARKS)):
        return None
    only = ONLY_AGENCY.match(paragraph)
    if only:
        return Dateline(0, only.end(), agency=agency(only["agency"]) or only["agency"])
    # A picture's credit in brackets may end a caption that ran into the dateline.
    openings = (0, *(credit.end() for credit in CREDIT.finditer(paragraph[:LOOKED_AT])))
    for opening in openings:
        match = DATELINE.match(paragraph, opening, opening + LOOKED_AT)
        dateline = _judge(match, opens=True) if match else None
        if dateline:
            return dateline
    head = paragraph[:LOOKED_AT]
    if "(" not in head or not CLOSED.search(head):
        return None
    found = (_judge(match, opens=False) for match in WITHIN.finditer(head))
    return next(filter(None, found), None)


def of_line(line: str) -> str:
    """The place of a line that gives it with a date and nothing else, "" for any other line.

    >>> of_line("NEW YORK 1996-08-30"), of_line("DILI, East Timor, 12 May 1996"), of_line("BREAKING NEWS 12 May 1996")
    ('New York', 'Dili', '')
    """
    found = list(dates.find(line)) if len(line) <= LONGEST_LINE else []
    if not found:
        return ""
    rest = line
    for each in reversed(found):
        rest = rest[: each.start] + rest[each.end :]
    match = ALONE.fullmatch(rest.strip(" ,.;-–—|"))
    if not match:
        return ""
    place, region = match["place"], match["region"] or ""
    shouted = place.isupper() and len(place) > ZONE and not agency(place) and place not in aliases("organisations")
    parts = re.split(r"[ -]", place.casefold())
    common = all(word in words("words") for word in parts) or any(word in LABELS for word in parts)
    told = is_place(place) or _is_region(region) or shouted and not common
    return as_name(place) if told else ""


def _judge(match: re.Match[str], opens: bool) -> Dateline | None:
    place, mark = match["place"], match["mark"].strip()
    told = match["agency"] or ""
    mark_agency = told and (agency(told) or _looks_like_agency(told, place))
    if told and not mark_agency:
        return None
    whole_date = next((found.iso for found in dates.find(match["date"] or "")), "")
    # Within a line only the full form is believed: a caption may stand before it, or any sentence.
    if not opens:
        if not (mark_agency and mark != ":"):
            return None
        place, start = _last_place(place, match.start("place"))
        return Dateline(start, match.end(), as_name(place), whole_date, mark_agency)
    if not (mark_agency or match["date"] or _is_told(match)):
        return None
    named = None if told else NAMED.match(match.string, match.end())
    if named and agency(named["agency"]):
        return Dateline(match.start(), named.end(), as_name(place), whole_date, agency(named["agency"]))
    return Dateline(match.start(), match.end(), as_name(place), whole_date, mark_agency)


def _is_told(match: re.Match[str]) -> bool:
    """Whether an opening without agency and date is of a place: by its capitals, its region, or the lists.

    A colon follows names of speakers and labels too: before it only a known place is believed, and
    of a country or state written small not even that ("Wyoming: low taxes").
    """
    place, mark = match["place"], match["mark"].strip()
    if not (mark == ":" or match["mark"].startswith(" ") or mark in ("--", "—")) or place.casefold() in LABELS:
        return False
    shouted = place.isupper() and len(place) > 2 and not agency(place) and place not in aliases("organisations")
    if mark == ":":
        return (is_place(place) or shouted and _recurs(place, match)) if shouted or match["region"] else is_city(place)
    return shouted or is_place(place) or _is_region(match["region"] or "")


def _recurs(word: str, match: re.Match[str]) -> bool:
    """Whether a name in capitals, no common word, stands in its paragraph as one writes a name."""
    rest = match.string[match.end() : match.end() + LOOKED_AT]
    return word.casefold() not in words("words") and bool(re.search(rf"\b{re.escape(word.capitalize())}\b", rest))


def _is_region(region: str) -> bool:
    return any(part.strip() in STATES or is_place(part.strip()) for part in region.split(","))


def _looks_like_agency(mark: str, place: str) -> str:
    """An unknown agency's mark: a few words that begin with capitals, or small initials behind a known place."""
    parts = re.split(r"[ /]", mark)
    small = len(parts) == 1 and mark.isalpha() and len(mark) <= 5 and is_place(place)
    return mark if small or len(parts) <= 4 and all(part[:1].isupper() for part in parts) else ""


def _last_place(text: str, start: int) -> tuple[str, int]:
    """Of capitalised words that run together, the longest ending that is a known place, else the last."""
    parts = text.split(" ")
    for count in range(len(parts)):
        if is_place(" ".join(parts[count:])):
            break
    else:
        count = len(parts) - 1
    place = " ".join(parts[count:])
    return place, start + len(text) - len(place)


def as_name(place: str) -> str:
    """A place set in capitals, as one writes it.

    >>> as_name("NEW YORK"), as_name("RIO DE JANEIRO"), as_name("Brussels")
    ('New York', 'Rio de Janeiro', 'Brussels')
    """
    if not place.isupper():
        return place
    small = {"De", "La", "Le", "El", "Of", "Am", "Upon", "Sur", "The"}
    parts = re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), place).split(" ")
    return " ".join(part.lower() if number and part in small else part for number, part in enumerate(parts))
