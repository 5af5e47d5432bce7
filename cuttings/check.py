"""Check: everything that can be known to be wrong with the site, before it takes the old one's place."""

from __future__ import annotations

import html
import posixpath
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from sys import intern
from urllib.parse import unquote, urlsplit

from cuttings.model import Archive, Problem
from cuttings.pages.routes import MISSING

# As the templates write them, and the sanitiser.
HREF = re.compile(r' href="([^"]*)"')
SRC = re.compile(r' src="([^"]*)"')
IDENTIFIER = re.compile(r' id="([^"]+)"')
QUERY = re.compile(r"\?[^#]*")
PLAIN = re.compile(rb"[\w.-]+")
MANY = 20  # names, beyond which looking for them takes longer than looking at all pages
POLICY = b'http-equiv="Content-Security-Policy"'
MADE_LATER = ("pagefind/", "pagefind-offline/")


class Check:
    """Looks at pages as they come; what is wrong with their links is known when all have come.

    `content` is the folder of the archive, as messages name it; `old` gives a page as the site has it,
    b"" where it has none.
    """

    def __init__(self, archive: Archive, content: str, old: Callable[[str], bytes] | None = None) -> None:
        self.archive = archive
        self.content = content
        self.old = old or (lambda _path: b"")
        self.paths: set[str] = set()
        own = (*archive.settings.header_links, *archive.settings.footer_links)
        self._own = {address for _, address in own}
        self._without_policy: list[str] = []
        self._ids: dict[str, frozenset[str]] = {}
        # Of what isn't known to be there: place and anchor → the first page that links there, and how.
        self._led_to: dict[tuple[str, str], tuple[str, str]] = {}
        self._seen: dict[str, set[str]] = defaultdict(set)  # folder → what its pages link to
        self._sets: dict[frozenset[str], frozenset[str]] = {}
        self._kept: list[str] = []

    def add(self, path: str, content: bytes) -> None:
        """Look at a page; of other files only the path matters."""
        self.paths.add(path)
        if not path.endswith(".html"):
            return
        if POLICY not in content:
            self._without_policy.append(path)
        text = content.decode("utf-8")
        ids = _ids_in(text)
        self._ids[path] = self._sets.setdefault(ids, ids)  # most pages have the same
        if path == MISSING:  # it is shown at any address, so its links are not relative
            return
        folder = posixpath.dirname(path)
        for to in {*HREF.findall(text), *SRC.findall(text)} - self._seen[folder]:
            if to.startswith("#"):
                if to[1:] not in ids:
                    self._led_to.setdefault((path, to[1:]), (path, to))
            else:
                self._add_link(path, folder, QUERY.sub("", to) if "?" in to else to)

    def keep(self, path: str) -> None:
        """A page stays as the site has it, where it was right: its links still lead somewhere, unless what they lead to goes."""
        self.paths.add(path)
        if path.endswith(".html"):
            self._kept.append(path)

    def problems(self, before: Iterable[str] = ()) -> tuple[Problem, ...]:
        """What is wrong with the archive and the pages: links that lead nowhere, mentions that are off.

        `before` are the paths that the site has.
        """
        if self._kept and (lost := self._lost(before)):
            for path in self._kept:
                self._look_again(path, lost)
        return (*_mentions(self.archive), *self._own_links(), *self._policy(), *self._links())

    def _lost(self, before: Iterable[str]) -> list[bytes]:
        """The names of the pages that go, or that lose an anchor."""
        return [
            posixpath.basename(path).encode()
            for path in before
            if path not in self.paths or (path in self._ids and not self._ids[path] >= _ids_in(self.old(path).decode("utf-8", "replace")))
        ]

    def _look_again(self, path: str, lost: Sequence[bytes]) -> None:
        """Look at a page that stays, if it may lead to one that is lost; names that links spell otherwise may stand anywhere."""
        content = self.old(path)
        if len(lost) > MANY or any(name in content or not PLAIN.fullmatch(name) for name in lost):
            self.add(path, content)

    def _add_link(self, path: str, folder: str, to: str) -> None:
        if to in self._seen[folder]:
            return
        self._seen[folder].add(to)
        address = html.unescape(to)
        target = urlsplit(address)
        if address.removeprefix("../" * path.count("/")) in self._own:
            return
        if target.scheme or target.netloc:
            if target.scheme not in ("http", "https", "mailto", "data"):
                self._led_to.setdefault(("", address), (path, address))
            return
        place = posixpath.normpath(posixpath.join(folder, unquote(target.path))) if target.path else path
        if not self._stands(place, target.fragment):
            self._led_to.setdefault((place, target.fragment), (path, address))

    def _stands(self, place: str, fragment: str) -> bool:
        """Whether it is known already that a link resolves, and need not be remembered."""
        return place in self.paths and (not fragment or fragment in self._ids.get(place, ()))

    def _own_links(self) -> Iterator[Problem]:
        """Links that archive.toml sets and that lead to no page; each stands on every page, and is told once."""
        settings = self.archive.settings
        for label, address in (*settings.header_links, *settings.footer_links):
            if address.partition("#")[0] not in self.paths and not urlsplit(address).scheme:
                yield Problem("error", f"{self.content}/archive.toml", f"the link “{label}” leads nowhere: there is no page {address}")

    def _policy(self) -> Iterator[Problem]:
        """A page without its policy could run what others wrote: a template of one's own must keep that line."""
        without = self._without_policy
        if without:
            message = f"{without[0]} has no Content-Security-Policy; keep that line of base.html"
            yield Problem("error", f"{self.content}/templates", message if len(without) == 1 else f"{message} ({len(without)} pages)")

    def _links(self) -> Iterator[Problem]:
        for (place, fragment), (path, to) in self._led_to.items():
            if not self._resolves(place, fragment):
                yield Problem("error", path, f"a link leads nowhere: {to}; please report this")

    def _resolves(self, place: str, fragment: str) -> bool:
        if place.startswith(MADE_LATER):
            return True
        if place not in self.paths:
            return False
        return not fragment or not place.endswith(".html") or unquote(html.unescape(fragment)) in self._ids_of(place)

    def _ids_of(self, place: str) -> frozenset[str]:
        if place not in self._ids:
            self._ids[place] = _ids_in(self.old(place).decode("utf-8"))
        return self._ids[place]


def _ids_in(text: str) -> frozenset[str]:
    return frozenset(intern(html.unescape(found)) for found in IDENTIFIER.findall(text))  # "p1" stands on every page


def _mentions(archive: Archive) -> Iterator[Problem]:
    """Law: `field[start:end] == surface`.  A breach is a fault of the program, and stops the build."""
    by_slug = {article.slug: article for article in archive.articles}
    for slug, own in groupby(archive.mentions, attrgetter("article")):
        fields = dict(by_slug[slug].fields())
        for mention in own:
            if fields[mention.field][mention.start : mention.end] != mention.surface:
                yield Problem("error", slug, f"the mention “{mention.surface}” is not where it should be; please report this")
