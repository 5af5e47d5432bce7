"""Passages: the sentences in which articles name an entity."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from cuttings.model import Article, Mention, Slug
from cuttings.pages.catalogue import Catalogue
from cuttings.pages.seats import acts, is_seat
from cuttings.pages.sentences import bounds, within

#: An entity's page shows so many passages of one article and says how many more there are.
SHOWN = 5
#: A sentence that is longer is cut to the words around the mention.
LONGEST = 420

# The other fields repeat the text or stand above the passages anyway.
_FIELDS = frozenset({"text", "description", "caption"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with the mentions in it marked.

    `place` is the field that it stands in, "" for the text; `stands` whether the name stands for a government in it.
    """

    html: Markup
    place: str = ""
    stands: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """Where a sentence begins and ends, and the places in it that name an entity."""

    start: int
    end: int
    marked: tuple[tuple[int, int], ...]


def passages(catalogue: Catalogue) -> dict[str, dict[Slug, tuple[Passage, ...]]]:
    """The passages of each entity that has a page, by article."""
    found: dict[str, dict[Slug, tuple[Passage, ...]]] = defaultdict(dict)
    governing = frozenset(entity.id for entity in catalogue.with_page if is_seat(entity))
    for article in catalogue.articles:
        mentions = [
            mention
            for mention in catalogue.mentions_in.get(article.slug, ())
            if mention.entity in catalogue.cards and catalogue.cards[mention.entity].path
        ]
        for entity, passages_here in in_article(article, mentions, governing).items():
            found[entity][article.slug] = passages_here
    return found


def in_article(article: Article, mentions: Iterable[Mention], governing: frozenset[str] = frozenset()) -> dict[str, tuple[Passage, ...]]:
    """The passages of one article, by entity; two mentions in one sentence are one passage.

    `governing` are the entities that may stand for a government.
    """
    by_field: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_field[mention.field].append(mention)
    found: dict[str, tuple[Passage, ...]] = defaultdict(tuple)
    for field, text in article.fields():
        place = field.partition(":")[0]
        if place in _FIELDS and field in by_field:
            for entity, places in _sentences(text, by_field[field]):
                acting = entity in governing and any(acts(text, *one) for one in places.marked)
                shown = excerpts(text, places.start, places.end, places.marked)
                found[entity] += tuple(Passage(excerpt, "" if place == "text" else place, acting) for excerpt in shown)
    return found


def excerpts(text: str, start: int, end: int, marked: Sequence[tuple[int, int]]) -> Iterator[Markup]:
    """The sentence `text[start:end]` as markup with the marked places in it; a long one in pieces around them.

    >>> list(excerpts("Nato & Russia met.", 0, 18, [(0, 4)]))
    [Markup('<mark>Nato</mark> &amp; Russia met.')]
    """
    shown = start
    for place in marked:
        if shown <= place[0]:
            left, shown = _around(text, max(shown, start), end, place)
            before, after = "… " if left > start else "", " …" if shown < end else ""
            yield Markup("").join((before, *_marked(text, left, shown, marked), after))


def _marked(text: str, start: int, end: int, marked: Sequence[tuple[int, int]]) -> Iterator[Markup]:
    for left, right in marked:
        if start <= left and right <= end:
            yield escape(text[start:left]) + Markup("<mark>") + escape(text[left:right]) + Markup("</mark>")
            start = right
    yield escape(text[start:end])


def _sentences(text: str, mentions: Iterable[Mention]) -> Iterator[tuple[str, Sentence]]:
    """The sentences that name each entity."""
    starts = bounds(text)
    marked: dict[tuple[str, tuple[int, int]], list[tuple[int, int]]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda mention: mention.start):
        marked[mention.entity, within(text, starts, mention.start, mention.end)].append((mention.start, mention.end))
    return ((entity, Sentence(start, end, tuple(places))) for (entity, (start, end)), places in marked.items())


def _around(text: str, start: int, end: int, place: tuple[int, int]) -> tuple[int, int]:
    """What is shown of a sentence around a place in it: all of it, if it isn't too long."""
    left, right = start, end
    if end - start > LONGEST:
        if place[0] - start > LONGEST // 2:
            left = max(text.rfind(" ", start, place[0] - LONGEST // 2 + 1) + 1, place[0] - LONGEST // 2)
        if end - place[1] > LONGEST // 2:
            space = text.rfind(" ", place[1], place[1] + LONGEST // 2)
            right = space if space >= 0 else place[1] + LONGEST // 2
    return left, right
