"""Lines of a saved page, each with the element it stood in, and whether it is the article's.

Which part of the page is the article, trafilatura decides: of the extractors measured it errs
least.  What it drops but the article needs (captions, the headline) is told from the page itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from cuttings.model import Line

DROPPED = frozenset(
    "script style noscript template iframe object embed svg math canvas form button select option input textarea "
    "nav head title meta link audio video map datalist dialog".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 "
    "h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table tbody td tfoot th thead time tr ul br "
    "item list quote row cell lb heading".split()
)  # the last seven are the names that trafilatura gives to its own
TAGGED = frozenset("figcaption blockquote h1 h2 h3 h4 h5 h6 li time td th p aside footer header".split())
WITHIN = ("blockquote", "figcaption", "li")  # a paragraph within one of these is still of it
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
STANDFIRST = re.compile(r"\b(?:standfirst|(?:article-)?(?:lead|lede|intro|summary)|deck|dek|subtitle|subheadline|teaser)\b", re.I)
BYLINE = re.compile(r"\b(?:byline|author|c-byline|writer)\b", re.I)
DEEPEST = 250  # beyond, lxml's own tree drops text: say so rather than lose it


def parse(text: str) -> Any:
    """The tree of a page, None where there is nothing to parse."""
    from lxml import etree, html

    if not text.strip():
        return None
    # lxml refuses a text that declares its own encoding: it has been decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        return html.document_fromstring(text, parser=html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True))
    except (etree.ParserError, ValueError):
        return None


def html_lines(text: str) -> tuple[Line, ...]:
    """The lines of a page's text in order, numbered from 1."""
    document = parse(text)
    if document is None:
        return ()
    own = _own(text)
    lines = []
    for number, (tag, line) in enumerate(_walk(document), 1):
        main = bool(own[_key(line)]) if own else True
        if main and own:
            own[_key(line)] -= 1
        lines.append(Line(number, line, 1, tag, main))
    return tuple(lines)


def _own(text: str) -> Counter[str]:
    """The article's own blocks as trafilatura finds them: how often each key stands there."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(text, include_comments=False, include_tables=True, with_metadata=False)
    body = found.body if found is not None else None
    if body is None:
        return Counter()
    for heading in body.iter("head"):
        heading.tag = "heading"  # in a page, <head> is what is never shown
    return Counter(_key(line) for _, line in _walk(body))


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _walk(root: Any) -> Iterator[tuple[str, str]]:
    """The runs of text between block elements: (element, text), spaces folded."""
    parts: list[str] = []
    # An explicit stack: a page may nest deeper than Python's own may go.  An element is met twice,
    # when it opens (own is None) and when it closes.
    stack: list[tuple[Any, str, str | None]] = [(root, "", None)]
    while stack:
        element, outer, own = stack.pop()
        name = element.tag.lower() if isinstance(element.tag, str) else ""
        block = name in BLOCKS
        if own is not None:
            if block:
                yield from _flush(parts, own)
            parts.append(element.tail or "")
        elif not name or name in DROPPED or _hidden(element):
            parts.append(element.tail or "")
        else:
            if block:
                yield from _flush(parts, outer)
            own = outer if name == "p" and outer in WITHIN else _tag_of(element, name) or outer
            parts.append(element.text or "")
            stack.append((element, outer, own))
            stack.extend((child, own, None) for child in reversed(element))


def _flush(parts: list[str], tag: str) -> Iterator[tuple[str, str]]:
    text = re.sub(r"\s+", " ", "".join(parts)).strip()
    parts.clear()
    if text:
        yield tag, text


def _tag_of(element: Any, name: str) -> str:
    called = f"{element.get('class') or ''} {element.get('rel') or ''}"
    if name in ("p", "h2", "div") and STANDFIRST.search(called):
        return "standfirst"
    if name in TAGGED and not (name == "p" and BYLINE.search(called)):
        return name
    return "byline" if BYLINE.search(called) else ""


def _hidden(element: Any) -> bool:
    return element.get("hidden") is not None or bool(HIDDEN.search(element.get("style") or ""))
