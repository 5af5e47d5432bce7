"""The pages about the archive as a whole: home, lists, timeline, about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cuttings.citations import MONTHS
from cuttings.pages import routes
from cuttings.pages.catalogue import Card, Catalogue, Row, grouped, years
from cuttings.pages.kinds import Kind
from cuttings.pages.press import Page, Press
from cuttings.pages.provenance import provenance

NEWEST = 10
MOST_NAMED = 8


@dataclass(frozen=True, slots=True)
class Ranking:
    """The entities of a kind that most articles name, and how many of the kind have a page."""

    kind: Kind
    cards: tuple[Card, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Period:
    """The articles of a year or a month; `name` is "" where that isn't known, `id` where it stands on its page."""

    name: str
    id: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TimelineYear:
    """A year on the timeline: its months, and for the table how many articles each of the twelve has."""

    name: str
    id: str
    total: int
    months: tuple[Period, ...]
    cells: tuple[Period | None, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """How the archive was made, counted."""

    originals: int
    articles: int
    cut: int
    kept: int
    mended: int
    edited: int
    undated: int
    inferred: int
    mentions: int
    entities: int
    with_page: int
    joined: int
    decided: int


def list_pages(press: Press, catalogue: Catalogue) -> Iterator[Page]:
    """Home, all articles, timeline, about, and the page for addresses that lead nowhere."""
    yield _home(press, catalogue)
    yield _articles(press, catalogue)
    yield _timeline(press, catalogue)
    yield press.page(
        routes.ABOUT,
        "about.html",
        "About this archive",
        "about",
        description="How this archive was made, and how to cite it.",
        made=_made(catalogue),
        span=years(row.when for row in catalogue.rows.values()),
        files=(routes.ARTICLES_JSONL, routes.ENTITIES_JSONL, routes.MENTIONS_JSONL, routes.ARTICLES_CSV, routes.ENTITIES_CSV),
    )
    yield press.page(routes.MISSING, "missing.html", press.wording.gettext("Page not found"), "page not found")


def _home(press: Press, catalogue: Catalogue) -> Page:
    dated = [row for row in catalogue.rows.values() if row.when.iso]
    return press.page(
        routes.HOME,
        "home.html",
        catalogue.settings.title,
        "home page",
        description=catalogue.settings.description,
        articles=len(catalogue.articles),
        entities=len(catalogue.with_page),
        span=years(row.when for row in dated),
        newest=tuple(reversed(dated[-NEWEST:])) or tuple(catalogue.rows.values())[:NEWEST],
        rankings=tuple(_rankings(catalogue)),
    )


def _rankings(catalogue: Catalogue) -> Iterator[Ranking]:
    by_kind = grouped((entity.type, catalogue.cards[entity.id]) for entity in catalogue.with_page)
    for kind in catalogue.kinds:
        cards = by_kind[kind.type]
        ordered = sorted(cards, key=lambda card: (-card.count, card.name, card.id))
        yield Ranking(kind, tuple(ordered[:MOST_NAMED]), len(cards))


def _articles(press: Press, catalogue: Catalogue) -> Page:
    return press.page(
        routes.ARTICLES,
        "articles.html",
        "Articles",
        "list of articles",
        description="All articles by year.",
        years=_years(catalogue.rows.values()),
        total=len(catalogue.articles),
    )


def _years(rows: Iterable[Row]) -> tuple[Period, ...]:
    by_year = grouped((row.when.year, row) for row in rows)
    return tuple(Period(year, f"y{year}" if year else "undated", found) for year, found in by_year.items())


def _timeline(press: Press, catalogue: Catalogue) -> Page:
    by_year = _years(catalogue.rows.values())
    return press.page(
        routes.TIMELINE,
        "timeline.html",
        "Timeline",
        "timeline",
        description="All articles by year and month.",
        months=MONTHS,
        years=tuple(_timeline_year(year) for year in by_year if year.name),
        undated=tuple(row for year in by_year if not year.name for row in year.rows),
    )


def _timeline_year(year: Period) -> TimelineYear:
    by_month = grouped((row.when.month, row) for row in year.rows)
    months = {name: Period(name, f"{year.id}-{name.lower() or 'other'}", rows) for name, rows in by_month.items()}
    cells = tuple(months.get(name) for name in MONTHS)
    return TimelineYear(year.name, year.id, len(year.rows), tuple(months.values()), cells)


def _made(catalogue: Catalogue) -> Made:
    found = [provenance(article) for article in catalogue.articles]
    joined = [entity.joins for entity in catalogue.entities if len(entity.joins) > 1]
    return Made(
        originals=len({article.original for article in catalogue.articles if article.original}),
        articles=len(catalogue.articles),
        cut=sum(len(steps.cut) for steps in found),
        kept=sum(len(steps.kept) for steps in found),
        mended=sum(len(steps.mended) for steps in found),
        edited=sum(article.edited for article in catalogue.articles),
        undated=sum(not article.shown_date for article in catalogue.articles),
        inferred=sum(bool(article.date_inferred and not article.date) for article in catalogue.articles),
        mentions=len(catalogue.mentions),
        entities=len(catalogue.entities),
        with_page=len(catalogue.with_page),
        joined=sum(map(len, joined)),
        decided=sum(join.by_person for entity in catalogue.entities for join in entity.joins),
    )
