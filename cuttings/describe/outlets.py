"""The publication of a saved page: the name that it goes by, not its owner's or its account's.

Pages name themselves in many places.  The name that the page's address bears out is believed first;
a legal form ("Ltd", "GmbH") tells an owner.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from cuttings.addresses import is_web_address
from cuttings.describe.facts import Fact
from cuttings.model import Settings

HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
OWNER = re.compile(
    r"\b(?:AG|GmbH|KG|Ltd|Limited|Inc|LLC|LLP|Corp|Corporation|PLC|Pty|S\.?\s?L|S\.?\s?A|SpA|S\.p\.A|S\.r\.l|Co|Oy|AB|A/S|B\.V|Verlag|Group)\b\.?(?:\s*&.*)?$"
)
SECOND = frozenset("co com org net gov ac edu or ne go gob gouv nom".split())  # "co" of "co.uk"
ACCOUNT = re.compile(r"^@|_|^https?:|^\d+$")
LONGEST = 60
AROUND = re.compile(
    r"©|\(c\)|\bcopyright\b|\b(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)?\d\d)?\b|\ball rights reserved\b|\balle rechte vorbehalten\b|"
    r"\btous droits réservés\b|\btodos los derechos reservados\b|版权所有|\((?:www\.)?[\w-]+(?:\.[\w-]+)+\)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a page gives its site, and where."""

    text: str
    where: str


def choose(names: Sequence[Name], url: str) -> Name | None:
    """The name of the publication: one that the address bears out, else the first that can be one, else the address's domain.

    >>> choose((Name("Courier Media Ltd", "JSON-LD"), Name("The Courier", "meta og:site_name")), "https://www.courier.example/a").text
    'The Courier'
    """
    names = [Name(_cleaned(name.text), name.where) for name in names]
    able = [name for name in names if 0 < len(name.text) <= LONGEST and not ACCOUNT.search(name.text)]
    able.sort(key=lambda name: (bool(OWNER.search(name.text)), bool(HOST.fullmatch(name.text))))
    label = _key(domain(url).split(".")[0])
    for fits in (lambda own: own == label, lambda own: len(label) > 2 and (label in own or own in label)):
        found = next((name for name in able if label and fits(_key(name.text))), None)
        if found:
            return found
    return able[0] if able else Name(domain(url), "the page's address") if label else None


def domain(url: str) -> str:
    """The registered part of an address's host.

    >>> domain("https://www.news.courier.co.uk/a"), domain("https://courier.example/a"), domain("a")
    ('courier.co.uk', 'courier.example', '')
    """
    host = host_of(url)
    parts = host.split(".")
    if len(parts) < 2 or parts[-1].isdigit():
        return ""
    count = 3 if len(parts) > 2 and parts[-2] in SECOND else 2
    return ".".join(parts[-count:])


def host_of(url: str) -> str:
    """The host of an address, "" where it is none."""
    return (urlsplit(url).hostname or "") if is_web_address(url) else ""


def _cleaned(name: str) -> str:
    return AROUND.sub("", name[:120]).strip(" .,|-–—")


def _key(name: str) -> str:
    """A name as one compares it with a host: letters without their accents."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return re.sub(r"[\W_]+", "", plain).removeprefix("the")


def by_host(url: str, settings: Settings) -> tuple[Fact, ...]:
    """The publication that archive.toml names for the host of an address.

    >>> by_host("https://www.courier.example/a", Settings(publications=(("courier.example", "The Courier"),)))[0].value
    'The Courier'
    """
    names = dict(settings.publications)
    host = host_of(url)
    name = names.get(host) or names.get(host.removeprefix("www."))
    return (Fact("publication", name, "archive.toml, by the page's host"),) if name else ()
