"""Facets: which articles have which value of each filter, and their order by date, in one file.

Pagefind has filters of its own.  It counts them at every question by comparing each hit with each
page of each value, which takes seconds at 50,000 articles; it cannot count what several of its
answers are joined to; and it writes them in another order on each run.  So it never sees them.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise

MARK = re.compile(r"<data\b[^>]*\bdata-pagefind-(?:filter|sort)=[^>]*>(?:</data>)?\s*")
NAME = re.compile(r"data-pagefind-(filter|sort)=[\"']?([^\s\"'>\[]+)\[value\]")
VALUE = re.compile(r"\bvalue=(?:\"([^\"]*)\"|'([^']*)'|([^\s>]*))")
UNDATED = "0000"


@dataclass(frozen=True, slots=True)
class Marks:
    """What an article's page says of itself for search: its date (ISO 8601, "0000" if undated), and pairs of filter and value."""

    date: str
    filters: tuple[tuple[str, str], ...]


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


def unmarked(page: str) -> str:
    """The page as Pagefind gets it."""
    return MARK.sub("", page)


def facets(articles: Mapping[str, Marks]) -> tuple[str, bytes]:
    """The file of facets and its path, of articles by their id, the oldest first; as static/search-table.js reads it.

    JSON, packed by gzip: `ids`; `dates` in the same order; `filters`, for each its values, each with
    the places in that order of the articles that have it, as steps from one to the next.
    """
    places: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for place, marks_ in enumerate(articles.values()):
        for name, value in marks_.filters:
            places[name][value].append(place)
    filters = {name: [[value, steps(places[name][value])] for value in sorted(places[name])] for name in sorted(places)}
    table = {"ids": [*articles], "dates": [marks_.date for marks_ in articles.values()], "filters": filters}
    content = json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode()
    return f"facets/{hashlib.sha256(content).hexdigest()[:10]}.pf_facets", zlib.compress(content, 9, wbits=31)


def marked(content: bytes) -> list[Marks]:
    """The marks in a file of facets, in its order."""
    table = json.loads(zlib.decompress(content, wbits=31))
    filters: list[list[tuple[str, str]]] = [[] for _ in table["dates"]]
    for name, values in table["filters"].items():
        for value, rising in values:
            for place in accumulate(rising):
                filters[place].append((name, value))
    return [Marks(date, tuple(found)) for date, found in zip(table["dates"], filters, strict=True)]


def steps(rising: Iterable[int]) -> list[int]:
    """Rising numbers as the steps from one to the next.

    >>> steps([3, 8, 9])
    [3, 5, 1]
    """
    return [number - before for before, number in pairwise((0, *rising))]
