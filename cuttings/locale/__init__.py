"""The words of the interface: a catalogue for each language but English, which is the source.

A catalogue is a `.po` file as translators write it, read when it is first asked for.  Nothing is
compiled, so nothing can be stale.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

SOURCE = "en"


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages that the interface speaks."""
    names = (file.name for file in resources.files(__package__).iterdir())
    return tuple(sorted({SOURCE, *(name.removesuffix(".po") for name in names if name.endswith(".po"))}))


@cache
def catalog(language: str) -> Catalog:
    """The catalogue of a language; that of the source has no messages."""
    if language == SOURCE:
        return Catalog(locale=SOURCE)
    with resources.files(__package__).joinpath(f"{language}.po").open("rb") as file:
        return read_po(file, locale=language)


def spoken(tag: str) -> str:
    """The code of the catalogue for a BCP 47 tag, "" where there is none.

    >>> spoken("de-AT"), spoken("tlh")
    ('de', '')
    """
    primary = tag.partition("-")[0].lower()
    return primary if primary in languages() else ""
