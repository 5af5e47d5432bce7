"""Likely same: entities that may be one, and that nothing has joined.

Names are put into buckets by what they would have in common (a surname, initials, the words in any
order, all letters but one); only those that share a bucket are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from cuttings.entities.listed import listed
from cuttings.entities.names import LEGAL, fold, initials, one_slip, parts, short_forms, slip_keys, sound
from cuttings.model import Entity, EntityType
from cuttings.review.suggestion import Suggestion, Way
from cuttings.review.survey import Survey

CROWD = 6  # so many that share a key tell nothing: “Foreign Ministry” is contained in every country's
LONG_ENOUGH = 5  # letters of a word in which a slip may be seen: Iran is not Iraq
SMALL_WORDS = frozenset("of the for and on in to de la le du des und der die".split())
BODIES: tuple[EntityType, ...] = ("organisation", "agreement", "event", "other")
NAMED: tuple[EntityType, ...] = ("organisation", "agreement", "event", "person", "work")

Keys = Callable[[Entity], Iterable[str]]


def likely_same(survey: Survey) -> Iterator[Suggestion]:
    """For each entity that may be another one: which, and why."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for lesser, greater, why in _pairs(survey):
        if not survey.are_apart(lesser, greater) and lesser not in found.get(greater, {}):
            found[lesser].setdefault(greater, why)
    for entity_id, others in found.items():
        yield _suggestion(survey, survey.entities[entity_id], {survey.entities[one]: why for one, why in others.items()})


def _suggestion(survey: Survey, entity: Entity, others: dict[Entity, str]) -> Suggestion:
    mentions = survey.mentions[entity.id]
    ranked = sorted(others, key=lambda one: (-len(one.articles), one.id))
    ways = [_one(survey, entity, other) for other in ranked]
    which = " or ".join(f"{survey.told(other)}: {others[other]}" for other in ranked)
    passages = (*survey.passages(mentions), *survey.passages(survey.mentions[ranked[0].id], 1))
    return Suggestion(
        group="likely same",
        title=f"{survey.told(entity)} may be {which}",
        weight=min(len(mentions), sum(len(survey.mentions[other.id]) for other in ranked)),
        entities=(entity.id, *(other.id for other in ranked)),
        passages=passages,
        ways=(*ways, survey.apart("if not", entity, ranked)),
    )


def _one(survey: Survey, entity: Entity, other: Entity) -> Way:
    """The way to say that two entities are one: what the lesser is called most often names the other."""
    mentions = survey.mentions[entity.id]
    surface = next((join.surface for join in entity.joins if len(survey.owners[join.surface]) == 1), entity.joins[0].surface)
    return survey.claim(f"if {other.name}", other, [one for one in mentions if one.surface == surface])


def _pairs(survey: Survey) -> Iterator[tuple[str, str, str]]:
    """(lesser, greater, why) of entities that may be one."""
    entities = [entity for entity in survey.archive.entities if entity.joins]
    for lesser, greater, why in (*_short_and_long(entities), *_alike(entities)):
        if lesser.id != greater.id and _agree(lesser.type, greater.type) and not (lesser.name in listed() and greater.name in listed()):
            # What a person decided on stays; so the other is what is taken up.
            pair = (greater, lesser) if lesser.id in survey.decided else (lesser, greater)
            yield pair[0].id, pair[1].id, why


def _agree(first: EntityType, second: EntityType) -> bool:
    return first == second or "other" in (first, second)


def _short_and_long(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Entity, str]]:
    """Names that may be short for others: surnames, given names, initials, parts."""
    entities = tuple(entities)
    for keys, why, crowd in (
        (_surnames, "the surname", CROWD),
        (_given, "the given name", 2),
        (_initials, "the initials", CROWD),
        (_contained, "a part of the name", CROWD),
    ):
        long = _bucketed(entities, keys, crowd)
        for entity in entities:
            key = fold(entity.name).replace(" ", "") if keys is _initials else fold(entity.name)
            for other in long.get(key, ()):
                if keys is not _initials or entity.name.replace(".", "").isupper():
                    yield entity, other, why


def _bucketed(entities: Iterable[Entity], keys: Keys, crowd: int = CROWD) -> dict[str, list[Entity]]:
    """The entities of each key, without the crowded ones."""
    found: dict[str, list[Entity]] = defaultdict(list)
    for entity in entities:
        for key in sorted(set(keys(entity))):
            found[key].append(entity)
    return {key: group for key, group in found.items() if len(group) <= crowd}


def _surnames(entity: Entity) -> Iterator[str]:
    if entity.type == "person" and " " in entity.name:
        yield from (form for name in map(fold, short_forms(entity.name)) if (form := name) != fold(entity.name))


def _given(entity: Entity) -> Iterator[str]:
    if entity.type == "person" and " " in entity.name and len(parts(entity.name)[0]) > 2:
        yield fold(parts(entity.name)[0])


def _initials(entity: Entity) -> Iterator[str]:
    if entity.type in BODIES and " " in entity.name:
        yield from (fold(short) for short in initials(LEGAL.sub("", entity.name)) if len(short) > 1)


def _contained(entity: Entity) -> Iterator[str]:
    """The beginnings and ends of a name, two words at least: “Black Sea Fleet” of “Russian Black Sea Fleet”."""
    words = fold(entity.name).split(" ")
    if entity.type in NAMED:
        for count in range(2, len(words)):
            # “General Assembly of the United Nations” is a part of them, not they.
            if words[count] not in SMALL_WORDS:
                yield " ".join(words[:count])
            if words[-count - 1] not in SMALL_WORDS:
                yield " ".join(words[-count:])


def _alike(entities: Iterable[Entity]) -> Iterator[tuple[Entity, Entity, str]]:
    """Names that are of the same words, or nearly the same to the eye or the ear."""
    entities = tuple(entities)
    for keys, why in ((_words, _same_words), (_spellings, _spelled_alike)):
        seen: set[tuple[str, str]] = set()
        for group in _bucketed(entities, keys).values():
            for pair in combinations(group, 2):
                lesser, greater = sorted(pair, key=lambda one: (len(one.articles), one.joins[0].count, one.id))
                told = why(lesser.name, greater.name) if (lesser.id, greater.id) not in seen else ""
                seen.add((lesser.id, greater.id))
                if told:
                    yield lesser, greater, told


def _words(entity: Entity) -> Iterator[str]:
    words = sorted({word for word in fold(LEGAL.sub("", entity.name)).split(" ") if word not in SMALL_WORDS})
    if words and entity.type != "person":
        yield " ".join(words)


def _same_words(first: str, second: str) -> str:
    return "the same words" if fold(first) != fold(second) else "the same name"


def _spellings(entity: Entity) -> Iterator[str]:
    """A name with each of its words in turn as far as it may be misspelt, and as it sounds."""
    words = fold(entity.name).split(" ")
    yield "~" + " ".join(map(sound, words))
    for at, word in enumerate(words):
        if len(word) >= LONG_ENOUGH - 1 and word.isalpha():
            yield from (" ".join((*words[:at], key, *words[at + 1 :])) for key in slip_keys(word))


def _spelled_alike(first: str, second: str) -> str:
    one, other = fold(first).split(" "), fold(second).split(" ")
    if first.isupper() or second.isupper():  # acronyms have no sound, and each of their letters counts
        return ""
    differing = [pair for pair in zip(one, other, strict=False) if pair[0] != pair[1]]
    if len(one) != len(other) or not differing:
        return ""
    if all(sound(mine) == sound(theirs) and min(len(mine), len(theirs)) > 2 for mine, theirs in differing):
        return "another spelling"
    mine, theirs = differing[0]
    if len(differing) == 1 and min(len(mine), len(theirs)) >= LONG_ENOUGH and one_slip(mine, theirs):
        return "the same but for a letter"
    return ""
