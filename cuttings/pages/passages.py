"""Passages: the sentences in which articles name an entity."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from cuttings.model import Mention, Slug
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


class Passages:
    """The passages of an archive, made when they are asked for: all at once would weigh more than all else."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._governing = frozenset(entity.id for entity in catalogue.with_page if is_seat(entity))
        self._bounds: dict[tuple[Slug, str], array[int]] = {}
        self._acting: dict[str, int] = {}

    def of(self, entity: str, slug: Slug) -> tuple[Passage, ...]:
        """The passages in which an article names an entity."""
        by_field: dict[str, list[Mention]] = defaultdict(list)
        for mention in self._catalogue.mentions_in.get(slug, ()):
            if mention.entity == entity:
                by_field[mention.field].append(mention)
        return tuple(
            passage
            for field, text in self._catalogue.by_slug[slug].fields()
            if field in by_field and field.partition(":")[0] in _FIELDS
            for passage in self._in_field(slug, field, text, by_field[field])
        )

    def acting(self, entity: str) -> int:
        """In how many passages a seat stands for its government."""
        if entity not in self._acting:
            found = (self.of(entity, slug) for slug in self._catalogue.articles_of.get(entity, ()))
            self._acting[entity] = sum(passage.stands for here in found for passage in here)
        return self._acting[entity]

    def _in_field(self, slug: Slug, field: str, text: str, mentions: Sequence[Mention]) -> Iterator[Passage]:
        if (slug, field) not in self._bounds:
            self._bounds[slug, field] = array("l", bounds(text))
        place = field.partition(":")[0]
        for one in _sentences(text, self._bounds[slug, field], mentions):
            acting = mentions[0].entity in self._governing and any(acts(text, *at) for at in one.marked)
            for excerpt in excerpts(text, one.start, one.end, one.marked):
                yield Passage(excerpt, "" if place == "text" else place, acting)


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


def _sentences(text: str, starts: Sequence[int], mentions: Iterable[Mention]) -> list[Sentence]:
    """The sentences that name an entity; two mentions in one sentence are one passage."""
    marked: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for mention in sorted(mentions, key=lambda mention: mention.start):
        marked[within(text, starts, mention.start, mention.end)].append((mention.start, mention.end))
    return [Sentence(start, end, tuple(places)) for (start, end), places in marked.items()]


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
