"""Links put into sanitised markup, by positions in its plain text.

The words on the page stay as they are: only start and end tags are added, never inside another
link, never so that they cross a tag.  A span that can't be placed so is left alone.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cuttings.model import Html

_TOKEN = re.compile(
    r"""(?P<tag><(?:[^<>"']|"[^"]*"|'[^']*')*>)"""
    r"""|(?P<reference>&(?:\#\d+|\#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);)"""
    r"""|(?P<text>[^<&]+|[<&])"""
)
_TAG_NAME = re.compile(r"</?\s*([A-Za-z][A-Za-z0-9]*)")
# Markup that may stand inside a link; a span that crosses any other isn't linked.
_INLINE = frozenset(
    {"abbr", "b", "bdi", "cite", "code", "del", "em", "i", "ins", "kbd"} | {"mark", "q", "s", "small", "span", "strong", "sub", "sup", "u"}
)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of plain text, `text[start:end]`, to be linked to what `key` names by the start tag `opening`."""

    start: int
    end: int
    key: str
    opening: Html


@dataclass(frozen=True, slots=True)
class Token:
    """A tag, a character reference or a run of text: where it stands in the markup and in the plain text."""

    kind: str
    markup: str
    start: int
    plain_start: int
    plain_end: int
    in_link: bool

    def place(self, at: int) -> int:
        """Where in the markup a place of the plain text is; a reference has only a before and an after."""
        if at == self.plain_end:
            return self.start + len(self.markup)
        return self.start + (at - self.plain_start if self.kind == "text" else 0)


def plain_text(markup: str) -> str:
    """What a reader of the markup sees, whitespace as it stands.

    >>> plain_text("<p>Fish &amp; <em>chips</em></p>")
    'Fish & chips'
    """
    return "".join(_read(match) for match in _TOKEN.finditer(markup))


def link_first(markup: Html, text: str, spans: Iterable[Span], linked: frozenset[str] = frozenset()) -> tuple[Html, frozenset[str]]:
    """The markup with a link at the first possible span of each key, and all keys linked by now.

    `text` is the plain text that the spans count in, `linked` the keys that have had their link.

    >>> opening = Html('<a href="nato.html">')
    >>> spans = [Span(0, 4, "nato", opening), Span(10, 14, "nato", opening)]
    >>> link_first(Html("<em>Nato</em> asks Nato"), "Nato asks Nato", spans)[0]
    '<em><a href="nato.html">Nato</a></em> asks Nato'
    """
    wanted = sorted((s for s in spans if s.key not in linked), key=lambda span: (span.start, -span.end))
    if not wanted:
        return markup, linked
    tokens = tuple(_tokens(markup))
    plain = plain_text(markup)
    cuts: list[tuple[int, int, Html]] = []
    for span in wanted:
        found = _in_plain(span, text, plain) if span.key not in linked else None
        cut = _cut(tokens, *found) if found else None
        if cut and (not cuts or cut[0] >= cuts[-1][1]):
            cuts.append((*cut, span.opening))
            linked |= {span.key}
    return _with_links(markup, cuts), linked


def _with_links(markup: Html, cuts: Sequence[tuple[int, int, Html]]) -> Html:
    pieces, at = [], 0
    for start, end, opening in cuts:
        pieces += [markup[at:start], opening, markup[start:end], "</a>"]
        at = end
    return Html("".join(pieces) + markup[at:])


def _tokens(markup: str) -> Iterator[Token]:
    plain, links = 0, 0
    for match in _TOKEN.finditer(markup):
        end = plain + len(_read(match))
        if match.lastgroup == "tag" and _name(match[0]) == "a":
            links += -1 if match[0].startswith("</") else 1
        yield Token(str(match.lastgroup), match[0], match.start(), plain, end, links > 0)
        plain = end


def _read(match: re.Match[str]) -> str:
    if match.lastgroup == "text":
        return match[0]
    return html.unescape(match[0]) if match.lastgroup == "reference" else ""


def _name(tag: str) -> str:
    match = _TAG_NAME.match(tag)
    return match[1].lower() if match else ""


def _in_plain(span: Span, text: str, plain: str) -> tuple[int, int] | None:
    """Where the span stands in the plain text of the markup, which may space or number lists otherwise."""
    surface = text[span.start : span.end]
    if plain == text or not surface:
        return (span.start, span.end) if surface else None
    if plain.count(surface) != text.count(surface):
        return None
    parts = plain.split(surface, text.count(surface, 0, span.start) + 1)
    start = len(plain) - len(parts[-1]) - len(surface)
    return start, start + len(surface)


def _cut(tokens: Sequence[Token], start: int, end: int) -> tuple[int, int] | None:
    """Where in the markup the link would begin and end; None where it can't stand."""
    # A tag takes no plain text, so of the tokens that begin at one place the last holds its character.
    first = bisect_right(tokens, start, key=lambda token: token.plain_start) - 1
    last = bisect_right(tokens, end - 1, key=lambda token: token.plain_start) - 1
    begin, finish = tokens[first].place(start), tokens[last].place(end)
    crossed = tokens[first : last + 1]
    if any(token.in_link for token in crossed) or not _balanced(crossed):
        return None
    return (begin, finish) if finish > begin else None


def _balanced(tokens: Iterable[Token]) -> bool:
    opened: list[str] = []
    for token in tokens:
        if token.kind != "tag":
            continue
        name = _name(token.markup)
        if name not in _INLINE:
            return False
        if not token.markup.startswith("</"):
            opened.append(name)
        elif not opened or opened.pop() != name:
            return False
    return not opened
