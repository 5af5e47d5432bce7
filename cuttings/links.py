"""Links: which articles belong together, by what is rare and shared.

The weight of a shared entity is the logarithm of how much of the archive does not mention it (inverse
document frequency; Spärck Jones, 1972): what everyone has, ties nobody.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from heapq import nlargest
from itertools import combinations

from cuttings.model import Article, Entity, Link, Slug

MOST_ARTICLES = 200  # an entity in more articles than this ties none: pairs grow with the square
MOST_LINKS = 12  # an article's strongest links are kept, and those for which it is another's


def links(articles: Sequence[Article], entities: Sequence[Entity]) -> tuple[Link, ...]:
    """The strongest links between articles, each pair once."""
    shared: dict[tuple[Slug, Slug], list[tuple[float, str]]] = defaultdict(list)
    for entity in entities:
        if 2 <= len(entity.articles) <= MOST_ARTICLES:
            weight = math.log(1 + (len(articles) - len(entity.articles)) / len(entity.articles)) + 0.01
            for a, b in combinations(sorted(entity.articles), 2):
                shared[a, b].append((weight, entity.id))
    found = [_link(a, b, ties) for (a, b), ties in shared.items()]
    kept = _strongest(found)
    return tuple(sorted((link for link in found if (link.a, link.b) in kept), key=lambda link: (link.a, link.b)))


def _link(a: Slug, b: Slug, ties: Sequence[tuple[float, str]]) -> Link:
    ordered = sorted(ties, key=lambda tie: (-tie[0], tie[1]))
    return Link(a, b, tuple(entity for _, entity in ordered), round(sum(weight for weight, _ in ordered), 6))


def _strongest(found: Sequence[Link]) -> set[tuple[Slug, Slug]]:
    by_article: dict[Slug, list[Link]] = defaultdict(list)
    for link in found:
        by_article[link.a].append(link)
        by_article[link.b].append(link)
    best = (nlargest(MOST_LINKS, own, key=lambda link: (link.weight, link.a, link.b)) for own in by_article.values())
    return {(link.a, link.b) for own in best for link in own}
