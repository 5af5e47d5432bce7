"""Score: how likely each line is of the article's own text, by forests trained on real pages.

A text's lines are judged by their words and their neighbours, a page's by its markup too.  Where the
page's own forest is unsure, trafilatura is asked, and another forest weighs its verdict: it errs on
other pages than ours does.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from cuttings.clean import context, structure
from cuttings.clean.forest import Matrix, forest
from cuttings.clean.html import Place, parse, parsed, places, role
from cuttings.clean.lines import squeezed
from cuttings.clean.shape import Shapes, shapes
from cuttings.clean.structure import SAME
from cuttings.clean.vocabulary import Vocabulary
from cuttings.model import Line

LIKELY = 0.45  # from here on a line is kept: of two errors, losing text is the worse
HARDLY = 0.3  # a lower score speaks against a line, and not only for nothing
LITTLE = 0.05  # of a text's characters
UNSURE = 0.08  # of a page's words: where more are likely to be judged wrong, another opinion is sought
LARGEST = 60_000  # signs of a tag: the other's time grows with the square of the elements
PIECE = 20  # letters of a line that are looked for among the extractor's blocks


def scored(lines: Sequence[Line], whole: Sequence[Line]) -> tuple[Line, ...]:
    """Lines of plain text, each with its score and how likely it is the headline; `whole` are those of the original."""
    if not lines:
        return ()
    trees = forest("text")
    seen = seen_in(lines, trees.words)
    table = context.rows(lines, seen)
    scores = forest("text-twice").probabilities(with_again(table, lines, seen, trees.probabilities(table)))
    leads = forest("headline").probabilities(with_repeats(table, lines, whole))
    told = zip(lines, scores.tolist(), leads.tolist(), strict=True)
    return tuple(
        Line(line.number, line.text, line.gap, line.tag, round(score, 3), round(lead, 3), line.anchors) for line, score, lead in told
    )


def spared(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, all of them likely where but little of their text is not."""
    first = max(lines, key=lambda line: line.leads or 0.0)
    unlikely = sum(len(line.text) for line in lines if (line.score or 0.0) < HARDLY and line is not first)
    if unlikely > LITTLE * sum(len(line.text) for line in lines):
        return tuple(lines)
    return tuple(line if (line.score or 0.0) >= LIKELY else replace(line, score=LIKELY) for line in lines)


def seen_in(lines: Sequence[Line], words: Vocabulary) -> Shapes:
    """The shapes of lines."""
    return shapes([line.text for line in lines], words)


def with_again(table: Matrix, lines: Sequence[Line], seen: Shapes, scores: Matrix) -> Matrix:
    """The same with what the scores of a first look tell."""
    return np.concatenate([table, context.again(lines, seen, scores)], axis=1)


def with_repeats(table: Matrix, lines: Sequence[Line], whole: Sequence[Line]) -> Matrix:
    """The same with how often each line stands in the original, and how often with more behind it: headlines do."""
    key = {text: squeezed(text) for text in {line.text for line in (*whole, *lines)}}
    keys = sorted(key[line.text] for line in whole)
    counts = Counter(keys)
    repeats = np.array([_repeats(key[line.text], keys, counts) for line in lines], dtype=np.float32)
    return np.concatenate([table, np.minimum(repeats, 5)], axis=1)


def _repeats(key: str, keys: Sequence[str], counts: Mapping[str, int]) -> tuple[int, int]:
    if len(key) < SAME:
        return counts[key], 0
    return counts[key], bisect_left(keys, key + chr(sys.maxunicode)) - bisect_right(keys, key)


def page_lines(text: str) -> tuple[Line, ...]:
    """The lines of a saved page, each with its score, numbered from 1."""
    document = parse(text)
    found = places(document) if document is not None else []
    if not found:
        return ()
    lines = as_lines(found)
    trees = forest("page")
    table = page_rows(lines, found, document, trees.words)
    scores = trees.probabilities(table)
    if doubt(lines, scores) > UNSURE and text.count("<") <= LARGEST:
        scores = forest("page-twice").probabilities(with_verdict(table, verdict(lines, text)))
    return tuple(
        Line(line.number, line.text, line.gap, line.tag, round(score, 3), anchors=line.anchors)
        for line, score in zip(lines, scores.tolist(), strict=True)
    )


def as_lines(found: Sequence[Place]) -> tuple[Line, ...]:
    """A page's runs of text as lines, not scored yet."""
    return tuple(Line(number, place.text, 1, role(place), anchors=place.anchors) for number, place in enumerate(found, 1))


def page_rows(lines: Sequence[Line], found: Sequence[Place], document: Any, words: Vocabulary) -> Matrix:
    """A page's lines as numbers: by their text, and by their markup."""
    return np.concatenate([context.rows(lines, seen_in(lines, words)), structure.rows(found, document)], axis=1)


def with_verdict(table: Matrix, kept: Matrix) -> Matrix:
    """The same with the extractor's verdict on each line and on its neighbours."""
    column = kept[:, None]
    return np.concatenate([table, column, context.shifted(column, 1), context.shifted(column, -1)], axis=1)


def doubt(lines: Sequence[Line], scores: Matrix) -> float:
    """The words that are likely judged wrong, as a share of those that are likely the article's."""
    words = np.array([line.text.count(" ") + 1 for line in lines])
    return float((words * np.minimum(scores, 1 - scores)).sum() / max(float((words * scores).sum()), 1.0))


def verdict(lines: Sequence[Line], text: str) -> Matrix:
    """For each line 1 if trafilatura takes it for the article's, else 0.

    It parts text otherwise than the page does, so a line counts too where most of its pieces are found.
    """
    blocks = _blocks(text)
    whole, left = "\n".join(blocks), Counter(blocks)
    kept = np.zeros(len(lines), dtype=np.float32)
    for index, line in enumerate(lines):
        key = squeezed(line.text)
        kept[index] = left[key] > 0 or _in_pieces(key, whole)
        left[key] -= int(kept[index])
    return kept


def _in_pieces(key: str, whole: str) -> bool:
    pieces = [key[start : start + PIECE] for start in range(0, len(key) - PIECE + 1, PIECE)]
    return len(pieces) > 1 and sum(piece in whole for piece in pieces) >= 0.7 * len(pieces)


def _blocks(text: str) -> list[str]:
    """The article's blocks as trafilatura finds them, squeezed; [] where it finds none."""
    import trafilatura

    own = parsed(text, _extractors_parser)  # it wants elements of another kind, and changes them
    found: Any = trafilatura.bare_extraction(own, include_comments=False, include_tables=True, with_metadata=False, fast=True)
    body = found.body if found is not None else None
    return [squeezed(place.text) for place in places(body)] if body is not None else []


def _extractors_parser(**options: Any) -> Any:
    """A parser that makes lxml.html's elements, all of one class: to choose among its classes takes longer than to parse."""
    from lxml import etree, html

    parser = etree.HTMLParser(**options)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    return parser
