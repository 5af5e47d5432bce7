"""Pages: the archive as a site, `{path: content}`.

Nothing is read or written here, and no clock is asked: the same archive, templates and static files
give the same bytes.  An article's text is a value for the templates, never a template.

    wording, remarks   how the interface words things, in one language
    kinds, routes      what kinds of entity there are, and where each page stands
    catalogue          look-up tables over the archive, made once
    press, standing    the templates, and pieces that many pages repeat
    article_pages      with body, cards, cited, marks, metadata, provenance
    entity_pages       with passages, sentences, chart, company, namesakes, seats, things, glosses
    kind_pages         the list of each kind
    list_pages         home, articles, timeline, about
    search_page        search, with the names that it completes
    feeds, exports, assets
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from cuttings.model import Archive, Slug
from cuttings.pages import routes, wording
from cuttings.pages.article_pages import article_pages
from cuttings.pages.assets import assets
from cuttings.pages.cards import cards
from cuttings.pages.catalogue import Catalogue, catalogue
from cuttings.pages.entity_pages import entity_pages
from cuttings.pages.exports import exports
from cuttings.pages.feeds import feed, redirects, robots, sitemap
from cuttings.pages.kind_pages import kind_pages
from cuttings.pages.list_pages import list_pages
from cuttings.pages.press import Page, Press, TemplateFault, fault_in, press
from cuttings.pages.routes import PathError
from cuttings.pages.search_page import search_page
from cuttings.pages.standing import standing

__all__ = ["PathError", "PathTakenError", "TemplateFault", "pages"]

_NONE: Mapping[Slug, bytes] = MappingProxyType({})


class PathTakenError(PathError):
    """Two pages claim one path."""

    def __init__(self, path: str, first: str, second: str) -> None:
        super().__init__(f"two pages claim {path}: {first} and {second}")


def pages(
    archive: Archive,
    templates: Mapping[str, str],
    static: Mapping[str, bytes],
    markdown: Mapping[Slug, bytes] = _NONE,
) -> dict[str, bytes]:
    """The whole site but for the search index: path → content.

    `templates` and `static` are the files of those folders by name, `markdown` the articles as they
    stand in content/articles/, published as they are.  Raises PathError, of which PathTakenError is one,
    and TemplateFault.
    """
    tables = catalogue(archive, wording.of(archive.settings))
    printer = press(templates, tables)
    try:
        return _by_path(
            [*_printed(printer, tables, markdown), *exports(tables), *cards(tables), *assets(static, archive.settings, tables.wording)]
        )
    except PathError:
        raise
    except Exception as error:
        if fault := fault_in(error, templates):
            raise fault from error
        raise


def _printed(printer: Press, tables: Catalogue, markdown: Mapping[Slug, bytes]) -> Iterator[Page]:
    base_url = tables.settings.base_url
    shown = list(_shown(printer, tables, markdown))
    yield from shown
    yield feed(printer, tables)
    yield sitemap(printer, sorted(page.path for page in shown if page.path.endswith(".html") and page.path != routes.MISSING), base_url)
    yield robots(base_url)
    yield from redirects(printer, tables)


def _shown(printer: Press, tables: Catalogue, markdown: Mapping[Slug, bytes]) -> Iterator[Page]:
    yield from list_pages(printer, tables)
    yield from search_page(printer, tables)
    set_type = standing(printer, tables)
    yield from article_pages(printer, tables, set_type, markdown)
    yield from entity_pages(printer, tables, set_type)
    yield from kind_pages(printer, tables)


def _by_path(made: Iterable[Page]) -> dict[str, bytes]:
    """The pages by path; two paths that differ only in case are one on many a disk."""
    claimed: dict[str, Page] = {}
    for page in made:
        if not routes.is_inside(page.path):
            raise PathError(f"{page.made_from} can't stand at “{page.path}”")
        other = claimed.setdefault(page.path.casefold(), page)
        if other is not page:
            raise PathTakenError(page.path, other.made_from, page.made_from)
    return {page.path: page.content for page in claimed.values()}
