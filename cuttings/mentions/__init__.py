"""Mentions: what may be a name in one article, by the shape of the text, the lists and a trained tagger.

Whether a doubtful one is a name, and of what, is decided later, over the whole archive.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cuttings.mentions.signs import stretches
from cuttings.mentions.tagger import Tagger, tagger
from cuttings.model import Article, Candidate

KINDS = "POLM"  # as in `Candidate.likely`


def candidates(article: Article) -> tuple[Candidate, ...]:
    """What may be a name, in every field of an article in which names are looked for."""
    return tuple(in_texts(list(article.fields()), tagger("names")))


def in_texts(fields: Sequence[tuple[str, str]], judge: Tagger) -> Iterator[Candidate]:
    """What may be a name in texts, (field, text), of one article."""
    texts = dict(fields)
    found = list(stretches(fields))
    for stretch, spans in zip(found, judge.names(found), strict=True):
        for span in spans:
            start = stretch.offset + stretch.tokens[span.first].start
            end = stretch.offset + stretch.tokens[span.last - 1].end
            likely = tuple(span.likely.get(kind, 0.0) for kind in KINDS)
            yield Candidate(stretch.field, start, end, texts[stretch.field][start:end], likely)  # type: ignore[arg-type]
