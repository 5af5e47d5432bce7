"""The list of each kind of entity, A to Z."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from cuttings.citations import split_name
from cuttings.pages import routes
from cuttings.pages.catalogue import Card, Catalogue, grouped
from cuttings.pages.press import Page, Press


@dataclass(frozen=True, slots=True)
class Entry:
    """An entity in the list of its kind; `before` and `key_part` are its name, the latter what it is filed by."""

    card: Card
    before: str
    key_part: str


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under a letter."""

    name: str
    id: str
    entries: tuple[Entry, ...]


def kind_pages(press: Press, catalogue: Catalogue) -> Iterator[Page]:
    """The list of each kind, A to Z."""
    by_kind = grouped((entity.type, catalogue.cards[entity.id]) for entity in catalogue.with_page)
    for kind in catalogue.kinds:
        cards = by_kind[kind.type]
        yield press.page(
            routes.kind(kind),
            "entities.html",
            kind.many,
            f"list of {kind.folder}",
            description=f"{kind.many} that the articles name, A to Z.",
            kind=kind,
            letters=tuple(_letters(cards)),
            total=len(cards),
        )


def filed_by(card: Card) -> tuple[str, str]:
    """An entity's name in two parts: what stands before, and what it is filed by.

    A person is filed by surname, the rest without a leading article.
    """
    if card.kind.type == "person":
        name = split_name(card.name)
        return (name.given, name.family) if card.name.endswith(name.family) else ("", card.name)
    match = re.match(r"(?i)(the) (?=\S)", card.name)
    return (match[1], card.name[match.end() :]) if match else ("", card.name)


def _letters(cards: tuple[Card, ...]) -> Iterator[Letter]:
    entries = sorted((Entry(card, *filed_by(card)) for card in cards), key=_order)
    for letter, members in groupby(entries, key=lambda entry: _letter(entry.key_part)):
        yield Letter(letter, f"l-{letter}" if letter.isalpha() else "l-other", tuple(members))


def _order(entry: Entry) -> tuple[bool, str, str, str]:
    folded = _fold(entry.key_part)
    return not folded[:1].isalpha(), folded, _fold(entry.before), entry.card.id


def _letter(text: str) -> str:
    first = _fold(text)[:1].upper()
    return first if first.isalpha() else "0–9"


def _fold(text: str) -> str:
    """A text without accents and case, so that Łódź and Zürich stand where a reader looks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character)).strip("\"'“‘«( ")
