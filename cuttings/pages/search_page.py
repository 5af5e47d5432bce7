"""The search page, the names that complete as one types, and what tells a browser of the search."""

from __future__ import annotations

from collections.abc import Iterator

from cuttings.model import Entity
from cuttings.pages import routes
from cuttings.pages.assets import WORDS
from cuttings.pages.catalogue import Catalogue
from cuttings.pages.press import Page, Press, encoded, json_without

#: In this order: each leans on those before it.
SCRIPTS = (
    WORDS,
    "search-sheets.js",
    "search-table.js",
    "search-list.js",
    "search-worker.js",
    "search-loader.js",
    "search-query.js",
    "search-near.js",
    "search-names.js",
    "search-ask.js",
    "search-results.js",
    "search-years.js",
    "search-facets.js",
    "search-suggest.js",
    "search.js",
)
MOST_NAMES = 2000  # some 150 kB
MOST_ALIASES = 12


def search_page(press: Press, catalogue: Catalogue) -> Iterator[Page]:
    """search.html, the names, and opensearch.xml where the archive has an address: a browser asks for a whole one."""
    yield press.page(
        routes.SEARCH,
        "search.html",
        press.wording.gettext("Search"),
        "search",
        description=press.wording.gettext("Search the articles."),
        articles=routes.ARTICLES,
        scripts=SCRIPTS,
    )
    yield names(catalogue)
    if base_url := catalogue.settings.base_url:
        yield press.file(routes.OPENSEARCH, "opensearch.xml", "search description", address=routes.absolute(base_url, routes.SEARCH))


def names(catalogue: Catalogue) -> Page:
    """The entities that have a page, the most named first: a classic script, for a page on a disk can load nothing else."""
    entities = sorted(catalogue.with_page, key=lambda entity: (-catalogue.cards[entity.id].count, entity.name, entity.id))
    rows = ",\n".join(json_without("\u2028\u2029", _row(entity, catalogue)) for entity in entities[:MOST_NAMES])
    return Page(routes.NAMES, encoded(f"ArchiveNames.put([\n{rows}\n]);\n"), "names")


def _row(entity: Entity, catalogue: Catalogue) -> list[object]:
    card = catalogue.cards[entity.id]
    aliases = list({alias.casefold(): alias for alias in entity.aliases if alias.casefold() != entity.name.casefold()}.values())
    return [card.name, card.kind.one_within, card.count, card.path, *([aliases[:MOST_ALIASES]] if aliases else [])]
