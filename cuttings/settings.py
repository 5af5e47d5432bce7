"""Settings: `content/archive.toml`, read into one frozen value."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from cuttings import colours, locale, logo
from cuttings.addresses import is_inside, is_web_address
from cuttings.model import Settings

TABLES = {
    "publications": '"host" = "name"',
    "header_links": '"label" = "address"',
    "footer_links": '"label" = "address"',
}
KINDS: dict[type, str] = {bool: "true or false", int: "a number", str: "a text in quotes"}


class SettingsError(ValueError):
    """What is wrong in archive.toml, and on which line (0 where it cannot be told)."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def parse(text: str) -> Settings:
    """Settings from the text of archive.toml; raises SettingsError.

    >>> parse('title = "NATO and Russia"').title
    'NATO and Russia'
    """
    try:
        values = tomllib.loads(text)
    except RecursionError:
        raise SettingsError("something is nested very deep; write plain values") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise SettingsError(str(error), int(line[1]) if line else 0) from None
    settings = Settings()
    known = {field.name for field in fields(Settings)}
    for key, given in values.items():
        if key not in known:
            raise SettingsError(f"unknown setting “{key}”; known are {', '.join(sorted(known))}", _line(text, key))
        value: Any = _table(key, given, _line(text, key)) if key in TABLES else given
        if type(value) is not type(getattr(settings, key)):
            kind = KINDS[type(getattr(settings, key))]
            raise SettingsError(f"{key} must be {kind}", _line(text, key))
        settings = replace(settings, **{key: value})
    return _checked(settings, text)


def _table(key: str, value: object, line: int) -> tuple[tuple[str, str], ...]:
    """A table of texts: the hosts of publications in order, links as they are written."""
    if not isinstance(value, dict) or not all(isinstance(text, str) for text in value.values()):
        raise SettingsError(f"{key} must be a table of {TABLES[key]}", line)
    if key == "publications":
        return tuple(sorted((host.lower(), name) for host, name in value.items()))
    return tuple(value.items())


def _checked(settings: Settings, text: str) -> Settings:
    for key, fault in _faults(settings):
        raise SettingsError(fault, _line(text, key))
    if settings.accent and not settings.accent_dark:
        settings = replace(settings, accent_dark=colours.lightened(settings.accent))
    if settings.base_url and not settings.base_url.endswith("/"):
        settings = replace(settings, base_url=settings.base_url + "/")
    return settings


def _faults(settings: Settings) -> Iterator[tuple[str, str]]:
    """What is wrong with the values: the setting, and a sentence."""
    if settings.base_url and not is_web_address(settings.base_url):
        yield "base_url", "base_url must be an address: https://…"
    if not settings.title.strip():
        yield "title", "title must not be empty"
    if not re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", settings.language):
        yield "language", "language must be a code like en or de-AT"
    if settings.interface and not locale.spoken(settings.interface):
        yield "interface", f"there are no words for interface “{settings.interface}”; known are {', '.join(locale.languages())}"
    if settings.articles_for_a_page < 1:
        yield "articles_for_a_page", "articles_for_a_page must be at least 1"
    yield from _colour("accent", settings.accent, colours.LIGHT, "light")
    yield from _colour("accent_dark", settings.accent_dark, colours.DARK, "dark")
    if settings.accent_dark and not settings.accent:
        yield "accent_dark", "accent_dark needs an accent beside it, for light paper"
    if settings.logo and not (settings.logo.lower().endswith(logo.KINDS) and is_inside(settings.logo)):
        yield "logo", "logo must be an SVG or PNG file in the content folder, like “logo.svg”"
    for key in ("header_links", "footer_links"):
        for label, address in getattr(settings, key):
            if not label.strip() or not _leads(address):
                yield key, f"{key}: “{address}” must be https://…, http://…, mailto:… or a page of the site like about.html"


def _colour(key: str, colour: str, paper: str, name: str) -> Iterator[tuple[str, str]]:
    if colour and not colours.is_colour(colour):
        yield key, f"{key} must be a colour like “#1d4f7c”"
    elif colour and (contrast := colours.contrast(colour, paper)) < colours.READABLE:
        other = "darker" if paper == colours.LIGHT else "lighter"
        least = f"too little to be read; take a {other} one ({colours.READABLE})"
        yield key, f"{key} “{colour}” has a contrast of {contrast:.2f} on {name} paper, {least}"


def _leads(address: str) -> bool:
    """Whether a link of a reader's own may lead there: to the web, to a mailbox, to a page of the site."""
    mail = re.fullmatch(r"mailto:[^\s@:/?]+@[^\s@:/?]+", address)
    page = re.fullmatch(r"(?:[\w-]+/)*[\w.-]+\.html(?:#[\w-]+)?", address)
    return is_web_address(address) or bool(mail) or bool(page and is_inside(address))


def _line(text: str, key: str) -> int:
    match = re.search(rf"^\s*\[?{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 0
