"""Facts: what decisions say, one by one, so that one can tell which of them are new.

A fact is a row of texts: its kind, the entity that it is for, and what is said of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from cuttings.entities.decisions import Decided, Decisions

Fact = tuple[str, ...]


def facts(decisions: Decisions) -> dict[Fact, int]:
    """All that is decided and changes an entity → the line on which it stands."""
    return dict(_facts(decisions))


def _facts(decisions: Decisions) -> Iterator[tuple[Fact, int]]:
    for one in decisions.entities:
        yield ("entity", one.id), one.line
        for kind, said in (("name", one.name), ("type", one.type), ("wikidata", one.wikidata)):
            if said:
                yield (kind, one.id, said), one.line
        yield from ((("alias", one.id, text), one.line) for text in one.aliases)
        yield from ((("in", one.id, article, text), one.line) for article, text in one.within)
    yield from ((("different", *sorted(group)), line) for group, line in decisions.different)
    yield from ((("split", one.to, article, one.text), one.line) for one in decisions.split for article in one.articles)
    yield from ((("ignore", "", article, one.text), one.line) for one in decisions.ignore for article in one.articles or ("",))
    yield from ((("renamed", new, old), line) for old, new, line in decisions.renamed)


def without(decisions: Decisions, taken: Collection[Fact] | Mapping[Fact, int]) -> Decisions:
    """The decisions as they were without some facts."""
    return Decisions(
        entities=tuple(_without(one, taken) for one in decisions.entities if ("entity", one.id) not in taken),
        different=tuple(one for one in decisions.different if ("different", *sorted(one[0])) not in taken),
        split=tuple(
            replace(one, articles=left)
            for one in decisions.split
            if (left := tuple(article for article in one.articles if ("split", one.to, article, one.text) not in taken))
        ),
        ignore=tuple(
            replace(one, articles=tuple(filter(None, left)))
            for one in decisions.ignore
            if (left := tuple(article for article in one.articles or ("",) if ("ignore", "", article, one.text) not in taken))
        ),
        renamed=tuple(one for one in decisions.renamed if ("renamed", one[1], one[0]) not in taken),
    )


def _without(one: Decided, taken: Collection[Fact] | Mapping[Fact, int]) -> Decided:
    return replace(
        one,
        name="" if ("name", one.id, one.name) in taken else one.name,
        type=None if one.type and ("type", one.id, one.type) in taken else one.type,
        wikidata="" if ("wikidata", one.id, one.wikidata) in taken else one.wikidata,
        aliases=tuple(text for text in one.aliases if ("alias", one.id, text) not in taken),
        within=tuple(pair for pair in one.within if ("in", one.id, *pair) not in taken),
    )
