"""Stale decisions: those that match nothing in the archive any more.  They are told, and kept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cuttings.entities.decisions import Decisions
from cuttings.model import Article, Entity


def stale(articles: Sequence[Article], entities: Sequence[Entity], decisions: Decisions) -> Iterator[tuple[str, int]]:
    """What of the decisions matches nothing: (message, line)."""
    if decisions == Decisions():
        return
    texts = {str(article.slug): "\n".join(text for _, text in article.fields()) for article in articles}
    ids = {entity.id for entity in entities} | {old for entity in entities for _, old in entity.former}
    for decided in decisions.entities:
        if decided.id not in ids:
            yield f"{decided.id} matches nothing in this archive; mend its name or aliases, or leave it for articles to come", decided.line
        for article, text in decided.within:
            yield from _within(texts, article, text, decided.line)
    for split in decisions.split:
        for article in split.articles:
            yield from _within(texts, article, split.text, split.line)
    for ignored in decisions.ignore:
        if not ignored.articles and not any(ignored.text in text for text in texts.values()):
            yield f"“{ignored.text}” is ignored, but stands in no article", ignored.line
        for article in ignored.articles:
            yield from _within(texts, article, ignored.text, ignored.line)
    current = {entity.id for entity in entities}
    for old, new, line in decisions.renamed:
        if old in current and new in current:
            yield f"{new} is another entity’s id, so {old} keeps its own; to join the two, give one the other’s name as an alias", line
        elif new not in current:
            yield f"there is no entity {old} to be renamed, nor one {new}", line
    for group, line in decisions.different:
        for entity_id in group:
            if entity_id not in ids:
                yield f"{entity_id} is no entity of this archive; see data/entities.jsonl for the ids", line


def _within(texts: dict[str, str], article: str, text: str, line: int) -> Iterator[tuple[str, int]]:
    if article not in texts:
        yield f"there is no article {article}; an article’s id is its file name in articles/ without .md", line
    elif text not in texts[article]:
        yield f"“{text}” does not stand in {article}", line
