"""Find: a name seen once is looked for everywhere.

The candidates of all articles together are the witness: what several places or one sure place call a
name is a name, and its type is what most of them say.  Then every text is read again for all names,
listed, found and decided.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cuttings.entities.decisions import Decisions
from cuttings.entities.names import parts, short_forms
from cuttings.mentions import known
from cuttings.mentions.tokens import is_common
from cuttings.model import Article, Candidate, EntityType, Slug

WORD = re.compile(r"(?<![^\W_])[^\W_]+")
OPENS = re.compile(r"(?:^|[.!?:;\n\"“”„«»()\[\]—–|])\s*$")
CONFIRMED = 0.9  # the weight that several candidates of one surface must have together
LIKELY = 0.5  # the weight of one alone from which it is looked for elsewhere
DOUBTFUL = 0.3  # the weight from which one that nothing else bears out is kept where it stands
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")  # Thai, Lao, Burmese, Khmer, Kana, Han
COMPASS = frozenset(("West", "East", "North", "South"))


@dataclass(frozen=True, slots=True)
class Spotted:
    """A name in a text, not yet joined; `type` is what speaks most for it."""

    article: Slug
    field: str
    start: int
    end: int
    surface: str
    type: EntityType


@dataclass(slots=True)
class Dictionary:
    """Names to look for, by their first word; those of one article only under its slug."""

    everywhere: dict[str, list[str]] = field(default_factory=dict)
    within: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    def at(self, word: str, article: str) -> Iterator[str]:
        """The names that begin with a word, the longest first."""
        here = self.within.get(article, {}).get(word, ())
        return iter(sorted({*here, *self.everywhere.get(word, ())}, key=lambda name: (-len(name), name)))


def find(articles: Sequence[Article], seen: Mapping[Slug, Sequence[Candidate]], decisions: Decisions) -> tuple[Spotted, ...]:
    """All names in all articles, in the order of the articles and their fields."""
    votes = _votes(seen)
    types = {surface: _majority(surface, counts) for surface, counts in votes.items()}
    people = {surface for surface, kind in types.items() if kind == "person" and len(parts(surface)) > 1}
    dictionary = _dictionary(seen, votes, people)
    decided = _decided(decisions)
    found: list[Spotted] = []
    for article in articles:
        ignored = {one.text for one in decisions.ignore if not one.articles or article.slug in one.articles}
        strings = decided.get("", frozenset()) | decided.get(article.slug, frozenset())
        spans = [span for name, text in article.fields() for span in _spans(article, name, text, seen, dictionary, types, strings)]
        found += (span for span in spans if span.surface not in ignored)
    return tuple(found)


def _decided(decisions: Decisions) -> dict[str, frozenset[str]]:
    """The strings that people decided on: by article, those of all articles under ""."""
    found: dict[str, set[str]] = defaultdict(set)
    for decided in decisions.entities:
        found[""].update(decided.strings)
        for article, string in decided.within:
            found[article].add(string)
    for split in decisions.split:
        for article in split.articles:
            found[article].add(split.text)
    return {article: frozenset(strings) for article, strings in found.items()}


def _stated(text: str, strings: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    """Where strings stand in a text as words of their own, the longest first."""
    for string in sorted(strings, key=lambda one: (-len(one), one)):
        at = text.find(string)
        while at >= 0:
            end = at + len(string)
            if not (_joined(text[at - 1 : at], string[0]) or _joined(string[-1], text[end : end + 1])):
                yield at, end, string
            at = text.find(string, end)


def _joined(before: str, after: str) -> bool:
    """Whether two letters are of one word; scripts without spaces do not tell."""
    return before.isalnum() and after.isalnum() and not (UNSPACED.match(before) or UNSPACED.match(after))


def _votes(seen: Mapping[Slug, Sequence[Candidate]]) -> dict[str, Counter[EntityType | None]]:
    votes: dict[str, Counter[EntityType | None]] = defaultdict(Counter)
    for candidates in seen.values():
        for candidate in candidates:
            votes[candidate.surface][candidate.type] += candidate.weight  # type: ignore[assignment]
    return votes


def _majority(surface: str, votes: Counter[EntityType | None]) -> EntityType:
    if surface in known():
        return known()[surface]
    told = [(weight, kind) for kind, weight in votes.items() if kind]
    return max(told, key=lambda vote: (vote[0], vote[1]))[1] if told else "other"


def _dictionary(
    seen: Mapping[Slug, Sequence[Candidate]],
    votes: Mapping[str, Counter[EntityType | None]],
    people: set[str],
) -> Dictionary:
    names = {name for name, counts in votes.items() if name not in known() and _is_name(name, counts)} | set(known())
    # A surname that is also a word ("Rice") stands for a person only where the person is named in full.
    names |= {form for person in people for form in short_forms(person) if not is_common(form.split(" ")[-1])}
    within: dict[str, set[str]] = defaultdict(set)
    for slug, candidates in seen.items():
        for surface in {candidate.surface for candidate in candidates} & people:
            within[slug].update(short_forms(surface))
    return Dictionary(_by_word(names), {slug: _by_word(forms) for slug, forms in within.items()})


def _is_name(surface: str, votes: Counter[EntityType | None]) -> bool:
    total = sum(votes.values())
    if " " in surface or "-" in surface:
        return total >= LIKELY
    return total >= CONFIRMED and not is_common(surface)


def _by_word(names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in names:
        first = WORD.search(name)
        if first and first.start() == 0:
            found[first[0]].append(name)
    return dict(found)


def _spans(
    article: Article,
    name: str,
    text: str,
    seen: Mapping[Slug, Sequence[Candidate]],
    dictionary: Dictionary,
    types: Mapping[str, EntityType],
    strings: frozenset[str],
) -> Iterator[Spotted]:
    """The names in one text: decided strings, those of the dictionary, and doubtful candidates where none stands."""
    taken = [(start, start + len(surface), surface) for start, surface in _looked_up(text, article.slug, dictionary)]
    for start, end, surface in _stated(text, strings):
        # A string within a longer name is part of it; across names, a person's decision wins.
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b, _ in taken):
            taken = [span for span in taken if span[1] <= start or end <= span[0]]
            taken.append((start, end, surface))
    covered = sorted(taken)
    taken += (
        (candidate.start, candidate.end, candidate.surface)
        for candidate in seen.get(article.slug, ())
        if candidate.field == name and candidate.weight >= DOUBTFUL and not _overlaps(covered, candidate.start, candidate.end)
    )
    for start, end, surface in sorted(set(taken)):
        yield Spotted(article.slug, name, start, end, surface, types.get(surface) or known().get(surface, "other"))


def _looked_up(text: str, slug: str, dictionary: Dictionary) -> Iterator[tuple[int, str]]:
    """The names of the dictionary in a text, the longest at each place, from left to right."""
    end = 0
    for match in WORD.finditer(text):
        start = match.start()
        if start < end:
            continue
        for name in dictionary.at(match[0], slug):
            sure = name in dictionary.within.get(slug, {}).get(match[0], ())
            if text.startswith(name, start) and _stands(text, start, name, sure=sure):
                yield start, name
                end = start + len(name)
                break


def _stands(text: str, start: int, name: str, sure: bool) -> bool:
    """Whether a name stands at a place as a name of its own, and not as part of a word or sentence.

    `sure` says that the article names a person so: then it may be a word that begins a sentence, too.
    """
    after = text[start + len(name) : start + len(name) + 2]
    if after[:1].isalnum() or after[:1] == "_":
        return False
    if name in COMPASS:
        return text[max(0, start - 4) : start].lower() == "the " and not (after[:1] == " " and after[1:].isupper())
    if not sure and " " not in name and is_common(name) and not name.isupper() and name not in known():
        return not OPENS.search(text[max(0, start - 4) : start]) or _said(text, start + len(name))
    return True


def _said(text: str, end: int) -> bool:
    return bool(re.match(r"(?:,| (?:said|told|added|says|also|has|had|will|would)\b)", text[end:]))


def _overlaps(spans: Sequence[tuple[int, int, str]], start: int, end: int) -> bool:
    """Whether a span meets one of `spans`, which are sorted and do not meet each other."""
    before = bisect_left(spans, (end,)) - 1
    return before >= 0 and spans[before][1] > start
