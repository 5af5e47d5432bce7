"""Mentions: what may be a name in one article, by the shape of the text, the lists and a trained tagger.

Where a language model is installed, its opinion is one more sign.  Whether a doubtful one is a name,
and of what, is decided later, over the whole archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from cuttings.lists import aliases, demonyms, words
from cuttings.mentions import language_model
from cuttings.mentions.signs import Stretch, cues, stretches
from cuttings.mentions.tagger import Span, Tagger, tagger
from cuttings.mentions.tokens import DAYS, STOP, Token, is_common
from cuttings.model import Article, Candidate

#: Wars that are named for who fights them: "Russia-Georgia military conflict".
CONFLICT = re.compile(
    r"\b(?P<one>[^\W\d_]+)[-–](?P<other>[^\W\d_]+) (?:(?:military|armed|border|gas|trade) )?(?:war|conflict|crisis|War|Conflict|Crisis)\b"
)
KINDS = "POLM"  # as in `Candidate.likely`


def candidates(article: Article, with_model: bool = False) -> tuple[Candidate, ...]:
    """What may be a name, in every field of an article in which names are looked for."""
    fields = list(article.fields())
    if with_model:
        return tuple(in_texts(fields, tagger("names-with-model"), language_model.opinions(fields)))
    return tuple(in_texts(fields, tagger("names")))


def in_texts(
    fields: Sequence[tuple[str, str]], judge: Tagger, opinions: Mapping[str, Sequence[language_model.Label]] | None = None
) -> Iterator[Candidate]:
    """What may be a name in texts, (field, text), of one article; `opinions` are the language model's."""
    texts = dict(fields)
    for field, text in fields:
        yield from _conflicts(field, text)
    found = list(stretches(fields))
    if opinions is not None:
        found = [
            replace(one, signs=tuple(map(tuple.__add__, one.signs, language_model.signs(one, opinions[one.field])))) for one in found
        ]
    for stretch, spans in zip(found, judge.names(found), strict=True):
        for span in spans:
            if not span.kind and _is_idle(stretch.tokens[span.first]):
                continue
            span = _extended(span, stretch, spans, texts[stretch.field]) if span.kind == "L" else span
            start = stretch.offset + stretch.tokens[span.first].start
            end = stretch.offset + stretch.tokens[span.last - 1].end
            likely = tuple(span.likely.get(kind, 0.0) for kind in KINDS)
            yield Candidate(stretch.field, start, end, texts[stretch.field][start:end], likely, bool(span.kind))  # type: ignore[arg-type]


def _conflicts(field: str, text: str) -> Iterator[Candidate]:
    for match in CONFLICT.finditer(text):
        if match["one"] in lands() and match["other"] in lands():
            yield Candidate(field, match.start(), match.end(), match[0], (0.0, 0.0, 0.0, 1.0))


@cache
def lands() -> frozenset[str]:
    return frozenset((*aliases("countries"), *demonyms()))


def _extended(span: Span, stretch: Stretch, spans: Sequence[Span], text: str) -> Span:
    """A place's name that only begins a longer one, with the rest of it: "Paris Air Show".

    The words behind it must be names' too, and nobody's title; a headline's capitals tell nothing.
    """
    last = span.last
    following = min((other.first for other in spans if other.kind and other.first >= last), default=len(stretch.tokens))
    while last < following and _goes_on(stretch, last, text):
        last += 1
    rest = stretch.tokens[span.last : last]
    if stretch.heading or not rest or any(token.lower in words("titles") | DAYS | STOP for token in rest):
        return span
    kind = {"organisation": "O", "place": "L"}.get(cues().get(rest[-1].lower, ""), "M")
    return Span(span.first, last, kind, {kind: sum(span.likely.values())})


def _is_idle(token: Token) -> bool:
    """Whether a word can be a name only where it is surely one: small, or a common word."""
    return not token.capital or len(token.text) < 3 or token.lower in STOP or is_common(token.text) or token.lower in words("function-words")


def _goes_on(stretch: Stretch, at: int, text: str) -> bool:
    """Whether a word of a stretch has a capital and follows the one before it by a space."""
    before, token = stretch.tokens[at - 1], stretch.tokens[at]
    return token.capital and text[stretch.offset + before.end : stretch.offset + token.start] == " "
