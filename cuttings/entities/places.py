"""Where places lie: coordinates from the lists, and only where the listed place is meant.

A name that places of some size share, or that is a word or a surname too, is believed where the
articles name the listed city's country, and more often than any country of another place of the name.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cuttings.lists import City, aliases, cities, coordinates, shared_names
from cuttings.model import Entity, Slug
from cuttings.slugs import slug


def located(entities: Iterable[Entity]) -> list[Entity]:
    """The entities, places with their coordinates where the lists know them."""
    found = list(entities)
    named = {entity.name: frozenset(entity.articles) for entity in found if entity.type == "place"}
    return [replace(entity, coordinates=where) if (where := _coordinates(entity, named)) else entity for entity in found]


def _coordinates(entity: Entity, named: Mapping[str, frozenset[Slug]]) -> tuple[float, float] | None:
    """Latitude and longitude; None for an entity that a person set apart from what its name says first."""
    name = aliases("countries").get(entity.name) or aliases("regions").get(entity.name)
    if entity.type != "place" or not (name or entity.name in cities()):
        return None
    if entity.id.removesuffix("-place") not in {slug(one, otherwise="") for one in (entity.name, *entity.aliases)}:
        return None
    if name:
        return coordinates().get(name)
    city = cities()[entity.name]
    return (city.latitude, city.longitude) if _is_meant(city, entity, named) else None


def _is_meant(city: City, entity: Entity, named: Mapping[str, frozenset[Slug]]) -> bool:
    rivals = shared_names().get(city.name, frozenset())
    if not rivals and not city.ambiguous:
        return True

    def together(country: str) -> int:
        return len(named.get(country, frozenset()).intersection(entity.articles))

    return together(city.country) > max((together(country) for country in rivals), default=0)
