"""Find: a name seen once is looked for everywhere.

The candidates of all articles together are the witness: what several places or one sure place call a
name is a name.  Every text is read again for all names, listed, found and decided; and each name has
the type that most of its places in the article, and in the archive, speak for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cuttings.entities.decisions import Decisions
from cuttings.entities.listed import listed
from cuttings.entities.names import is_full, nearly, short_forms, slip_keys
from cuttings.entities.tidy import tidied
from cuttings.lists import demonyms, words
from cuttings.mentions.signs import cues
from cuttings.mentions.tokens import STOP, is_common
from cuttings.model import LIKELY_OF, Article, Candidate, EntityType, Slug, likeliest

WORD = re.compile(r"(?<![^\W_])[^\W_]+")
OPENS = re.compile(r"(?:^|[.!?:;\n\"“”„«»()\[\]—–|])\s*$")
CONFIRMED = 0.9  # how likely a name of one word must be, all its places together, to be looked for
LIKELY = 0.5  # and one of several words
ELSEWHERE = 0.7  # how much the whole archive says of a name's type, beside its places in an article
ACTING = 0.8  # how much must speak for a body that bears a place’s name: a team, a club
CUED = 0.25  # how much must speak for another name than a body’s, that "Treaty" in it tells the type
MISSPELT = 6  # letters of a surname that can be told from another word though misspelt
BORNE_OUT = 0.35  # of the places where a name was looked for, so many must have been seen as names by themselves
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")  # Thai, Lao, Burmese, Khmer, Kana, Han
COMPASS = frozenset(("West", "East", "North", "South"))

Votes = list[float]


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
    """Names to look for, by their first word, the longest first; those of one article only under its slug."""

    everywhere: dict[str, list[str]] = field(default_factory=dict)
    within: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    near: dict[str, dict[str, list[str]]] = field(default_factory=dict)  # of each article the short forms by their slip keys


def find(articles: Sequence[Article], seen: Mapping[Slug, Sequence[Candidate]], decisions: Decisions) -> tuple[Spotted, ...]:
    """All names in all articles, in the order of the articles and their fields."""
    seen = tidied(seen, _votes(candidate for candidates in seen.values() for candidate in candidates))
    votes = _votes(candidate for candidates in seen.values() for candidate in candidates)
    people = {surface for surface, counts in votes.items() if is_full(surface) and likeliest(counts) == "person"}
    dictionary = _dictionary(seen, votes, people)
    decided = _decided(decisions)
    found: list[tuple[Article, list[tuple[str, int, int, str]]]] = []
    for article in articles:
        ignored = {one.text for one in decisions.ignore if not one.articles or article.slug in one.articles}
        strings = decided.get("", frozenset()) | decided.get(article.slug, frozenset())
        spans = [(name, *span) for name, text in article.fields() for span in _spans(article, name, text, seen, dictionary, strings)]
        found.append((article, [span for span in spans if span[3] not in ignored]))
    doubted = _doubted(found, votes, decided)
    spotted: list[Spotted] = []
    for article, spans in found:
        here = _votes(seen.get(article.slug, ()))
        named = {candidate.surface for candidate in seen.get(article.slug, ()) if candidate.believed}
        for name, start, end, surface in spans:
            if surface not in doubted or surface in named:
                kind = _type(surface, here.get(surface), votes.get(surface))
                spotted.append(Spotted(article.slug, name, start, end, surface, kind))
    return tuple(spotted)


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


def _votes(candidates: Iterable[Candidate]) -> dict[str, Votes]:
    """For each surface how much speaks for each kind of LIKELY_OF."""
    votes: dict[str, Votes] = {}
    for candidate in candidates:
        if not candidate.believed:
            continue
        own = votes.setdefault(candidate.surface, [0.0, 0.0, 0.0, 0.0])
        for at, chance in enumerate(candidate.likely):
            own[at] += chance
    return votes


def _type(surface: str, here: Votes | None, everywhere: Votes | None) -> EntityType:
    """The type that most speaks for: a name's places in the article, then in the archive, then the lists."""
    known = listed().get(surface)
    if here is None and everywhere is None:
        return known.type if known else "other"
    total = [0.0] * len(LIKELY_OF)
    if everywhere:
        whole = sum(everywhere) or 1.0
        total = [ELSEWHERE * one / whole for one in everywhere]
    if here:
        total = [one + other for one, other in zip(total, here, strict=True)]
    kind = likeliest(total)
    if not known and (kind == "other" or kind == "organisation" and total[3] > CUED * sum(total)):
        cued = _cued(surface)
        return kind if cued == "other" else cued
    near = here or total
    if known and known.type == "place" and kind == "organisation" and near[1] < ACTING * sum(near):
        return "place"
    if known and (kind == "other" or known.type in ("event", "agreement", "other") or surface in demonyms()):
        return known.type
    return kind


def _cued(surface: str) -> EntityType:
    """The type that a word of a name tells, where it is no person, body or place: "Treaty of Malmö", "Winter War".

    The word nearest the end of the head decides.
    """
    parts_of = surface.partition(" of ")[0].lower().split(" ")
    told = next((cues()[word] for word in reversed(parts_of) if word in cues()), "")
    return told if told in ("agreement", "event", "work") else "other"  # type: ignore[return-value]


def _dictionary(seen: Mapping[Slug, Sequence[Candidate]], votes: Mapping[str, Votes], people: set[str]) -> Dictionary:
    names = {name for name, counts in votes.items() if name not in listed() and _is_name(name, counts)} | set(listed())
    # A surname that is also a word ("Rice") stands for a person only where the person is named in full.
    names |= {form for person in people for form in short_forms(person) if not is_common(form.split(" ")[-1])}
    found = Dictionary(_by_word(names))
    for slug, candidates in seen.items():
        named = {candidate.surface for candidate in candidates} & people
        forms = {form for surface in named for form in short_forms(surface)}
        found.within[slug] = _by_word(forms)
        if any(not candidate.believed for candidate in candidates):
            found.near[slug] = _by_key(form for form in forms if len(form) >= MISSPELT)
    return found


def _by_key(forms: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        for key in slip_keys(form):
            found[key].append(form)
    return found


def _is_name(surface: str, votes: Votes) -> bool:
    if " " in surface or "-" in surface:
        return sum(votes) >= LIKELY
    return sum(votes) >= CONFIRMED and not is_common(surface) and surface.lower() not in STOP


def _by_word(names: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name in sorted(names, key=lambda name: (-len(name), name)):
        first = WORD.search(name)
        if first and first.start() == 0:
            found[first[0]].append(name)
    return dict(found)


def _spans(
    article: Article, name: str, text: str, seen: Mapping[Slug, Sequence[Candidate]], dictionary: Dictionary, strings: frozenset[str]
) -> Iterator[tuple[int, int, str]]:
    """The names in one text: (start, end, surface).

    What a person decided stands first; of names that overlap the longest, and of equals what was seen there.
    """
    own = [candidate for candidate in seen.get(article.slug, ()) if candidate.field == name]
    own = [one for one in own if one.surface.lower() not in words("titles")]  # "Major" is looked for where a John Major is named
    found = [(one.start, one.end, 1) for one in own if one.believed or _misspelt(one.surface, dictionary.near.get(article.slug, {}))]
    found += [(start, start + len(surface), 0) for start, surface in _looked_up(text, article.slug, dictionary)]
    taken: list[tuple[int, int]] = []  # sorted, none meets another
    for start, end, _ in sorted(found, key=lambda span: (span[0] - span[1], -span[2], span[0])):
        if not _met(taken, start, end):
            insort(taken, (start, end))
    for start, end, _ in _stated(text, strings):
        met = _met(taken, start, end)
        # A string within a longer name is part of it; across names, a person's decision wins.
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in met):
            for span in met:
                taken.remove(span)
            insort(taken, (start, end))
    for start, end in taken:
        yield start, end, text[start:end]


def _misspelt(surface: str, near: Mapping[str, Sequence[str]]) -> bool:
    """Whether a word is nearly a surname of the article's people; `near` has these by their keys."""
    return len(surface) >= MISSPELT and any(nearly(surface, form) for key in slip_keys(surface) for form in near.get(key, ()))


def _met(taken: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The spans of `taken`, which is sorted, that meet one."""
    first = bisect_left(taken, (start, start))
    if first and taken[first - 1][1] > start:
        first -= 1
    last = bisect_left(taken, (end, end), first)
    return list(taken[first:last])


def _looked_up(text: str, slug: str, dictionary: Dictionary) -> Iterator[tuple[int, str]]:
    """The names of the dictionary in a text, the longest at each place, from left to right."""
    end = 0
    own = dictionary.within.get(slug, {})
    for match in WORD.finditer(text):
        start, word = match.start(), match[0]
        if start < end:
            continue
        sure = own.get(word, ())
        for name in (*sure, *dictionary.everywhere.get(word, ())):
            if text.startswith(name, start) and _stands(text, start, name, sure=name in sure):
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
    if not sure and " " not in name and is_common(name) and not name.isupper() and name not in listed():
        return not OPENS.search(text[max(0, start - 4) : start]) or _said(text, start + len(name))
    return True


def _said(text: str, end: int) -> bool:
    return bool(re.match(r"(?:,| (?:said|told|added|says|also|has|had|will|would)\b)", text[end:]))


def _doubted(
    found: Sequence[tuple[Article, Sequence[tuple[str, int, int, str]]]], votes: Mapping[str, Votes], decided: Mapping[str, frozenset[str]]
) -> set[str]:
    """Names of one word that stand in far more places than were seen as names."""
    counts = Counter(surface for _, spans in found for *_, surface in spans)
    certain = {string for strings in decided.values() for string in strings}
    return {
        surface
        for surface, count in counts.items()
        if surface in votes and " " not in surface and surface not in certain and surface not in listed()
        and sum(votes[surface]) < BORNE_OUT * count
    }  # fmt: skip
