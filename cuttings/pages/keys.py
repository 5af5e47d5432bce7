"""Keys: what a page is made of, as a sum.  Where it is as it was, so is the page, and need not be made again.

After a day's work on an archive that is so of most of its pages.  A key may hold more than its page
shows, never less; which values those are is said beside the functions that make the page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from hashlib import sha256
from operator import attrgetter

from cuttings.model import Article, Slug
from cuttings.pages.cards import sheets_of
from cuttings.pages.catalogue import Catalogue
from cuttings.pages.press import AsBefore, Page, Press
from cuttings.pages.standing import Pieces

#: What a sum is made of: plain values and frozen dataclasses, in whatever order the caller gives them.
Value = object


class Keys:
    """The keys of an archive's pages, and those that its pages had before, by path.

    `common` is the sum of what any page may be made of.
    """

    def __init__(self, catalogue: Catalogue, common: str, before: Mapping[str, str]) -> None:
        self._catalogue = catalogue
        self._common = sum_of(common, sheets_of(catalogue))
        self._before = before
        self._entities = {entity.id: entity for entity in catalogue.entities}
        self._faces = Pieces(catalogue.cards, sum_of)
        self._rows = Pieces(catalogue.rows, sum_of)
        self._alone = Pieces(catalogue.by_slug, sum_of)
        self._told = Pieces(catalogue.by_slug, self._with_mentions)
        self._named = Pieces(catalogue.by_slug, self._with_names)

    def page(self, path: str, made_from: str, key: str, make: Callable[[], Page]) -> Page | AsBefore:
        """A page, made only if it has another key than before."""
        return AsBefore(path, key, made_from) if self._before.get(path) == key else replace(make(), key=key)

    def of(self, *values: Value) -> str:
        """The key of what is made of these values."""
        return sum_of(self._common, values)

    def face(self, id_: str) -> str:
        """How other pages show an entity."""
        return self._faces[id_]

    def row(self, slug: Slug) -> str:
        """How other pages show an article."""
        return self._rows[slug]

    def alone(self, slug: Slug) -> str:
        """An article, whatever the archive knows of what is named in it."""
        return self._alone[slug]

    def article(self, slug: Slug) -> str:
        """An article with all that is named in it, and how its page shows that."""
        return sum_of(self._told[slug], [self.face(card.id) for card in self._catalogue.cards_in.get(slug, ())])

    def named_in(self, slug: Slug) -> str:
        """An article with the names of all that is named in it: in how many others that is, is no part of this."""
        return self._named[slug]

    def _with_mentions(self, article: Article) -> str:
        mentions = self._catalogue.mentions_in.get(article.slug, ())
        return sum_of(self.alone(article.slug), [(one.field, one.start, one.end, one.entity, one.type) for one in mentions])

    def _with_names(self, article: Article) -> str:
        names = [(card.id, card.path, card.name, card.kind.type) for card in self._catalogue.cards_in.get(article.slug, ())]
        return sum_of(self._told[article.slug], sorted(names))

    def entity(self, id_: str) -> str:
        """An entity with all of its articles."""
        articles = [self.named_in(slug) for slug in self._catalogue.articles_of[id_]]
        return sum_of(self._entities[id_], self._catalogue.offices.get(id_), self.face(id_), articles)


def common(press: Press, templates: Mapping[str, str], static: Mapping[str, bytes]) -> str:
    """The sum of what any page may be made of: the templates, what lies in static/, the settings, the menu."""
    files = {name: sha256(content).hexdigest() for name, content in static.items()}
    return sum_of(sorted(templates.items()), sorted(files.items()), press.settings, press.menu, press.picture)


def sum_of(*values: Value) -> str:
    """The sum of some values: the same for equal ones, wherever they came from.

    >>> sum_of(("a", 1)) == sum_of(("a", 1)), sum_of("a", "b") == sum_of("ab")
    (True, False)
    """
    return sha256(_ENCODER.encode(values).encode()).hexdigest()[:32]


def _fields(value: object) -> tuple[str, object]:
    kind = type(value)
    if kind not in _GETTERS:
        _GETTERS[kind] = attrgetter(*(field.name for field in fields(kind)))  # type: ignore[arg-type]
    return kind.__name__, _GETTERS[kind](value)


_GETTERS: dict[type, Callable[[object], object]] = {}


_ENCODER = json.JSONEncoder(default=_fields, separators=(",", ":"))  # made once: there are a hundred thousand sums
