"""Institutions: ministries, parliaments and the like, which share their names and differ by country.

"Russian Foreign Ministry", "Foreign Ministry" in an article on Russia and "Ministry of Foreign
Affairs of Russia" are one.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from cuttings.entities.listed import listed
from cuttings.lists import lands

DOMAINS = (
    "foreign|defen[cs]e|interior|home|justice|finance|agriculture|agricultural|trade|transport|transportation|health|education|labou?r|"
    "economy|economics?|energy|environment|culture|industry|commerce|information|security|planning|oil|water|tourism|treasury|state"
)
MINISTRY = re.compile(rf"^(?P<domain>{DOMAINS})s?(?: affairs)? (?P<kind>ministry|department|office)$")
OF = re.compile(rf"^(?P<kind>ministry|department|office) (?:of|for) (?:the )?(?P<domain>{DOMAINS})s?(?: affairs)?$")
OTHERS = re.compile(
    r"^(?:parliament|congress|senate|national assembly|house of representatives|supreme court|constitutional court|high court|"
    r"central bank|treasury|cabinet|army|navy|air force|armed forces|state council|national guard|coast guard|border guard|"
    r"security council|court of appeals?|federal court|central election commission|election commission|statistics office)$"
)
BRACKETED = re.compile(r"^(?P<name>.+) \((?P<land>[^()]+)\)$")


def institution(surface: str, country: str, countries: Counter[str]) -> str:
    """The canonical name of a country's institution, "" where the name is none's or no country is known.

    `country` is the one that stands beside the name, `countries` those of which the article speaks.

    >>> institution("Russian Foreign Ministry", "", Counter())
    'Foreign ministry (Russia)'
    >>> institution("Ministry of Defence", "", Counter({"Georgia": 3}))
    'Defense ministry (Georgia)'
    """
    own = parted(surface)[1]
    name = generic(surface)
    whose = own or country or (countries.most_common(1)[0][0] if countries else "")
    return f"{name} ({whose})" if name and whose else ""


@lru_cache(maxsize=100_000)
def parted(surface: str) -> tuple[str, str]:
    """An institution's name, and the country that stands in it or ""."""
    bracketed = BRACKETED.match(surface)
    if bracketed:
        return bracketed["name"], land(bracketed["land"])
    words = surface.split(" ")
    for count in (1, 2, 3):
        own = land(" ".join(words[:count]))
        if own and len(words) > count:
            return " ".join(words[count:]), own
    for name in (surface.rpartition(" of ")[2], surface.partition(" of ")[2]):
        own = land(name)
        if own:
            return surface[: -len(name)].removesuffix(" of "), own
    return surface, ""


@lru_cache(maxsize=100_000)
def land(name: str) -> str:
    """The country that a word means, itself or as a demonym; "" where it means none."""
    name = name.removesuffix("'s").removesuffix("’s").removeprefix("the ")
    if name in lands():
        return listed()[name].name if name in listed() else ""
    return ""


@lru_cache(maxsize=100_000)
def generic(surface: str) -> str:
    """The name that such institutions have in every country, "" where the surface names none.

    >>> generic("Russian Foreign Ministry"), generic("Russian Federation")
    ('Foreign ministry', '')
    """
    lower = parted(surface)[0].lower().removeprefix("the ")
    found = MINISTRY.match(lower) or OF.match(lower)
    if found:
        domain = found["domain"].replace("defence", "defense").replace("labour", "labor")
        kind = "department" if found["kind"] == "department" else found["kind"]
        return f"{domain} {kind}".capitalize()
    return lower.capitalize() if OTHERS.match(lower) else ""
