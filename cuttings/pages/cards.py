"""What a preview card adds to the page that it opens on: the latest articles that name the entity.

Scripts, for a page on a disk can load nothing else; each has some of the entities, so that none is
large, and a page loads one when a card asks for it.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from cuttings.pages import routes
from cuttings.pages.catalogue import Catalogue, grouped
from cuttings.pages.press import Page, encoded, json_without

TITLES = 4  # one more than a card shows: the page's own article is left out
IN_ONE = 32  # entities


def cards(catalogue: Catalogue) -> Iterator[Page]:
    """The scripts with the latest articles of each entity that has a page."""
    sheets = sheets_of(catalogue)
    members = grouped((sheet(entity.id, sheets), entity.id) for entity in catalogue.with_page)
    for number in range(sheets):
        latest = {catalogue.cards[id_].path: _latest(catalogue, id_) for id_ in members.get(number, ())}
        rows = json_without("\u2028\u2029", latest)
        yield Page(routes.cards(number), encoded(f"ArchiveCards.put({rows});\n"), "preview cards")


def sheets_of(catalogue: Catalogue) -> int:
    """How many scripts there are: a power of two, so that few articles make no entity change its place."""
    return 1 << (len(catalogue.with_page) // IN_ONE).bit_length()


def sheet(id_: str, sheets: int) -> int:
    """The script that an entity stands in."""
    return zlib.crc32(id_.encode()) % sheets


def _latest(catalogue: Catalogue, id_: str) -> list[list[str]]:
    """Path, title and date of the newest articles; what has no date is never the latest."""
    rows = [catalogue.rows[slug] for slug in catalogue.articles_of[id_]]
    dated = [row for row in rows if row.when.iso] or rows
    return [[row.path, row.title, row.when.words] for row in dated[: -TITLES - 1 : -1]]
