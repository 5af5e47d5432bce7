"""Check: before a byte is written, everything that can be known to be wrong with the site."""

from __future__ import annotations

import html
import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote, urlsplit

from cuttings.model import Archive, Problem, Settings

REFERENCE = re.compile(r"<[a-z][^>]*?\s(?P<kind>href|src)=\"(?P<to>[^\"]*)\"", re.IGNORECASE)
IDENTIFIER = re.compile(r"\sid=\"([^\"]+)\"")
POLICY = b'http-equiv="Content-Security-Policy"'
MADE_LATER = ("pagefind/", "pagefind-offline/")


def check(archive: Archive, pages: Mapping[str, bytes], content: str) -> tuple[Problem, ...]:
    """What is wrong with an archive and its pages: links that lead nowhere, mentions that are off.

    `content` is the folder of the archive, as messages name it.
    """
    return (*_mentions(archive), *_own_links(archive.settings, pages, content), *_policy(pages, content), *_links(archive.settings, pages))


def _mentions(archive: Archive) -> Iterator[Problem]:
    """Law: `field[start:end] == surface`.  A breach is a fault of the program, and stops the build."""
    fields = {(article.slug, name): text for article in archive.articles for name, text in article.fields()}
    for mention in archive.mentions:
        if fields[mention.article, mention.field][mention.start : mention.end] != mention.surface:
            yield Problem("error", mention.article, f"the mention “{mention.surface}” is not where it should be; please report this")


def _own_links(settings: Settings, pages: Mapping[str, bytes], content: str) -> Iterator[Problem]:
    """Links that archive.toml sets and that lead to no page; each stands on every page, and is told once."""
    for label, address in (*settings.header_links, *settings.footer_links):
        if address.partition("#")[0] not in pages and not urlsplit(address).scheme:
            yield Problem("error", f"{content}/archive.toml", f"the link “{label}” leads nowhere: there is no page {address}")


def _policy(pages: Mapping[str, bytes], content: str) -> Iterator[Problem]:
    """A page without its policy could run what others wrote: a template of one's own must keep that line."""
    without = [path for path, content in pages.items() if path.endswith(".html") and POLICY not in content]
    if without:
        message = f"{without[0]} has no Content-Security-Policy; keep that line of base.html"
        yield Problem("error", f"{content}/templates", message if len(without) == 1 else f"{message} ({len(without)} pages)")


def _links(settings: Settings, pages: Mapping[str, bytes]) -> Iterator[Problem]:
    texts = {path: content.decode("utf-8") for path, content in pages.items() if path.endswith(".html")}
    own = {address for _, address in (*settings.header_links, *settings.footer_links)}
    ids = {path: set(map(html.unescape, IDENTIFIER.findall(text))) for path, text in texts.items()}
    for path, text in texts.items():
        if path == "404.html":
            continue  # it is shown at any address, so its links are not relative
        up = "../" * path.count("/")
        for to in sorted({html.unescape(match["to"]) for match in REFERENCE.finditer(text)}):
            if to.removeprefix(up) not in own and not _resolves(path, to, pages, ids):
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
