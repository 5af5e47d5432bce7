"""Anniversaries: what was published on a day of the year, for the first page to choose from.

A build asks no clock, so the page does, and loads the script of the month: a classic script, for a
page on a disk can load nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from cuttings.model import Slug
from cuttings.pages import routes
from cuttings.pages.catalogue import Catalogue, Row, grouped
from cuttings.pages.press import Page, encoded, json_without

MOST = 5  # articles of one day: those that have most to do with others


def anniversaries(catalogue: Catalogue) -> Iterator[Page]:
    """A script a month: of each day its name and its articles, as year, slug, title and source."""
    for month, rows in _by_month(catalogue).items():
        days = grouped((row.when.iso[8:10], row) for row in rows)
        chosen = {day: [found[0].when.day, *map(_told, _chosen(catalogue, found))] for day, found in sorted(days.items())}
        text = json_without("\u2028\u2029", chosen)
        yield Page(routes.anniversaries(month), encoded(f"ArchiveDays.put({text});\n"), f"articles of month {month}")


def months(catalogue: Catalogue) -> tuple[str, ...]:
    """The months of which there is a script, "01" to "12"."""
    return tuple(_by_month(catalogue))


def _by_month(catalogue: Catalogue) -> dict[str, tuple[Row, ...]]:
    """The articles of which the day is known, not concluded, by month."""
    known = [row for row in catalogue.rows.values() if len(row.when.iso) >= 10 and not row.when.inferred]
    return dict(sorted(grouped((row.when.iso[5:7], row) for row in known).items()))


def _chosen(catalogue: Catalogue, rows: tuple[Row, ...]) -> list[Row]:
    first = sorted(rows, key=lambda row: (-_links(catalogue, row.slug), row.when.iso, row.slug))[:MOST]
    return sorted(first, key=lambda row: (row.when.iso, row.slug))


def _links(catalogue: Catalogue, slug: Slug) -> int:
    return len(catalogue.links_of.get(slug, ()))


def _told(row: Row) -> list[str]:
    return [row.when.year, row.slug, row.title, row.source]
