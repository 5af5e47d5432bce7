"""Likely different: what was joined, or told apart, by little."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from cuttings.entities.listed import listed
from cuttings.entities.names import fold, short_forms
from cuttings.model import Entity, Join, Mention
from cuttings.review.suggestion import Suggestion
from cuttings.review.survey import Survey, counted

#: How the reasons begin that rest on the likeness of two names alone.
LIKENESS = (
    "a slip for", "nearly the surname", "another spelling", "the initials of", "short for", "the initial of", "with or without",
    "with what it does",
)  # fmt: skip


def likely_different(survey: Survey) -> Iterator[Suggestion]:
    """Joins that rest on likeness, surnames that stand alone in an article, names of people and places both."""
    for entity in survey.archive.entities:
        alike: dict[str, list[Join]] = defaultdict(list)
        for join in entity.joins:
            if not join.by_person and any(why in join.why for why in LIKENESS):
                alike[fold(join.surface)].append(join)
        for joins in alike.values():
            yield from _by_likeness(survey, entity, joins)
        if entity.type == "person":
            yield from _surname_alone(survey, entity, set(alike))
    yield from _person_or_place(survey)


def _by_likeness(survey: Survey, entity: Entity, joins: list[Join]) -> Iterator[Suggestion]:
    """Surfaces that are the same but for capitals and marks, and were joined for one reason."""
    surfaces = {join.surface for join in joins}
    mentions = [one for one in _unsaid(survey, entity) if one.surface in surfaces]
    others = [one for one in survey.mentions[entity.id] if one.surface not in surfaces]
    if mentions:
        is_name = fold(joins[0].surface) == fold(entity.name)
        taken = "was joined with another name" if is_name else f"is taken for {entity.name}"
        yield Suggestion(
            group="likely different",
            title=f"“{joins[0].surface}” ({counted(mentions)}) {taken}: {joins[0].why}",
            weight=len(mentions),
            entities=(entity.id,),
            passages=(*survey.passages(mentions), *survey.passages(others, 1)),
            ways=(survey.claim("if right", entity, mentions), survey.splitting("if wrong", mentions)),
        )


def _surname_alone(survey: Survey, entity: Entity, told: set[str]) -> Iterator[Suggestion]:
    """A surname in articles that never name the person in full, taken from other articles."""
    short = {fold(form) for form in short_forms(entity.name)} - {fold(entity.name)}
    in_full = {one.article for one in survey.mentions[entity.id] if fold(one.surface) not in short}
    alone: dict[str, list[Mention]] = defaultdict(list)
    for one in _unsaid(survey, entity):
        if fold(one.surface) in short and one.article not in in_full and fold(one.surface) not in told:
            alone[one.surface].append(one)
    for surface, mentions in alone.items() if in_full else ():
        full = [one for one in survey.mentions[entity.id] if one.article in in_full]
        yield Suggestion(
            group="likely different",
            title=f"“{surface}” ({counted(mentions)}) is taken for {entity.name}, who is named in full in other articles only",
            weight=len(mentions),
            entities=(entity.id,),
            passages=(*survey.passages(mentions), *survey.passages(full, 1)),
            ways=(survey.claim("if right", entity, mentions), survey.splitting("if wrong", mentions)),
        )


def _person_or_place(survey: Survey) -> Iterator[Suggestion]:
    """A place's name in an article that names a person so, and a person's that is a known place's."""
    people: dict[tuple[str, str], Entity] = {}
    for entity in survey.archive.entities:
        for form in {fold(form) for form in short_forms(entity.name)} if entity.type == "person" and " " in entity.name else ():
            people |= {(form, article): entity for article in entity.articles}
    for place in survey.archive.entities:
        found: dict[str, list[Mention]] = defaultdict(list)
        for one in _unsaid(survey, place) if place.type == "place" else ():
            if person := people.get((fold(one.surface), one.article)):
                found[person.id].append(one)
        for person_id, mentions in found.items():
            yield _either(survey, mentions, place, survey.entities[person_id])
    yield from _known_places(survey)


def _known_places(survey: Survey) -> Iterator[Suggestion]:
    places = {fold(entity.name): entity for entity in survey.archive.entities if entity.type == "place"}
    for person in survey.archive.entities:
        found: dict[str, list[Mention]] = defaultdict(list)
        for one in _unsaid(survey, person) if person.type == "person" else ():
            if _is_place(one.surface) and fold(one.surface) in places:
                found[one.surface].append(one)
        for mentions in found.values():
            yield _either(survey, mentions, person, places[fold(mentions[0].surface)])


def _is_place(surface: str) -> bool:
    return surface in listed() and listed()[surface].type == "place"


def _either(survey: Survey, mentions: list[Mention], taken: Entity, other: Entity) -> Suggestion:
    """Mentions that are taken for one entity, and may be of another: each decided in its article."""
    surface = mentions[0].surface
    articles = {mention.article for mention in mentions}
    beside = [one for one in survey.mentions[other.id] if one.article in articles or one.surface != surface]
    return Suggestion(
        group="likely different",
        title=f"“{surface}” ({counted(mentions)}) is taken for the {taken.type} {taken.name}, and may be the {other.type} {other.name}",
        weight=len(mentions),
        entities=(taken.id, other.id),
        passages=(*survey.passages(mentions), *survey.passages(beside, 1)),
        ways=(
            survey.saying("if right", taken, {"in": _within(mentions)}),
            survey.saying("if wrong", other, {"in": _within(mentions)}),
        ),
    )


def _within(mentions: list[Mention]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for mention in mentions:
        if mention.surface not in found[mention.article]:
            found[mention.article].append(mention.surface)
    return dict(found)


def _unsaid(survey: Survey, entity: Entity) -> Iterator[Mention]:
    """The mentions of an entity on whose surfaces nobody has decided."""
    return (one for one in survey.mentions.get(entity.id, ()) if not survey.is_said(one.surface, one.article))
