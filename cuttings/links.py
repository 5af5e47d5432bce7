"""Links: which articles belong together, by what is rare, prominent and shared.

What two articles share counts by three things that a reader would name too:

- how rare it is: the logarithm of how much of the archive does not mention it (inverse document
  frequency; Spärck Jones, 1972), so that what everyone has ties nobody;
- what it is: a person or an agreement says more than a country;
- where it stands: in the headline and the lead of both it says more than in passing.

The sum is set against how much the two articles name at all (pivoted length normalisation; Singhal,
1996), or the longest would be related to everything; a few days apart brings two nearer.

The work grows with the articles, not with their square: an article asks its most telling entities
only, and only those that are in few articles, who else mentions them.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import nlargest
from itertools import groupby
from operator import attrgetter

import numpy as np
import numpy.typing as npt

from cuttings.lists import agency
from cuttings.model import Article, Entity, EntityType, Link, Mention, Slug

MOST_ARTICLES = 200  # an entity in more articles than this is asked by none, and only counts beside others
MOST_ASKED = 24  # of an article's entities
MOST_WEIGHED = 48  # articles that are weighed against one
MOST_LINKS = 12  # an article's strongest links are kept, and those for which it is another's
FAINT = 8  # a link so many times weaker than an article's strongest is none of its own

TELLING: Mapping[EntityType, float] = {"person": 1.0, "agreement": 1.0, "event": 1.0, "work": 1.0, "organisation": 0.9}
PLACE, OTHER, NOISE = 0.4, 0.3, 0.1

IN_TITLE, IN_LEAD, SEVERAL, PASSING = 2.0, 1.5, 1.0, 0.6
LEAD = 300  # characters of the text
OFTEN = 4  # mentions: as good as one in the lead

NEAR = 7  # days: two articles so far apart are half as much nearer for it as two of one day
NEARER = 0.5
AKIN = 0.7  # of what two articles name, as it counts
ALIKE = 0.8  # of the words' runs shared: nearly the same text
RUN = 5  # words

NOWHERE: Mapping[str, float] = {}
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Named:
    """What one article names: how much each entity counts, which of them may tie it to another, when it appeared."""

    weights: Mapping[str, float]
    telling: frozenset[str]
    size: float
    day: int | None


@dataclass(frozen=True, slots=True)
class Index:
    """The articles' numbers, and for each entity that few of them name: which, and how much it counts in each.

    `sizes` is what an article's share is measured by; `sums` a place to add up in.
    """

    slugs: tuple[Slug, ...]
    numbers: Mapping[Slug, int]
    few: Mapping[str, tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]]
    sizes: npt.NDArray[np.float64]
    sums: npt.NDArray[np.float64]


def links(articles: Sequence[Article], entities: Sequence[Entity], mentions: Iterable[Mention] = ()) -> tuple[Link, ...]:
    """The strongest links between articles, each pair once."""
    named = _named(articles, entities, mentions)
    mean = sum(one.size for one in named.values()) / max(1, len(named))
    index = _index(named, entities, mean)
    kept: dict[tuple[Slug, Slug], float] = {}
    ahead: dict[Slug, dict[Slug, float]] = {}
    for slug in named:
        weighed = _weighed(slug, named, index, mean, ahead)
        strongest = nlargest(MOST_LINKS, (found for found in weighed if found[0] > 0))
        kept |= {(a, b): weight for weight, a, b in strongest if weight * FAINT >= strongest[0][0]}
    by_slug = {article.slug: article for article in articles}
    return tuple(_link(by_slug[a], by_slug[b], named, weight) for (a, b), weight in sorted(kept.items()))


def _weighed(
    slug: Slug, named: Mapping[Slug, Named], index: Index, mean: float, ahead: dict[Slug, dict[Slug, float]]
) -> Iterator[tuple[float, Slug, Slug]]:
    """How near the likely articles are to one; `ahead` has for articles that come later what is known by then."""
    known = ahead.pop(slug, {})
    for other in _candidates(slug, named, index):
        a, b = _pair(slug, other)
        weight = known.get(other)
        if weight is None:
            weight = _weight(named[a], named[b], mean)
            if index.numbers[other] > index.numbers[slug]:
                ahead.setdefault(other, {})[slug] = weight
        yield weight, a, b


def _index(named: Mapping[Slug, Named], entities: Sequence[Entity], mean: float) -> Index:
    numbers = {slug: number for number, slug in enumerate(named)}
    few = {}
    for entity in entities:
        if 2 <= len(entity.articles) <= MOST_ARTICLES:
            those = [slug for slug in entity.articles if slug in named]
            few[entity.id] = np.array([numbers[slug] for slug in those], int), np.array([named[slug].weights[entity.id] for slug in those])
    sizes = np.sqrt(mean + np.array([one.size for one in named.values()]))
    return Index(tuple(named), numbers, few, sizes, np.zeros(len(named)))


def _candidates(slug: Slug, named: Mapping[Slug, Named], index: Index) -> list[Slug]:
    """The articles that are worth weighing against one: those with which it shares most of what it asks for."""
    one = named[slug]
    asked = nlargest(MOST_ASKED, one.telling & index.few.keys(), key=lambda entity: (one.weights[entity], entity))
    if not asked:
        return []
    found = np.unique(np.concatenate([index.few[entity][0] for entity in asked]))
    index.sums[found] = 0
    for entity in asked:
        others, weights = index.few[entity]
        index.sums[others] += one.weights[entity] * weights
    shares = index.sums[found] / index.sizes[found]
    # One more than are wanted: the article itself is among them.
    least = np.partition(shares, -MOST_WEIGHED - 1)[-MOST_WEIGHED - 1] if len(shares) > MOST_WEIGHED else 0
    likely = ((share, index.slugs[number]) for share, number in zip(shares.tolist(), found.tolist(), strict=True) if share >= least)
    return [other for _, other in nlargest(MOST_WEIGHED + 1, likely) if other != slug][:MOST_WEIGHED]


def _pair(one: Slug, other: Slug) -> tuple[Slug, Slug]:
    return (one, other) if one < other else (other, one)


def _link(a: Article, b: Article, named: Mapping[Slug, Named], weight: float) -> Link:
    ties = _ties(named[a.slug], named[b.slug])
    shared = tuple(sorted(ties, key=lambda entity: (-ties[entity], entity)))
    # Texts are compared only where the names are nearly the same: it takes long.
    likely = math.fsum(ties.values()) > AKIN * named[a.slug].size * named[b.slug].size
    return Link(a.slug, b.slug, shared, weight, alike=likely and _alike(a.text, b.text))


def _ties(a: Named, b: Named) -> dict[str, float]:
    """What two articles share, and how much each of it counts."""
    return {entity: a.weights[entity] * b.weights[entity] for entity in a.weights.keys() & b.weights.keys()}


def _weight(a: Named, b: Named, mean: float) -> float:
    """How near two articles are; 0 where all that they share says nothing."""
    if a.telling.isdisjoint(b.telling):
        return 0
    mine, theirs = a.weights, b.weights
    # fsum: the same in whichever order the entities come.
    shared = math.fsum([mine[entity] * theirs[entity] for entity in mine.keys() & theirs.keys()])
    sizes = math.sqrt((mean + a.size) * (mean + b.size)) / 2
    return round(shared / sizes * _nearness(a, b), 6)


def _nearness(a: Named, b: Named) -> float:
    if a.day is None or b.day is None:
        return 1
    return 1 + NEARER / (1 + abs(a.day - b.day) / NEAR)


def _named(articles: Sequence[Article], entities: Sequence[Entity], mentions: Iterable[Mention]) -> dict[Slug, Named]:
    places = _prominence(mentions)
    found: dict[Slug, dict[str, float]] = {article.slug: {} for article in articles}
    telling: dict[Slug, set[str]] = defaultdict(set)
    for entity in entities:
        rare = math.log((1 + len(articles)) / len(entity.articles)) if entity.articles else 0
        said = _said(entity)
        for slug in entity.articles:
            if slug in found:
                place = places.get(slug, NOWHERE).get(entity.id, SEVERAL)
                # Each of the two articles gives its root, so that the product has rarity once.
                found[slug][entity.id] = math.sqrt(rare * said) * place
                if (entity.type in TELLING and said > NOISE) or place == IN_TITLE:
                    telling[slug].add(entity.id)
    return {
        article.slug: Named(found[article.slug], frozenset(telling[article.slug]), _size(found[article.slug]), _day(article))
        for article in articles
    }


def _said(entity: Entity) -> float:
    """How much it says of two articles that both name it: an agency stands under thousands."""
    if agency(entity.name):
        return NOISE
    return TELLING.get(entity.type, PLACE if entity.type == "place" else OTHER)


def _size(weights: Mapping[str, float]) -> float:
    return math.sqrt(math.fsum(weight**2 for weight in weights.values()))


def _prominence(mentions: Iterable[Mention]) -> dict[Slug, dict[str, float]]:
    """How prominently each article names each of its entities; mentions stand article by article."""
    found: dict[Slug, dict[str, float]] = {}
    for article, own in groupby(mentions, key=attrgetter("article")):
        counts: dict[str, int] = {}
        best = found.setdefault(article, {})
        for mention in own:
            entity = mention.entity
            counts[entity] = counts.get(entity, 0) + 1
            best[entity] = max(best.get(entity, PASSING), _place(mention))
        for entity, count in counts.items():
            if count > 1:
                best[entity] = max(best[entity], IN_LEAD if count >= OFTEN else SEVERAL)
    return found


def _place(mention: Mention) -> float:
    if mention.field in ("title", "description"):
        return IN_TITLE
    return IN_LEAD if mention.field == "text" and mention.start < LEAD else PASSING


def _day(article: Article) -> int | None:
    try:
        return date.fromisoformat(article.shown_date[:10]).toordinal()
    except ValueError:
        return None


def _alike(a: str, b: str) -> bool:
    """Whether two texts are nearly the same: most runs of words of the shorter are in the longer, which is not twice as long."""
    shorter, longer = sorted((set(_runs(a)), set(_runs(b))), key=len)
    return len(shorter & longer) >= ALIKE * max(1, len(shorter)) and len(longer) < 2 * len(shorter)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    return zip(*(words[at:] for at in range(RUN)), strict=False)
