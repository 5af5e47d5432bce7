"""Articles that are undated, doubtful, or there twice."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from textwrap import shorten

from cuttings.clean.lines import shingles
from cuttings.model import Archive, Article, Slug
from cuttings.pages.provenance import is_close
from cuttings.review.suggestion import Suggestion, Way

SHOWN = 120  # characters of a line
LIKE = 0.8  # of two texts' word sequences: as much in common, and they may be one article
WHOLE = 64  # word sequences up to which all of a text stand for it; of a longer one, one in SAMPLED
SAMPLED = 16
CROWD = 20  # texts that share a word sequence: a phrase of the trade, which tells nothing

Shingles = frozenset[tuple[str, ...]]


def articles_twice(archive: Archive) -> Iterator[Suggestion]:
    """Articles that have nearly all of their words in common.

    Those that share one of a few word sequences are compared; which ones is chosen by a sum of them.
    """
    own = {article.slug: shingles(article.text, 4) for article in archive.articles}
    months = {article.slug: article.shown_date[:7] for article in archive.articles}
    buckets: dict[int, list[Slug]] = defaultdict(list)
    for slug, found in own.items():
        for one in _telling(found):
            buckets[one].append(slug)
    pairs = {pair for group in buckets.values() if len(group) <= CROWD for pair in combinations(group, 2)}
    for first, second in sorted(pairs):
        # Of articles that are one, the dates are alike or one of them is unknown.
        if len({months[first], months[second]} - {""}) < 2 and len(own[first] & own[second]) >= LIKE * max(
            1, min(len(own[first]), len(own[second]))
        ):
            what = "take one original away, or set draft: true in one"
            yield Suggestion("one article twice", f"{first} and {second}", articles=(first, second), ways=(Way("if so", what),))


def _telling(found: Shingles) -> set[int]:
    sums = {zlib.crc32(" ".join(one).encode()) for one in found}
    return sums if len(sums) <= WHOLE else {one for one in sums if one % SAMPLED == 0}


def contradictions(archive: Archive) -> Iterator[Suggestion]:
    """Articles whose sources disagree on a field."""
    for article in archive.articles:
        for told in article.contradictions:
            way = _write(article, f"{told.partition(':')[0]}: …")
            yield Suggestion("sources disagree", f"{article.slug}: {told}", articles=(article.slug,), ways=(way,))


def undated(archive: Archive) -> Iterator[Suggestion]:
    """Articles without a date that was read."""
    for article in archive.articles:
        if not article.date:
            way = _write(article, "date: yyyy-mm-dd", ", or date_inferred: if you conclude it")
            yield Suggestion("undated", article.slug, articles=(article.slug,), ways=(way,))


def unpublished(archive: Archive) -> Iterator[Suggestion]:
    """Articles of which neither publication nor agency is known."""
    for article in archive.articles:
        if not article.publication and not article.agency:
            yield Suggestion("no publication", article.slug, articles=(article.slug,), ways=(_write(article, "publication: …"),))


def close_cuts(archive: Archive) -> Iterator[Suggestion]:
    """Lines that were cut though they might be of the text, the likeliest first."""
    close = [(article, step) for article in archive.articles for step in article.steps if is_close(step)]
    for article, step in sorted(close, key=lambda one: (-one[1].score, one[0].slug, one[1].line)):
        text = shorten(step.text, SHOWN, placeholder="…")
        title = f"{article.slug}, line {step.line} of the original {step.why}: “{text}”"
        way = Way("if it belongs there", f"put it into articles/{article.slug}.md")
        yield Suggestion("cut, but close", title, articles=(article.slug,), ways=(way,))


def _write(article: Article, line: str, otherwise: str = "") -> Way:
    return Way("settle it", f"write {line} into articles/{article.slug}.md{otherwise}")
