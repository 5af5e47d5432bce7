"""One article only: names that nothing else bears out, those that look least like names first."""

from __future__ import annotations

from collections.abc import Iterator

from cuttings.entities.lines import item_lines
from cuttings.entities.listed import listed
from cuttings.mentions.tokens import is_common
from cuttings.model import Entity, Slug
from cuttings.review.suggestion import Suggestion, Way
from cuttings.review.survey import Survey, counted


def one_article_only(survey: Survey) -> Iterator[Suggestion]:
    """Entities that one article mentions and on which nobody decided."""
    sure: dict[tuple[Slug, str], float] = {}
    for article, candidates in survey.seen.items():
        for one in candidates:
            sure[article, one.surface] = max(one.weight, sure.get((article, one.surface), 0.0))
    found = [
        entity
        for entity in survey.archive.entities
        if len(entity.articles) == 1 and entity.id not in survey.decided and not any(join.surface in listed() for join in entity.joins)
    ]
    for entity in sorted(found, key=lambda one: (_likeness(one, sure), one.id)):
        yield _suggestion(survey, entity)


def _likeness(entity: Entity, sure: dict[tuple[Slug, str], float]) -> tuple[float, int, int]:
    """How much an entity looks like one: the recogniser's word, its type, its words."""
    weight = max(sure.get((entity.articles[0], join.surface), 0.0) for join in entity.joins)
    words = entity.name.split()
    common = sum(is_common(word) for word in words)
    return (round(weight, 2) - common / (2 * len(words)), 0 if entity.type == "other" else 1, len(words))


def _suggestion(survey: Survey, entity: Entity) -> Suggestion:
    mentions = survey.mentions[entity.id]
    surfaces = list(dict.fromkeys(mention.surface for mention in mentions))
    # Ignored everywhere, unless the same string means another entity elsewhere.
    items: list[object] = [
        surface if survey.owners[surface] == {entity.id} else {"text": surface, "in": [str(entity.articles[0])]} for surface in surfaces
    ]
    return Suggestion(
        group="one article only",
        title=f"“{entity.name}” ({entity.type}, {counted(mentions)})",
        weight=len(mentions),
        entities=(entity.id,),
        passages=tuple(survey.passages(mentions, 1)),
        ways=(
            Way("if it is no name", "", item_lines("ignore", items)),
            survey.saying("if it is one, and should have a page", entity, {"type": entity.type}),
        ),
    )
