"""The list of each kind of entity, A to Z."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cuttings.citations import split_name
from cuttings.pages import routes
from cuttings.pages.catalogue import Card, Catalogue, grouped
from cuttings.pages.chart import Scale
from cuttings.pages.index_pages import Entry, filing, filing_order, index_pages
from cuttings.pages.press import Page, Press


def kind_pages(press: Press, catalogue: Catalogue, fitting: Scale | None) -> Iterator[Page]:
    """The list of each kind; `fitting` is the scale of the small charts."""
    by_kind = grouped((entity.type, catalogue.cards[entity.id]) for entity in catalogue.with_page)
    for kind in catalogue.kinds:
        entries = [_entry(catalogue, card, fitting) for card in by_kind[kind.type]]
        description = press.wording.gettext("%(kinds)s that the articles name, A to Z.", kinds=kind.many)
        yield from index_pages(press, routes.kind(kind), kind.many, entries, description=description)


def filed_by(card: Card) -> tuple[str, str]:
    """An entity's name in two parts: what stands before, and what it is filed by.

    A person is filed by surname, the rest without a leading article.
    """
    if card.kind.type == "person":
        name = split_name(card.name)
        return (name.given, name.family) if card.name.endswith(name.family) else ("", card.name)
    return filing(card.name)


def filed(cards: Iterable[Card]) -> list[tuple[Card, str, str]]:
    """Entities in the order of their list, each with the two parts of its name."""
    return sorted(((card, *filed_by(card)) for card in cards), key=lambda one: filing_order(one[1], one[2], one[0].id))


def _entry(catalogue: Catalogue, card: Card, fitting: Scale | None) -> Entry:
    whens = [catalogue.rows[slug].when for slug in catalogue.articles_of[card.id]]
    return Entry.of(card.path, *filed_by(card), card.description, whens, fitting)
