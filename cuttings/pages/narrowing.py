"""Narrowing: what the timeline needs to show only the articles that name somebody or something.

It is scripts, for a page on a disk can load nothing else, and they are loaded only where a reader
narrows: who is named in which articles, one script a kind, and the titles, one script some hundred
articles.  So any two entities have the list of what they share, and no pair has a page.
An article stands in them as its number on the timeline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from cuttings.model import Slug
from cuttings.pages import routes
from cuttings.pages.catalogue import Card, Catalogue, Row, grouped
from cuttings.pages.kind_pages import filed
from cuttings.pages.press import Page, encoded, json_without

TITLES = 250  # in one script
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def narrowing(catalogue: Catalogue, order: Sequence[Row]) -> Iterator[Page]:
    """The scripts, for all articles in the order of the timeline."""
    numbers = {row.slug: number for number, row in enumerate(order)}
    by_kind = grouped((entity.type, catalogue.cards[entity.id]) for entity in catalogue.with_page)
    for kind in catalogue.kinds:
        rows = [_named(catalogue, numbers, card, before, key) for card, before, key in filed(by_kind[kind.type])]
        yield _script(routes.named_in(kind), rows, f"articles that name {kind.folder}")
    for number, start in enumerate(range(0, len(order), TITLES)):
        yield _script(routes.titles(number), map(_title, order[start : start + TITLES]), f"titles {number}")


def packed(numbers: Iterable[int]) -> str:
    """Rising numbers as the steps from one to the next, in base 36.

    >>> packed([3, 4, 40])
    '3 1 10'
    """
    rising = sorted(numbers)
    return " ".join(_base36(number - before) for before, number in zip([0, *rising], rising, strict=False))


def _named(catalogue: Catalogue, numbers: Mapping[Slug, int], card: Card, before: str, key_part: str) -> list[str]:
    """An entity: id, the two parts of its name, the articles that name it."""
    return [card.id, before, key_part, packed(numbers[slug] for slug in catalogue.articles_of[card.id])]


def _title(row: Row) -> list[object]:
    """An article: slug, title, date, source, and 1 where the date is inferred."""
    return [row.slug, row.title, row.when.words if row.when.iso else "", row.source, *([1] if row.when.inferred and row.when.iso else [])]


def _script(path: str, rows: Iterable[Sequence[object]], made_from: str) -> Page:
    """A script that puts rows under the name of its own file."""
    name = path.rpartition("/")[2].removesuffix(".js")
    lines = ",\n".join(json_without("\u2028\u2029", row) for row in rows)
    return Page(path, encoded(f'ArchiveTimeline.put("{name}", [\n{lines}\n]);\n'), made_from)


def _base36(number: int) -> str:
    digits = ""
    while number >= 36:
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return _DIGITS[number] + digits
