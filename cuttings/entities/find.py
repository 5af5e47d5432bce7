"""Find: a name seen once is looked for everywhere.

The candidates of all articles together are the witness: what several places or one sure place call a
name is a name.  Every text is read again for all names, listed, found and decided; and each name has
the type that most of its places in the article, and in the archive, speak for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from sys import intern

from cuttings.entities.decisions import Decisions
from cuttings.entities.listed import listed
from cuttings.entities.names import is_full, nearly, short_forms, slip_keys
from cuttings.entities.tidy import tidied
from cuttings.lists import demonyms, words
from cuttings.mentions.signs import cues
from cuttings.mentions.tokens import STOP, is_common
from cuttings.model import LIKELY_OF, Article, Candidate, EntityType, Slug, likeliest

WORD = re.compile(r"[^\W_]+")
OPENS = re.compile(r"(?:^|[.!?:;\n\"“”„«»()\[\]—–|])\s*$")
CONFIRMED = 0.9  # how likely a name of one word must be, all its places together, to be looked for
LIKELY = 0.5  # and one of several words
ELSEWHERE = 0.7  # how much the whole archive says of a name's type, beside its places in an article
ACTING = 0.8  # how much must speak for a body that bears a place’s name: a team, a club
CUED = 0.25  # how much must speak for another name than a body’s, that "Treaty" in it tells the type
MISSPELT = 6  # letters of a surname that can be told from another word though misspelt
BORNE_OUT = 0.35  # of the places where a name was looked for, so many must have been seen as names by themselves
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")  # Thai, Lao, Burmese, Khmer, Kana, Han
SAID = re.compile(r"(?:,| (?:said|told|added|says|also|has|had|will|would)\b)")
NONE: frozenset[str] = frozenset()
COMPASS = frozenset(("West", "East", "North", "South"))

Votes = list[float]
Place = tuple[str, int, int, str]  # where a name stands: field, start, end, and its surface
Span = tuple[int, int]
Heads = Mapping[str, Sequence[tuple[int, frozenset[str]]]]  # what names begin with → those by their length, the longest first


@dataclass(frozen=True, slots=True)
class Spotted:
    """The names in one article, not yet joined; `types` has what speaks most for each surface."""

    article: Slug
    names: tuple[Place, ...]
    types: Mapping[str, EntityType]


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Names to look for in every article; their first words, and those of what is looked for in one article only; people, and
    the short forms of their names by slip keys."""

    everywhere: Heads
    words: frozenset[str]
    people: frozenset[str]
    slips: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Stated:
    """What people decided on strings, by article, for all articles under "": names, and no names."""

    names: Mapping[str, frozenset[str]]
    ignored: Mapping[str, frozenset[str]]


def find(articles: Sequence[Article], seen: Mapping[Slug, Sequence[Candidate]], decisions: Decisions) -> tuple[Spotted, ...]:
    """The names in each article, in the order of its fields."""
    seen = tidied(seen, _votes(chain.from_iterable(seen.values())))
    votes = _votes(chain.from_iterable(seen.values()))
    dictionary = _dictionary(votes)
    stated = Stated(_decided(decisions), _ignored(decisions))
    found = {article.slug: tuple(_names(article, seen.get(article.slug, ()), dictionary, stated)) for article in articles}
    doubted = _doubted(Counter(surface for names in found.values() for *_, surface in names), votes, stated)
    return tuple(_spotted(article, names, seen.get(article, ()), votes, doubted) for article, names in found.items())


def _spotted(
    article: Slug, names: Sequence[Place], candidates: Sequence[Candidate], votes: Mapping[str, Votes], doubted: Collection[str]
) -> Spotted:
    """An article's names with their types, without those that are doubted and that it doesn't itself bear out."""
    here = _votes(candidates)
    kept = tuple(name for name in names if name[3] not in doubted or name[3] in here)
    return Spotted(
        article, kept, {surface: _type(surface, here.get(surface), votes.get(surface)) for surface in {name[3] for name in kept}}
    )


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


def _ignored(decisions: Decisions) -> dict[str, frozenset[str]]:
    """The strings that are no names: by article, those of all articles under ""."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in decisions.ignore:
        for article in one.articles or ("",):
            found[article].add(one.text)
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
    for one in candidates:
        if one.believed:
            own = votes.get(one.surface)
            if own is None:
                votes[one.surface] = [*one.likely]
            else:
                person, organisation, place, other = one.likely
                own[0] += person
                own[1] += organisation
                own[2] += place
                own[3] += other
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


def _dictionary(votes: Mapping[str, Votes]) -> Dictionary:
    people = frozenset(surface for surface, counts in votes.items() if is_full(surface) and likeliest(counts) == "person")
    names = {name for name, counts in votes.items() if name not in listed() and _is_name(name, counts)} | set(listed())
    forms = {form for person in people for form in short_forms(person)}
    # A surname that is also a word ("Rice") stands for a person only where the person is named in full.
    names |= {form for form in forms if not is_common(form.rpartition(" ")[2])}
    slips: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        if len(form) >= MISSPELT:
            for key in slip_keys(form):
                slips[key].append(form)
    first_words = frozenset(first[0] for first in map(WORD.match, names | forms) if first)
    # What is looked for in one article only has an empty place here: one look tells that nothing begins so.
    return Dictionary(dict.fromkeys(_by_head(forms), ()) | _by_head(names), first_words, people, slips)


def _is_name(surface: str, votes: Votes) -> bool:
    if " " in surface or "-" in surface:
        return sum(votes) >= LIKELY
    return sum(votes) >= CONFIRMED and not is_common(surface) and surface.lower() not in STOP


def _by_head(names: Iterable[str]) -> dict[str, Sequence[tuple[int, frozenset[str]]]]:
    """Names by their first word and the two characters behind it ("New Y"), for thousands begin with one word; those that
    begin with none are left out."""
    found: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name in names:
        first = WORD.match(name)
        if first:
            found[name[: first.end() + 2]][len(name)].add(name)
    return {
        head: tuple((length, frozenset(those)) for length, those in sorted(by_length.items(), reverse=True))
        for head, by_length in found.items()
    }


def _names(article: Article, candidates: Sequence[Candidate], dictionary: Dictionary, stated: Stated) -> Iterator[Place]:
    """The names in an article's texts."""
    forms = {form for one in candidates if one.surface in dictionary.people for form in short_forms(one.surface)}
    seen: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for one in candidates:
        # "Major" is looked for where a John Major is named.
        if (one.believed or _misspelt(one.surface, forms, dictionary.slips)) and one.surface.lower() not in words("titles"):
            seen[one.field].add((one.start, one.end))
    sure = _by_head(forms)
    strings = stated.names.get("", NONE) | stated.names.get(article.slug, NONE)
    ignored = stated.ignored.get("", NONE) | stated.ignored.get(article.slug, NONE)
    for field, text in article.fields():
        own = seen.get(field, set())
        for start, end in _spans(text, own, set(_looked_up(text, sure, dictionary)) - own, strings):
            surface = intern(text[start:end])
            if surface not in ignored:
                yield field, start, end, surface


def _spans(text: str, seen: Iterable[Span], looked_up: Iterable[Span], strings: frozenset[str]) -> list[Span]:
    """The names in one text: (start, end), in order.

    What a person decided stands first; of names that overlap the longest, and of equals what was seen there.
    """
    found = sorted((start - end, 0, start, end) for start, end in seen)
    found += ((start - end, 1, start, end) for start, end in looked_up)
    taken: list[Span] = []  # sorted, none meets another
    for _, _, start, end in sorted(found):
        if not _met(taken, start, end):
            insort(taken, (start, end))
    for start, end, _ in _stated(text, strings):
        met = _met(taken, start, end)
        # A string within a longer name is part of it; across names, a person's decision wins.
        if not any(a <= start and end <= b and (a, b) != (start, end) for a, b in met):
            for span in met:
                taken.remove(span)
            insort(taken, (start, end))
    return taken


def _misspelt(surface: str, forms: Collection[str], slips: Mapping[str, Sequence[str]]) -> bool:
    """Whether a word is nearly a surname of the article's people, `forms`; `slips` has those of all people by their keys."""
    if not forms or len(surface) < MISSPELT:
        return False
    return any(form in forms and nearly(surface, form) for key in slip_keys(surface) for form in slips.get(key, ()))


def _met(taken: Sequence[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The spans of `taken`, which is sorted, that meet one."""
    first = bisect_left(taken, (start, start))
    if first and taken[first - 1][1] > start:
        first -= 1
    last = bisect_left(taken, (end, end), first)
    return list(taken[first:last])


def _looked_up(text: str, sure: Heads, dictionary: Dictionary) -> Iterator[Span]:
    """The names of the dictionary in a text, the longest at each place, from left to right; `sure` are those of the article's people."""
    end, first_words, everywhere = 0, dictionary.words, dictionary.everywhere
    for match in WORD.finditer(text):
        if match[0] not in first_words:
            continue
        start, last = match.span()
        heads = [head for head in (text[start : last + 2], text[start : last + 1], match[0]) if head in everywhere]
        if heads and start >= end:
            found = _longest(text, start, heads, sure, is_sure=True) or _longest(text, start, heads, everywhere, is_sure=False)
            if found:
                yield start, found
                end = found


def _longest(text: str, start: int, heads: Iterable[str], names: Heads, *, is_sure: bool) -> int:
    """Where the longest of names that stands at a place ends, 0 where none does."""
    for head in heads:
        for length, those in names.get(head, ()):
            name = text[start : start + length]
            if name in those and _stands(text, start, name, is_sure):
                return start + length
    return 0


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
    return bool(SAID.match(text, end))


def _doubted(counts: Counter[str], votes: Mapping[str, Votes], stated: Stated) -> set[str]:
    """Names of one word that stand in far more places (`counts`) than were seen as names."""
    certain = {string for strings in stated.names.values() for string in strings}
    return {
        surface
        for surface, count in counts.items()
        if surface in votes and " " not in surface and surface not in certain and surface not in listed()
        and sum(votes[surface]) < BORNE_OUT * count
    }  # fmt: skip
