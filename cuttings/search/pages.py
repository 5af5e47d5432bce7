"""The articles' pages as Pagefind takes them best: words parted, each page in one of the archive's languages."""

from __future__ import annotations

import math
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cuttings.search.facets import Marks, marks, unsorted

INDEXED = "data-pagefind-body"
DASHED = re.compile(r">[^<‐‑–—―]*[‐‑–—―][^<]*")  # between tags
HYPHEN = re.compile(r"(?<!\s)[‐‑–](?!\s)")
DASH = re.compile(r"(?<!\s)([—―])(?=[\w“‘«(]|$)")
LANGUAGE = re.compile(r"(<(?:html|main|article)\b[^>]*\blang=[\"']?)([a-z]+)[a-z0-9-]*", re.IGNORECASE)
# Where the site's own words are in another language than the archive.
ARCHIVE = re.compile(r"<html\b[^>]*\bdata-archive=\"([a-z]+)", re.IGNORECASE)
#: The languages whose inflections Pagefind knows.
STEMMED = frozenset("ar ca da de el en eo es et eu fi fr ga hi hu hy id it lt nb ne nl nn no pl pt ro ru sr sv ta tr yi".split())
#: Languages with an index of their own, the archive's own aside: each costs the reader an engine (70 KB, a worker).
OTHERS = 6


@dataclass(frozen=True, slots=True)
class Article:
    """An article as search takes it in: the path of its page, the language of its words, its marks."""

    path: str
    language: str
    marks: Marks


def paths(site: Path) -> list[str]:
    """The paths of all pages among which articles are."""
    folders = ((Path(folder).relative_to(site).as_posix(), names) for folder, _, names in os.walk(site / "articles"))
    return sorted(f"{folder}/{name}" for folder, names in folders for name in names if name.endswith(".html"))


def article(site: Path, path: str) -> Article | None:
    """The article whose page lies there, if it is one."""
    page = (site / path).read_text("utf-8")
    return Article(path, language_of(page), marks(page)) if INDEXED in page else None


def own_language(site: Path) -> str:
    """The language of the archive."""
    search = site / "search.html"
    return language_of(search.read_text("utf-8")) if search.is_file() else "en"


class Batches(Sequence[Mapping[str, bytes]]):
    """Pages as Pagefind gets them, some at a time, read when they are asked for; `within` says in the index of which language each goes."""

    def __init__(self, site: Path, within: Mapping[str, str], most: int) -> None:
        self._site = site
        self._within = sorted(within.items())
        self._most = most

    def __len__(self) -> int:
        return math.ceil(len(self._within) / self._most)

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        if not 0 <= number < len(self):
            raise IndexError(number)
        return {path: self._page(path, language) for path, language in self._within[number * self._most : (number + 1) * self._most]}

    def _page(self, path: str, language: str) -> bytes:
        return parted(told(unsorted((self._site / path).read_text("utf-8")), language)).encode()


def languages(articles: Counter[str], own: str) -> set[str]:
    """The languages that get an index of their own; what is in any other goes into that of the archive's own.

    >>> sorted(languages(Counter(en=90, de=7, ru=2, uk=1), "en"))
    ['de', 'en', 'ru']
    """
    others = Counter({language: count for language, count in sorted(articles.items()) if language in STEMMED - {own}})
    return {own, *(language for language, _ in others.most_common(OTHERS))}


def language_of(page: str) -> str:
    """The language of a page's text: that of its article, else of the archive, else of the page.

    >>> language_of('<html lang="en-GB"><main><article class="sheet" lang="de-AT">'), language_of("<html lang=fr><p>")
    ('de', 'fr')
    >>> language_of('<html lang="de" data-archive="ru"><p>')
    'ru'
    """
    found = {match[1][1:5].lower(): match[2].lower() for match in LANGUAGE.finditer(page)}
    if archive := ARCHIVE.search(page):
        found["html"] = archive[1].lower()
    return next((found[tag] for tag in ("arti", "main", "html") if tag in found), "en")


def told(page: str, language: str) -> str:
    """The page with its language where Pagefind looks for it.

    >>> told('<!doctype html><html class="x" lang="en-GB"><body></body></html>', "de")
    '<!doctype html><html lang="de"><body></body></html>'
    """
    return re.sub(r"<html\b[^>]*>", f'<html lang="{language}">', page, count=1, flags=re.IGNORECASE)


def parted(page: str) -> str:
    """A page with the words parted that Pagefind would take for one, a dash between them; the title as it is.

    Hyphens of other kinds become "-", which it knows: both halves are found, and the whole.

    >>> parted("<h1>East–West</h1><p>The <b>NATO</b>–Russia Council—once hailed – met.</p>")
    '<h1>East–West</h1><p>The <b>NATO</b>-Russia Council— once hailed – met.</p>'
    """
    head, title, body = page.partition("</h1>")
    return head + title + DASHED.sub(lambda text: DASH.sub(r"\1 ", HYPHEN.sub("-", text[0])), body)
