"""Dates as newspapers print them, read without a guess.

A date that cannot be (30 February) is no date, and one whose day and month could be either
("03/04/2005") is none as long as nothing says which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

# Month names as the newspapers of seven languages print them, by number.
MONTH_NAMES = (
    "january jan januar jänner janvier enero ene января янв gennaio januari janeiro",
    "february feb februar février fevrier févr febrero февраля фев febbraio februari fevereiro",
    "march mar märz mrz maerz mars marzo марта мар maart março",
    "april apr avril avr abril abr апреля апр aprile",
    "may mai mayo мая maggio mei maio",
    "june jun juni juin junio июня июн giugno junho",
    "july jul juli juillet juil julio июля июл luglio julho",
    "august aug août aout agosto ago августа авг augustus",
    "september sep sept septembre septiembre сентября сен settembre setembro",
    "october oct oktober okt octobre octubre октября окт ottobre outubro",
    "november nov novembre noviembre ноября ноя novembro",
    "december dec dezember dez décembre déc diciembre dic декабря дек dicembre dezembro",
)
MONTHS = {name: number for number, names in enumerate(MONTH_NAMES, 1) for name in names.split()}

_MONTH = "(?P<month>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        r"\b(?P<year>(?:19|20)\d\d)[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})(?!\d)",
        rf"\b{_DAY}(?:\s+(?:de\s+)?|-){_MONTH},?(?:\s+(?:de\s+|del\s+)?|-){_YEAR}\b",
        rf"\b{_MONTH}\s+{_DAY},?\s+{_YEAR}\b",
        r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)\b",
        r"\b(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>(?:19|20)\d\d)\b",
    )
)
TIME = re.compile(
    r"(?P<sep>^[\s,/|T@·–-]*(?:at\s+|um\s+|à\s+|в\s+)?)(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?"
    r"\s*(?P<half>[ap]\.?m\.?)?(?![\d:])",
    re.IGNORECASE,
)
WEEKDAY = (
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
    r"|(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b"
    r"|(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b"
)
#: Words that stand beside a date in a line that gives nothing else.
BESIDE = re.compile(
    rf"\b(?:{WEEKDAY}|published|updated|posted|created|modified|edited|last|first|on|at|date|time|from|by|"
    r"gmt|utc|bst|cet|cest|est|edt|pst|pdt|et|msk|ist|veröffentlicht|aktualisiert|stand|uhr|am|um|"
    r"publié|mis|jour|à|le|publicado|actualizado|el|опубликовано|обновлено|local|hrs?)\b",
    re.IGNORECASE,
)
ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?")
RELATIVE = re.compile(
    r"\b(?:an?|\d+|one|two|three|a few|several)\s+(?:second|minute|min|hour|day|week|month|year)s?\s+ago\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: `text[start:end]` reads as `iso` (yyyy-mm-dd, with Thh:mm where it says)."""

    start: int
    end: int
    iso: str


def find(text: str) -> Iterator[FoundDate]:
    """The whole dates in a text, in the order in which they stand.

    >>> [found.iso for found in find("Updated: 2009-06-28 10:57")]
    ['2009-06-28T10:57']
    >>> [found.iso for found in find("November 3, 2010 / 9:26 AM / 9 years ago")]
    ['2010-11-03T09:26']
    >>> [found.iso for found in find("31 April 2005, 03/04/2005, 21. Juni 2001")]
    ['2001-06-21']
    """
    matches = sorted((m for form in FORMS for m in form.finditer(text)), key=lambda m: (m.start(), -m.end()))
    end = 0
    for match in matches:
        day = _day(match)
        if day and match.start() >= end:
            time = TIME.search(text[match.end() : match.end() + 24])
            clock, length = _clock(time)
            end = match.end() + length
            yield FoundDate(match.start(), end, day + clock)


def impossible(text: str) -> Iterator[str]:
    """What has the form of a date and is none: "30 February 2005", "0000-00-00".

    >>> list(impossible("30 February 2005 and 28 February 2005"))
    ['30 February 2005']
    """
    zero = re.finditer(r"\b0000-\d\d-\d\d\b", text)
    for match in (*zero, *(match for form in FORMS for match in form.finditer(text))):
        if "first" not in match.groupdict() and not (match.groupdict() and _day(match)):
            yield match[0]


def is_date_line(line: str) -> bool:
    """Whether a line gives a date and nothing besides.

    >>> is_date_line("Published on Friday, 27 May 1997")
    True
    >>> is_date_line("The act was signed on 27 May 1997 in Paris")
    False
    """
    return next(find(line), None) is not None and not rest_of(line)


def rest_of(line: str) -> str:
    """What a line says besides dates, times and the words that go with them."""
    for found in reversed(list(find(line))):
        line = line[: found.start] + " " + line[found.end :]
    line = BESIDE.sub(" ", RELATIVE.sub(" ", line))
    return re.sub(r"[\W_]+|\b\d{1,2}\b", " ", line).strip()


def is_iso(text: str) -> bool:
    """Whether a text is a date as front matter takes it: yyyy, yyyy-mm, yyyy-mm-dd or with time."""
    match = ISO.fullmatch(text)
    return match is not None and _valid(int(match[1]), int(match[2] or 1), int(match[3] or 1))


def _day(match: re.Match[str]) -> str:
    parts = match.groupdict()
    year = int(parts["year"])
    if "first" in parts:
        first, second = int(parts["first"]), int(parts["second"])
        # Day or month first differs by country: only a number above 12, or two alike, settles it.
        if first > 12 or first == second:
            day, month = first, second
        elif second > 12:
            month, day = first, second
        else:
            return ""
    else:
        month = MONTHS.get(parts["month"].lower(), 0) or int(parts["month"])
        day = int(parts["day"])
    return f"{year:04}-{month:02}-{day:02}" if _valid(year, month, day) else ""


def _clock(match: re.Match[str] | None) -> tuple[str, int]:
    if not match:
        return "", 0
    hour = int(match["hour"])
    half = (match["half"] or "").lower().replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return "", 0
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"T{hour:02}:{match['minute']}", match.end()


def _valid(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
