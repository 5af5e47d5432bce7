"""What machines read in an article's page: reference managers, search engines, the archive's own search.

Reference managers must take the page for a newspaper article of its original outlet, not for a web
page of this archive.  With `DC.type`, `DC.source` and `og:type` as here Zotero does; `citation_*`
tags that name a journal or a book, or `og:type` "website", would overrule it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from markupsafe import Markup

from cuttings.citations import publisher, split_name
from cuttings.model import Article, Settings
from cuttings.pages import routes
from cuttings.pages.catalogue import Card
from cuttings.pages.days import iso, published
from cuttings.pages.press import json_without
from cuttings.pages.sharing import shared_as
from cuttings.pages.wording import Wording

# Inside <script> only these could end the element or the string early.
_UNSAFE_IN_SCRIPT = "<>&\u2028\u2029"
#: Sorts an undated article before all others; without a sort key search would leave it out.
NO_DATE = "0000"


@dataclass(frozen=True, slots=True)
class Head:
    """What stands in the head of an article's page: meta tags by name, and JSON-LD."""

    names: tuple[tuple[str, str], ...]
    json_ld: Markup


@dataclass(frozen=True, slots=True)
class SearchMarks:
    """What search knows of an article besides its text: filters with their values, the sort key, what a hit shows."""

    filters: tuple[tuple[str, str], ...]
    sort_date: str
    date: str
    source: str


def head(article: Article, settings: Settings, cards: tuple[Card, ...]) -> Head:
    """The metadata of an article's page."""
    return Head(
        names=tuple((name, value) for name, value in _names(article, settings) if value),
        json_ld=script(_news_article(article, settings, cards)),
    )


def search_marks(article: Article, cards: tuple[Card, ...], archive_language: str, wording: Wording) -> SearchMarks:
    """An article's filters for search; an entity is one if it has a page."""
    day = published(article, wording)
    facts = (
        ("year", day.year or "undated"),
        ("publication", article.publication),
        ("agency", article.agency),
        ("language", wording.language_name(article.language or archive_language)),
    )
    sections = tuple(("section", section) for section in dict.fromkeys(article.section))
    entities = tuple((card.kind.folder, card.name) for card in cards if card.path and card.kind.filtered)
    return SearchMarks(
        filters=tuple((name, value) for name, value in facts + sections + entities if value),
        sort_date=day.iso or NO_DATE,
        date=day.words,
        source=publisher(article),
    )


def _names(article: Article, settings: Settings) -> Iterator[tuple[str, str]]:
    yield "DC.type", "newspaperArticle"
    yield "DC.title", article.title
    for author in article.authors:
        yield "DC.creator", split_name(author).inverted
    yield "DC.source", publisher(article)
    yield "DCTERMS.issued", iso(article)
    yield "DC.language", article.language or settings.language
    yield "DC.rights", article.rights or settings.rights
    yield "Z.place", article.dateline
    yield "Z.archive", settings.title


def opening(article: Article, most: int = 200) -> str:
    """What an article is about, for machines that show a line of it: its standfirst, else how its text begins.

    >>> from cuttings.model import Block
    >>> opening(Article("T", blocks=(Block("paragraph", "One two."), Block("paragraph", "Three four."))), 14)
    'One two. …'
    """
    text = " ".join((article.description or article.text).split())
    return text if article.description or len(text) <= most else f"{text[:most].rpartition(' ')[0]} …"


def properties(article: Article, settings: Settings) -> tuple[tuple[str, str], ...]:
    """What a link to an article says of it where it is shared."""
    address = routes.absolute(settings.base_url, routes.article(article.slug))
    own = replace(settings, language=article.language or settings.language)
    said = shared_as("article", article.title, opening(article), address, own)
    # Where no outlet is known Zotero would take the site's name for the newspaper's.
    named = said if publisher(article) else tuple(one for one in said if one[0] != "og:site_name")
    day = iso(article)
    issued = (("article:published_time", day),) if day else ()
    return (*named, *issued, *(("article:section", section) for section in article.section))


def _news_article(article: Article, settings: Settings, cards: tuple[Card, ...]) -> dict[str, object]:
    address = routes.absolute(settings.base_url, routes.article(article.slug))
    archive: dict[str, object] = {"@type": "Collection", "name": settings.title, "url": settings.base_url}
    outlet = {"@type": "Organization", "name": publisher(article)}
    return present(
        {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": article.title,
            "description": article.description,
            "datePublished": iso(article),
            "dateModified": article.updated,
            "author": [{"@type": "Person", "name": author} for author in article.authors],
            "editor": [{"@type": "Person", "name": editor} for editor in article.editors],
            "publisher": outlet if outlet["name"] else None,
            "inLanguage": article.language or settings.language,
            "dateline": article.dateline,
            "articleSection": list(article.section),
            "keywords": list(article.tags),
            "mentions": [_thing(card) for card in cards if card.path],
            "url": address,
            "isBasedOn": article.url,
            "isPartOf": present(archive),
        }
    )


def _thing(card: Card) -> dict[str, object]:
    return {"@type": card.kind.schema, "name": card.name}


def present(values: dict[str, object]) -> dict[str, object]:
    """The values that there are."""
    return {key: value for key, value in values.items() if value}


def script(value: object) -> Markup:
    """A value as JSON for a script element."""
    return Markup(json_without(_UNSAFE_IN_SCRIPT, value))  # noqa: S704  # nothing in it can end the element
