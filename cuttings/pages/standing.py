"""Standing type: pieces that many pages repeat, set once.

Printers kept a newspaper's recurring lines set.  The pages of articles and of entities all stand
one folder below the root, so what one of them says of an article or an entity fits all others.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from cuttings.model import Slug
from cuttings.pages import routes
from cuttings.pages.catalogue import Catalogue
from cuttings.pages.press import Press

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


def standing(press: Press, catalogue: Catalogue) -> Standing:
    """The pieces for all articles and entities, made by the macros of those names."""
    macros = press.macros()
    cards, rows = catalogue.cards.items(), catalogue.rows.items()
    return Standing(
        names={id_: macros.named(card, ROOT) for id_, card in cards},
        entries={id_: macros.entry(card, ROOT) for id_, card in cards},
        titles={slug: macros.title(row, ROOT) for slug, row in rows},
        sources={slug: macros.source(row) for slug, row in rows},
        shared=lru_cache(MOST)(macros.shared),
    )
