"""Check: before a byte is written, everything that can be known to be wrong with the site."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from cuttings.model import Archive, Problem

REFERENCE = re.compile(r"<[a-z][^>]*?\s(?P<kind>href|src)=\"(?P<to>[^\"]*)\"", re.IGNORECASE)
IDENTIFIER = re.compile(r"\sid=\"([^\"]+)\"")
MADE_LATER = ("pagefind/", "pagefind-offline/")


def check(archive: Archive, pages: Mapping[str, bytes]) -> tuple[Problem, ...]:
    """What is wrong with an archive and its pages: links that lead nowhere, mentions that are off."""
    return (*_mentions(archive), *_links(pages))


def _mentions(archive: Archive) -> Iterator[Problem]:
    """Law: `field[start:end] == surface`.  A breach is a fault of the program, and stops the build."""
    fields = {(article.slug, name): text for article in archive.articles for name, text in article.fields()}
    for mention in archive.mentions:
        if fields[mention.article, mention.field][mention.start : mention.end] != mention.surface:
            yield Problem("error", mention.article, f"the mention “{mention.surface}” is not where it should be; please report this")


def _links(pages: Mapping[str, bytes]) -> Iterator[Problem]:
    texts = {path: content.decode("utf-8") for path, content in pages.items() if path.endswith(".html")}
    ids = {path: set(map(html.unescape, IDENTIFIER.findall(text))) for path, text in texts.items()}
    for path, text in texts.items():
        if path == "404.html":
            continue  # it is shown at any address, so its links are not relative
        for to in sorted({html.unescape(match["to"]) for match in REFERENCE.finditer(text)}):
            if not _resolves(path, to, pages, ids):
                yield Problem("error", path, f"a link leads nowhere: {to}; please report this")


def _resolves(path: str, to: str, pages: Mapping[str, bytes], ids: Mapping[str, set[str]]) -> bool:
    target = urlsplit(to)
    if target.scheme or target.netloc:
        return target.scheme in ("http", "https", "mailto", "data")
    place = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(target.path))) if target.path else path
    if place.startswith(MADE_LATER):
        return True
    if place not in pages:
        return False
    return not target.fragment or place not in ids or unquote(target.fragment) in ids[place]
