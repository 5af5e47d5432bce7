"""Match: which items of Wikidata the entities of an archive may be, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cuttings.authorities.records import Record
from cuttings.entities.names import fold
from cuttings.model import Entity
from cuttings.review.suggestion import Suggestion, Way
from cuttings.review.survey import Survey, plural

MOST = 4  # candidates of an entity
WINDOW = 5  # words of a name that a description may hold


@dataclass(frozen=True, slots=True)
class Match:
    """An item that an entity may be; `rank` sorts the best first, `reasons` say what speaks for it."""

    entity: str
    record: Record
    rank: tuple[float, ...]
    reasons: tuple[str, ...]
    agrees: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """The names of the archive's entities, folded, and their ids → the entities."""

    names: Mapping[str, frozenset[str]]
    ids: frozenset[str]

    def of(self, record: Record) -> frozenset[str]:
        """The entities that a record may be."""
        known = frozenset(one for one in record.named if one in self.ids)
        texts = record.named or (*record.labels, *record.aliases)
        return known or frozenset().union(*(self.names.get(fold(text), frozenset()) for text in texts))


def wanted(survey: Survey) -> Wanted:
    """What to look for.  A surname alone names too many, so a person counts by full names."""
    names: dict[str, set[str]] = defaultdict(set)
    for entity in survey.archive.entities:
        for text in (entity.name, *entity.aliases):
            if text == entity.name or entity.type != "person" or " " in text:
                names[fold(text)].add(entity.id)
    return Wanted({name: frozenset(ids) for name, ids in names.items()}, frozenset(survey.entities))


def matched(survey: Survey, looked_for: Wanted, records: Iterable[Record]) -> tuple[Suggestion, ...]:
    """For each entity whose id nobody has decided, the items that it may be, the likeliest first."""
    found: dict[str, dict[str, Match]] = defaultdict(dict)
    for record in records:
        for entity_id in looked_for.of(record):
            match = _match(survey.entities[entity_id], record, looked_for)
            held = found[entity_id].setdefault(record.id, match)
            if match.rank < held.rank:
                found[entity_id][record.id] = match
    best = {one: sorted(matches.values(), key=lambda match: match.rank)[:MOST] for one, matches in found.items()}
    decided = {entity.wikidata: entity for entity in survey.archive.entities if entity.wikidata}
    order = sorted((survey.entities[one] for one in best), key=lambda one: (-len(one.articles), one.id))
    ids = (_ids(survey, one, best[one.id], decided) for one in order if not one.wikidata)
    return (*_same(survey, best, decided), *(one for one in ids if one.ways))


def _ids(survey: Survey, entity: Entity, matches: Iterable[Match], decided: Mapping[str, Entity]) -> Suggestion:
    free = [match for match in matches if match.record.id not in decided]
    return Suggestion(
        group="wikidata id",
        title=f"{survey.told(entity)}, {entity.type}, {entity.id}",
        weight=len(entity.articles),
        entities=(entity.id,),
        ways=tuple(_way(survey, entity, match) for match in free),
    )


def _way(survey: Survey, entity: Entity, match: Match) -> Way:
    record = match.record
    said = next((one for one in survey.decisions.entities if one.id == entity.id), None)
    keys = {"wikidata": record.id}
    keys |= {
        key: value for key, value in (("viaf", record.viaf), ("wikipedia", record.wikipedia)) if value and not (said and getattr(said, key))
    }
    about = f"{record.label}, {record.description}" if record.description else record.label
    return survey.saying(f"if {record.id} ({about}; {', '.join(match.reasons)})", entity, keys)


def _same(survey: Survey, best: Mapping[str, list[Match]], decided: Mapping[str, Entity]) -> Iterator[Suggestion]:
    """Entities of the archive that one item is."""
    owners: dict[str, list[str]] = defaultdict(list)
    labels = {match.record.id: match.record.label for matches in best.values() for match in matches}
    for entity_id, matches in sorted(best.items()):
        if matches[0].agrees and not survey.entities[entity_id].wikidata:
            owners[matches[0].record.id].append(entity_id)
    for item, ids in owners.items():
        held = [decided[item].id] if item in decided else []
        ranked = held + sorted(ids, key=lambda one: (one not in survey.decided, -len(survey.entities[one].articles), one))
        first = survey.entities[ranked[0]]
        for other in (survey.entities[one] for one in ranked[1:]):
            if not survey.are_apart(first.id, other.id):
                yield Suggestion(
                    group="likely same",
                    title=f"{survey.told(other)} and {survey.told(first)} are both {item} ({labels[item]})",
                    weight=len(survey.mentions[other.id]),
                    entities=(other.id, first.id),
                    passages=(*survey.passages(survey.mentions[other.id], 1), *survey.passages(survey.mentions[first.id], 1)),
                    ways=(survey.claim("if one", first, survey.mentions[other.id]), survey.apart("if not", first, (other,))),
                )


def _match(entity: Entity, record: Record, looked_for: Wanted) -> Match:
    own, surfaces = fold(entity.name), {fold(text) for text in entity.aliases}
    labels, aliases = {fold(text) for text in (*record.labels, *record.named)}, {fold(text) for text in record.aliases}
    equal, why = _equal(own, surfaces, labels, aliases)
    agrees = entity.type in record.types
    against = bool(record.types) and not agrees and entity.type != "other"
    others = _others(record.description, looked_for) - {entity.id}
    reasons = [*(["judged to match"] if record.sure else []), why]
    if record.types:
        reasons.append(f"{'a' if agrees else 'but of type'} {'/'.join(sorted(record.types))}")
    if others:
        reasons.append(f"{plural(len(others), 'other entity').replace('entitys', 'entities')} of the archive in its description")
    rank = (not record.sure, equal + against - agrees, -len(others), -record.score, -record.links, float(record.id[1:]))
    return Match(entity.id, record, rank, tuple(reasons), not against and equal < 2)


def _equal(own: str, surfaces: set[str], labels: set[str], aliases: set[str]) -> tuple[int, str]:
    """How near the names of an entity and an item are, 0 the nearest, and in words."""
    if own in labels:
        return 0, "its label is the name"
    if own in aliases:
        return 1, "an alias is the name"
    if surfaces & labels:
        return 1, "its label is another name in the articles"
    return 2, "an alias is another name in the articles"


def _others(description: str, looked_for: Wanted) -> set[str]:
    """The entities of the archive that a description names."""
    words = description.replace(",", " ").replace("(", " ").replace(")", " ").split()
    runs = (" ".join(words[at : at + count]) for count in range(1, WINDOW + 1) for at in range(len(words) - count + 1))
    return {entity for run in runs if run[0].isupper() for entity in looked_for.names.get(fold(run), ())}
