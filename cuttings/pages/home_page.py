"""The first page: what the archive is, and ways into it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cuttings.pages import routes
from cuttings.pages.anniversaries import anniversaries, months
from cuttings.pages.catalogue import Card, Catalogue, Row, grouped, years
from cuttings.pages.chart import chart, share
from cuttings.pages.chronicle import addresses
from cuttings.pages.kinds import Kind
from cuttings.pages.parts import Part
from cuttings.pages.press import Page, Press

NEWEST = 10
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Ranked:
    """An entity in a ranking, and how long its bar is, of a hundred."""

    card: Card
    length: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """The entities of a kind that most articles name, and how many of the kind have a page."""

    kind: Kind
    entries: tuple[Ranked, ...]
    total: int


def home_page(press: Press, catalogue: Catalogue, timeline: tuple[Part[Row], ...]) -> Iterator[Page]:
    """The first page, and the scripts from which it takes what was written on this day."""
    order = tuple(row for part in timeline for row in part.items)
    dated = [row for row in order if row.when.iso]
    yield press.page(
        routes.HOME,
        "home.html",
        catalogue.settings.title,
        "home page",
        description=catalogue.settings.description,
        articles=len(order),
        entities=len(catalogue.with_page),
        publications=len({row.source for row in order if row.source}),
        tags=len({tag for article in catalogue.articles for tag in article.tags}),
        span=years(row.when for row in dated),
        chart=chart([row.when.iso[:7] for row in dated], press.wording, addresses(timeline)),
        newest=tuple(reversed(dated[-NEWEST:])) or order[:NEWEST],
        rankings=tuple(_rankings(catalogue)),
        months=months(catalogue),
    )
    yield from anniversaries(catalogue)


def _rankings(catalogue: Catalogue) -> Iterator[Ranking]:
    by_kind = grouped((entity.type, catalogue.cards[entity.id]) for entity in catalogue.with_page)
    for kind in catalogue.kinds:
        cards = by_kind[kind.type]
        first = sorted(cards, key=lambda card: (-card.count, card.name, card.id))[:MOST_NAMED]
        top = max(1, first[0].count)
        yield Ranking(kind, tuple(Ranked(card, share(card.count, top)) for card in first), len(cards))
