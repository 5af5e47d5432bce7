"""Mentions: what may be a name in one article, by the shape of the text and the lists alone.

Runs of capitalised words are the raw material.  Titles, cue words, given names and the words around
a run tell its type.  Whether a doubtful one is a name is decided later, over the whole archive.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from cuttings.clean.lines import ends_sentence
from cuttings.lists import aliases, cities, demonyms, rows, words
from cuttings.mentions.tokens import (
    CONNECTORS,
    DAYS,
    PARTICLES,
    STOP,
    Token,
    is_common,
    is_title_case,
    runs,
    tokens,
)
from cuttings.model import Article, Candidate, EntityType

SAYING = frozenset("said says told added noted asked explained warned wrote stressed insisted argued announced".split())
BESIDE_PEOPLE = frozenset("counterpart colleague predecessor successor".split())
PLACING = frozenset("in at near from outside across throughout".split())
LONGEST = 8  # words of a name
#: Wars that are named for who fights them: "Russia-Georgia military conflict".
CONFLICT = re.compile(
    r"\b(?P<one>[^\W\d_]+)[-–](?P<other>[^\W\d_]+) (?:(?:military|armed|border|gas|trade) )?(?:war|conflict|crisis|War|Conflict|Crisis)\b"
)


def candidates(article: Article) -> tuple[Candidate, ...]:
    """What may be a name, in every field of an article in which names are looked for."""
    return tuple(found for field, text in article.fields() for found in in_text(field, text))


def in_text(field: str, text: str) -> Iterator[Candidate]:
    """What may be a name in a text.

    >>> [c.surface for c in in_text("text", "Foreign Minister Igor Petrov met Anna de Wit in Paris.")]
    ['Igor Petrov', 'Anna de Wit', 'Paris']
    """
    for line_start, line in _lines(text):
        for match in CONFLICT.finditer(line):
            if match["one"] in known() and match["other"] in known():
                yield Candidate(field, line_start + match.start(), line_start + match.end(), match[0], "event", 1.0)
        found = list(tokens(line))
        if is_title_case(found) and not ends_sentence(line):
            continue
        for first, last in runs(line, found, openers()):
            for candidate in _Run(line, found, first, last).candidates():
                start, end = line_start + candidate.start, line_start + candidate.end
                yield Candidate(field, start, end, candidate.surface, candidate.type, candidate.weight)


@cache
def openers() -> frozenset[str]:
    """Words behind which a small word may go on with the name: "Ministry of", "Secretary of"."""
    return frozenset(cues()) | {word for title in words("titles") for word in title.split()[:1]}


@cache
def cues() -> dict[str, EntityType]:
    """Words that tell the type of the name that holds them."""
    return {word: kind for word, kind in rows("cues") if kind != "person"}  # type: ignore[misc]


@cache
def known() -> dict[str, EntityType]:
    """The names in the lists, with their types."""
    lists: tuple[tuple[Iterable[str], EntityType], ...] = (
        ((name for name, city in cities().items() if not city.ambiguous), "place"),
        (aliases("events"), "event"),
        (aliases("agreements"), "agreement"),
        (aliases("regions"), "place"),
        (aliases("organisations"), "organisation"),
        ((*aliases("countries"), *demonyms()), "place"),
    )
    found: dict[str, EntityType] = {}
    for names, kind in lists:
        found |= dict.fromkeys(names, kind)
    return found


class _Run:
    """One run of capitalised words, taken apart."""

    def __init__(self, text: str, found: Sequence[Token], first: int, last: int) -> None:
        self.text = text
        self.found = found
        self.first = first
        self.last = last

    def candidates(self) -> Iterator[Candidate]:
        first, last = self._trimmed(self.first, self.last)
        before = self.first
        while first < last:
            taken = self._listed(first, last) or self._title(first, last) or self._name(first, last, before)
            if taken is None:
                return
            upto, candidate = taken
            if candidate:
                yield candidate
            before = first
            first = self._trimmed(max(upto, first + 1), last)[0]  # a lone particle takes nothing: go on behind it

    def _trimmed(self, first: int, last: int) -> tuple[int, int]:
        """Without small words at the ends, and those that only begin the sentence."""
        while first < last and self._idle(first):
            first += 1
        while last > first and (self.found[last - 1].lower in STOP | CONNECTORS | PARTICLES and not self.found[last - 1].capital):
            last -= 1
        return first, last

    def _idle(self, index: int) -> bool:
        token = self.found[index]
        if not token.capital:
            # "de Hoop Scheffer": a particle may begin a name, a connecting word not.
            return token.text not in PARTICLES or token.text in CONNECTORS
        return token.lower in STOP and not (token.text.isupper() and len(token.text) > 1)

    def _surface(self, first: int, last: int) -> str:
        return self.text[self.found[first].start : self.found[last - 1].end]

    def _listed(self, first: int, last: int) -> tuple[int, Candidate | None] | None:
        """The longest beginning of what is left that stands in the lists, unless it is part of a longer name."""
        for upto in range(min(last, first + LONGEST + 4), first, -1):
            kind = known().get(self._surface(first, upto))
            if kind and not self._belongs_to_longer(first, upto, last) and not self._begins_person(first, upto, last):
                return upto, self._made(first, upto, kind, 1.0)
        return None

    def _belongs_to_longer(self, first: int, upto: int, last: int) -> bool:
        """Whether a known name only begins another: "Moscow State University", "Russian Defence Ministry"."""
        rest = [token.lower for token in self.found[upto:last]]
        if not rest or self.text[self.found[upto - 1].end : self.found[upto].start] == "-":
            return False
        if any(self._surface(upto, end) in known() for end in range(min(last, upto + LONGEST + 4), upto, -1)):
            return False
        name_end = next((i for i, word in enumerate(rest) if word in words("titles")), len(rest))
        return any(cues().get(word) in ("organisation", "agreement") for word in rest[:name_end])

    def _begins_person(self, first: int, upto: int, last: int) -> bool:
        """Whether a place's name is a given name here: "Vladimir Putin"."""
        following = self._surface(upto, upto + 1) if upto < last else ""
        return upto == first + 1 and self._given(first) and following[:1].isupper() and following not in known()

    def _title(self, first: int, last: int) -> tuple[int, Candidate | None] | None:
        """Titles before a name: passed over, and what follows them is a person."""
        for upto in range(min(last, first + 3), first, -1):
            cued = upto < last and self.found[upto].lower in cues()  # "General Assembly", "Major League"
            if self._surface(first, upto).lower().rstrip(".") in words("titles") and not cued:
                return upto, None
        return None

    def _name(self, first: int, last: int, before: int) -> tuple[int, Candidate | None] | None:
        upto = self._name_end(first, last)
        first, upto = self._trimmed(first, upto)
        if first >= upto:
            return upto, None
        kind, weight = self._judge(first, upto, titled=before < first and self._after_title(first))
        return upto, self._made(first, upto, kind, weight) if weight else None

    def _name_end(self, first: int, last: int) -> int:
        """Where the name that begins at `first` ends: before a title, or a known name of another."""
        cued = any(token.lower in cues() for token in self.found[first:last])
        for index in range(first + 1, last):
            lower = self.found[index].lower
            titled = lower in words("titles") and not (cues().get(self.found[index - 1].lower) or lower in cues())
            listed = any(self._surface(index, end) in known() and index > first for end in range(min(last, index + LONGEST), index, -1))
            hyphened = self.text[self.found[index - 1].end : self.found[index].start] == "-"
            if titled and not cued or listed and not cued and not self._given(first) and not hyphened:
                return index
        return last

    def _after_title(self, first: int) -> bool:
        if first == 0:
            return False
        gap = self.text[self.found[first - 1].end : self.found[first].start]
        return gap in (" ", ". ") and self.found[first - 1].lower in words("titles")

    def _given(self, index: int) -> bool:
        return self.found[index].text in words("first-names")

    def _judge(self, first: int, last: int, titled: bool) -> tuple[EntityType | None, float]:
        """The type of a name and how sure it is one; weight 0: it is none."""
        parts = self.found[first:last]
        surface = self._surface(first, last)
        capitals = [token for token in parts if token.capital]
        cued = next((cues()[token.lower] for token in reversed(parts) if token.lower in cues()), None)
        following = self.found[last].text if last < len(self.found) else ""
        preceding = self.found[first - 1].text if first else ""
        if all(token.lower in STOP or token.lower in DAYS or token.lower in words("titles") for token in capitals):
            return None, 0
        if len(capitals) > 1:
            if titled or self._given(first) and len(capitals) <= 4 and not cued or _has_initial(parts):
                return "person", 1.0
            if cued:
                return cued, 1.0 if not parts[0].opens or not is_common(parts[0].text) else 0.5
            if all(is_common(token.text) for token in capitals) and parts[0].opens:
                return None, 0
            said = following in SAYING or preceding in SAYING or preceding.lower() in BESIDE_PEOPLE or preceding.lower() in words("titles")
            return ("person", 0.7) if said and len(capitals) <= 3 else (None, 0.6)
        if titled and len(surface) > 2 and not (is_common(surface) and surface.islower()):
            return "person", 1.0
        if surface.isupper() and surface.replace(".", "").isalpha() and 2 <= len(surface.replace(".", "")) <= 6:
            return "organisation", 0.6
        if len(surface) < 2:
            return None, 0
        common = is_common(surface)
        if common and (parts[0].opens or len(surface) < 3):
            return None, 0
        if following in SAYING and not common:
            return "person", 0.5
        if preceding in PLACING and not common:
            return "place", 0.4
        return None, 0.1 if common else 0.3

    def _made(self, first: int, last: int, kind: EntityType | None, weight: float) -> Candidate:
        start, end = self.found[first].start, self.found[last - 1].end
        return Candidate("", start, end, self.text[start:end], kind, weight)


def _has_initial(parts: Sequence[Token]) -> bool:
    """ "George W. Bush", "J. Smith"."""
    return any(len(token.text) == 2 and token.text[1] == "." for token in parts[:2]) and len(parts[-1].text) > 2


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1
