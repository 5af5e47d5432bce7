"""The page of each article, and the citation files and Markdown beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup, escape

from cuttings import citations
from cuttings.model import Article, Html, Link, Settings, Slug
from cuttings.pages import routes
from cuttings.pages.body import Piece, pieces
from cuttings.pages.cards import sheet, sheets_of
from cuttings.pages.catalogue import Card, Catalogue, Row, grouped
from cuttings.pages.cited import cited
from cuttings.pages.days import When, in_words, published, when
from cuttings.pages.keys import Keys
from cuttings.pages.kinds import Kind
from cuttings.pages.metadata import head, opening, properties, search_marks
from cuttings.pages.press import AsBefore, Page, Press, encoded
from cuttings.pages.provenance import provenance
from cuttings.pages.standing import Standing
from cuttings.pages.wording import Wording

RELATED = 8
SHARED = 6  # so many shared names are given, those that say most; of the others the number
CONTENTS_FROM = 3  # subheads


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the facts under the headline; `name` is the field's.

    `why` tells, in the words of a rule, how the date was inferred or why none is believed.
    """

    name: str
    label: str
    value: str
    when: When | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Related:
    """An article that shares entities with this one: which ones, how many more, whether the texts are nearly the same."""

    title: Markup
    source: Markup
    shared: Markup
    more: int
    alike: bool


@dataclass(frozen=True, slots=True)
class Group:
    """The entities of one kind in an article."""

    kind: Kind
    entries: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The articles before and after this one in the archive."""

    earlier: Row | None = None
    later: Row | None = None


@dataclass(frozen=True, slots=True)
class File:
    """A file that stands beside an article's page."""

    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Desk:
    """What all articles' pages are made with."""

    press: Press
    catalogue: Catalogue
    standing: Standing
    keys: Keys
    opening: Callable[[str], Html | None]
    neighbours: Mapping[Slug, Neighbours]
    markdown: Mapping[Slug, bytes]
    pictures: Mapping[str, bytes]


def article_pages(
    press: Press,
    catalogue: Catalogue,
    standing: Standing,
    keys: Keys,
    markdown: Mapping[Slug, bytes],
    pictures: Mapping[str, bytes],
) -> Callable[[Article], Iterator[Page | AsBefore]]:
    """What makes the page and the files of an article."""
    return partial(_pages, Desk(press, catalogue, standing, keys, _openings(catalogue), _neighbours(catalogue), markdown, pictures))


def _pages(desk: Desk, article: Article) -> Iterator[Page | AsBefore]:
    page = routes.article(article.slug)
    yield desk.keys.page(page, f"article {article.slug}", _key(desk, article), partial(_page, desk, article))
    yield from _citation_files(desk, article)
    if article.slug in desk.markdown:
        yield Page(routes.article(article.slug, "md"), desk.markdown[article.slug], f"Markdown of {article.slug}")


def _page(desk: Desk, article: Article) -> Page:
    settings = desk.catalogue.settings
    picture = routes.article(article.slug, "png")
    cards = desk.catalogue.cards_in.get(article.slug, ())
    blocks = pieces(article, desk.catalogue.mentions_in.get(article.slug, ()), desk.opening)
    return desk.press.page(
        routes.article(article.slug),
        "article.html",
        article.title,
        f"article {article.slug}",
        section=routes.ARTICLES,
        description=opening(article),
        properties=properties(article, settings),
        picture=picture if picture in desk.pictures else "",
        article=article,
        language=article.language or settings.language,
        head=head(article, settings, cards),
        marks=search_marks(article, cards, settings.language, desk.press.wording),
        facts=tuple(_facts(article, settings.language, desk.press.wording)),
        blocks=blocks,
        contents=_contents(blocks),
        groups=_groups(cards, desk.standing, desk.catalogue),
        related=tuple(_related(article.slug, desk)),
        neighbours=desk.neighbours[article.slug],
        provenance=provenance(article),
        captured=in_words(article.captured, desk.press.wording),
        citation=cited(article, desk.press.wording),
        citation_files=tuple(File(label, routes.article(article.slug, suffix)) for label, suffix, _ in _CITATIONS),
        markdown=routes.article(article.slug, "md") if article.slug in desk.markdown else "",
    )


def _key(desk: Desk, article: Article) -> str:
    """What an article's page is made of: the article, its neighbours, and the related ones with what they share."""
    catalogue, keys = desk.catalogue, desk.keys
    related = [
        # Not its weight, which changes with every article that comes.
        (keys.row(other), link.alike, [keys.face(entity) for entity in link.shared if entity in catalogue.cards])
        for other, link in _links(desk, article.slug)
    ]
    beside = routes.article(article.slug, "png") in desk.pictures, article.slug in desk.markdown
    return keys.of(keys.article(article.slug), desk.neighbours[article.slug], related, beside)


def _openings(catalogue: Catalogue) -> Callable[[str], Html | None]:
    """The start tag that links an entity from an article's page."""
    here = routes.article(Slug(""))
    sheets = sheets_of(catalogue)
    tags = {
        card.id: _opening(routes.relative(here, card.path), card, sheet(card.id, sheets)) for card in catalogue.cards.values() if card.path
    }
    return tags.get


def _opening(href: str, card: Card, number: int) -> Html:
    kind = f'data-kind="{card.kind.type}" data-card="{number}" title="{escape(card.kind.one)}"'
    return Html(f'<a class="entity" href="{escape(href)}" {kind}>')


def _neighbours(catalogue: Catalogue) -> dict[Slug, Neighbours]:
    """Undated articles stand in no order, so they have none."""
    rows = [catalogue.rows[article.slug] for article in catalogue.articles]
    dated = [row if row.when.iso else None for row in rows]
    around = zip(catalogue.articles, dated, [None, *dated], [*dated[1:], None], strict=False)
    return {article.slug: Neighbours(earlier, later) if row else Neighbours() for article, row, earlier, later in around}


def _facts(article: Article, archive_language: str, wording: Wording) -> Iterator[Fact]:
    gettext = wording.gettext
    day = published(article, wording)
    yield Fact("date", gettext("Published"), day.words, day, _why(article))
    if article.updated:
        yield Fact("updated", gettext("Updated"), article.updated, when(article.updated, wording))
    foreign = article.language and article.language != archive_language
    texts = (
        ("agency", gettext("Agency"), article.agency),
        ("publication", gettext("Publication"), article.publication),
        ("authors", gettext("By"), ", ".join(article.authors)),
        ("editors", gettext("Edited by"), ", ".join(article.editors)),
        ("dateline", gettext("Filed from"), article.dateline),
        ("section", gettext("Section"), " › ".join(article.section)),
        ("language", gettext("Language"), wording.language_name(article.language) if foreign else ""),
        ("tags", gettext("Tags"), ", ".join(article.tags)),
    )
    yield from (Fact(name, label, value) for name, label, value in texts if value)


def _why(article: Article) -> str:
    if article.date:
        return ""
    if article.date_inferred:
        return next((found.where for found in article.found if found.field == "date_inferred"), "")
    return "; ".join(article.doubts)


def _contents(blocks: tuple[Piece, ...]) -> tuple[Piece, ...]:
    subheads = tuple(piece for piece in blocks if piece.kind == "subhead")
    return subheads if len(subheads) >= CONTENTS_FROM else ()


def _groups(cards: tuple[Card, ...], standing: Standing, catalogue: Catalogue) -> tuple[Group, ...]:
    found = grouped((card.kind.type, standing.entries[card.id]) for card in cards)
    return tuple(Group(kind, found[kind.type]) for kind in catalogue.every_kind if kind.type in found)


def _related(slug: Slug, desk: Desk) -> Iterator[Related]:
    set_type = desk.standing
    for other, link in _links(desk, slug):
        names = [set_type.names[entity] for entity in link.shared if entity in desk.catalogue.cards]
        more = len(names[SHARED:])
        # Where more follow the sentence goes on: "X, Y, Z and 3 more".
        shared = Markup(", ").join(names[:SHARED]) if more else Markup(desk.press.wording.listed(names))  # noqa: S704  # each is markup
        yield Related(set_type.titles[other], set_type.sources[other], shared, more, link.alike)


def _links(desk: Desk, slug: Slug) -> tuple[tuple[Slug, Link], ...]:
    return desk.catalogue.links_of.get(slug, ())[:RELATED]


_CITATIONS: tuple[tuple[str, str, Callable[[Article, str, str], str]], ...] = (
    ("RIS", "ris", citations.ris),
    ("BibTeX", "bib", citations.bibtex),
    ("CSL-JSON", "json", citations.csl_json),
)


def _citation_files(desk: Desk, article: Article) -> Iterator[Page | AsBefore]:
    """The article as programs for citations read it; they are made of the article alone."""
    key = desk.keys.of(desk.keys.alone(article.slug))
    for label, suffix, write in _CITATIONS:
        path, made_from = routes.article(article.slug, suffix), f"{label} of {article.slug}"
        yield desk.keys.page(path, made_from, key, partial(_citation, desk.catalogue.settings, article, path, made_from, write))


def _citation(settings: Settings, article: Article, path: str, made_from: str, write: Callable[[Article, str, str], str]) -> Page:
    address = routes.absolute(settings.base_url, routes.article(article.slug))
    return Page(path, encoded(write(article, settings.title, address)), made_from)
