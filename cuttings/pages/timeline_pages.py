"""The timeline: a table of years and months, and the articles themselves.

Where they are few they stand below the table; else each year has a page of its own, and one with
very many several.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from cuttings.pages import routes
from cuttings.pages.catalogue import Catalogue, Row, grouped
from cuttings.pages.chart import chart
from cuttings.pages.chronicle import PAGE, Stretch, addresses, chronicle, months_in, years_in
from cuttings.pages.narrowing import TITLES, narrowing
from cuttings.pages.parts import Part, in_parts
from cuttings.pages.press import Page, Press


@dataclass(frozen=True, slots=True)
class TimelineYear:
    """A year on the timeline, and for the table its twelve months; those without an article are none."""

    whole: Stretch
    cells: tuple[Stretch | None, ...]


def timeline_parts(order: tuple[Row, ...]) -> tuple[Part[Row], ...]:
    """The pages of the timeline on which articles stand."""
    if len(order) <= PAGE:
        return in_parts(order, PAGE, partial(routes.part, routes.TIMELINE))
    by_year = grouped((row.when.year, row) for row in order)
    return tuple(part for year, rows in by_year.items() for part in in_parts(rows, PAGE, partial(routes.part, routes.timeline_year(year))))


def timeline_pages(press: Press, catalogue: Catalogue, parts: tuple[Part[Row], ...]) -> Iterator[Page]:
    """The timeline, the pages of its years where it has some, and what it is narrowed by."""
    is_whole = parts[0].path == routes.TIMELINE
    years = years_in(parts)
    months = grouped((month.date[:4], month) for month in months_in(parts))
    yield press.page(
        routes.TIMELINE,
        "timeline.html",
        press.wording.gettext("Timeline"),
        "timeline",
        description=press.wording.gettext("All articles by year and month."),
        months=press.wording.months,
        years=tuple(_year(year, months[year.date]) for year in years if year.date),
        undated=next((year for year in years if not year.date), None),
        opened=chronicle(parts[0].items) if is_whole else (),
        kinds=catalogue.kinds,
        titles=TITLES,
    )
    if not is_whole:
        pages_of = grouped((part.items[0].when.year, part) for part in parts)
        for place, year in enumerate(years):
            around = (years[place - 1] if place else None, years[place + 1] if place + 1 < len(years) else None)
            yield from _year_pages(press, year, around, months[year.date], pages_of[year.date])
    yield from narrowing(catalogue, tuple(row for part in parts for row in part.items))


def _year(whole: Stretch, months: Sequence[Stretch]) -> TimelineYear:
    by_date = {month.date: month for month in months}
    return TimelineYear(whole, tuple(by_date.get(f"{whole.date}-{month:02}") for month in range(1, 13)))


def _year_pages(
    press: Press, year: Stretch, around: tuple[Stretch | None, Stretch | None], months: tuple[Stretch, ...], parts: tuple[Part[Row], ...]
) -> Iterator[Page]:
    dates = [row.when.iso[:7] for part in parts for row in part.items if len(row.when.iso) >= 7]
    for part in parts:
        yield press.page(
            part.path,
            "timeline_year.html",
            year.name or press.wording.gettext("Undated articles"),
            f"timeline of {year.name or 'undated articles'}",
            section=routes.TIMELINE,
            year=year,
            around=around,
            months=months if year.date else (),
            chart=chart(dates, press.wording, addresses(parts)),
            part=part,
            parts=parts,
            opened=chronicle(part.items),
        )
