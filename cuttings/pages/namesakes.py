"""What an entity is not: those that a person told apart from it, and others of its name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nsmallest

from markupsafe import Markup

from cuttings.citations import split_name
from cuttings.entities.names import fold
from cuttings.model import Entity
from cuttings.pages.catalogue import Card, Catalogue
from cuttings.pages.standing import Standing

SHOWN = 6
_QUALIFIED = re.compile(r"(?:,| \().*$")  # "Georgia (US)", "San Jose, Costa Rica"


@dataclass(frozen=True, slots=True)
class Namesake:
    """An entity with which another is easily confused, and what tells it apart."""

    name: Markup
    kind: str
    card: Card
    by_person: bool


@dataclass(frozen=True, slots=True)
class Namesakes:
    """The entities that have a page, by what they may be called: for each name the most frequent ones."""

    by_name: Mapping[str, tuple[str, ...]]


def namesakes(catalogue: Catalogue) -> Namesakes:
    """A table of who bears which name; of a name that many bear, so many that a page can show enough of them."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for entity in catalogue.with_page:
        for name in _names(catalogue.cards[entity.id]):
            bearers[name].append(entity.id)
    shared = {name: ids for name, ids in bearers.items() if len(ids) > 1}
    return Namesakes({name: tuple(nsmallest(SHOWN + 1, ids, key=_order(catalogue))) for name, ids in shared.items()})


def not_this(entity: Entity, catalogue: Catalogue, table: Namesakes, standing: Standing) -> Iterator[Namesake]:
    """With what an entity is not to be confused, what people declared first."""
    for other in rivals(entity, catalogue, table):
        card = catalogue.cards[other]
        kind = "" if card.kind.type == entity.type else card.kind.one_within
        yield Namesake(standing.names[other], kind, card, other in entity.different)


def rivals(entity: Entity, catalogue: Catalogue, table: Namesakes) -> list[str]:
    """The ids of those that an entity is not to be confused with."""
    declared = [other for other in entity.different if other in catalogue.cards]
    alike = {other for name in _names(catalogue.cards[entity.id]) for other in table.by_name.get(name, ())}
    others = sorted(alike - {entity.id, *declared}, key=_order(catalogue))
    return [*declared, *others][:SHOWN]


def _names(card: Card) -> Iterator[str]:
    """What an entity may be called in passing: a person by the surname, another thing without what qualifies its name."""
    name = fold(_QUALIFIED.sub("", card.name) or card.name)
    yield name
    family = fold(split_name(card.name).family) if card.kind.type == "person" else name
    if family != name:
        yield family


def _order(catalogue: Catalogue) -> Callable[[str], tuple[int, str]]:
    return lambda id_: (-catalogue.cards[id_].count, id_)
