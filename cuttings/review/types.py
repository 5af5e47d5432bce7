"""Odd type: entities of which the texts speak as of something else."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from cuttings.entities.listed import listed
from cuttings.model import Entity, EntityType, Mention, Slug
from cuttings.review.suggestion import Suggestion
from cuttings.review.survey import Survey

SHARE = 0.34  # of the mentions, or of the recogniser's votes, that speak for another type
#: What stands before or after a name and speaks for a type, and the types that it speaks against.
BEFORE: tuple[tuple[EntityType, re.Pattern[str], tuple[EntityType, ...]], ...] = (
    ("person", re.compile(r"\b(?:Mr|Mrs|Ms|Dr|Sir|Lord|Lady)\.? $"), ("place", "organisation", "agreement", "event", "work", "other")),
    ("place", re.compile(r"\b(?:[Ii]n|[Nn]ear|capital of|city of|town of|village of) $"), ("person",)),
    ("agreement", re.compile(r"\b(?:signed|ratified|ratify|violates?|violated) the $"), ("person", "place", "event")),
)
AFTER: tuple[tuple[EntityType, re.Pattern[str], tuple[EntityType, ...]], ...] = (
    ("person", re.compile(r"^, (?:who|\d\d),? |^ (?:himself|herself)\b"), ("place", "organisation", "agreement", "event", "work", "other")),
)


def odd_types(survey: Survey) -> Iterator[Suggestion]:
    """Entities whose mentions disagree on their type, or whose context contradicts it."""
    typed = {one.id for one in survey.decisions.entities if one.type}
    votes = _votes(survey)
    for entity in survey.archive.entities:
        if entity.id in typed or entity.name in listed() or any(join.surface in listed() for join in entity.joins):
            continue
        mentions = survey.mentions.get(entity.id, [])
        found = _spoken(survey, entity, mentions)
        share = Counter({kind: len(ones) for kind, ones in found.items()})
        for kind, count in votes.get(entity.id, {}).items():
            if kind != entity.type:
                share[kind] = max(share[kind], round(count * len(mentions)))
        likely = [kind for kind, count in share.most_common() if count >= max(1, SHARE * len(mentions))]
        if likely:
            yield _suggestion(survey, entity, likely, found.get(likely[0], mentions))


def _suggestion(survey: Survey, entity: Entity, likely: list[EntityType], telling: list[Mention]) -> Suggestion:
    others = " or ".join(likely)
    ways = [survey.saying(f"if {kind}", entity, {"type": kind}) for kind in (*likely, entity.type)]
    return Suggestion(
        group="odd type",
        title=f"{survey.told(entity)} is of type {entity.type}, but some of it reads like {others}",
        weight=len(survey.mentions[entity.id]),
        entities=(entity.id,),
        passages=tuple(survey.passages(telling)),
        ways=tuple(ways),
    )


def _votes(survey: Survey) -> dict[str, dict[EntityType, float]]:
    """For each entity the shares of the types that the recogniser gave its mentions."""
    types: dict[tuple[Slug, str, int, int], EntityType] = {}
    for slug, candidates in survey.seen.items():
        types |= {(slug, one.field, one.start, one.end): one.type for one in candidates if one.type != "other" and one.weight >= SHARE}
    shares: dict[str, dict[EntityType, float]] = {}
    for entity_id, mentions in survey.mentions.items():
        told = Counter(kind for one in mentions if (kind := types.get((one.article, one.field, one.start, one.end))) and kind != "other")
        shares[entity_id] = {kind: count / told.total() for kind, count in sorted(told.items())}
    return shares


def _spoken(survey: Survey, entity: Entity, mentions: list[Mention]) -> dict[EntityType, list[Mention]]:
    """The mentions around which the text speaks as of another type."""
    found: dict[EntityType, list[Mention]] = defaultdict(list)
    for mention in mentions:
        text = survey.text(mention)
        before, after = text[max(0, mention.start - 20) : mention.start], text[mention.end : mention.end + 20]
        for patterns, around in ((BEFORE, before), (AFTER, after)):
            for kind, pattern, against in patterns:
                if entity.type in against and pattern.search(around):
                    found[kind].append(mention)
    return found
