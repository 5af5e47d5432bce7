"""Mentions: what may be a name in one article, by the shape of the text, the lists and a trained tagger.

Where a language model is installed, its opinion is one more sign.  Whether a doubtful one is a name,
and of what, is decided later, over the whole archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cuttings.lists import lands
from cuttings.mentions import language_model
from cuttings.mentions.signs import stretches
from cuttings.mentions.spans import mended
from cuttings.mentions.tagger import Tagger, tagger
from cuttings.model import Article, Candidate, candidate

CONFLICTS = ("war", "conflict", "crisis", "War", "Conflict", "Crisis")
#: Wars that are named for who fights them: "Russia-Georgia military conflict".
CONFLICT = re.compile(
    r"\b(?P<one>[^\W\d_]+)[-–](?P<other>[^\W\d_]+) (?:(?:military|armed|border|gas|trade) )?"
    rf"(?:{'|'.join(CONFLICTS)})\b"
)


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
    conflicts = [one for field, text in fields for one in _conflicts(field, text)]
    yield from conflicts
    covered = {(one.field, at) for one in conflicts for at in range(one.start, one.end)}
    found = list(stretches(fields))
    if opinions is not None:
        found = [replace(one, signs=tuple(map(tuple.__add__, one.signs, language_model.signs(one, opinions[one.field])))) for one in found]
    for stretch, spans in zip(found, judge.names(found), strict=True):
        for span in mended(stretch, spans, texts[stretch.field]):
            start = stretch.offset + stretch.tokens[span.first].start
            end = stretch.offset + stretch.tokens[span.last - 1].end
            if not (covered and any((stretch.field, at) in covered for at in range(start, end))):
                yield candidate(stretch.field, start, end, texts[stretch.field][start:end], span.likely, bool(span.kind))


def _conflicts(field: str, text: str) -> Iterator[Candidate]:
    if not any(word in text for word in CONFLICTS):
        return
    for match in CONFLICT.finditer(text):
        if match["one"] in lands() and match["other"] in lands():
            yield Candidate(field, match.start(), match.end(), match[0], (0.0, 0.0, 0.0, 1.0))
