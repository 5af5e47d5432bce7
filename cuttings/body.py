"""The body of an article: blocks → Markdown, as the machine writes it; Markdown → blocks, as anyone may.

What the Markdown on disk means, is told by Python-Markdown; what of it may reach a page, by nh3's
allow-list, after which nothing touches the markup but links to entities.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cuttings.model import Block, BlockKind, Html

CAPTION = "*Caption:* "
CAPTION_MARK = "{: .caption }"
QUOTE_MARK = "{: .quote }"
LARGEST = 2_000_000  # characters of Markdown: above, rendering would take minutes
BRACKETS = 1_000  # opening brackets: Python-Markdown's time grows with their square

TAGS = {"p", "em", "strong", "a", "ul", "ol", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "br", "hr", "sub", "sup"} | {
    "code", "pre", "del", "table", "thead", "tbody", "tr", "th", "td", "cite", "q"
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "p": {"class"}}
LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>')
CELL = re.compile(r"<t[hd]>(.*?)</t[hd]>")
EXTENSIONS = ("attr_list", "sane_lists", "tables")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ESCAPED = re.compile(r"([\\`*_{}])")
OPENS_BLOCK = re.compile(r"^(#{1,6}|>|[-+=](?=[ =-]|$)|\d+(?=[.)]\s)|:(?= )|~{3,})")


def to_markdown(blocks: Iterable[Block]) -> str:
    """The body as the machine writes it, a block a paragraph, ending in a newline."""
    return "\n\n".join(_block_markdown(block) for block in blocks) + "\n"


def escape(text: str) -> str:
    r"""A text as Markdown that means the text: no more signs are escaped than need be.

    >>> escape("a * b, _c_ [But] <i> &amp; R&D")
    'a \\* b, \\_c\\_ [But] &lt;i> &amp;amp; R&D'
    >>> escape("# 1")
    '\\# 1'
    """
    text = re.sub(r"\s*\n\s*", " ", text)
    text = ESCAPED.sub(r"\\\1", text)
    text = re.sub(r"&(?=#?\w+;)", "&amp;", text).replace("<", "&lt;")
    if re.search(r"\][\[(:]|\[\^|\] [\[(]", text):
        text = text.replace("[", r"\[").replace("]", r"\]")
    match = OPENS_BLOCK.match(text)
    if not match:
        return text
    if match[1].isdigit():
        return f"{match[1]}\\{text[match.end() :]}"
    # Not each of these signs can be escaped by a backslash, but each by its number.
    return f"\\{text}" if text[0] in "#>-+" else f"&#{ord(text[0])};{text[1:]}"


def _block_markdown(block: Block) -> str:
    text = _inline(block.html) if block.html else escape(block.text)
    match block.kind:
        case "subhead":
            # Signs at the end of a heading would be taken for its closing.
            words = block.text.rstrip("#")
            return f"## {escape(words)}{'&#35;' * (len(block.text) - len(words))}"
        case "caption":
            return f"{CAPTION}{text}\n{CAPTION_MARK}"
        case "pull_quote":
            return f"> {text}"
        case "quote":
            return f"> {text}\n{QUOTE_MARK}"
        case "list":
            items = block.html.split("\n") if block.html else [html.escape(item, quote=False) for item in block.text.split("\n")]
            return "\n".join(f"- {_inline(item)}" for item in items)
        case "table":
            return _table_markdown(block)
    return text


def _inline(markup: str) -> str:
    """The markup of a line that the machine made, links at most, as Markdown."""
    parts = []
    for number, part in enumerate(LINK.split(markup)):
        if number % 3 == 1:
            parts.append(html.unescape(part))
        elif number % 3 == 2:
            parts[-1] = f"[{_escaped(part)}](<{parts[-1]}>)"
        else:
            parts.append(_escaped(part))
    return "".join(parts) if len(parts) > 1 else escape(html.unescape(markup))


def _escaped(markup: str) -> str:
    """A part of a line beside links, where each bracket could be one of a link's."""
    return re.sub(r"(?<!\\)([\[\]])", r"\\\1", escape(html.unescape(markup)))


def table_markup(rows: Sequence[Sequence[str]]) -> Html:
    """The markup of a table of texts; its first row is its head."""
    width = max(map(len, rows))
    made = []
    for number, row in enumerate(rows):
        cell = "td" if number else "th"
        cells = "".join(f"<{cell}>{html.escape(text.strip(), quote=False)}</{cell}>" for text in (*row, *[""] * (width - len(row))))
        made.append(f"<tr>{cells}</tr>")
    return Html("<table>" + "\n".join(made) + "</table>")


def _table_markdown(block: Block) -> str:
    rows = [[escape(html.unescape(cell)).replace("|", "\\|") for cell in CELL.findall(row)] for row in block.html.split("\n")]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([lines[0], "|" + " --- |" * len(rows[0]), *lines[1:]])


class TooMuch(ValueError):
    """A body that cannot be rendered in reasonable time."""


def to_blocks(markdown: str) -> tuple[Block, ...]:
    """The blocks of a body in Markdown; raises TooMuch for one that nobody wrote by hand."""
    from lxml import html as parser

    safe = sanitised(markdown)
    if not safe.strip():
        return ()
    root = parser.fragment_fromstring(safe, create_parent="div")
    return tuple(block for child in root for block in _block(child))


def sanitised(markdown: str) -> str:
    """Markdown as HTML of allowed elements only."""
    import markdown as python_markdown
    import nh3

    if len(markdown) > LARGEST:
        raise TooMuch(f"the text is longer than {LARGEST:,} characters; split it into several articles")
    if markdown.count("[") - markdown.count("\\[") > BRACKETS:
        raise TooMuch(f"more than {BRACKETS:,} opening brackets; put a backslash before each that is no link")
    try:
        rendered = python_markdown.markdown(markdown, extensions=list(EXTENSIONS), output_format="html")
    except (RecursionError, AssertionError, ValueError) as error:
        raise TooMuch(f"it cannot be read as Markdown ({type(error).__name__}); is something nested very deep?") from None
    return nh3.clean(
        rendered,
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )


def _attribute(tag: str, name: str, value: str) -> str | None:
    if name == "class":
        return value if value in ("caption", "quote") else None
    # A relative address would point into the archive's own pages, where nothing stands.
    if name == "href" and not re.match(r"(?:https?://|mailto:)", value, re.IGNORECASE):
        return None
    return value


def _block(element: Any) -> Iterator[Block]:
    if element.tag == "blockquote":
        # Markdown joins neighbouring quotations into one: each of their paragraphs is a block.
        for child in list(element) or [element]:
            yield from _made("quote" if child.get("class") == "quote" else "pull_quote", child)
    elif element.tag != "hr":
        yield from _made(_kind(element), element)


def _kind(element: Any) -> BlockKind:
    if element.tag in HEADINGS:
        return "subhead"
    if element.tag in ("ul", "ol"):
        return "list"
    if element.tag == "table":
        return "table"
    return "caption" if element.get("class") == "caption" else "paragraph"


def _made(kind: BlockKind, element: Any) -> Iterator[Block]:
    whole = kind in ("list", "table") or element.tag == "pre"
    markup = _serialised(element) if whole else inner(element)
    if kind == "caption":
        markup = re.sub(r"^\s*<em>Caption:</em>\s*", "", markup)
    text = plain(markup)
    if text:
        yield Block(kind, text, Html(text if markup == text else markup))  # one of two equal texts is held, and kept


def inner(element: Any) -> str:
    """The markup within an element, white space at its ends removed and line ends folded."""
    text = html.escape(element.text or "", quote=False)
    return re.sub(r"\s*\n\s*", " ", text + "".join(map(_serialised, element))).strip()


def _serialised(element: Any) -> str:
    from lxml import etree

    if element.tag in ("ul", "ol", "table", "thead", "tbody", "tr", "li"):
        _spaced(element)
    return str(etree.tostring(element, encoding="unicode", method="html"))


def _spaced(element: Any) -> None:
    """White space between the items of a list or the rows of a table: one line end, nothing else."""
    for node in element.iter():
        if node.tag in ("ul", "ol", "table", "thead", "tbody", "tr"):
            node.text = (node.text or "").strip() or None
        node.tail = re.sub(r"\s*\n\s*", " ", node.tail or "") if (node.tail or "").strip() else None
        if node.tag in ("td", "th") and node.getnext() is not None:
            node.tail = " "
    items = list(element.iter("li", "tr"))
    for before in items[:-1]:
        before.tail = "\n"
    element.tail = None


def plain(markup: str) -> str:
    """The text of sanitised markup: what is left without tags, character references resolved."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))
