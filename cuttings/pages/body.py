"""The blocks of an article as its page shows them, with each entity linked where it is first named."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from cuttings.model import TEXT_KINDS, Article, Block, Html, Mention
from cuttings.pages.catalogue import grouped
from cuttings.pages.marks import Span, link_first
from cuttings.slugs import ascii_words

# Opening quotation marks, and which close them; one that a letter follows is an apostrophe.
_CLOSING = {"“": "”", '"': '"', "„": "“”", "«": "»", "»": "«", "‘": "’", "'": "'"}
_SEPARATORS = " \t\n|·•,;:/–—-"
_LIST = re.compile(r"^\s*<(?:ul|ol)\b(?![^>]*\bdir=)")
LONGEST_SPEAKER = 120


@dataclass(frozen=True, slots=True)
class Piece:
    """A block on the page: its markup, a subhead's `id`, a pull quote's `speaker`."""

    kind: str
    html: Markup
    id: str = ""
    speaker: str = ""


def pieces(article: Article, mentions: Iterable[Mention], opening: Callable[[str], Html | None]) -> tuple[Piece, ...]:
    """The blocks of an article for its page.

    `opening` gives the start tag that links an entity, None where it has no page.  An entity is linked
    once: where the text first names it, else where a caption does.
    """
    spans = _spans(article.blocks, mentions, opening)
    texts = [at for at, block in enumerate(article.blocks) if block.kind in TEXT_KINDS]
    captions = [at for at, block in enumerate(article.blocks) if block.kind == "caption"]
    markup: dict[int, Html] = {}
    linked: frozenset[str] = frozenset()
    for at in (*texts, *captions):
        block = article.blocks[at]
        markup[at], linked = link_first(_html(block), block.text, spans.get(at, ()), linked)
    ids = _subhead_ids(article.blocks)
    return tuple(
        _pull_quote(block) if block.kind == "pull_quote" else Piece(block.kind, _shown(markup[at]), ids.get(at, ""))
        for at, block in enumerate(article.blocks)
    )


def split_quote(text: str) -> tuple[str, str]:
    """The words of a pull quote and who speaks them.

    >>> split_quote("“Russia needs Nato” James Appathurai, |")
    ('“Russia needs Nato”', 'James Appathurai')
    >>> split_quote("The train must not halt |")
    ('The train must not halt', '')
    """
    text = text.strip()
    closing = _CLOSING.get(text[:1], "")
    ends = [match.end() for match in re.finditer(rf"[{closing}](?!\w)", text[1:])] if closing else []
    words, rest = text[: ends[-1] + 1] if ends else "", text[ends[-1] + 1 :] if ends else ""
    speaker = rest.strip(_SEPARATORS)
    if words and len(speaker) <= LONGEST_SPEAKER:
        return words, speaker
    return text.rstrip(_SEPARATORS), ""


def _shown(markup: Html) -> Markup:
    """The markup, a list of which runs as its own text does: its dots stand where its lines begin."""
    return Markup(_LIST.sub(r'\g<0> dir="auto"', markup, count=1))  # noqa: S704  # Html is sanitised before it gets here


def _html(block: Block) -> Html:
    return block.html or Html(escape(block.text))


def _pull_quote(block: Block) -> Piece:
    words, speaker = split_quote(block.text)
    return Piece("pull_quote", escape(words), speaker=speaker)


def _subhead_ids(blocks: Iterable[Block]) -> dict[int, str]:
    ids: dict[int, str] = {}
    for at, block in enumerate(blocks):
        if block.kind == "subhead":
            # The prefix keeps a subhead such as "Results" from taking an id that the page needs.
            wanted = f"s-{ascii_words(block.text) or at}"
            ids[at] = f"{wanted}-{at}" if wanted in ids.values() else wanted
    return ids


def _spans(blocks: tuple[Block, ...], mentions: Iterable[Mention], opening: Callable[[str], Html | None]) -> Mapping[int, tuple[Span, ...]]:
    """The mentions that may be linked, by the block they stand in, counted from its beginning."""
    starts = _text_starts(blocks)
    captions = [at for at, block in enumerate(blocks) if block.kind == "caption"]
    placed = ((mention, _place(mention, starts, captions), opening(mention.entity)) for mention in mentions)
    return grouped(
        (place[0], Span(mention.start - place[1], mention.end - place[1], mention.entity, tag))
        for mention, place, tag in placed
        if place and tag and mention.end - place[1] <= len(blocks[place[0]].text)
    )


def _text_starts(blocks: tuple[Block, ...]) -> list[tuple[int, int]]:
    """Where each block of the text begins in `Article.text`, with its number."""
    starts, at = [], 0
    for number, block in enumerate(blocks):
        if block.kind in TEXT_KINDS:
            starts.append((at, number))
            at += len(block.text) + len("\n\n")
    return starts


def _place(mention: Mention, starts: list[tuple[int, int]], captions: list[int]) -> tuple[int, int] | None:
    """The number of the block that a mention stands in, and where that block begins."""
    field, _, number = mention.field.partition(":")
    if field == "caption" and int(number) < len(captions):
        return captions[int(number)], 0
    if field == "text" and starts:
        start, block = starts[bisect_right(starts, mention.start, key=lambda entry: entry[0]) - 1]
        return block, start
    return None
