"""The body: the lines of the text become blocks, each of its kind."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urljoin

from cuttings import captions, datelines
from cuttings.addresses import is_web_address
from cuttings.body import table_markup
from cuttings.clean.html import CELL_END
from cuttings.clean.lines import BULLET, SPEAKER_ALONE, ends_sentence, is_bullet, is_prose, shingles, words
from cuttings.describe.facts import Fact
from cuttings.model import Block, BlockKind, Html, Line, Step

OPENING = 4  # a dateline stands in one of the first lines of the text
MOST_LINKS = 400  # more are a list of links, and take long to read back
QUOTED = re.compile(r"^(?P<quote>[\"“„«‘'].+?[\"”“»’'])(?P<speaker>(?:\s*(?:--+|—|–|-|\|))?\s*[^\"“”„«»]{0,80})$", re.DOTALL)
SPEAKER = re.compile(r"^[\s|–—-]*[^\W\d_a-z]?[\w.’'-]*(?: [\w.’'-]+){0,7}(?:, [^.]{0,50})?[\s,|]*$")
NUMBERED = re.compile(r"\d{1,2}[.)]\s")  # a number is part of what is written
SAYS = re.compile(r"\b(?:said|says|told|added|asked|explained|warned|noted|wrote|stressed|insisted|replied)\b")
STRAY = re.compile(r"[\s,;]*(?P<mark>[|·•])\s*$")


@dataclass(frozen=True, slots=True)
class Composed:
    """The blocks of a body, and what was read and taken out on the way."""

    blocks: tuple[Block, ...]
    facts: tuple[Fact, ...] = ()
    steps: tuple[Step, ...] = ()


def compose(lines: Sequence[Line], url: str = "") -> Composed:
    """Blocks of the lines of a text: paragraphs, subheads, captions, pull quotes, lists, tables.

    Links are kept where they point to something: those within the site only if the page's `url` is known.
    """
    if sum(len(line.anchors) for line in lines) > MOST_LINKS:
        lines = [replace(line, anchors=()) for line in lines]
    opening = _opening(lines)
    facts: tuple[Fact, ...] = ()
    steps: list[Step] = []
    blocks: list[Block] = []
    for index, line in enumerate(lines):
        if opening and index == opening[0]:
            dateline = opening[1]
            facts = tuple(_dateline_facts(dateline, line))
            cut = line.text[dateline.start : dateline.end]
            steps.append(Step("dateline", "the dateline: kept as dateline", line.number, cut, kept="dateline"))
            if dateline.start:
                blocks.append(Block("caption", line.text[: dateline.start].strip()))
            rest = line.text[dateline.end :].lstrip()
            blocks.append(Block("paragraph", rest.rstrip(), _linked(line, len(line.text) - len(rest), url)))
            continue
        if blocks and blocks[-1].kind == "pull_quote" and _is_speaker(line):
            speaker = line.text if SPEAKER_ALONE.match(line.text) else f"— {line.text}"
            blocks[-1] = Block("pull_quote", f"{blocks[-1].text} {speaker}")
            continue
        kind = _kind(lines, index)
        stray = STRAY.search(line.text) if kind == "pull_quote" else None
        if stray:
            why = "a stray sign after the speaker: not shown"
            steps.append(Step("stray-sign", why, line.number, stray["mark"], kept="pull_quote"))
        _append(blocks, _block(kind, line, url))
    return Composed(tuple(_as_tables(blocks)), facts, tuple(steps))


def _block(kind: BlockKind, line: Line, url: str) -> Block:
    if kind == "table":
        return Block(kind, line.text)
    text = BULLET.sub("", line.text) if kind == "list" and not NUMBERED.match(line.text) else line.text
    return Block(kind, " ".join(text.split()), _linked(line, len(line.text) - len(text), url))


def _append(blocks: list[Block], block: Block) -> None:
    """Add a block; items of a list, or rows of a table, that follow each other are one block, each a line."""
    if block.kind in ("list", "table") and blocks and blocks[-1].kind == block.kind:
        items = (f"{one.html or html.escape(one.text, quote=False)}" for one in (blocks[-1], block))
        linked = blocks[-1].html or block.html
        blocks[-1] = Block(block.kind, f"{blocks[-1].text}\n{block.text}", Html("\n".join(items)) if linked else Html(""))
    else:
        blocks.append(block)


def _as_tables(blocks: Iterable[Block]) -> Iterator[Block]:
    """Rows of a table as a table, if there are some of several cells; else each is a paragraph."""
    for block in blocks:
        rows = [row.split(CELL_END) for row in block.text.split("\n")]
        if block.kind != "table":
            yield block
        elif len(rows) > 1 and max(map(len, rows)) > 1:
            text = "\n".join(" ".join(filter(None, map(str.strip, row))) for row in rows)
            yield Block("table", text, table_markup(rows))
        else:
            yield from (Block("paragraph", " ".join(" ".join(row).split())) for row in rows)


def _linked(line: Line, cut: int, url: str) -> Html:
    """A line's markup with its links, its first `cut` characters left out; "" where it has none."""
    parts, at = [], cut
    for anchor in line.anchors:
        address = _address(anchor.url, url)
        if anchor.start >= at and address:
            text = html.escape(line.text[anchor.start : anchor.end], quote=False)
            parts.append(html.escape(line.text[at : anchor.start], quote=False))
            parts.append(f'<a href="{html.escape(address)}">{text}</a>')
            at = anchor.end
    return Html("".join(parts) + html.escape(line.text[at:], quote=False)) if parts else Html("")


def _address(link: str, url: str) -> str:
    address = urljoin(url, link) if url else link
    return address if is_web_address(address) else ""


def _opening(lines: Sequence[Line]) -> tuple[int, datelines.Dateline] | None:
    """The line that opens with a dateline, among the first paragraphs: captions may stand above it."""
    seen = 0
    for index, line in enumerate(lines):
        dateline = datelines.find(line.text)
        if dateline and words(line.text[dateline.end :]) >= 3:
            return index, dateline
        seen += is_prose(line.text) and not captions.is_caption(line.text)
        if seen == OPENING:
            break
    return None


def _dateline_facts(dateline: datelines.Dateline, line: Line) -> Iterator[Fact]:
    where = f"the dateline, line {line.number}"
    for field, value in (("dateline", dateline.place), ("date", dateline.date), ("agency", dateline.agency)):
        yield Fact(field, value, where)


def _kind(lines: Sequence[Line], index: int) -> BlockKind:
    line = lines[index]
    if line.tag == "figcaption" or captions.is_caption(line.text):
        return "caption"
    if line.tag == "tr":
        return "table"
    if _is_pull_quote(lines, index):
        return "pull_quote"
    if line.tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
        return "subhead"
    if line.tag == "blockquote":
        return "quote"
    if line.tag == "li" or (is_bullet(line.text) and not NUMBERED.match(line.text) and _in_list(lines, index)):
        return "list"
    return "subhead" if not line.tag and _is_subhead(lines, index) else "paragraph"


def _is_subhead(lines: Sequence[Line], index: int) -> bool:
    """A short line without a full stop, between paragraphs."""
    text = lines[index].text
    if not 0 < words(text) <= 10 or (ends_sentence(text) and text[-1] not in "?!") or text[-1] in ",;:—–-":
        return False
    after = lines[index + 1 : index + 2]
    return text[0].isupper() and index > 0 and bool(after) and is_prose(after[0].text)


def _is_speaker(line: Line) -> bool:
    """A line that only names whose words the quotation above it are."""
    alone = line.tag == "blockquote" and words(line.text) <= 8 and not ends_sentence(line.text)
    return alone or bool(SPEAKER_ALONE.match(line.text))


def _is_pull_quote(lines: Sequence[Line], index: int) -> bool:
    """A quotation set apart that repeats what the text says elsewhere, in whole or shortened."""
    line = lines[index]
    if line.tag == "blockquote" and words(line.text) >= 4:
        own = shingles(line.text)
        return any(len(own & shingles(other.text)) >= 0.9 * len(own) for other in lines if other != line)
    match = QUOTED.match(line.text)
    if not match or words(match["quote"]) < 6:
        return False
    speaker = match["speaker"].strip()
    if speaker and (SAYS.search(speaker) or not SPEAKER.match(speaker)):
        return False
    own = shingles(match["quote"])
    for number, other in enumerate(lines):
        if number != index and len(own & shingles(other.text)) >= (0.6 if speaker else 0.9) * len(own):
            # Of two that repeat each other without a speaker, the paragraph is the longer one.
            return bool(speaker) or words(other.text) > words(line.text)
    return False


def _in_list(lines: Sequence[Line], index: int) -> bool:
    """Whether a line with a bullet has a neighbour with one: a number alone may begin a paragraph."""
    return any(0 <= other < len(lines) and is_bullet(lines[other].text) for other in (index - 1, index + 1))
