"""The page of each entity, and the list of each kind."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from cuttings.citations import split_name
from cuttings.model import Entity, Slug
from cuttings.pages import routes
from cuttings.pages.catalogue import Card, Catalogue, grouped
from cuttings.pages.kinds import KINDS, Kind
from cuttings.pages.passages import SHOWN, Passage, passages
from cuttings.pages.press import Page, Press, count
from cuttings.pages.standing import Standing

COMPANIONS = 12  # of each kind
_WIKIDATA = re.compile(r"Q[1-9]\d*")


@dataclass(frozen=True, slots=True)
class InArticle:
    """An article that names the entity, the passages shown and how many more there are."""

    title: Markup
    source: Markup
    passages: tuple[Passage, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Year:
    """The articles of a year; `name` is "" for the undated, `id` where the year stands on the page."""

    name: str
    id: str
    articles: tuple[InArticle, ...]


@dataclass(frozen=True, slots=True)
class Companion:
    """An entity that appears with another, and in how many articles."""

    name: Markup
    count: int


@dataclass(frozen=True, slots=True)
class Company:
    """The companions of one kind."""

    kind: Kind
    companions: tuple[Companion, ...]


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


def entity_pages(press: Press, catalogue: Catalogue, standing: Standing) -> Iterator[Page]:
    """The pages of all entities that have one."""
    found = passages(catalogue)
    for entity in catalogue.with_page:
        yield _page(press, catalogue, standing, entity, found.get(entity.id, {}))


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


def _page(press: Press, catalogue: Catalogue, standing: Standing, entity: Entity, found: Mapping[Slug, tuple[Passage, ...]]) -> Page:
    card = catalogue.cards[entity.id]
    summary = f"{card.kind.one}, named in {count(card.count, 'article')}."
    return press.page(
        card.path,
        "entity.html",
        entity.name,
        f"{entity.type} {entity.id}",
        section=routes.kind(card.kind),
        description=f"{entity.name}: {entity.description or summary}",
        entity=entity,
        card=card,
        wikidata=_wikidata(entity.wikidata),
        years=tuple(_years(catalogue, standing, entity, found)),
        company=tuple(_company(catalogue, standing, entity)),
    )


def _wikidata(item: str) -> str:
    return f"https://www.wikidata.org/wiki/{item}" if _WIKIDATA.fullmatch(item) else ""


def _years(catalogue: Catalogue, standing: Standing, entity: Entity, found: Mapping[Slug, tuple[Passage, ...]]) -> Iterator[Year]:
    by_year = grouped((catalogue.rows[slug].when.year, slug) for slug in catalogue.articles_of[entity.id])
    for year, slugs in by_year.items():
        articles = (_in_article(standing, slug, found.get(slug, ())) for slug in slugs)
        yield Year(year, f"y{year}" if year else "undated", tuple(articles))


def _in_article(standing: Standing, slug: Slug, found: tuple[Passage, ...]) -> InArticle:
    return InArticle(standing.titles[slug], standing.sources[slug], found[:SHOWN], len(found[SHOWN:]))


def _company(catalogue: Catalogue, standing: Standing, entity: Entity) -> Iterator[Company]:
    """Who the entity appears with, by kind, the most frequent first."""
    counts = Counter(card.id for slug in catalogue.articles_of[entity.id] for card in catalogue.cards_in[slug])
    others = [catalogue.cards[id_] for id_ in counts if id_ != entity.id and catalogue.cards[id_].path]
    ordered = sorted(others, key=lambda card: (-counts[card.id], card.name, card.id))
    by_kind = grouped((card.kind.type, Companion(standing.names[card.id], counts[card.id])) for card in ordered)
    return (Company(kind, by_kind[kind.type][:COMPANIONS]) for kind in KINDS if kind.type in by_kind)


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
