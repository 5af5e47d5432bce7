"""The kinds of entity: one table for folders, words, filters and schema.org, so that they can't disagree."""

from __future__ import annotations

from dataclasses import dataclass

from cuttings.model import EntityType


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity: `folder` is its address and, as `many`, its word; `schema` its schema.org type."""

    type: EntityType
    folder: str
    one: str
    many: str
    schema: str
    filtered: bool = True  # search offers it as a filter


KINDS = (
    Kind("person", "people", "Person", "People", "Person"),
    Kind("organisation", "organisations", "Organisation", "Organisations", "Organization"),
    Kind("place", "places", "Place", "Places", "Place"),
    Kind("event", "events", "Event", "Events", "Event"),
    Kind("agreement", "agreements", "Agreement", "Agreements", "CreativeWork"),
    Kind("work", "works", "Work", "Works", "CreativeWork", filtered=False),
    Kind("other", "others", "Other", "Others", "Thing", filtered=False),
)
KIND_OF = {kind.type: kind for kind in KINDS}
