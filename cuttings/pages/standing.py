"""Standing type: pieces that many pages repeat, set once.

Printers kept a newspaper's recurring lines set.  The pages of articles and of entities all stand
one folder below the root, so what one of them says of an article or an entity fits all others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from markupsafe import Markup

from cuttings.model import Slug
from cuttings.pages import routes
from cuttings.pages.catalogue import Catalogue
from cuttings.pages.press import Press

K = TypeVar("K")
V = TypeVar("V")
P = TypeVar("P")

MOST = 100_000  # wordings that are kept
ROOT = routes.to_root(routes.article(Slug("")))


@dataclass(frozen=True, slots=True)
class Standing:
    """Entities as a name and as an entry in a list, articles as a title and by source and date.

    `shared` words in how many articles another appears, which is called so.
    """

    names: Mapping[str, Markup]
    entries: Mapping[str, Markup]
    titles: Mapping[Slug, Markup]
    sources: Mapping[Slug, Markup]
    shared: Callable[[str, int], Markup]


class Pieces(dict[K, P]):
    """Pieces of one sort, each set when it is first asked for: where most pages are kept, few are."""

    def __init__(self, known: Mapping[K, V], set_one: Callable[[V], P]) -> None:
        super().__init__()
        self._known = known
        self._set_one = set_one

    def __missing__(self, key: K) -> P:
        self[key] = made = self._set_one(self._known[key])
        return made


def standing(press: Press, catalogue: Catalogue) -> Standing:
    """The pieces for all articles and entities, made by the macros of those names."""
    macros = press.macros()
    return Standing(
        names=Pieces(catalogue.cards, lambda card: macros.named(card, ROOT)),
        entries=Pieces(catalogue.cards, lambda card: macros.entry(card, ROOT)),
        titles=Pieces(catalogue.rows, lambda row: macros.title(row, ROOT)),
        sources=Pieces(catalogue.rows, macros.source),
        shared=lru_cache(MOST)(macros.shared),
    )
