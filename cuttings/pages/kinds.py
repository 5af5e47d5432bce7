"""The kinds of entity: one table for folders, words, filters and schema.org, so that they can't disagree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from cuttings.model import EntityType
from cuttings.pages.wording import Wording, marked


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of entity: `folder` is its address, `one` and `many` its words, `schema` its schema.org type.

    `one_within` and `many_within` are the words as they stand within a sentence.
    """

    type: EntityType
    folder: str
    one: str
    many: str
    one_within: str
    many_within: str
    schema: str
    filtered: bool = True  # search offers it as a filter


KINDS = (
    Kind("person", "people", marked("Person"), marked("People"), marked("person"), marked("people"), "Person"),
    Kind(
        "organisation",
        "organisations",
        marked("Organisation"),
        marked("Organisations"),
        marked("organisation"),
        marked("organisations"),
        "Organization",
    ),
    Kind("place", "places", marked("Place"), marked("Places"), marked("place"), marked("places"), "Place"),
    Kind("event", "events", marked("Event"), marked("Events"), marked("event"), marked("events"), "Event"),
    Kind("agreement", "agreements", marked("Agreement"), marked("Agreements"), marked("agreement"), marked("agreements"), "CreativeWork"),
    Kind("work", "works", marked("Work"), marked("Works"), marked("work"), marked("works"), "CreativeWork", filtered=False),
    Kind("other", "others", marked("Other"), marked("Others"), marked("other"), marked("others"), "Thing", filtered=False),
)
KIND_OF = {kind.type: kind for kind in KINDS}


def worded(wording: Wording) -> Mapping[EntityType, Kind]:
    """The kinds in the words of an interface, in their order."""
    gettext = wording.gettext
    return {
        kind.type: replace(
            kind, one=gettext(kind.one), many=gettext(kind.many), one_within=gettext(kind.one_within), many_within=gettext(kind.many_within)
        )
        for kind in KINDS
    }
