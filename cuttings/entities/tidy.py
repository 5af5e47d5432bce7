"""Tidy: a candidate that holds more than its name, or two names, by what the whole archive knows.

"British FTSE" are two names where "FTSE" is one elsewhere; "Ryanair CEO" and "In World War Two" are
one, and a word that is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cuttings.entities.listed import listed
from cuttings.lists import demonyms, words
from cuttings.mentions.tokens import STOP, is_common
from cuttings.model import Candidate, Slug

GAP = re.compile(r"['’]s |[ -]")
KNOWN = 1.5  # how much must speak for a surface, all its places together, to be a name of the archive
PLACE = (0.0, 0.0, 1.0, 0.0)
OPENING = frozenset("In At On For By As But And With From After Before When While Since During Under If That".split())
AND = re.compile(r" and | & |-")
Seen = Mapping[Slug, Sequence[Candidate]]


def tidied(seen: Seen, votes: Mapping[str, Sequence[float]]) -> dict[Slug, tuple[Candidate, ...]]:
    """The candidates of each article, trimmed and parted; `votes` are those of each surface in the archive."""
    whole: set[str] = set()  # surfaces that stay as they are
    return {slug: tuple(_all_tidied(found, votes, whole)) for slug, found in seen.items()}


def _all_tidied(found: Iterable[Candidate], votes: Mapping[str, Sequence[float]], whole: set[str]) -> Iterator[Candidate]:
    for one in found:
        surface = one.surface
        if surface in whole:
            yield one
        else:
            made = tuple(_tidied(one, votes))
            if made == (one,):
                whole.add(surface)
            yield from made


def _tidied(candidate: Candidate, votes: Mapping[str, Sequence[float]]) -> Iterator[Candidate]:
    surface = candidate.surface
    if surface in listed() or not GAP.search(surface):
        yield candidate
        return
    for gap in GAP.finditer(surface):
        left, right = surface[: gap.start()], surface[gap.end() :]
        if not right or not left:
            continue
        if _parts_from(left, right, gap[0], votes):
            yield _cut(candidate, 0, len(left), PLACE)
            yield from _tidied(_cut(candidate, gap.end(), len(surface)), votes)
            return
        opening = gap[0] == " " and left in OPENING and right[0].isupper()
        if opening or (_idle(left) or _is_office(surface, left, right, votes)) and _known(right, votes):
            yield from _tidied(_cut(candidate, gap.end(), len(surface)), votes)
            return
        if gap[0] == " " and right.lower() in words("titles") and _known(left, votes):
            yield from _tidied(_cut(candidate, 0, len(left)), votes)
            return
    for gap in AND.finditer(surface):
        left, right = surface[: gap.start()], surface[gap.end() :]
        if _known(left, votes) and _known(right, votes) and (gap[0] == "-" or " " in left and " " in right):
            yield from _tidied(_cut(candidate, 0, len(left)), votes)
            yield from _tidied(_cut(candidate, gap.end(), len(surface)), votes)
            return
    yield candidate


def _parts_from(left: str, right: str, gap: str, votes: Mapping[str, Sequence[float]]) -> bool:
    """Whether a land stands before a name of its own: "British FTSE", "Japan's Nikkei"."""
    land = left in demonyms() or left in listed() and listed()[left].type == "place"
    if not land or gap == "-":
        return False
    return (
        gap != " "
        or (left in demonyms() or votes.get(left) is not None)
        and (right in listed() or _known(right, votes) and not is_common(right.split(" ", maxsplit=1)[0]))
    )


def _is_office(surface: str, left: str, right: str, votes: Mapping[str, Sequence[float]]) -> bool:
    """Whether a person's full name, that stands alone more often, is left: "Exchequer Kenneth Clarke"."""
    alone = votes.get(right)
    return " " in right and left not in words("first-names") and alone is not None and alone[0] > max(KNOWN, 2 * sum(votes[surface]))


def _idle(word: str) -> bool:
    return " " not in word and (word.lower() in STOP or word.lower() in words("titles"))


def _known(name: str, votes: Mapping[str, Sequence[float]]) -> bool:
    return name in listed() or sum(votes.get(name, ())) >= KNOWN


def _cut(candidate: Candidate, start: int, end: int, likely: tuple[float, float, float, float] | None = None) -> Candidate:
    return replace(
        candidate,
        start=candidate.start + start,
        end=candidate.start + end,
        surface=candidate.surface[start:end],
        likely=likely or candidate.likely,
    )
