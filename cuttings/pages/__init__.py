"""Pages: the archive as a site, page by page: a path and what stands there.

Nothing is read or written here, and no clock is asked: the same archive, templates and static files
give the same bytes.  An article's text is a value for the templates, never a template.

    wording, remarks   how the interface words things, in one language
    kinds, routes      what kinds of entity there are, and where each page stands
    catalogue          look-up tables over the archive, made once
    press, standing    the templates, and pieces that many pages repeat; sharing
    keys               what a page is made of, as a sum
    chronicle, parts   articles by year and month; a long list in several pages
    home_page          with chart, anniversaries
    article_pages      with body, cards, cited, marks, metadata, provenance
    entity_pages       with passages, sentences, chart, company, namesakes, seats, things, glosses
    kind_pages         the list of each kind, with index_pages
    list_pages         the articles: all, of each publication, with each tag
    timeline_pages     with narrowing
    about_page         how the archive was made
    map_page           where the places lie, with labels
    network            who appears with whom, with pairs, layout, labels
    search_page        search, with the names that it completes
    feeds, exports, assets
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from types import MappingProxyType

from cuttings.model import Archive, Article, Entity, Slug
from cuttings.pages import routes, wording
from cuttings.pages.about_page import about_page
from cuttings.pages.article_pages import article_pages
from cuttings.pages.assets import assets, favicon
from cuttings.pages.cards import cards
from cuttings.pages.catalogue import Catalogue, catalogue
from cuttings.pages.chart import scale
from cuttings.pages.chronicle import chronological
from cuttings.pages.entity_pages import entity_pages
from cuttings.pages.exports import exports
from cuttings.pages.feeds import feed, redirects, robots, sitemap
from cuttings.pages.home_page import home_page
from cuttings.pages.keys import Keys, common
from cuttings.pages.kind_pages import kind_pages
from cuttings.pages.list_pages import list_pages
from cuttings.pages.map_page import has_map, map_page
from cuttings.pages.network import network_page
from cuttings.pages.pairs import Pair, archive_pairs
from cuttings.pages.press import AsBefore, LongPage, Page, Place, Press, TemplateFault, fault_in, press
from cuttings.pages.routes import PathError
from cuttings.pages.search_page import search_page
from cuttings.pages.standing import standing
from cuttings.pages.timeline_pages import timeline_pages, timeline_parts
from cuttings.workers import HERE, Workers

__all__ = ["AsBefore", "LongPage", "Made", "Page", "PathError", "PathTakenError", "TemplateFault", "pages"]

_NONE: Mapping[Slug, bytes] = MappingProxyType({})
_NO_FILES: Mapping[str, bytes] = MappingProxyType({})
_NO_KEYS: Mapping[str, str] = MappingProxyType({})

Made = Page | LongPage | AsBefore


class PathTakenError(PathError):
    """Two pages claim one path."""

    def __init__(self, path: str, first: str, second: str) -> None:
        super().__init__(f"two pages claim {path}: {first} and {second}")


def pages(
    archive: Archive,
    templates: Mapping[str, str],
    static: Mapping[str, bytes],
    markdown: Mapping[Slug, bytes] = _NONE,
    pictures: Mapping[str, bytes] = _NO_FILES,
    before: Mapping[str, str] = _NO_KEYS,
    workers: Workers = HERE,
) -> Iterator[Made]:
    """The whole site but for the search index, page by page; they may be more than memory holds.

    `templates` and `static` are the files of those folders by name, `markdown` the articles as they
    stand in content/articles/, published as they are, `pictures` what links show where they are shared,
    by path, `before` the keys of pages as the site has them, by path: a page that would have the same
    is not made.  Raises PathError, of which PathTakenError is one, TemplateFault, and what the workers raise.
    """
    tables = catalogue(archive, wording.of(archive.settings))
    pairs = archive_pairs(tables)
    printer = press(templates, tables, tuple(_plots(tables, pairs)), routes.PICTURE if routes.PICTURE in pictures else "")
    keys = Keys(tables, common(printer, templates, static), before)
    with _faults_told(templates):
        made: Iterable[Made] = chain(
            _printed(printer, tables, pairs, _of_all(templates, workers, printer, tables, keys, markdown, pictures)),
            exports(tables),
            cards(tables),
            assets(static, archive.settings, tables.wording),
            (Page(path, content, f"picture {path}") for path, content in pictures.items()),
        )
        yield from _each_at_its_path(made)


@contextmanager
def _faults_told(templates: Mapping[str, str]) -> Iterator[None]:
    """What is wrong in a template as a TemplateFault."""
    try:
        yield
    except (PathError, TemplateFault):
        raise
    except Exception as error:
        if fault := fault_in(error, templates):
            raise fault from error
        raise


def _of_all(
    templates: Mapping[str, str],
    workers: Workers,
    printer: Press,
    tables: Catalogue,
    keys: Keys,
    markdown: Mapping[Slug, bytes],
    pictures: Mapping[str, bytes],
) -> Iterator[Page | AsBefore]:
    """The pages of all articles and entities."""
    set_type = standing(printer, tables)
    of_article = article_pages(printer, tables, set_type, keys, markdown, pictures)
    of_entity = entity_pages(printer, tables, set_type, keys)

    def of_some(those: Sequence[Article | Entity]) -> Iterator[Page | AsBefore]:
        with _faults_told(templates):
            for one in those:
                yield from of_article(one) if isinstance(one, Article) else of_entity(one)

    of_whom: tuple[Article | Entity, ...] = (*tables.articles, *tables.with_page)
    yield from workers.stream(of_some, of_whom)


def _printed(printer: Press, tables: Catalogue, pairs: Sequence[Pair], of_all: Iterable[Page | AsBefore]) -> Iterator[Page | AsBefore]:
    base_url = tables.settings.base_url
    shown = []
    readable = chain(_shown(printer, tables, of_all), map_page(printer, tables), network_page(printer, tables, pairs))
    for page in readable:
        if page.path.endswith(".html") and page.path != routes.MISSING:
            shown.append(page.path)
        yield page
    yield feed(printer, tables)
    yield sitemap(printer, sorted(shown), base_url)
    yield robots(base_url)
    yield favicon(printer)
    yield from redirects(printer, tables)


def _shown(printer: Press, tables: Catalogue, of_all: Iterable[Page | AsBefore]) -> Iterator[Page | AsBefore]:
    timeline = timeline_parts(chronological(tables, tables.rows))
    yield from home_page(printer, tables, timeline)
    yield from timeline_pages(printer, tables, timeline)
    yield about_page(printer, tables, timeline)
    yield printer.page(routes.MISSING, "missing.html", printer.wording.gettext("Page not found"), "page not found")
    yield from search_page(printer, tables)
    yield from of_all
    fitting = scale(row.when.iso for row in tables.rows.values())
    yield from kind_pages(printer, tables, fitting)
    yield from list_pages(printer, tables, fitting)


def _plots(tables: Catalogue, pairs: Sequence[Pair]) -> Iterator[Place]:
    if has_map(tables):
        yield Place(tables.wording.gettext("Map"), routes.MAP)
    if pairs:
        yield Place(tables.wording.gettext("Network"), routes.NETWORK)


def _each_at_its_path(made: Iterable[Made]) -> Iterator[Made]:
    """The pages, each inside the site and at a path of its own; two that differ only in case are one on many a disk."""
    claimed: dict[str, str] = {}
    for page in made:
        if not routes.is_inside(page.path):
            raise PathError(f"{page.made_from} can't stand at “{page.path}”")
        if other := claimed.get(page.path.casefold()):
            raise PathTakenError(page.path, other, page.made_from)
        claimed[page.path.casefold()] = page.made_from
        yield page
