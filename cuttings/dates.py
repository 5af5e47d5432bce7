"""Dates as newspapers print them, read without a guess.

A date that cannot be (30 February) is no date, and one whose day and month could be either
("03/04/2005") is none as long as nothing says which: the page's language, or another date on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from cuttings.lists import rows

MONTHS = {name: int(number) for number, names in rows("months") for name in names.split()}

Order = Literal["", "day", "month"]  # which of the two a page writes first; "" where nothing tells


def alternatives(*kinds: str) -> str:
    """The words of `date-words.txt` that tell this, as a regular expression."""
    return any_of({word for kind, *words in rows("date-words") if kind in kinds for word in words})


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of some words, the longest first, whatever its case.

    They are parted by their first letters, and these are asked as they are: only then the engine leaves out most at once.

    >>> any_of(["may", "march", "june"])
    '(?-i:[jJ])(?:une)|(?-i:[mM])(?:arch|ay)'
    """
    rest: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rest.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"(?-i:[{first}{first.upper()}])(?:{'|'.join(ends)})" for first, ends in sorted(rest.items()))


_MONTH = "(?P<month>" + any_of(MONTHS) + r")(?![^\W\d_])\.?"
# That a number follows is asked first: there are three hundred names of months.
_MONTH_FIRST = rf"(?<![^\W\d_])(?=[^\W\d_]{{3,}}\.?\s{{0,3}}\d){_MONTH}"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|\.|-?го)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_SHORT = rf"(?:{_YEAR}|[’'](?P<short>\d\d))"
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?<!\d){_YEAR}(?P<sign>[-/.])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})(?!\d)",
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>\d{{1,2}})\s?[月월]\s?(?P<day>\d{{1,2}})\s?[日일]",
        rf"(?<!\d){_YEAR}\.\s(?P<month>\d{{1,2}})\.\s(?P<day>\d{{1,2}})\b",
        rf"(?<!\d){_DAY}(?:,?\s{{0,3}}(?:(?:de|of)\s+)?|-){_MONTH},?(?:\s{{0,3}}(?:(?:de|del|of)\s+)?|-){_SHORT}(?!\d)",
        rf"{_MONTH_FIRST}\s{{0,3}}{_DAY},?\s{{0,3}}{_SHORT}(?!\d)",
        rf"(?<!\d){_YEAR}(?:,\s|\s|-){_MONTH}(?:\s|-){_DAY}(?!\d)",
        rf"(?<!\d)(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?{_YEAR}(?!\d)",
        rf"(?<![\d/.-])(?P<first>\d{{1,2}})(?P<sign>[/-])(?P<second>\d{{1,2}})(?P=sign){_YEAR}(?![\d/-])",
        r"(?<![\d/.-])(?P<day>\d\d)\.(?P<month>\d\d)\.(?P<short>\d\d)(?![\d.])",
        r"(?<![\d/.-])(?P<first>\d\d?)/(?P<second>\d\d?)/(?P<short>\d\d)(?![\d/])",
    )
)
MONTH_FIRST = re.compile(rf"{_MONTH_FIRST}\s{_DAY},?\s{_YEAR}\b|\b\d\d?:\d\d\s?[ap]\.?m\.?\s(?:E|C|P|M)[DS]?T\b", re.IGNORECASE)
DAY_FIRST = re.compile(rf"(?<!\d){_DAY}\s{_MONTH},?\s{_YEAR}\b", re.IGNORECASE)
SEEN = 400  # letters of a line in which the order is looked for
SLASHED = tuple(form for form in FORMS if "first" in form.groupindex)
# It begins with a set of signs, for which the engine looks quickly; what they are is asked then.
_SIGN = r"[\d’'](?:(?<=1)9\d\d|(?<=2)0\d\d|(?<=\d)[/.]\d{1,2}[/.]\d\d|(?<=[’'])\d\d"
SIGN = re.compile(rf"{_SIGN})")  # one is in each date
ABLE = re.compile(rf"{_SIGN}\b)")  # where none of it stands, there is no date
REACH = 80  # letters: no date goes on farther from its sign
TIME = re.compile(
    r"(?P<sep>^[\s,;/|T@·•–—()-]{0,6}(?:(?:at|um|à|a las|às|klo|kl\.?|в|os|alle|ore)\s+)?)"
    r"(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::[0-5]\d)?\s?(?P<half>[ap]\.?m\b\.?)?(?![\d:])(?:\s?(?:Uhr|hrs?|h)\b)?"
    r"(?:\s?[(]?(?P<zone>[A-Z]{1,4}(?:\s?[+-]\d{1,2}(?::?\d\d)?)?|[+-]\d\d:?\d\d)\b)?",
    re.IGNORECASE,
)
#: What zones are called whose name means one offset only ("IST" means three).
ZONES: dict[str, str] = dict(
    pair.split("=")
    for pair in "Z=Z GMT=Z UTC=Z BST=+01:00 WEST=+01:00 CET=+01:00 MEZ=+01:00 CEST=+02:00 MESZ=+02:00 EET=+02:00 EEST=+03:00 MSK=+03:00 "
    "EST=-05:00 EDT=-04:00 CDT=-05:00 MST=-07:00 MDT=-06:00 PST=-08:00 PDT=-07:00 "
    "JST=+09:00 KST=+09:00 SGT=+08:00 HKT=+08:00 AEST=+10:00 AEDT=+11:00".split()
)
OFFSET = re.compile(r"(?:GMT|UTC)?\s?([+-])(\d{1,2}):?(\d\d)?")
WEEKDAY = rf"(?:{alternatives('weekday')})(?!\w)\.?"
#: Words that stand beside a date in a line that gives nothing else.
BESIDE = re.compile(rf"(?<!\w)(?:{alternatives('weekday', 'published', 'changed', 'beside')})(?!\w)", re.IGNORECASE)
CHANGED = re.compile(rf"(?<!\w)(?:{alternatives('changed')})", re.IGNORECASE)
PUBLISHED = re.compile(rf"(?<!\w)(?:{alternatives('published')})", re.IGNORECASE)
ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?")
PRINTING = 1450
LONGEST_LINE = 200  # letters of a line that gives a date and nothing besides
LOOSE = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?P<sign>[-/.]?)(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)(?!\d{3})"
    r"(?:[T ]{1,2}(?P<clock>[0-2]\d:[0-5]\d(?::[0-5]\d)?)(?:\.\d+)?\s?(?P<zone>Z|[+-]\d\d:?\d\d)?)?"
)
EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
RELATIVE = re.compile(
    r"\b(?:an?|\d+|one|two|three|a few|several)\s+(?:second|minute|min|hour|day|week|month|year)s?\s+ago\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text: `text[start:end]` reads as `iso` (yyyy-mm-dd, with Thh:mm where it says)."""

    start: int
    end: int
    iso: str


def find(text: str, order: Order = "") -> Iterator[FoundDate]:
    """The whole dates in a text, in the order in which they stand.

    >>> [found.iso for found in find("Updated: 2009-06-28 10:57")]
    ['2009-06-28T10:57']
    >>> [found.iso for found in find("November 3, 2010 / 9:26 AM / 9 years ago")]
    ['2010-11-03T09:26']
    >>> [found.iso for found in find("31 April 2005, 03/04/2005, 21. Juni 2001")]
    ['2001-06-21']
    >>> [found.iso for found in find("03/04/2005", "day")]
    ['2005-04-03']
    """
    return iter(_found(text, order) if ABLE.search(text) else ())


@lru_cache(maxsize=1 << 13)
def _found(text: str, order: Order) -> tuple[FoundDate, ...]:
    found: list[FoundDate] = []
    end = 0
    for match in sorted(_matches(text), key=lambda match: (match.start(), -match.end())):
        day = _day(match, order)
        if day and match.start() >= end:
            time = TIME.search(text[match.end() : match.end() + 40])
            clock, length = _clock(time)
            end = match.end() + length
            found.append(FoundDate(match.start(), end, day + clock))
    return tuple(found)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """What has the form of a date, form by form; each is looked for around the signs of dates alone."""
    parts: list[tuple[int, int]] = []
    for sign in SIGN.finditer(text):
        start, end = max(0, sign.start() - REACH), sign.end() + REACH
        if parts and start <= parts[-1][1]:
            start, _ = parts.pop()
        parts.append((start, end))
    return (match for form in FORMS for part in parts for match in form.finditer(text, *part))


def order_of(texts: Iterable[str], language: str = "") -> Order:
    """Which of day and month a page writes first: as its other dates show, else as its language does.

    English is written both ways: months before days in words, and American hours, tell which.

    >>> order_of(["03/04/2005", "31/03/2005"]), order_of(["03/04/2005"], "fr"), order_of(["03/04/2005"], "en-US")
    ('day', 'day', 'month')
    >>> order_of(["03/04/2005", "March 2, 2004"], "en"), order_of(["03/04/2005 4:10 PM EST"], "en"), order_of(["03/04/2005"], "en")
    ('month', 'month', '')
    """
    shown = [text[:SEEN] for text in texts]
    able = (text for text in shown if ("/" in text or "-" in text) and ABLE.search(text))
    slashed = [match for text in able for form in SLASHED for match in form.finditer(text)]
    for first, second in (map(int, match.group("first", "second")) for match in slashed):
        if 12 < first <= 31 and second <= 12:
            return "day"
        if 12 < second <= 31 and first <= 12:
            return "month"
    # Words are only asked where there is something to settle.
    words = sum(bool(MONTH_FIRST.search(text)) - bool(DAY_FIRST.search(text)) for text in shown if slashed and ABLE.search(text))
    code = language.casefold()
    if code == "en" and words:
        return "month" if words > 0 else "day"
    if code in ("en-us", "en_us"):
        return "month"
    return "" if code in ("", "en", "ja", "zh", "ko", "hu") else "day"


def impossible(text: str) -> Iterator[str]:
    """What has the form of a date and is none: "30 February 2005", "0000-00-00".

    >>> list(impossible("30 February 2005 and 28 February 2005"))
    ['30 February 2005']
    """
    if not ABLE.search(text) and "0000-" not in text:
        return
    zero = re.finditer(r"\b0000-\d\d-\d\d\b", text)
    for match in (*zero, *_matches(text)):
        parts = match.groupdict()
        if "first" not in parts and not parts.get("short") and not (parts and _day(match)):
            yield match[0]


def is_date_line(line: str, order: Order = "") -> bool:
    """Whether a line gives a date and nothing besides.

    >>> is_date_line("Published on Friday, 27 May 1997")
    True
    >>> is_date_line("The act was signed on 27 May 1997 in Paris")
    False
    """
    return len(line) <= LONGEST_LINE and next(find(line, order), None) is not None and not rest_of(line, order)


@lru_cache(maxsize=1 << 13)
def rest_of(line: str, order: Order = "") -> str:
    """What a line says besides dates, times and the words that go with them."""
    for found in reversed(list(find(line, order))):
        line = line[: found.start] + " " + line[found.end :]
    line = BESIDE.sub(" ", RELATIVE.sub(" ", line))
    return re.sub(r"[\W_]+|\b\d{1,2}\b", " ", line).strip()


def stated(value: str) -> str:
    """A date that metadata state, as ISO 8601; "" for what is none.

    >>> stated("2016-12-12 10:00:00 +0100"), stated("20161212"), stated("Mon, 12 Dec 2016 10:00:00 GMT"), stated("soon")
    ('2016-12-12T10:00:00+01:00', '2016-12-12', '2016-12-12T10:00Z', '')
    """
    value = value.strip()[:80]
    if is_iso(value) and len(value) > 4:
        return value.replace(" ", "T")
    match = LOOSE.match(value)
    if match and _valid(int(match["year"]), int(match["month"]), int(match["day"])):
        day = f"{match['year']}-{match['month']:0>2}-{match['day']:0>2}"
        zone = re.sub(r"^([+-]\d\d):?(\d\d)$", r"\1:\2", match["zone"] or "")
        return f"{day}T{match['clock']}{zone}" if match["clock"] else day
    if EPOCH.fullmatch(value):
        return datetime.fromtimestamp(int(value[:10]), UTC).isoformat().replace("+00:00", "Z")
    return next((found.iso for found in find(value)), "")


def fault(iso: str, captured: str = "") -> str:
    """Why a date cannot be an article's, "" if it can: it is before printing, or after the day of capture.

    >>> fault("0001-01-01"), fault("2031-05-02", "2005-04-21"), fault("2005-04-22", "2005-04-21")
    ('is before there were newspapers', 'is after the day of capture', '')
    """
    if iso[:4].isdigit() and int(iso[:4]) < PRINTING:
        return "is before there were newspapers"
    if len(captured) >= 10 and len(iso) >= 10 and date.fromisoformat(iso[:10]) > date.fromisoformat(captured[:10]) + timedelta(days=1):
        return "is after the day of capture"
    return ""


def is_iso(text: str) -> bool:
    """Whether a text is a date as front matter takes it: yyyy, yyyy-mm, yyyy-mm-dd or with time."""
    match = ISO.fullmatch(text)
    return match is not None and _valid(int(match[1]), int(match[2] or 1), int(match[3] or 1))


def _day(match: re.Match[str], order: Order = "") -> str:
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else _century(int(parts["short"]))
    if "first" in parts:
        month, day = _ordered(int(parts["first"]), int(parts["second"]), order)
    else:
        month = MONTHS.get(parts["month"].lower(), 0) or int(parts["month"])
        day = int(parts["day"])
    return f"{year:04}-{month:02}-{day:02}" if _valid(year, month, day) else ""


def _century(short: int) -> int:
    """The year that two digits mean: newspapers on the web are of the years from 1970 on."""
    return short + (1900 if short >= 70 else 2000)


def _ordered(first: int, second: int, order: Order) -> tuple[int, int]:
    """(month, day) of two numbers; (0, 0) where either could be either.

    Only a number above 12, or two alike, settles it by itself.
    """
    if first > 12 or first == second or (order == "day" and second <= 12):
        return second, first
    return (first, second) if second > 12 or order == "month" else (0, 0)


def _clock(match: re.Match[str] | None) -> tuple[str, int]:
    """The time behind a date, as ISO 8601 has it, and how long its text is."""
    if not match:
        return "", 0
    hour = int(match["hour"])
    half = (match["half"] or "").lower().replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return "", 0
        hour = hour % 12 + (12 if half == "pm" else 0)
    zone = _zone(match["zone"] or "")
    return f"T{hour:02}:{match['minute']}{zone}", match.end() if zone or not match["zone"] else match.start("zone")


def _zone(name: str) -> str:
    offset = OFFSET.fullmatch(name.upper())
    if offset and int(offset[2]) <= 14:
        return f"{offset[1]}{offset[2]:0>2}:{offset[3] or '00'}"
    return ZONES.get(name.upper(), "")


def _valid(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
