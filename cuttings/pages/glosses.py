"""A line on an entity: what a person wrote of it, else what the lists vouch for; and where it lies, in words."""

from __future__ import annotations

from cuttings.lists import cities, seats
from cuttings.model import Entity
from cuttings.pages.wording import Wording


def gloss(entity: Entity, wording: Wording, office: str = "") -> str:
    """What stands under an entity's name, "" where nothing is known; `office` is what the articles call a person."""
    return entity.description or (wording.gettext("“%(words)s”", words=office) if office else _whereabouts(entity, wording))


def _whereabouts(entity: Entity, wording: Wording) -> str:
    """Of a city that the lists know, and that is meant."""
    city = cities().get(entity.name)
    if not entity.coordinates or not city:
        return ""
    seat = seats().get(city.name)
    if seat and seat.capital_of:
        return wording.gettext("Capital of %(country)s", country=wording.country(seat.capital_of))
    return wording.gettext("Place in %(country)s", country=wording.country(city.country)) if city.country else ""


def in_degrees(coordinates: tuple[float, float] | None, wording: Wording) -> str:
    """Where a place lies, for people.

    >>> from cuttings.pages.wording import wording
    >>> in_degrees((50.85, 4.349), wording("en")), in_degrees((-33.87, -70.5), wording("de")), in_degrees(None, wording("en"))
    ('50.85° N, 4.35° E', '33,87° S, 70,5° W', '')
    """
    if not coordinates:
        return ""
    latitude, longitude = coordinates
    north, east = (wording.decimal(f"{abs(degrees):.2f}") for degrees in (latitude, longitude))
    gettext = wording.gettext
    return ", ".join(
        (
            gettext("%(degrees)s° N", degrees=north) if latitude >= 0 else gettext("%(degrees)s° S", degrees=north),
            gettext("%(degrees)s° E", degrees=east) if longitude >= 0 else gettext("%(degrees)s° W", degrees=east),
        )
    )
