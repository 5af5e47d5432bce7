"""Lines of a saved page: the runs of text between block elements, each with the element it stood in.

What is not shown (scripts, menus marked as such, hidden elements) is no line.  Links keep where
they point.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from cuttings.addresses import is_web_address
from cuttings.model import Anchor

DROPPED = frozenset(
    "script style noscript template iframe object embed svg math canvas button select option input textarea "
    "nav head title meta link audio video map datalist dialog".split()
)
BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer h1 h2 h3 "
    "h4 h5 h6 header hgroup hr html legend li main menu ol p pre section summary table tbody tfoot thead time tr ul br form "
    "list row lb".split()
)  # the last three are names that trafilatura gives to its own
CELLS = ("td", "th", "cell")  # a row of a table is one line, its cells parted by CELL_END
CELL_END = "\t"
WITHIN = ("blockquote", "figcaption", "li")  # a paragraph within one of these is still of it
#: What an element is by its name: "" if it is left out; all others are "inline".
KINDS = dict.fromkeys(BLOCKS, "block") | dict.fromkeys(DROPPED, "") | {"a": "link"}
CONTAINERS = ("div", "section", "center", "main", "body", "html", "article", "br", "form", "hr")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
DEEPEST = 60  # elements around a text that are known; a page may nest a hundred thousand
ENOUGH = 600  # characters: a page that shows less may have all of its text hidden until a script has run
CAPTION = re.compile(r"\b(?:(?:img|image|photo|picture|figure|media|wp)[-_]{0,2})?caption(?:[-_]{0,2}text)?\b", re.IGNORECASE)
STANDFIRST = re.compile(r"\b(?:standfirst|deck|dek|sub-?title|sub-?headline)\b", re.IGNORECASE)
LEAD = re.compile(r"\b(?:(?:article-)?(?:lead|lede|intro|summary)|teaser)\b", re.IGNORECASE)
BYLINE = re.compile(r"\b(?:byline|author|c-byline|writer)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a run of text stands in its page.

    `path` are the numbers of the block elements around it, outermost first, `names` their names and
    `called` what authors called them (class, id); `linked` is the share of its characters within links.
    """

    tag: str
    text: str
    path: tuple[int, ...]
    names: tuple[str, ...]
    called: tuple[str, ...]
    linked: float
    anchors: tuple[Anchor, ...] = ()


def role(place: Place) -> str:
    """What a run of text is to its article, by its element, else the element itself.

    "figcaption", "byline", "standfirst", and "lead": the press of some countries calls so the first
    paragraph of the text, that of others a standfirst.
    """
    return "figcaption" if "figcaption" in place.names else _role(place.tag, place.called[-2:])


@lru_cache(maxsize=1 << 14)
def _role(tag: str, called: tuple[str, ...]) -> str:
    """The role of a run of text by what its element and the one around it are called."""
    own = called[-1] if called else ""
    if CAPTION.search(" ".join(called)):
        return "figcaption"
    if tag in ("p", "h2", "h3", ""):
        if STANDFIRST.search(own):
            return "standfirst"
        if LEAD.search(own):
            return "lead"
    return "byline" if BYLINE.search(own) and tag not in ("h1", "figcaption") else tag


@lru_cache(maxsize=2)
def parse(text: str) -> Any:
    """The tree of a page, None where there is nothing to parse.  It is shared: nobody may change it."""
    from lxml import etree

    return parsed(text, etree.HTMLParser)


def parsed(text: str, parser: Any) -> Any:
    """The tree of a page by a kind of lxml's parsers, None where there is nothing to parse."""
    from lxml import etree

    if not text.strip():
        return None
    # lxml refuses a text that declares its own encoding: it has been decoded already.
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
    try:
        return etree.fromstring(text, parser(huge_tree=True, remove_comments=True, remove_pis=True))
    except (etree.LxmlError, ValueError):
        return None


def places(document: Any) -> list[Place]:
    """The runs of text of a page in order; hidden ones only where hardly anything else is there."""
    shown = _Walk(hidden=False).places(document)
    if _letters(shown) >= ENOUGH:
        return shown
    everything = _Walk(hidden=True).places(document)
    return everything if _letters(everything) > 3 * _letters(shown) else shown


def _letters(found: list[Place]) -> int:
    return sum(len(place.text) for place in found)


class _Walk:
    """A walk through a page, element by element, that gathers text until a block begins or ends.

    An element is met twice, when it opens and when it closes.
    """

    def __init__(self, *, hidden: bool) -> None:
        self.hidden = hidden
        self.found: list[Place] = []
        self.kinds: list[str] = []  # of the elements that are open
        self.blocks: list[tuple[str, tuple[int, ...], tuple[str, ...], tuple[str, ...]]] = [("", (), (), ())]
        self.parts: list[tuple[str, str | None]] = []  # text, and where it links to
        self.links: list[str] = []
        self.count = 0

    def places(self, root: Any) -> list[Place]:
        from lxml import etree

        walk = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                name = element.tag.lower()
                kind = self._kind(element, name)
                self.kinds.append(kind)
                if kind:
                    self._begin(element, name, kind)
                else:
                    walk.skip_subtree()
            else:
                if event == "end":
                    self._end(element, self.kinds.pop())
                self._add(element.tail)
        self._flush()
        return self.found

    def _kind(self, element: Any, name: str) -> str:
        """What an element is: "block", "link", "inline", "" for one that is left out."""
        kind = KINDS.get(name, "inline")
        # Pages hide all of themselves until a script has run.
        if kind and not self.hidden and name not in ("html", "body") and _is_hidden(element):
            return ""
        return kind

    def _begin(self, element: Any, name: str, kind: str) -> None:
        if kind == "block":
            self._flush()
            self._open(element, name)
        elif kind == "link":
            self.links.append((element.get("href") or "").strip())
        self._add(element.text)

    def _end(self, element: Any, kind: str) -> None:
        if kind == "block":
            self._flush()
            self.blocks.pop()
        elif kind == "link":
            self.links.pop()
        elif kind and element.tag in CELLS:
            self._add(CELL_END)

    def _open(self, element: Any, name: str) -> None:
        outer, path, names, called = self.blocks[-1]
        self.count += 1
        tag = outer if name == "p" and outer in WITHIN else "" if name in CONTAINERS else name
        by = " ".join(filter(None, map(element.get, ("class", "id", "itemprop", "rel"))))
        keep = slice(-DEEPEST, None)
        self.blocks.append((tag, (*path, self.count)[keep], (*names, name)[keep], (*called, by)[keep]))

    def _add(self, text: str | None) -> None:
        if text and (self.parts or not text.isspace()):  # a text begins with a letter
            self.parts.append((text, self.links[-1] if self.links else None))

    def _flush(self) -> None:
        if not self.parts:
            return
        text, anchors, linked = _joined(self.parts)
        self.parts = []
        tag, path, names, called = self.blocks[-1]
        self.found.append(Place(tag, text, path, names, called, linked / len(text), anchors))


def _is_hidden(element: Any) -> bool:
    style = element.get("style")
    return bool(style and HIDDEN.search(style)) or element.get("hidden") is not None


def _joined(parts: list[tuple[str, str | None]]) -> tuple[str, tuple[Anchor, ...], int]:
    """The text of some parts with its spaces folded, its links, and how many of its characters are within links."""
    if len(parts) == 1 and parts[0][1] is None:  # as most are
        return " ".join(parts[0][0].split()), (), 0
    pieces: list[str] = []
    anchors: list[Anchor] = []
    length = linked = 0
    for part, link in parts:
        folded = part if part == CELL_END else _folded(part)
        if not pieces or pieces[-1][-1].isspace():
            folded = folded.lstrip() if not pieces else folded.lstrip(" ")
        if not folded:
            continue
        if link is not None and folded.strip():
            linked += len(folded)
            if link.startswith("/") or is_web_address(link):
                anchors.append(Anchor(length, length + len(folded.rstrip()), link))
        pieces.append(folded)
        length += len(folded)
    text = "".join(pieces).rstrip()
    return text, tuple(anchor for anchor in anchors if anchor.end <= len(text)), min(linked, len(text))


def _folded(text: str) -> str:
    """A text with each run of spaces as one.

    >>> _folded("  Anna\\n and Tom ")
    ' Anna and Tom '
    """
    folded = " ".join(text.split())
    return f"{' ' * text[0].isspace()}{folded}{' ' * text[-1].isspace()}" if folded else " "
