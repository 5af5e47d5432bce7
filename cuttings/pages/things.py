"""What other catalogues know an entity by, and its page's description for machines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from cuttings.model import Entity, Settings
from cuttings.pages import routes
from cuttings.pages.catalogue import Card
from cuttings.pages.metadata import present, script

_WIKIDATA = re.compile(r"Q[1-9]\d{0,11}")
_VIAF = re.compile(r"[1-9]\d{0,21}")
_WIKIPEDIA = re.compile(r"https://(?P<language>[a-z]{2,3}(?:-[a-z]+)*)\.wikipedia\.org/wiki/[^\s\"<>\\^`{|}?#\x00-\x1f]+")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An entity in another catalogue."""

    label: str
    address: str


def elsewhere(entity: Entity) -> Iterator[Elsewhere]:
    """The addresses of an entity in Wikidata, VIAF and Wikipedia; what does not look like one is none."""
    if _WIKIDATA.fullmatch(entity.wikidata):
        yield Elsewhere(f"Wikidata {entity.wikidata}", f"https://www.wikidata.org/wiki/{entity.wikidata}")
    if _VIAF.fullmatch(entity.viaf):
        yield Elsewhere(f"VIAF {entity.viaf}", f"https://viaf.org/viaf/{entity.viaf}")
    if _WIKIPEDIA.fullmatch(entity.wikipedia):
        yield Elsewhere("Wikipedia", entity.wikipedia)


def thing(entity: Entity, card: Card, settings: Settings) -> Markup:
    """An entity as JSON-LD."""
    latitude, longitude = entity.coordinates or ("", "")
    return script(
        present(
            {
                "@context": "https://schema.org",
                "@type": card.kind.schema,
                "name": entity.name,
                "alternateName": list(entity.aliases),
                "description": card.description,
                "url": routes.absolute(settings.base_url, card.path),
                "sameAs": [one.address for one in elsewhere(entity)],
                "geo": {"@type": "GeoCoordinates", "latitude": latitude, "longitude": longitude} if entity.coordinates else None,
            }
        )
    )
