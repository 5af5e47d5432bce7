"""Survey: an archive and what people decided on it, with the look-up tables that suggestions need."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from cuttings.entities.decisions import Decisions
from cuttings.entities.lines import entity_lines, item_lines, where
from cuttings.model import Archive, Candidate, Entity, Mention, Slug
from cuttings.pages.sentences import sentence
from cuttings.review.suggestion import Passage, Way
from cuttings.slugs import LONGEST, slug

AROUND = 90  # characters shown on each side of a name


@dataclass(frozen=True)
class Survey:
    """The archive; `seen` are each article's candidates, as the recogniser gave them."""

    archive: Archive
    decisions: Decisions
    seen: Mapping[Slug, Sequence[Candidate]]

    @cached_property
    def entities(self) -> dict[str, Entity]:
        return {entity.id: entity for entity in self.archive.entities}

    @cached_property
    def mentions(self) -> dict[str, list[Mention]]:
        """The mentions of each entity, in the order of the archive."""
        found: dict[str, list[Mention]] = defaultdict(list)
        for mention in self.archive.mentions:
            found[mention.entity].append(mention)
        return found

    @cached_property
    def owners(self) -> dict[str, set[str]]:
        """Surface → the entities that it stands for somewhere."""
        found: dict[str, set[str]] = defaultdict(set)
        for mention in self.archive.mentions:
            found[mention.surface].add(mention.entity)
        return found

    @cached_property
    def decided(self) -> frozenset[str]:
        """The ids on which a person decided, as they are now."""
        return frozenset(self._now.get(one.id, one.id) for one in self.decisions.entities)

    @cached_property
    def _now(self) -> dict[str, str]:
        """Ids that entities had → those that they have."""
        return {old: entity.id for entity in self.archive.entities for _, old in entity.former}

    @cached_property
    def _different(self) -> frozenset[frozenset[str]]:
        groups = ({self._now.get(one, one) for one in group} for group, _ in self.decisions.different)
        return frozenset(frozenset(pair) for group in groups for pair in combinations(sorted(group), 2))

    @cached_property
    def _said(self) -> frozenset[tuple[str, str]]:
        """(string, article, or "" for all) on which a person decided."""
        everywhere = ((text, "") for one in self.decisions.entities for text in one.strings)
        within = ((text, article) for one in self.decisions.entities for article, text in one.within)
        split = ((one.text, article) for one in self.decisions.split for article in one.articles)
        return frozenset((*everywhere, *within, *split))

    def are_apart(self, one: str, other: str) -> bool:
        """Whether a person has settled that two entities are two: by `different`, or by deciding on both."""
        return frozenset((one, other)) in self._different or {one, other} <= self.decided

    def is_said(self, text: str, article: str) -> bool:
        """Whether a person has settled what a string means in an article."""
        return (text, "") in self._said or (text, article) in self._said

    def split_off(self, text: str) -> str:
        """A free id for what is split off under this text."""
        wanted = slug(text, otherwise="split-off")
        number, free = 2, str(wanted)
        while free in self.entities or free in self._now:
            number, free = number + 1, f"{wanted[: LONGEST - 4]}-{number}"
        return free

    def told(self, entity: Entity) -> str:
        """An entity by its name, with how often it is mentioned."""
        return f"“{entity.name}” ({counted(self.mentions.get(entity.id, ()))})"

    def passages(self, mentions: Iterable[Mention], most: int = 2) -> Iterator[Passage]:
        """The passages of some mentions, each article once."""
        articles: set[Slug] = set()
        for mention in mentions:
            if mention.article not in articles and len(articles) < most:
                articles.add(mention.article)
                yield self._passage(mention)

    def text(self, mention: Mention) -> str:
        """The field in which a mention stands."""
        return self._fields[mention.article][mention.field]

    @cached_property
    def _fields(self) -> dict[Slug, dict[str, str]]:
        return {article.slug: dict(article.fields()) for article in self.archive.articles}

    def _passage(self, mention: Mention) -> Passage:
        text = self.text(mention)
        start, end = sentence(text, mention.start, mention.end)
        left, right = _from(text, start, mention.start), _to(text, mention.end, end)
        before, after = "… " if left > start else "", " …" if right < end else ""
        return Passage(
            mention.article,
            before + " ".join(text[left : mention.start].split()) + " " * text[left : mention.start].endswith((" ", "\n")),
            mention.surface,
            " " * text[mention.end : right].startswith((" ", "\n")) + " ".join(text[mention.end : right].split()) + after,
        )

    def claim(self, when: str, entity: Entity, mentions: Sequence[Mention]) -> Way:
        """The way to say that the surfaces of these mentions stand for an entity.

        In every article, or where they mean others elsewhere in theirs only.
        """
        owners = {mention.entity for mention in mentions}
        by_surface: dict[str, list[str]] = defaultdict(list)
        for mention in mentions:
            by_surface[mention.surface].append(mention.article)
        aliases = [one for one in by_surface if self.owners[one] <= owners]
        within: dict[str, list[str]] = defaultdict(list)
        for surface, articles in by_surface.items():
            for article in dict.fromkeys(articles) if surface not in aliases else ():
                within[article].append(surface)
        keys: dict[str, object] = dict(self._founding(entity))
        if aliases:
            keys["aliases"] = aliases
        if within:
            keys["in"] = dict(within)
        return self.saying(when, entity, keys)

    def saying(self, when: str, entity: Entity, keys: Mapping[str, object]) -> Way:
        """The way to say something of an entity."""
        keys = {**self._founding(entity), **keys}
        return Way(when, where(self.decisions, entity.id, keys), entity_lines(self.decisions, entity.id, keys))

    def apart(self, when: str, first: Entity, others: Iterable[Entity]) -> Way:
        """The way to say that an entity is none of some others, which may be one or not."""
        others = tuple(others)
        founded = "".join(entity_lines(self.decisions, one.id, keys) for one in (first, *others) if (keys := self._founding(one)))
        # Two headings of one name are no YAML: entities that have to be founded share one.
        head, _, rest = founded.partition("entities:\n")
        lines = "entities:\n" + rest.replace("entities:\n", "") if rest else head
        return Way(when, "", lines + item_lines("different", ((first.id, one.id) for one in others)))

    def splitting(self, when: str, mentions: Sequence[Mention]) -> Way:
        """The way to say that the surfaces of these mentions mean somebody else in their articles."""
        articles: dict[str, list[str]] = defaultdict(list)
        for mention in mentions:
            articles[mention.surface].append(mention.article)
        to = self.split_off(mentions[0].surface)
        items = [{"text": text, "in": list(dict.fromkeys(found)), "to": to} for text, found in articles.items()]
        return Way(when, "", item_lines("split", items))

    def _founding(self, entity: Entity) -> dict[str, object]:
        """What ties an id to its entity, where neither a page nor the name does so already."""
        if entity.page or entity.id in self.decided or slug(entity.name, otherwise="") == entity.id:
            return {}
        return {"name": entity.name}


def counted(mentions: Sequence[Mention]) -> str:
    """How many mentions in how many articles.

    >>> counted(())
    '0 mentions in 0 articles'
    """
    articles = len({mention.article for mention in mentions})
    return f"{plural(len(mentions), 'mention')} in {plural(articles, 'article')}"


def plural(number: int, noun: str) -> str:
    """A number and its noun.

    >>> plural(1, "article")
    '1 article'
    """
    return f"{number} {noun if number == 1 else noun + 's'}"


def _from(text: str, start: int, at: int) -> int:
    """Where to begin showing a sentence before a name: at its start, or at a word not too far away."""
    if at - start <= AROUND:
        return start
    return text.find(" ", at - AROUND, at) + 1 or at - AROUND


def _to(text: str, at: int, end: int) -> int:
    if end - at <= AROUND:
        return end
    space = text.rfind(" ", at, at + AROUND)
    return space if space > 0 else at + AROUND
