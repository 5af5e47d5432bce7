"""Chronicle: articles by year and month, as lists show them.

An article's number is its place in the archive's order: by date, the undated last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from cuttings.citations import MONTHS
from cuttings.model import Slug
from cuttings.pages.catalogue import Catalogue, Row, grouped
from cuttings.pages.days import When
from cuttings.pages.parts import Part

PAGE = 500  # articles on one page


@dataclass(frozen=True, slots=True)
class Month:
    """The articles of a month; `name` is "" where it isn't known, `id` where it stands on its page."""

    name: str
    id: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """The articles of a year; `name` is "" for the undated, who have no months either."""

    name: str
    id: str
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The articles of a year or a month in a list: its date ("2007", "2007-05", "" for the undated), how many they are,
    the number of the `first`, and where they begin: page and id."""

    date: str
    name: str
    path: str
    id: str
    first: int
    count: int


def chronological(catalogue: Catalogue, slugs: Iterable[Slug]) -> tuple[Row, ...]:
    """Articles by date, the undated last."""
    rows = (catalogue.rows[slug] for slug in slugs)
    return tuple(sorted(rows, key=lambda row: (not row.when.iso, row.when.iso)))


def chronicle(rows: Iterable[Row]) -> tuple[Year, ...]:
    """Articles, which stand in order, by year and month."""
    by_year = grouped((row.when.year, row) for row in rows)
    return tuple(Year(year, year_id(year), tuple(_months(found))) for year, found in by_year.items())


def years_in(parts: Iterable[Part[Row]]) -> tuple[Stretch, ...]:
    """The years of a list that is cut into parts."""
    found = _runs(parts, lambda when: when.iso[:4])
    return tuple(Stretch(date, date, path, year_id(date), first, count) for date, path, _, first, count in found)


def months_in(parts: Iterable[Part[Row]]) -> tuple[Stretch, ...]:
    """The months of a list; of a year's articles without a month the date is the year."""
    found = _runs(parts, lambda when: when.iso[:7])
    return tuple(Stretch(date, when.month, path, month_id(when), first, count) for date, path, when, first, count in found)


def addresses(parts: Iterable[Part[Row]]) -> dict[str, str]:
    """Where each year and each month of a list begins, by its date: page and id."""
    pages = tuple(parts)
    return {run.date: f"{run.path}#{run.id}" for run in (*months_in(pages), *years_in(pages)) if run.date}


def year_id(year: str) -> str:
    """Where a year stands on its page."""
    return f"y{year}" if year else "undated"


def month_id(when: When) -> str:
    """Where a month stands on its page: in English, whatever the page's language, so that an address lasts.

    >>> month_id(When("2007-05-11")), month_id(When("2007"))
    ('y2007-may', 'y2007-other')
    """
    name = MONTHS[int(when.iso[5:7]) - 1].lower() if len(when.iso) >= 7 else "other"
    return f"{year_id(when.year)}-{name}"


def _months(rows: Iterable[Row]) -> Iterator[Month]:
    by_month = grouped((row.when.iso[:7], row) for row in rows)
    for found in by_month.values():
        when = found[0].when
        yield Month(when.month, month_id(when), found)


def _runs(parts: Iterable[Part[Row]], date: Callable[[When], str]) -> Iterator[tuple[str, str, When, int, int]]:
    """The rows of one date after another: date, page, when the first was published, its number, how many."""
    numbered = enumerate((part.path, row.when) for part in parts for row in part.items)
    for run, members in groupby(numbered, key=lambda one: date(one[1][1])):
        (number, (path, when)), *others = members
        yield run, path, when, number, 1 + len(others)
