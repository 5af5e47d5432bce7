"""Review: what the machine is unsure about, the most useful to look at first."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from cuttings.builder import cache_folder
from cuttings.cache import Cache
from cuttings.clean import JUDGED
from cuttings.clean.lines import words
from cuttings.content import Content
from cuttings.model import Archive, Article
from cuttings.options import Options
from cuttings.report import Report
from cuttings.stages import assemble

UNSURE = ("a slip for", "nearly the surname", "another spelling", "the initials of", "short for", "the initial of", "with or without")
CLOSE = 0.25  # score from which a line that was cut is worth a look
FEW_WORDS = 5  # a shorter line is a heading at most
SHOWN = 120  # characters of a line
LIKE = 0.8  # of two texts' word sequences: as much in common, and they may be one article


def review(options: Options, report: Report) -> int:
    """Print what a person should look at, each with how to settle it; the exit status."""
    content = Content(options.content)
    archive = assemble(content, options, Cache(cache_folder() if options.cache else None), report.stage).archive
    report.problems(content.problems)
    found = [
        *_unsure_joins(archive),
        *_duplicates(archive),
        *_contradictions(archive),
        *_undated(archive),
        *_unpublished(archive),
        *_close_cuts(archive),
    ]
    for line in found:
        print(line)
    report.note(f"{len(found)} to look at")
    return 0


def _unsure_joins(archive: Archive) -> Iterator[str]:
    """Joins that rest on likeness alone, with the lines that confirm or forbid them."""
    for entity in archive.entities:
        for join in entity.joins:
            if not join.by_person and any(join.why.startswith(why) or f"; {why}" in join.why for why in UNSURE):
                where = ", ".join(_articles(archive, join.surface))
                yield (
                    f"joined: “{join.surface}” ({join.count}) is taken for {entity.name}: {join.why}\n"
                    f"  right: entities.yaml, entities: {entity.id}: {{aliases: [{join.surface}]}}\n"
                    f"  wrong: entities.yaml, split: - {{text: {join.surface}, in: [{where}], to: another-id}}"
                )


def _close_cuts(archive: Archive) -> Iterator[str]:
    """Lines that were cut though they might be of the text, the likeliest first."""
    close = [
        (article.slug, step)
        for article in archive.articles
        for step in article.steps
        if step.rule == JUDGED and step.score >= CLOSE and not step.kept and words(step.text) >= FEW_WORDS
    ]
    for slug, step in sorted(close, key=lambda one: (-one[1].score, one[0], one[1].line)):
        text = shorten(step.text, SHOWN, placeholder="…")
        yield (
            f"cut, but close: {slug}, line {step.line} of the original {step.why}: “{text}”; "
            f"if it belongs there, put it into articles/{slug}.md"
        )


def _articles(archive: Archive, surface: str) -> list[str]:
    return list(dict.fromkeys(mention.article for mention in archive.mentions if mention.surface == surface))


def _duplicates(archive: Archive) -> Iterator[str]:
    from cuttings.clean.lines import shingles

    known: list[tuple[Article, frozenset[tuple[str, ...]]]] = []
    by_date: dict[str, list[tuple[Article, frozenset[tuple[str, ...]]]]] = {}
    for article in archive.articles:
        own = shingles(article.text, 4)
        # Of articles that are one, the dates are alike or one of them is unknown.
        for other, theirs in by_date.get(article.shown_date[:7], []) if article.shown_date else known:
            if len(own & theirs) >= LIKE * max(1, min(len(own), len(theirs))):
                yield f"one article twice? {other.slug} and {article.slug}: take one original away, or set draft: true in one"
        known.append((article, own))
        by_date.setdefault(article.shown_date[:7], []).append((article, own))


def _contradictions(archive: Archive) -> Iterator[str]:
    for article in archive.articles:
        for told in article.contradictions:
            field = told.partition(":")[0]
            yield f"sources disagree: {article.slug}: {told}\n  settle it: write {field}: … into articles/{article.slug}.md"


def _undated(archive: Archive) -> Iterator[str]:
    for article in archive.articles:
        if not article.date:
            yield f"undated: {article.slug}: write date: yyyy-mm-dd into articles/{article.slug}.md, or date_inferred: if you conclude it"


def _unpublished(archive: Archive) -> Iterator[str]:
    for article in archive.articles:
        if not article.publication and not article.agency:
            yield f"no publication: {article.slug}: write publication: … into articles/{article.slug}.md"
