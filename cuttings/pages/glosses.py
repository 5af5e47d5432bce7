"""A line on an entity: what a person wrote of it, else what the lists vouch for; and where it lies, in words."""

from __future__ import annotations

import re

from cuttings.lists import cities, seats
from cuttings.model import Entity

_WITH_ARTICLE = re.compile(
    r"(Soviet|European|United|Czech|Dominican|Central African|Republic|Democratic|People)\b"
    r"|(Netherlands|Philippines|Bahamas|Maldives|Gambia|Comoros|Seychelles|Vatican|Ivory Coast)$|.* (Islands|Republic|Union)$"
)


def gloss(entity: Entity, office: str = "") -> str:
    """What stands under an entity's name, "" where nothing is known; `office` is what the articles call a person."""
    return entity.description or (f"“{office}”" if office else _whereabouts(entity))


def _whereabouts(entity: Entity) -> str:
    """Of a city that the lists know, and that is meant."""
    city = cities().get(entity.name)
    if not entity.coordinates or not city:
        return ""
    seat = seats().get(city.name)
    if seat and seat.capital_of:
        return f"Capital of {with_article(seat.capital_of)}"
    return f"Place in {with_article(city.country)}" if city.country else ""


def with_article(country: str) -> str:
    """A country's name as it stands in a sentence.

    >>> with_article("Netherlands"), with_article("Russia"), with_article("European Union")
    ('the Netherlands', 'Russia', 'the European Union')
    """
    return f"the {country}" if _WITH_ARTICLE.match(country) else country


def in_degrees(coordinates: tuple[float, float] | None) -> str:
    """Where a place lies, for people.

    >>> in_degrees((50.85, 4.349)), in_degrees((-33.87, -70.5)), in_degrees(None)
    ('50.85° N, 4.35° E', '33.87° S, 70.5° W', '')
    """
    if not coordinates:
        return ""
    latitude, longitude = coordinates
    return f"{_plain(latitude)}° {'N' if latitude >= 0 else 'S'}, {_plain(longitude)}° {'E' if longitude >= 0 else 'W'}"


def _plain(degrees: float) -> str:
    return f"{abs(degrees):.2f}".rstrip("0").rstrip(".")
