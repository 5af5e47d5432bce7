"""Structure: what a page's markup tells of each of its runs of text, in numbers.

Which elements stand around it and what their authors called them, how much of it and of what is
beside it are links, how much of the page's prose its element holds, and whether the page itself
says that this is the article (JSON-LD) or its headline (OpenGraph).
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from itertools import accumulate, chain
from math import log1p
from operator import or_
from typing import Any

import numpy as np

from cuttings.clean.context import shifted
from cuttings.clean.forest import Matrix
from cuttings.clean.html import Place
from cuttings.clean.lines import squeezed

TAGS = ("p", "li", "h1", "h2", "h3", "h4", "h5", "", "blockquote", "figcaption", "time", "pre", "tr", "dt", "dd", "caption", "ul", "td")
AROUND = ("article", "main", "header", "footer", "nav", "aside", "form", "section", "ul", "ol", "table", "figure", "blockquote", "details")
#: What authors call the elements of their pages, by what it says of the text within.
CALLED = tuple(
    re.compile(form)
    for form in (
        (
            r"relat|recommend|more-?(?:from|on|stor|news|art|posts)|also|similar|read-?(?:more|next)|suggest|popular|trending|most-|latest|recent"
            r"|promo-?(?:box|list)?|teaser|outbrain|taboola|recirc|further|next-"
        ),
        r"comment|disqus|discuss|respond|reply|forum|livefyre|talkback|reader",
        r"share|social|facebook|twitter|follow|addthis|sharedaddy|whatsapp",
        r"nav|menu|breadcrumb|crumb|toolbar|pagination|pager|tabs",
        r"foot|copyright|legal|colophon|disclaimer",
        r"head(?:er)?(?!line)|masthead|banner|topbar|top-",
        r"side|rail|aside|widget|column-?right|right-?col|secondary|module|infobox|fact",
        (
            r"\bad|advert|sponsor|promo|dfp|commerc|newsletter|subscri|sign-?up|paywall|premium|regwall|cookie|consent|gdpr|modal|popup|overlay"
            r"|piano|donat|offer|login"
        ),
        r"caption|credit|figure|image|photo|gallery|picture|media|video|player|slide|thumb|lightbox|carousel",
        r"author|byline|writer|bio|contributor|profile|journalist|staff",
        r"\btag|topic|categor|keyword|label|kicker|eyebrow|section-name|channel",
        r"article|story|\bpost|entry|content|\bbody|\btext|paragraph|main|richtext|prose|rte|copy",
        (
            r"article-?_?(?:body|text|content)|story-?_?(?:body|text|content)|entry-content|post-?_?(?:body|content|text)|body-?_?(?:text|copy|content)"
            r"|content-?_?(?:body|text)|wysiwyg|main-?content"
        ),
        r"card|list|item|grid|tile|feed|stream|row|archive|loop",
        r"date|time|meta|publish|update|info",
        r"title|headline|heading|\bhed",
        r"lead|intro|summary|standfirst|deck|dek|subtitle|subhead|excerpt|abstract|description",
        r"quote|pull|highlight|callout|tweet|embed|instagram",
        r"hid(?:den|e)|sr-only|screen-reader|visually|print-only|no-?print|skip",
        r"tool|button|btn|action|icon|control|form|search|input|survey|poll|rating|vote|correction|feedback|report",
    )
)
DIGITS = re.compile(r"\d+")
LEVELS = 4  # elements outwards that are looked at
NONE, NOTHING = (0.0,) * LEVELS, (0.0, 0.0)
HEAVY = 120  # words: a longer paragraph weighs no more
LONGEST = 100_000  # characters of what a page states that are looked at
SAME = 12  # letters and digits: a shorter text may stand in another by chance
MOST = 1 << 16  # names that are remembered, that memory stays bounded
LIKE_NEIGHBOURS = (0, TAGS.index(""), TAGS.index("h2"), len(TAGS))  # columns that are seen of the neighbours too


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page's own metadata says: the article's text, its headlines and descriptions, each as `squeezed`."""

    text: str
    titles: frozenset[str]
    descriptions: tuple[str, ...]


def rows(places: Sequence[Place], document: Any) -> Matrix:
    """What the markup tells of each run of text: places x columns.  There must be at least one."""
    stated = stated_by(document)
    weights = _Weights(places)
    headline = _headline(places, stated)
    around = frozenset(places[headline].path if headline >= 0 else ())
    told = [
        (*weights.of(place), *_beside_headline(place, index - headline, around), *_as_stated(place, stated))
        for index, place in enumerate(places)
    ]
    table = np.concatenate([_markup(places), np.array(told, dtype=np.float32)], axis=1)
    beside = table[:, LIKE_NEIGHBOURS]
    return np.concatenate([table, shifted(beside, 1), shifted(beside, -1)], axis=1)


def stated_by(document: Any) -> Stated:
    """What a page states of its article in JSON-LD and meta tags."""
    said: dict[str, set[str]] = {"title": set(), "description": set()}
    for meta in document.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower().rpartition(":")[2]
        if name in said:
            said[name].add(squeezed((meta.get("content") or "")[:LONGEST]))
    return Stated(squeezed(" ".join(_bodies(document))[:LONGEST]), frozenset(said["title"]), tuple(sorted(said["description"])))


def _bodies(document: Any) -> Iterator[str]:
    for script in document.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "") and "articleBody" in text:
            try:
                found = json.loads(text, strict=False)
            except (ValueError, RecursionError):
                continue
            yield from _body_values(found)


def _body_values(value: Any, depth: int = 0) -> Iterator[str]:
    if depth > LEVELS:
        return
    if isinstance(value, dict):
        if isinstance(value.get("articleBody"), str):
            yield value["articleBody"]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _body_values(item, depth + 1)


class _Meanings(dict[str, int]):
    """What authors call elements, and the kinds of CALLED that these belong to, as bits."""

    def learn(self, called: Iterable[str]) -> None:
        """Look at names that are not known yet, all at once: each expression then runs once, and not once for each name."""
        if len(self) > MOST:
            self.clear()
        new = [name for name in set(chain.from_iterable(map(str.split, called))) if name not in self]
        small = [name.lower() for name in new]
        ends = list(accumulate(len(name) + 1 for name in small))
        bits = [0] * len(new)
        for bit, form in enumerate(CALLED):
            for found in form.finditer("\n".join(small)):
                bits[bisect_right(ends, found.start())] |= 1 << bit
        self.update(zip(new, bits, strict=True))

    def of(self, called: str) -> int:
        """The kinds that the classes and the id of an element belong to."""
        bits = 0
        for name in called.split():
            bits |= self[name]
        return bits


KNOWN = _Meanings()


@lru_cache(maxsize=1 << 12)
def _elements_around(names: tuple[str, ...]) -> int:
    return sum(1 << bit for bit, name in enumerate(AROUND) if name in names)


def _markup(places: Sequence[Place]) -> Matrix:
    """The elements of each run of text: its own, those around it, and what they are called."""
    every = {called for place in places for called in place.called}
    KNOWN.learn(every)
    bits = {called: KNOWN.of(called) for called in every}
    own = [bits[place.called[-1]] if place.called else 0 for place in places]
    outer = [reduce(or_, map(bits.__getitem__, place.called[:-1]), 0) for place in places]
    names = [_elements_around(place.names) for place in places]
    tags = [TAGS.index(place.tag) if place.tag in TAGS else len(TAGS) for place in places]
    return np.concatenate(
        [
            np.eye(len(TAGS) + 1, dtype=np.float32)[tags][:, :-1],
            np.array([(place.linked, min(len(place.path), 40)) for place in places], dtype=np.float32),
            *(_bits(values, count) for values, count in ((own, len(CALLED)), (outer, len(CALLED)), (names, len(AROUND)))),
        ],
        axis=1,
    )


def _bits(values: Sequence[int], count: int) -> Matrix:
    return (np.array(values)[:, None] >> np.arange(count) & 1).astype(np.float32)


class _Weights:
    """How a page's prose, links and elements of one kind are spread over its elements."""

    def __init__(self, places: Sequence[Place]) -> None:
        self.total = 0.0
        self.held: defaultdict[int, float] = defaultdict(float)  # prose words within an element
        self.direct: defaultdict[int, float] = defaultdict(float)  # prose words of its own paragraphs
        self.lines: Counter[int] = Counter()
        self.letters: Counter[int] = Counter()
        self.linked: defaultdict[int, float] = defaultdict(float)
        self.alike: defaultdict[str, set[int]] = defaultdict(set)  # name and class → the elements that have them
        for place in places:
            self._count(place)
        self.total = self.total or 1.0
        self.main = [self._innermost(share) for share in (0.6, 0.85, 0.35)]
        self.richest = max(self.direct, key=lambda number: self.direct[number], default=0)
        self.spread = {kind: log1p(len(numbers)) for kind, numbers in self.alike.items()}
        # How much of an element's text is links, and how much text it has.
        self.beside = {number: (self.linked[number] / count if count else 0.0, log1p(count)) for number, count in self.letters.items()}

    def _count(self, place: Place) -> None:
        size = max(place.text.count(" ") + 1, len(place.text) / 8)
        parent = place.path[-2] if len(place.path) > 1 else 0
        self.lines[parent] += 1
        if place.linked < 0.5 and (size >= 20 or (size >= 8 and place.text[-1] in '.!?”"…。')):
            size = min(size, HEAVY)
            self.total += size
            self.direct[parent] += size
            for number in place.path:
                self.held[number] += size
        for number in place.path[-LEVELS:]:
            self.letters[number] += len(place.text)
            self.linked[number] += len(place.text) * place.linked
        kinds = _kinds(place.names[-LEVELS - 1 :], place.called[-LEVELS - 1 :])
        for number, kind in zip(place.path[-LEVELS - 1 :], kinds, strict=True):
            self.alike[kind].add(number)

    def _innermost(self, share: float) -> int:
        """The innermost element that holds this share of the prose; numbers grow inwards."""
        return max((number for number, held in self.held.items() if held >= share * self.total), default=0)

    def of(self, place: Place) -> Iterable[float]:
        path, held, total = place.path, self.held, self.total
        parent, grandparent = (path[-level] if len(path) >= level else 0 for level in (2, 3))
        kinds = _kinds(place.names[-LEVELS:], place.called[-LEVELS:])
        return (
            *(held.get(number, 0.0) / total for number in (parent, grandparent, path[-1] if path else 0)),
            self.direct.get(parent, 0.0) / total,
            log1p(self.lines[parent]),
            *(number in path for number in self.main),
            len(path) - path.index(self.main[0]) if self.main[0] in path else 0,
            parent == self.richest,
            *NONE[len(kinds) :],
            *map(self.spread.__getitem__, kinds),
            *self.beside.get(parent, NOTHING),
            *self.beside.get(grandparent, NOTHING),
        )


@lru_cache(maxsize=1 << 14)
def _kinds(names: tuple[str, ...], called: tuple[str, ...]) -> tuple[str, ...]:
    """Name and class of the elements around a run of text, digits aside: cards of a list have the same."""
    return tuple(f"{name} {DIGITS.sub('0', own)}" for name, own in zip(names, called, strict=True))


def _headline(places: Sequence[Place], stated: Stated) -> int:
    """The index of the headline: the one that the page states, else the first <h1>; -1 without."""
    named = (index for index, place in enumerate(places) if place.tag[:1] == "h" and squeezed(place.text) in stated.titles)
    first = (index for index, place in enumerate(places) if place.tag == "h1")
    return next(named, next(first, -1))


def _beside_headline(place: Place, behind: int, around: frozenset[int]) -> Iterable[float]:
    """How many lines behind the headline, and how many of its elements are not around the headline too."""
    if not around:
        return (0.0, 0.0, -30.0)
    shared = sum(map(around.__contains__, place.path))
    return (float(max(-20, min(60, behind))), 1.0, float(shared - len(place.path)))


def _as_stated(place: Place, stated: Stated) -> Iterable[float]:
    key = squeezed(place.text)
    told = len(key) >= SAME
    return (
        float(told and key[:60] in stated.text) if stated.text else -1.0,
        float(key in stated.titles),
        float(told and any(key in description for description in stated.descriptions)),
    )
