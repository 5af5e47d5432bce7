"""Entities: mentions and people's decisions become the somebodies and somethings of the archive.

Order of force: ignore, then in and split, then aliases, then different, then wikidata, then the
machine.  What a person decided, the machine never undoes.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import NamedTuple

from cuttings.entities.decisions import Decided, Decisions
from cuttings.entities.facts import facts
from cuttings.entities.find import Place, Spotted, find
from cuttings.entities.joins import Groups, best, full_name, join_all
from cuttings.entities.lock import Lock, assign
from cuttings.entities.names import fold, short_forms
from cuttings.entities.nodes import canonical, nodes
from cuttings.entities.places import located
from cuttings.entities.stale import stale
from cuttings.lists import demonyms
from cuttings.model import Address, Article, Candidate, Entity, EntityType, Join, Mention, Problem, Settings, Slug
from cuttings.slugs import slug, unclaimed


@dataclass(frozen=True, slots=True)
class Resolved:
    """The entities of an archive, its mentions, the lock to keep and what is wrong with decisions."""

    entities: tuple[Entity, ...]
    mentions: tuple[Mention, ...]
    lock: Lock
    problems: tuple[Problem, ...] = ()


class Sense(NamedTuple):
    """What a surface stands for: its type, the node that it belongs to, and why; `name` is what the lists have for it."""

    surface: str
    type: EntityType
    node: str
    why: str
    by_person: bool
    name: str


@dataclass(frozen=True, slots=True)
class Placed:
    """The names in one article, (field, start, end, surface), and what each of them stands for."""

    article: Slug
    names: tuple[Place, ...]
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """All that stands for one entity, how often, and in which articles; `decided` is what a person said of it."""

    senses: Mapping[Sense, int]
    articles: tuple[Slug, ...]
    anchor: str
    decided: Decided | None
    surfaces: Counter[str]
    type: EntityType
    name: str


def resolve(
    articles: Sequence[Article],
    seen: Mapping[Slug, Sequence[Candidate]],
    decisions: Decisions,
    lock: Lock,
    settings: Settings,
    shown: str = "entities.yaml",
) -> Resolved:
    """The entities of all articles; `seen` are each article's candidates, `shown` names the decisions' file."""
    facts_now, decisions = frozenset(facts(decisions)), decisions.by_new_ids()
    placed = deque(_placed(find(articles, seen, decisions), articles, decisions))
    counts = Counter(chain.from_iterable(one.senses for one in placed))
    groups = _grouped(articles, counts, decisions, lock)
    clusters = _clusters(placed, counts, groups, decisions)
    ids = _ids(list(clusters.values()), lock, decisions)
    entities = [
        _entity(cluster, entity_id, former, groups, settings) for cluster, (entity_id, former) in zip(clusters.values(), ids, strict=True)
    ]
    mentions = tuple(_mentions(placed, dict(zip(clusters, entities, strict=True)), groups))
    entities = located(told_apart(entities, decisions))
    entities.sort(key=lambda entity: (-len(entity.articles), entity.id))
    problems = tuple(Problem("warning", shown, message, line) for message, line in stale(articles, entities, decisions))
    return Resolved(tuple(entities), mentions, replace(_locked(entities, lock), facts=facts_now), problems)


def _placed(spotted: Sequence[Spotted], articles: Sequence[Article], decisions: Decisions) -> Iterator[Placed]:
    """Each name with what it stands for; what a person decided comes before what the machine concludes."""
    within = {(article, text): (one.id, one.line) for one in decisions.entities for article, text in one.within}
    within |= {(article, one.text): (one.to, one.line) for one in decisions.split for article in one.articles}
    everywhere = {text: (one.id, one.line) for one in decisions.entities for text in one.strings}
    # Where a full name is another's, so is its surname.
    following = {(article, fold(form), fold(text)): found for (article, text), found in within.items() for form in short_forms(text)}
    senses: dict[Sense, Sense] = {}  # each once, however many articles have it
    for one, found in nodes(spotted, articles):
        meant = []
        for (*_, surface), node in zip(one.names, found, strict=True):
            decided = within.get((one.article, surface)) or everywhere.get(surface)
            followed = following.get((one.article, fold(surface), node.key)) if following else None
            kind = one.types[surface]
            if decided:
                sense = Sense(surface, kind, _node_of(decided[0]), f"decided in entities.yaml, line {decided[1]}", True, "")
            elif followed:
                sense = Sense(surface, kind, _node_of(followed[0]), f"{node.why}; decided in entities.yaml, line {followed[1]}", False, "")
            else:
                sense = Sense(surface, node.type or kind, node.key, node.why, False, node.name)
            meant.append(senses.setdefault(sense, sense))
        yield Placed(one.article, one.names, tuple(meant))


def _node_of(entity_id: str) -> str:
    return f"id:{entity_id}"


def _grouped(articles: Sequence[Article], counts: Mapping[Sense, int], decisions: Decisions, lock: Lock) -> Groups:
    """The nodes, joined: first as people decided, then as the machine concludes."""
    surfaces: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[EntityType]] = defaultdict(Counter)
    for sense, count in counts.items():
        surfaces[sense.node][sense.surface] += count
        kinds[sense.node][sense.type] += count
    groups = Groups()
    _decide(groups, decisions, lock, surfaces)
    split_off = set(_split_off(groups, decisions))
    free = {node: names for node, names in surfaces.items() if node not in split_off}
    join_all(groups, articles, free, {node: _majority(found) for node, found in kinds.items()})
    return groups


def _split_off(groups: Groups, decisions: Decisions) -> Iterator[str]:
    """The nodes that a person split off: the machine must not take them back for their likeness."""
    for one in decisions.split:
        yield _node_of(one.to)
        if groups.of(canonical(one.text)) == groups.of(_node_of(one.to)):
            yield canonical(one.text)


def _decide(groups: Groups, decisions: Decisions, lock: Lock, surfaces: Mapping[str, Counter[str]]) -> None:
    if decisions == Decisions():
        return
    by_id = {str(slug(best(names), otherwise="")): node for node, names in surfaces.items()}
    by_id |= {entity_id: canonical(names[0]) for entity_id, names in lock.surfaces.items() if canonical(names[0]) in surfaces}
    by_id |= {new: by_id[old] for old, new, _ in decisions.renamed if old in by_id and new not in by_id}
    by_wikidata: dict[str, str] = {}
    split = {one.text for one in decisions.split}
    for decided in decisions.entities:
        first = by_wikidata.setdefault(decided.wikidata, decided.id) if decided.wikidata else decided.id
        groups.anchor(_node_of(decided.id), first)
        for text in decided.strings:
            # What a string means to the machine follows the person's decision, but not what was split off.
            if text not in split:
                groups.join(canonical(text), _node_of(decided.id), f"decided in entities.yaml, line {decided.line}")
    named = [decided.id for decided in decisions.entities]
    others = [*(one for group, _ in decisions.different for one in group), *(one.to for one in decisions.split)]
    for entity_id in dict.fromkeys((*named, *others)):
        groups.anchor(_node_of(entity_id), entity_id)
        if entity_id in by_id:
            groups.join(by_id[entity_id], _node_of(entity_id), "")
    for decided in decisions.entities:
        first = by_wikidata.get(decided.wikidata, decided.id)
        if first != decided.id:
            groups.join(_node_of(decided.id), _node_of(first), f"the same wikidata id, {decided.wikidata}")


def _clusters(placed: Iterable[Placed], counts: Mapping[Sense, int], groups: Groups, decisions: Decisions) -> dict[str, Cluster]:
    """The clusters by their groups, sorted."""
    senses: dict[str, dict[Sense, int]] = defaultdict(dict)
    for sense, count in counts.items():
        senses[groups.of(sense.node)][sense] = count
    articles: dict[str, list[Slug]] = defaultdict(list)
    for one in placed:
        for group in {groups.of(sense.node) for sense in one.senses}:
            articles[group].append(one.article)
    decided = {one.id: one for one in decisions.entities}
    return {
        group: _cluster(senses[group], tuple(articles[group]), groups.id_of(group), decided.get(groups.id_of(group)))
        for group in sorted(senses)
    }


def _cluster(senses: Mapping[Sense, int], articles: tuple[Slug, ...], anchor: str, decided: Decided | None) -> Cluster:
    surfaces: Counter[str] = Counter()
    kinds: Counter[EntityType] = Counter()
    for sense, count in senses.items():
        surfaces[sense.surface] += count
        kinds[sense.type] += count
    kind = decided.type if decided and decided.type else _majority(kinds)
    return Cluster(senses, articles, anchor, decided, surfaces, kind, _name(senses, surfaces, kind, decided))


def _ids(clusters: Sequence[Cluster], lock: Lock, decisions: Decisions) -> list[tuple[str, tuple[Address, ...]]]:
    """For each cluster its id, and the addresses that it had before."""
    renamed = {old: new for old, new, _ in decisions.renamed}
    anchored = {cluster.anchor for cluster in clusters if cluster.anchor}
    locked = assign(
        [(cluster.name, *cluster.surfaces) for cluster in clusters],
        lock,
        [cluster.anchor for cluster in clusters],
        [len(cluster.articles) for cluster in clusters],
    )
    held = anchored | {entity_id for entity_id, _ in locked.values()}
    by_name = Counter(str(slug(cluster.name, otherwise="")) for cluster in clusters) if renamed else Counter()
    taken = held | set(lock.surfaces)
    past = _past(lock, renamed)
    ids = []
    for number, cluster in enumerate(clusters):
        kind = cluster.type
        own, swallowed = locked.get(number, ("", ()))
        before = [one for one in (own, *swallowed) if one]
        own = cluster.anchor or own or _new_id(cluster, number, taken, renamed)
        to = renamed.get(own, "")
        if to and to not in held and by_name[to] <= (to == slug(cluster.name, otherwise="")):
            before.append(own)
            own = to
        taken.add(own)
        ids.append((own, tuple(sorted(_addresses(own, kind, before, lock, past)))))
    return ids


def _new_id(cluster: Cluster, number: int, taken: set[str], renamed: Mapping[str, str]) -> str:
    kind = cluster.type
    wanted = slug(cluster.name, otherwise=f"{kind}-{number}")
    if wanted in renamed:
        return wanted
    free = unclaimed(wanted, taken, kind)
    return free if free not in taken else unclaimed(wanted, taken, f"{kind}-{number}")


@dataclass(frozen=True, slots=True)
class Past:
    """Where addresses and ids have led to in the end: id → the addresses, and the ids, that lead to it."""

    addresses: Mapping[str, Sequence[Address]]
    ids: Mapping[str, Sequence[str]]
    known: frozenset[str]  # ids whose addresses the lock remembers


def _past(lock: Lock, renamed: Mapping[str, str]) -> Past:
    onward = {old: new for (_, old), new in lock.moved.items() if old != new} | dict(renamed)
    addresses: dict[str, list[Address]] = defaultdict(list)
    ids: dict[str, list[str]] = defaultdict(list)
    for address, new in lock.moved.items():
        # Where a person says where an old id leads, what the machine found for it is no matter.
        addresses[_end(renamed.get(address[1], new), onward)].append(address)
    for old in onward:
        ids[_end(old, onward)].append(old)
    return Past(addresses, ids, frozenset(old for _, old in lock.moved))


def _addresses(own: str, kind: EntityType, before: Iterable[str], lock: Lock, past: Past) -> set[Address]:
    """The addresses, (type, id), that an entity had: under other ids, and under another type."""
    found = set(past.addresses.get(own, ()))
    for old in (*before, own, *past.ids.get(own, ())):
        if old in lock.types or old not in past.known:
            found.add((lock.types.get(old, kind), old))
    return found - {(kind, own)}


def _end(entity_id: str, onward: Mapping[str, str]) -> str:
    """Where an id leads in the end, renamed once or several times."""
    seen = {entity_id}
    while entity_id in onward and onward[entity_id] not in seen:
        entity_id = onward[entity_id]
        seen.add(entity_id)
    return entity_id


def _entity(cluster: Cluster, entity_id: str, former: tuple[Address, ...], groups: Groups, settings: Settings) -> Entity:
    decided = cluster.decided
    return Entity(
        id=entity_id,
        name=cluster.name,
        type=cluster.type,
        joins=tuple(_joins(cluster, groups)),
        articles=cluster.articles,
        description=decided.description if decided else "",
        wikidata=decided.wikidata if decided else "",
        viaf=decided.viaf if decided else "",
        wikipedia=decided.wikipedia if decided else "",
        page=len(cluster.articles) >= settings.articles_for_a_page or decided is not None,
        former=former,
    )


def _joins(cluster: Cluster, groups: Groups) -> Iterator[Join]:
    """Each surface of a cluster, with the reason that most of its names have."""
    name, counts = cluster.name, cluster.surfaces
    whys: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    for sense, count in cluster.senses.items():
        joined = groups.reasons.get(sense.node, "")
        why = "; ".join(filter(None, (sense.why, joined if joined != sense.why else "")))
        whys[sense.surface][why, sense.by_person or joined.startswith("decided")] += count
    for surface in sorted(counts, key=lambda one: (-counts[one], one)):
        found = whys[surface]
        why, by_person = max(found, key=found.__getitem__)  # of equals the first
        if not why and surface != name:
            why = f"{name}, but for capitals and marks" if fold(surface) == fold(name) else f"a name of {name}"
        yield Join(surface, counts[surface], why, by_person)


def _name(senses: Mapping[Sense, int], surfaces: Counter[str], kind: EntityType, decided: Decided | None) -> str:
    """The name that a person gave, else the listed one, else the fullest and most frequent surface.

    Who decides on an id without a name means the name of which the id is made, however long an alias is.
    """
    if decided and decided.name:
        return decided.name
    if decided and (meant := Counter({one: count for one, count in surfaces.items() if slug(one, otherwise="") == decided.id})):
        return best(meant)
    names: Counter[str] = Counter()
    for sense, count in senses.items():
        if sense.name and not decided:
            names[sense.name] += count
    if names:
        return best(names)
    if kind == "person":
        return full_name(surfaces)
    return best(Counter({one: count for one, count in surfaces.items() if not one.isupper()}) or surfaces)


def _majority(kinds: Counter[EntityType]) -> EntityType:
    told = [(count, kind) for kind, count in kinds.items() if kind != "other"]
    return max(told)[1] if told else "other"


def told_apart(entities: Iterable[Entity], decisions: Decisions) -> Iterator[Entity]:
    """The entities, each with those that a person declared to be others."""
    others: dict[str, list[str]] = defaultdict(list)
    for group, _ in decisions.different:
        for one in group:
            others[one] += (other for other in group if other != one)
    return (replace(one, different=tuple(dict.fromkeys(others[one.id]))) if one.id in others else one for one in entities)


def _mentions(placed: deque[Placed], clusters: Mapping[str, Entity], groups: Groups) -> Iterator[Mention]:
    """All mentions, article by article; of each those together that are one cluster's.

    Of what they are made nothing is left: both together would be most of what a large archive takes.
    """
    entities = list(clusters.values())
    numbers = {group: number for number, group in enumerate(clusters)}
    adjectives = demonyms()  # "Russian" leads to Russia, but is no place
    while placed:
        one = placed.popleft()
        for number, place in sorted((numbers[groups.of(sense.node)], place) for place, sense in enumerate(one.senses)):
            entity, (field, start, end, surface) = entities[number], one.names[place]
            yield Mention(one.article, field, start, end, surface, "other" if surface in adjectives else entity.type, entity.id)


def _locked(entities: Sequence[Entity], lock: Lock) -> Lock:
    """The lock after this build: what had an address keeps it, or redirects."""
    pages = {entity.id: entity for entity in entities if entity.page}
    moved = {**lock.moved, **{address: entity.id for entity in pages.values() for address in entity.former}}
    gone = {old for _, old in moved} - set(pages)
    kept = {entity_id: names for entity_id, names in lock.surfaces.items() if entity_id not in gone}
    surfaces = {**kept, **{one.id: (one.name, *one.aliases) for one in pages.values()}}
    types = {entity_id: lock.types[entity_id] for entity_id in kept} | {one.id: one.type for one in pages.values()}
    return replace(lock, surfaces=surfaces, types=types, moved=moved)
