"""Effects: what decisions changed, told in the build in which they first hold.

The lock remembers the facts that the last build knew.  Where there are new ones the entities are also
made without them, and every mention that is now another's is told of the fact that moved it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from cuttings.entities import Resolved, resolve
from cuttings.entities.decisions import Decisions
from cuttings.entities.facts import Fact, facts, without
from cuttings.entities.lock import Lock
from cuttings.model import Article, Candidate, Entity, Mention, Problem, Settings, Slug

JOINING = ("wikidata", "different", "entity")  # facts that move whole entities, the most telling first
SHOWN = 3  # surfaces that are named in one line


@dataclass(frozen=True, slots=True)
class Move:
    """A mention that was of one entity ("": of none) and now is of another."""

    mention: Mention
    old: str
    new: str


def effects(
    articles: Sequence[Article],
    seen: Mapping[Slug, Sequence[Candidate]],
    decisions: Decisions,
    lock: Lock,
    settings: Settings,
    resolved: Resolved,
    shown: str,
) -> tuple[Problem, ...]:
    """A note for each decision that the last build did not know and that changed something."""
    fresh = {fact: line for fact, line in facts(decisions).items() if fact not in lock.facts}
    if not fresh or not lock.surfaces:  # nothing is new, or everything
        return ()
    before = resolve(articles, seen, without(decisions, fresh), lock, settings)
    return tuple(Problem("note", shown, message, line) for message, line in _told(before, resolved, fresh))


def _told(before: Resolved, after: Resolved, fresh: Mapping[Fact, int]) -> Iterator[tuple[str, int]]:
    moves = tuple(_moves(before.mentions, after.mentions))
    caused: dict[Fact, list[Move]] = defaultdict(list)
    for fact, move in _causes(moves, fresh):
        caused[fact].append(move)
    by_line: dict[tuple[int, str], list[Move]] = defaultdict(list)
    for fact, line in fresh.items():
        own = caused.get(fact, [])
        if fact[0] in ("entity", "name", "alias", "in", "split"):
            by_line[line, fact[1]] += own
        elif own:
            yield f"{_reason(fact, own)}{_took(own)}", line
    yield from ((f"{entity_id} took {_took(own)}", line) for (line, entity_id), own in by_line.items() if own)
    yield from _named_anew({one.id: one for one in before.entities}, after.entities, moves, fresh)


def _moves(before: Iterable[Mention], after: Iterable[Mention]) -> Iterator[Move]:
    """What is another's now.  A mention that only grew or shrank (“Lord Robertson”) is looked for by either end."""
    owner: dict[tuple[str, str, str, int], Mention] = {}
    for one in before:
        owner |= dict.fromkeys(_ends(one), one)
    met: set[Mention] = set()
    for one in after:
        old = next((owner[end] for end in _ends(one) if end in owner), None)
        met |= {old} if old else set()
        if old is None or old.entity != one.entity:
            yield Move(one, old.entity if old else "", one.entity)
    yield from (Move(one, one.entity, "") for one in dict.fromkeys(owner.values()) if one not in met)


def _ends(mention: Mention) -> tuple[tuple[str, str, str, int], ...]:
    return tuple((mention.article, mention.field, end, at) for end, at in (("start", mention.start), ("end", mention.end)))


def _causes(moves: Sequence[Move], fresh: Mapping[Fact, int]) -> Iterator[tuple[Fact, Move]]:
    """Each move with the fact that made it: one that names it, else one that moved others the same way."""
    pairs: dict[tuple[str, str], Fact] = {}
    rest = []
    for move in moves:
        fact = next((one for one in _naming(move) if one in fresh), None)
        if fact:
            pairs.setdefault((move.old, move.new), fact)
            yield fact, move
        else:
            rest.append(move)
    for move in rest:
        fact = pairs.get((move.old, move.new)) or _joining(move, fresh)
        if fact and move.old and move.new:
            yield fact, move


def _naming(move: Move) -> Iterator[Fact]:
    """The facts that would move a mention by naming its surface."""
    article, surface = str(move.mention.article), move.mention.surface
    if not move.new:
        yield from (("ignore", "", article, surface), ("ignore", "", "", surface))
    yield from ((kind, move.new, article, surface) for kind in ("in", "split"))
    yield from ((kind, move.new, surface) for kind in ("alias", "name"))
    yield ("renamed", move.new, move.old)


def _joining(move: Move, fresh: Mapping[Fact, int]) -> Fact | None:
    """The fact that moves all mentions of an entity, whatever their surface."""
    ends = {move.old, move.new}
    telling = [fact for fact in fresh if fact[0] in JOINING and ends & set(fact[1 : None if fact[0] == "different" else 2])]
    return min(telling, key=lambda fact: JOINING.index(fact[0]), default=None)


def _reason(fact: Fact, moves: Sequence[Move]) -> str:
    """What a fact says, as far as the count of what it moved."""
    if fact[0] == "ignore":
        return "no entity any more: "
    if fact[0] == "renamed":
        return f"{fact[2]} is {fact[1]} now, and its old address leads there: "
    if fact[0] == "different":
        return f"{' and '.join(fact[1:])} are kept apart: {moves[0].new} took "
    return f"{fact[2]} makes one of {moves[0].new} and {moves[0].old}: {moves[0].new} took "


def _took(moves: Sequence[Move]) -> str:
    """What was moved, how much of it, and from where."""
    surfaces = list(dict.fromkeys(f"“{move.mention.surface}”" for move in moves))
    more = f" and {len(surfaces) - SHOWN} more" if len(surfaces) > SHOWN else ""
    articles = len({move.mention.article for move in moves})
    count = f"{len(moves)} {'mention' if len(moves) == 1 else 'mentions'} in {articles} {'article' if articles == 1 else 'articles'}"
    sources = sorted({move.old for move in moves} - {""})
    source = f" from {', '.join(sources)}" if sources else ""
    return f"{', '.join(surfaces[:SHOWN])}{more} ({count}){source}"


def _named_anew(
    before: Mapping[str, Entity], after: Sequence[Entity], moves: Sequence[Move], fresh: Mapping[Fact, int]
) -> Iterator[tuple[str, int]]:
    """Names and types that are others now; an entity under a new id is compared with what it was."""
    was = {move.new: move.old for move in moves if move.old}
    for entity in after:
        old = before.get(entity.id) or before.get(was.get(entity.id, ""))
        name, kind = fresh.get(("name", entity.id, entity.name)), fresh.get(("type", entity.id, entity.type))
        if old and name and old.name != entity.name:
            yield f"{entity.id} is called “{entity.name}” now, no longer “{old.name}”", name
        if old and kind and old.type != entity.type:
            yield f"{entity.id} is of type {entity.type} now, no longer {old.type}", kind
