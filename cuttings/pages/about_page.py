"""About: how the archive was made, counted."""

from __future__ import annotations

from dataclasses import dataclass

from cuttings import __version__
from cuttings.pages import routes
from cuttings.pages.catalogue import Catalogue, Row, years
from cuttings.pages.chronicle import years_in
from cuttings.pages.namesakes import namesakes
from cuttings.pages.parts import Part
from cuttings.pages.press import Page, Press
from cuttings.pages.provenance import is_close, provenance


@dataclass(frozen=True, slots=True)
class Made:
    """How the archive was made, counted."""

    originals: int
    articles: int
    cut: int
    kept: int
    mended: int
    edited: int
    mentions: int
    entities: int
    with_page: int
    joined: int
    decided: int


@dataclass(frozen=True, slots=True)
class Unsure:
    """What the program is unsure of, counted; `contradicted` are articles whose sources disagree on a field."""

    undated: int
    inferred: int
    unpublished: int
    contradicted: int
    close: int
    shared: int


@dataclass(frozen=True, slots=True)
class File:
    """A file with data, and of what each line of it tells."""

    path: str
    of: str


FILES = (
    File(routes.ARTICLES_JSONL, "articles"),
    File(routes.ARTICLES_CSV, "articles"),
    File(routes.ENTITIES_JSONL, "entities"),
    File(routes.ENTITIES_CSV, "entities"),
    File(routes.MENTIONS_JSONL, "mentions"),
)


def about_page(press: Press, catalogue: Catalogue, timeline: tuple[Part[Row], ...]) -> Page:
    """How the archive was made, what is unsure in it, and how to cite it."""
    return press.page(
        routes.ABOUT,
        "about.html",
        press.wording.gettext("About this archive"),
        "about",
        description=press.wording.gettext("How this archive was made, and how to cite it."),
        made=_made(catalogue),
        unsure=_unsure(catalogue),
        undated=next((year for year in years_in(timeline) if not year.date), None),
        version=__version__,
        span=years(row.when for row in catalogue.rows.values()),
        files=FILES,
    )


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
        mentions=len(catalogue.mentions),
        entities=len(catalogue.entities),
        with_page=len(catalogue.with_page),
        joined=sum(map(len, joined)),
        decided=sum(join.by_person for entity in catalogue.entities for join in entity.joins),
    )


def _unsure(catalogue: Catalogue) -> Unsure:
    whens = [row.when for row in catalogue.rows.values()]
    return Unsure(
        undated=sum(not when.iso for when in whens),
        inferred=sum(bool(when.iso) and when.inferred for when in whens),
        unpublished=sum(not row.source for row in catalogue.rows.values()),
        contradicted=sum(bool(article.contradictions) for article in catalogue.articles),
        close=sum(is_close(step) for article in catalogue.articles for step in article.steps),
        shared=len(namesakes(catalogue).by_name),
    )
