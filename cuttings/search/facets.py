"""Facets: which articles have which value of each filter, and their order by date.

Pagefind has filters of its own.  It counts them at every question by comparing each hit with each
page of each value, which takes seconds at 50,000 articles; it cannot count what several of its
answers are joined to; and it writes them in another order on each run.  So what it makes of them is
left aside, but that it tells with each article's text which values that has.

Most values are those of a few articles, and take most of the bytes.  So what a first question loads has
of each filter the most frequent ones only.  The rest stand apart: all of a filter in one sheet, for a
reader who wants to see them, and a few in each of many, where what was found leads to some of them.
"""

from __future__ import annotations

import html
import math
import re
import zlib
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from typing import Any

from cuttings.search.sheets import name_of, read_sheet, rising, sheet, stepped

MARK = re.compile(r"<data\b[^>]*\bdata-pagefind-(?:filter|sort)=[^>]*>(?:</data>)?\s*")
SORT = re.compile(r"<data\b[^>]*\bdata-pagefind-sort=[^>]*>(?:</data>)?\s*")
NAME = re.compile(r"data-pagefind-(filter|sort)=[\"']?([^\s\"'>\[]+)\[value\]")
VALUE = re.compile(r"\bvalue=(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*))")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
UNDATED = "0000"
ROOM = 20 * 1024  # bytes, about: what a filter's values may take in what a first question loads
LEAST = 16  # values of a filter there, however long: twice as many as are shown of it
SHEET = 4 * 1024  # bytes of a sheet of some of the further values in the mean, before packing


@dataclass(frozen=True, slots=True)
class Marks:
    """What an article's page says of itself for search: its date (ISO 8601, "0000" if undated), and pairs of filter and value."""

    date: str
    filters: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a filter: how many articles have it, and which, as steps."""

    name: str
    count: int
    steps: bytes


@dataclass(frozen=True, slots=True)
class Facets:
    """A table of facets, and the sheets of what stands apart, by name; before they are packed."""

    table: bytes
    sheets: Mapping[str, bytes]


def marks(page: str) -> Marks:
    """The marks in a page.

    >>> marks('<data data-pagefind-sort="date[value]" value="2009"></data><data data-pagefind-filter="people[value]" value="A &amp; B">')
    Marks(date='2009', filters=(('people', 'A & B'),))
    """
    date, filters = UNDATED, []
    for mark in MARK.findall(page):
        if (name := NAME.search(mark)) and (value := VALUE.search(mark)):
            text = html.unescape(value[1] or value[2] or value[3] or "")
            if name[1] == "sort":
                date = text or UNDATED
            elif text:
                filters.append((name[2], text))
    return Marks(date, tuple(dict.fromkeys(filters)))


def unsorted(page: str) -> str:
    """The page as Pagefind gets it: it keeps an article's filters with its text, where they are read one by one."""
    return SORT.sub("", page)


def facets(articles: Sequence[Marks]) -> Facets:
    """The facets of articles, the oldest first, as static/search-table.js reads them.

    `articles`, how many; `since`, a day, and `vague`, places of articles whose date is no day, each with it;
    `filters`, for each its most frequent values, each with how many articles have it, and where the `rest`
    are.  Below stand how many days after `since` each article is of, and the places of the articles that
    have each value, one value after the other.
    """
    places: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, marks_ in enumerate(articles):
        for name, value in marks_.filters:
            places[name][value].append(place)
    filters: dict[str, Any] = {}
    columns: list[bytes] = []
    apart: dict[str, bytes] = {}
    for name, found in sorted(places.items()):
        often = sorted(found, key=lambda value: (-len(found[value]), value))
        held = [Value(value, len(found[value]), stepped(found[value])) for value in often]
        count = _common(held, len(articles))
        filters[name] = {"values": [[value.name, value.count] for value in held[:count]]}
        columns += [value.steps for value in held[:count]]
        if further := held[count:]:
            filters[name]["rest"], sheets = _rest(further)
            apart |= sheets
    since, vague, days = _days([marks_.date for marks_ in articles])
    return Facets(sheet({"articles": len(articles), "since": since, "vague": vague, "filters": filters}, stepped(days), *columns), apart)


def _days(dates: Sequence[str]) -> tuple[str, list[tuple[int, str]], list[int]]:
    """The first day among rising dates; the places of what is no day; how many days after the first each is, or the one before it.

    >>> _days(["0000", "2008", "2008-02-28", "2008-03", "2008-03-01"])
    ('2008-02-28', [(0, '0000'), (1, '2008'), (3, '2008-03')], [0, 0, 0, 0, 2])
    """
    ordinals = [_ordinal(date) for date in dates]
    first = next((ordinal for ordinal in ordinals if ordinal), 1)
    vague = [(place, dates[place]) for place, ordinal in enumerate(ordinals) if not ordinal]
    return date.fromordinal(first).isoformat(), vague, [*accumulate((max(0, ordinal - first) for ordinal in ordinals), max)]


def _ordinal(told: str) -> int:
    """The number of a day; 0 where it is none."""
    try:
        return date.fromisoformat(told).toordinal() if DAY.fullmatch(told) else 0
    except ValueError:
        return 0


def _rest(values: Sequence[Value]) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Values that stand apart, twice: as one sheet, and as sheets of a few, with an index of those by their first values.

    Returned is what the table says of them, the most frequent one's number of articles with it, and the sheets by name.
    """
    some = [(few[0].name, _sheet(few)) for few in _cut(values)]
    whole, index = _sheet(values), sheet([[first, name_of(held)] for first, held in some])
    told = {"most": values[0].count, "whole": name_of(whole), "index": name_of(index)}
    return told, {name_of(held): held for held in (whole, index, *(held for _, held in some))}


def _common(values: Sequence[Value], articles: int) -> int:
    """How many of a filter's values, the most frequent first, a first question loads: all, or those that there is room for.

    A value takes about as many bits as it takes to tell which articles have it, fewer where they follow each other.
    """
    scattered = [value.count - value.steps.count(1) + 1 for value in values]
    costs = [
        len(value.name) + count * math.log2(math.e * (articles + 1) / count) / 8 for value, count in zip(values, scattered, strict=True)
    ]
    return len(values) if sum(costs) <= ROOM else max(LEAST, bisect_right([*accumulate(costs)], ROOM))


def _cut(values: Iterable[Value]) -> list[list[Value]]:
    """Values by their names, in sheets that begin where the sum of a name's letters says: one more or less changes one sheet."""
    sheets: list[list[Value]] = []
    for value in sorted(values, key=lambda value: value.name.encode("utf-16-be")):  # as browsers compare
        name = value.name.encode()
        if not sheets or zlib.crc32(name) * SHEET < len(name + value.steps) << 32:
            sheets.append([])
        sheets[-1].append(value)
    return sheets


def _sheet(values: Sequence[Value]) -> bytes:
    return sheet([[value.name, value.count] for value in values], *(value.steps for value in values))


def marked(table: bytes, apart: Callable[[str], bytes]) -> list[Marks]:
    """The marks in a published table of facets, in its order; `apart` gives a published sheet of that name."""
    head, columns = read_sheet(table)
    values = [(name, *value) for name, told in head["filters"].items() for value in told["values"]]
    (_, _, days), *rows = _placed([("", "", head["articles"]), *values], columns)
    for name, rest in ((name, told["rest"]) for name, told in head["filters"].items() if "rest" in told):
        further, columns = read_sheet(apart(rest["whole"]))
        rows += _placed([(name, *value) for value in further], columns)
    filters: list[list[tuple[str, str]]] = [[] for _ in days]
    for name, value, places in rows:
        for place in places:
            filters[place].append((name, value))
    vague, since = dict(head["vague"]), date.fromisoformat(head["since"])
    dates = [vague.get(place) or (since + timedelta(day)).isoformat() for place, day in enumerate(days)]
    return [Marks(day, tuple(found)) for day, found in zip(dates, filters, strict=True)]


def _placed(values: Iterable[tuple[str, str, int]], columns: bytes) -> Iterator[tuple[str, str, list[int]]]:
    """Filters and values with the places of the articles that have them."""
    totals = rising(columns)
    at = before = 0
    for name, value, count in values:
        own = totals[at : at + count]
        yield name, value, [total - before for total in own]
        at, before = at + count, own[-1]
