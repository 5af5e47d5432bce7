"""What of a saved page's markup may tell about its article.

The tree is only read: it may be shared with the cleaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import Any

LONGEST = 300  # letters of an element's text that are looked at: a byline or a date is shorter
MOST = 60  # elements of telling names that are looked at
ROOM = 120  # pieces of text in an element: what has more is no byline
PARTS = ("meta", "link", "title", "h1", "script")
TELLING = re.compile(r"author|by-?line|autor|auteur|writer|reporter|journalist|date|time|publish|posted|dateline", re.I)
TO_AUTHOR = re.compile(
    r"/(?:authors?|autor(?:en|es|i|a)?|auteurs?|editors?|people|contributors?|reporters?|journalists?|writers?|by|staff|columnists?)/[\w%-]{4,}",
    re.I,
)
OTHER = re.compile(
    r"image|photo|bild|foto|caption|credit|bookmark|avatar|attribution|follow|comment|timeline|update-?feed|read-?time|runtime|social", re.I
)
# Boxes of other articles, and of what readers write.
ELSEWHERE = re.compile(
    r"related|recommend|teaser|comment|sidebar|(?<!entry-)(?<!post-)(?<!article-)footer|widget|popular|trending|latest|promo|carousel|newsletter|most-?read|read-?next|see-?also",
    re.I,
)
NAMELESS = frozenset(
    (*PARTS, "html", "body", "main", "article", "img", "svg", "style", "input", "figure", "figcaption", "button", "noscript", "symbol")
)
CALLED = ("itemprop", "class", "rel", "id", "data-testid")
UNSEEN = ("script", "style", "svg", "button", "noscript", "template")
INLINE = ("a", "b", "i", "em", "strong", "span", "font", "u", "sup", "small", "abbr", "bdi", "mark")


@dataclass(frozen=True, slots=True)
class Element:
    """An element whose name tells: what it is `called`, its text, and what it `stated` for machines."""

    tag: str
    called: str
    text: str
    stated: str = ""
    aside: bool = False  # beside or below the article, as other articles' are too


@dataclass(frozen=True, slots=True)
class Markup:
    """The parts of a page that state something of it, each in the order in which they stand."""

    language: str = ""
    title: str = ""
    metas: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    scripts: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()

    def meta(self, *names: str) -> Iterator[tuple[str, str]]:
        """The (name, content) of the metas of these names, in the order of the names."""
        for name in names:
            yield from ((own, content) for own, content in self.metas if own == name)


def read(document: Any) -> Markup:
    """The Markup of a page's tree."""
    found: dict[str, list[Any]] = {part: [] for part in PARTS}
    for element in document.iter(*PARTS):
        found[element.tag].append(element)
    return Markup(
        language=document.get("lang") or document.get("xml:lang") or "",
        # An icon has a <title> too; the page's own stands first.
        title=next((text for element in found["title"] if (text := plain(element.text))), ""),
        metas=tuple(pair for meta in found["meta"] for pair in _named(meta)),
        links=tuple(((link.get("rel") or "").lower(), plain(link.get("href"))) for link in found["link"]),
        scripts=tuple(script.text or "" for script in found["script"] if "ld+json" in (script.get("type") or "").lower()),
        headings=tuple(text for heading in found["h1"] if (text := shown(heading))),
    )


def elements(document: Any) -> Iterator[Element]:
    """The elements whose names speak of a writer or a date, but for those in boxes of other articles.

    Only pages that state neither need it: it looks at every element.
    """
    count = 0
    heading = next((heading for heading in document.iter("h1") if shown(heading)), None)
    around = set() if heading is None else set(heading.iterancestors())
    for element in document.iter():
        called = _called(element)
        place = _place(element, around) if called and count < MOST else "elsewhere"
        if place != "elsewhere":
            count += 1
            stated = plain(element.get("datetime") or element.get("content") or element.get("title"))
            yield Element(element.tag, called, shown(element), stated, place == "aside")


def plain(value: Any) -> str:
    """A value's text with entities read and spaces folded; "" for what is no text.

    >>> plain(" Anna &amp;\\n Tom ")
    'Anna & Tom'
    """
    return " ".join(unescape(value).replace("\u00ad", "").split()) if isinstance(value, str) else ""


def shown(element: Any) -> str:
    """The first letters of an element's text, as a reader sees them: a block within parts words."""
    parts: list[str] = []
    for count, piece in enumerate(_pieces(element)):
        if count > ROOM:
            break
        parts.append(piece)
    return plain("".join(parts)[: 2 * LONGEST])[:LONGEST]


def _pieces(element: Any) -> Iterator[str]:
    """The texts of an element and of those within it, in their order."""
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in UNSEEN:
            gap = "" if child.tag in INLINE else " "
            yield gap
            yield from _pieces(child)
            yield gap
        yield child.tail or ""


def _called(element: Any) -> str:
    """What an element is called, where that tells; "" elsewhere."""
    tag = element.tag
    if not isinstance(tag, str) or tag in NAMELESS:
        return ""
    names = []
    for key, value in element.items():
        if key == "href":
            if tag == "a" and TO_AUTHOR.search(value[:LONGEST]):
                return "link to an author"
        elif key in CALLED and _tells(value):
            names.append(value)
    return " ".join(names).lower() or ("time" if tag == "time" else "")


@lru_cache(maxsize=4096)
def _tells(name: str) -> bool:
    return bool(TELLING.search(name[:200])) and not OTHER.search(name[:200])


def _place(element: Any, around: set[Any]) -> str:
    """Where an element stands: "" in the article, "aside" of it, "elsewhere" in a box of others.

    What is `around` the headline is no such box.
    """
    place = ""
    for outer in (element, *element.iterancestors()):
        if outer in around:
            return place
        if outer is not element and ELSEWHERE.search(f"{outer.get('class') or ''} {outer.get('id') or ''}"[:200]):
            return "elsewhere"
        if outer.tag in ("aside", "footer", "nav"):
            place = "aside"
    return place


def _named(meta: Any) -> Iterator[tuple[str, str]]:
    content = plain(meta.get("content") or meta.get("value"))
    if content:
        for key in ("property", "name", "itemprop"):
            if meta.get(key):
                yield meta.get(key).lower(), content
                return
