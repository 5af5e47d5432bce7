"""Lines of a saved page, each with the element it stood in, and whether it is the article's.

Which part of the page is the article, trafilatura decides: of the extractors measured it errs
least.  What it drops but the article needs (captions, the headline) is told from the page itself.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cuttings.model import Line

DROPPED = frozenset(
    "script style noscript template iframe object embed svg math canvas button select option input textarea "
    "nav head title meta link audio video map datalist dialog".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 "
    "h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table tbody tfoot thead time tr ul br form "
    "list row lb".split()
)  # the last three are names that trafilatura gives to its own
TAGGED = frozenset("figcaption blockquote h1 h2 h3 h4 h5 h6 li time td th p aside footer header".split())
ENOUGH = 0.6  # of the text that the extractor found: less among the lines, and they are not trusted
PIECE = 20  # letters of a line that are looked for among the article's blocks
CELLS = ("td", "th", "cell")  # a row of a table is one line
WITHIN = ("blockquote", "figcaption", "li")  # a paragraph within one of these is still of it
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
STANDFIRST = re.compile(r"\b(?:standfirst|(?:article-)?(?:lead|lede|intro|summary)|deck|dek|subtitle|subheadline|teaser)\b", re.I)
BYLINE = re.compile(r"\b(?:byline|author|c-byline|writer)\b", re.I)


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
    lines = list(_marked(_walk(document), tuple(_key(line) for _, line in own)))
    told, found = (sum(map(len, texts)) for texts in ([line for _, line in own], [line.text for line in lines if line.main]))
    if own and found < ENOUGH * told:
        # The page's structure is broken, or its text hidden: what the extractor found stands all the same.
        lines = [replace(line, main=False) for line in lines]
        lines += [Line(number, line, 1, tag) for number, (tag, line) in enumerate(own, len(lines) + 1)]
    return tuple(lines)


def _marked(walked: Iterable[tuple[str, str]], blocks: Sequence[str]) -> Iterator[Line]:
    """Lines that know whether they are among the article's blocks."""
    short, whole = Counter(blocks), "\n".join(blocks)
    for number, (tag, line) in enumerate(walked, 1):
        key = _key(line)
        main = not blocks or _among(key, short, whole)
        short[key] -= main
        yield Line(number, line, 1, tag, main)


def _among(key: str, short: Mapping[str, int], whole: str) -> bool:
    """Whether a line is one of the article's blocks, or most of its text stands among them.

    The extractor parts text otherwise than the page does, where a line ends or an element begins.
    """
    if short.get(key, 0) > 0:
        return True
    pieces = [key[start : start + PIECE] for start in range(0, len(key) - PIECE + 1, PIECE)]
    return len(pieces) > 1 and sum(piece in whole for piece in pieces) >= 0.7 * len(pieces)


def _own(text: str) -> tuple[tuple[str, str], ...]:
    """The article's own blocks as trafilatura finds them: (element, text); () where it finds none."""
    import trafilatura

    found: Any = trafilatura.bare_extraction(text, include_comments=False, include_tables=True, with_metadata=False)
    body = found.body if found is not None else None
    if body is None:
        return ()
    for name, ours in (("head", "h2"), ("item", "li"), ("quote", "blockquote")):
        for element in body.iter(name):
            element.tag = ours  # trafilatura's names of blocks, as pages have them
    return tuple(_walk(body))


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
            parts.append(" " if name in CELLS else "")
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
    # Pages hide all of themselves until a script has run.
    if element.tag in ("html", "body"):
        return False
    return element.get("hidden") is not None or bool(HIDDEN.search(element.get("style") or ""))
