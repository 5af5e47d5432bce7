"""What other programs fetch: the feed, the sitemap, robots.txt, and old addresses that lead on."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cuttings.citations import parts
from cuttings.model import Article
from cuttings.pages import routes
from cuttings.pages.catalogue import Catalogue
from cuttings.pages.press import Page, Press, encoded

NEWEST = 20
_NEVER = "1970-01-01T00:00:00Z"  # a feed must say when it changed; an archive without dates can't


@dataclass(frozen=True, slots=True)
class Entry:
    """An article in the feed."""

    id: str
    href: str
    title: str
    authors: tuple[str, ...]
    published: str
    updated: str
    summary: str


def feed(press: Press, catalogue: Catalogue) -> Page:
    """An Atom feed of the newest articles."""
    base_url = catalogue.settings.base_url
    dated = [article for article in catalogue.articles if parts(article.shown_date)]
    entries = tuple(_entry(article, base_url) for article in reversed(dated[-NEWEST:]))
    return press.file(
        routes.FEED,
        "feed.xml",
        "feed",
        id=_id(base_url, routes.HOME),
        own=routes.absolute(base_url, routes.FEED),
        home=routes.absolute(base_url, routes.HOME) or routes.HOME,
        updated=entries[0].published if entries else _NEVER,
        entries=entries,
    )


def sitemap(press: Press, paths: Iterable[str], base_url: str) -> Page:
    """All pages at their permanent addresses; without a base URL there are none to name."""
    addresses = tuple(routes.absolute(base_url, path) for path in paths) if base_url else ()
    return press.file(routes.SITEMAP, "sitemap.xml", "sitemap", addresses=addresses)


def robots(base_url: str) -> Page:
    """robots.txt: everything may be read."""
    lines = ["User-agent: *", "Allow: /"]
    if base_url:
        lines.append(f"Sitemap: {routes.absolute(base_url, routes.SITEMAP)}")
    return Page(routes.ROBOTS, encoded("\n".join(lines) + "\n"), "robots.txt")


def redirects(press: Press, catalogue: Catalogue) -> Iterator[Page]:
    """A page at each old address, and the same list for Netlify, which then answers with a real redirect."""
    pairs = [(routes.old_page(old), new.lstrip("/")) for old, new in catalogue.redirects]
    for old, new in pairs:
        yield press.file(
            old,
            "redirect.html",
            f"redirect from {old}",
            href=routes.relative(old, new),
            canonical=routes.absolute(catalogue.settings.base_url, new) or routes.relative(old, new),
        )
    # Without the mark Netlify would serve the page that stands at the old address.
    lines = "".join(f"{routes.absolute('/', old)} {routes.absolute('/', new)} 301!\n" for old, new in pairs)
    yield Page(routes.REDIRECTS, encoded(lines), "list of redirects")


def _entry(article: Article, base_url: str) -> Entry:
    path = routes.article(article.slug)
    return Entry(
        id=_id(base_url, path),
        href=routes.absolute(base_url, path) or path,
        title=article.title,
        authors=article.authors,
        published=_moment(article.shown_date),
        updated=_moment(article.updated if parts(article.updated) else article.shown_date),
        summary=article.description or article.text[:300],
    )


def _id(base_url: str, path: str) -> str:
    """An id that stays: the permanent address, else a name made from the path."""
    return routes.absolute(base_url, path) or uuid.uuid5(uuid.NAMESPACE_URL, path).urn


def _moment(date: str) -> str:
    """A date as RFC 3339 wants it, to the day; what is not stated counts as the first."""
    year, month, day = (*parts(date), 1, 1)[:3]
    return f"{year:04}-{month:02}-{day:02}T00:00:00Z"
