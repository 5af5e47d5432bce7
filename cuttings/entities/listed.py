"""Listed: names that the lists know, under which name they go, and of what type."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from cuttings.lists import aliases, cities, demonyms
from cuttings.model import EntityType

LISTS: tuple[tuple[str, EntityType], ...] = (
    ("countries", "place"),
    ("regions", "place"),
    ("organisations", "organisation"),
    ("agreements", "agreement"),
    ("events", "event"),
)


@cache
def listed() -> dict[str, tuple[str, EntityType]]:
    """Listed names → canonical form and type."""
    found: dict[str, tuple[str, EntityType]] = {}
    for name, canonical, kind in _names():
        found.setdefault(name, (canonical, kind))
    for demonym, country in demonyms().items():
        found.setdefault(demonym, (found.get(country, (country, "place"))[0], "place"))
    for name, city in cities().items():
        if not city.ambiguous:
            found.setdefault(name, (city.name, "place"))
    return found


def _names() -> Iterator[tuple[str, str, EntityType]]:
    for name, kind in LISTS:
        yield from ((alias, first, kind) for alias, first in aliases(name).items())
