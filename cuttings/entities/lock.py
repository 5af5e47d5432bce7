"""entities.lock: the id of each entity's page, kept in git so that addresses never move by themselves.

A line an entity, its fields parted by tabs: id, type, name, then its other surfaces.  A line
`old id → new id type` remembers an address that redirects, by the type that it had.  A line that begins
with `=` is a fact that people had decided when the lock was written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast, get_args

from cuttings.entities.facts import Fact
from cuttings.model import Address, EntityType

HEAD = "# Written by the build: the addresses of the entities' pages.  Keep this file in git; don't edit it,\n# decide in entities.yaml.\n"
TYPES = get_args(EntityType)
ARROW = "→"
DECIDED = "="


@dataclass(frozen=True, slots=True)
class Lock:
    """`surfaces` of each id (its name first), its type, where old ids have moved, and the facts that were decided."""

    surfaces: Mapping[str, tuple[str, ...]]
    types: Mapping[str, EntityType]
    moved: Mapping[Address, str]
    facts: frozenset[Fact] = frozenset()


def parse(text: str) -> Lock:
    """The lock of a file's text; lines that are not of its form are passed over."""
    surfaces: dict[str, tuple[str, ...]] = {}
    types: dict[str, EntityType] = {}
    moved: dict[Address, str] = {}
    decided: set[Fact] = set()
    for line in text.split("\n"):
        entity_id, *fields = line.split("\t")
        if line.startswith("#") or len(fields) < 2:
            continue
        if entity_id == DECIDED:
            decided.add(tuple(fields))
        elif fields[0] == ARROW and len(fields) > 2 and fields[2] in TYPES:
            moved[cast("EntityType", fields[2]), entity_id] = fields[1]
        elif fields[0] in TYPES:
            types[entity_id] = cast("EntityType", fields[0])
            surfaces[entity_id] = tuple(fields[1:])
    return Lock(surfaces, types, moved, frozenset(decided))


def render(lock: Lock) -> str:
    """The inverse of `parse`, sorted by id."""
    lines = [(entity_id, "\t".join((entity_id, lock.types[entity_id], *names))) for entity_id, names in lock.surfaces.items()]
    lines += [(old, f"{old}\t{ARROW}\t{new}\t{kind}") for (kind, old), new in lock.moved.items()]
    lines += [(DECIDED, "\t".join((DECIDED, *fact))) for fact in lock.facts]
    return HEAD + "".join(f"{line}\n" for _, line in sorted(lines, key=lambda one: (one[0] == DECIDED, *one)))


def assign(
    clusters: Sequence[tuple[str, ...]], lock: Lock, anchors: Sequence[str], sizes: Sequence[int]
) -> dict[int, tuple[str, tuple[str, ...]]]:
    """For each cluster (its surfaces, the name first) the locked id that is its, and those it has swallowed.

    An id goes to the cluster that shares most of its surfaces, of equals to the one in most articles
    (`sizes`) that has no better one; what no cluster takes so is swallowed.  `anchors` are the clusters'
    ids where people decided them: such a cluster keeps it, and gets another's only if no free one has as
    good a claim: what is split off a name does not take the name's address along.  A free one that has an
    id of its own already has none to the address of mentions that a person gave to somebody.
    """
    claims = _claims(clusters, lock, sizes)
    strength: dict[str, int] = {}
    best: dict[str, int] = {}
    owners: set[int] = set()
    for weight, _, entity_id, number in claims:
        if weight == strength.setdefault(entity_id, weight) and entity_id not in best and number not in owners and not anchors[number]:
            best[entity_id] = number
            owners.add(number)
    for *_, entity_id, number in sorted(claims, key=lambda claim: (claim[0], not anchors[claim[3]])):
        best.setdefault(entity_id, number)
    found: dict[int, tuple[str, tuple[str, ...]]] = {}
    kept = set(filter(None, anchors))
    for *_, entity_id, number in claims:
        if best[entity_id] != number or entity_id in kept:
            continue
        kept.add(entity_id)
        own, swallowed = found.get(number, ("", ()))
        found[number] = (own, (*swallowed, entity_id)) if own else (entity_id, ())
    return found


def _claims(clusters: Sequence[tuple[str, ...]], lock: Lock, sizes: Sequence[int]) -> list[tuple[int, int, str, int]]:
    """Which cluster has how good a claim to which id, the best first: the less, the better, then its size, the id, its number."""
    where: dict[str, list[int]] = {}
    for number, surfaces in enumerate(clusters):
        for surface in surfaces:
            where.setdefault(surface, []).append(number)
    claims = []
    for entity_id, surfaces in lock.surfaces.items():
        shared: dict[int, int] = {}
        for rank, surface in enumerate(surfaces):
            for number in where.get(surface, ()):
                shared[number] = shared.get(number, 0) + (3 if rank == 0 else 1)
        claims += [(-count, -sizes[number], entity_id, number) for number, count in shared.items()]
    return sorted(claims)
