"""Settings: `content/archive.toml`, read into one frozen value."""

from __future__ import annotations

import re
import tomllib
from dataclasses import fields, replace

from cuttings import locale
from cuttings.addresses import is_web_address
from cuttings.model import Settings

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
    for key, value in values.items():
        if key not in known:
            raise SettingsError(f"unknown setting “{key}”; known are {', '.join(sorted(known))}", _line(text, key))
        if key == "publications":
            settings = replace(settings, publications=_publications(value, _line(text, key)))
        elif type(value) is not type(getattr(settings, key)):
            kind = KINDS[type(getattr(settings, key))]
            raise SettingsError(f"{key} must be {kind}", _line(text, key))
        else:
            settings = replace(settings, **{key: value})
    return _checked(settings, text)


def _publications(value: object, line: int) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict) or not all(isinstance(name, str) for name in value.values()):
        raise SettingsError('publications must be a table of "host" = "name"', line)
    return tuple(sorted((host.lower(), name) for host, name in value.items()))


def _checked(settings: Settings, text: str) -> Settings:
    if settings.base_url and not is_web_address(settings.base_url):
        raise SettingsError("base_url must be an address: https://…", _line(text, "base_url"))
    if not settings.title.strip():
        raise SettingsError("title must not be empty", _line(text, "title"))
    if not re.fullmatch(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*", settings.language):
        raise SettingsError("language must be a code like en or de-AT", _line(text, "language"))
    if settings.interface and not locale.spoken(settings.interface):
        raise SettingsError(
            f"there are no words for interface “{settings.interface}”; known are {', '.join(locale.languages())}", _line(text, "interface")
        )
    if settings.articles_for_a_page < 1:
        raise SettingsError("articles_for_a_page must be at least 1", _line(text, "articles_for_a_page"))
    if settings.base_url and not settings.base_url.endswith("/"):
        settings = replace(settings, base_url=settings.base_url + "/")
    return settings


def _line(text: str, key: str) -> int:
    match = re.search(rf"^\s*\[?{re.escape(key)}\b", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 0
