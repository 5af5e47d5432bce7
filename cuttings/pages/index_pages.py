"""Indexes, A to Z: names with how often and when articles have them, cut into pages where they are many."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from cuttings.pages import routes
from cuttings.pages.catalogue import years
from cuttings.pages.chart import Scale, Spark, spark
from cuttings.pages.days import When
from cuttings.pages.parts import Part, in_parts
from cuttings.pages.press import Page, Press

PAGE = 300  # entries on one page


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in an index: `before` and `key_part` are the name, the latter what it is filed by."""

    path: str
    before: str
    key_part: str
    gloss: str
    count: int
    span: str
    spark: Spark | None

    @classmethod
    def of(cls, path: str, before: str, key_part: str, gloss: str, whens: Sequence[When], fitting: Scale | None) -> Entry:
        """The entry of what articles of these dates have."""
        drawn = spark([when.iso for when in whens], fitting) if fitting else None
        return cls(path, before, key_part, gloss, len(whens), years(whens), drawn)


@dataclass(frozen=True, slots=True)
class Letter:
    """The entries under a letter on one page, or where it begins: page and id."""

    name: str
    path: str
    id: str
    entries: tuple[Entry, ...] = ()


def index_pages(
    press: Press, path: str, title: str, entries: Iterable[Entry], /, section: str = "", description: str = ""
) -> Iterator[Page]:
    """An index, with the letters leading to the pages on which they begin."""
    filed = sorted(entries, key=lambda entry: filing_order(entry.before, entry.key_part, entry.path))
    parts = in_parts(filed, PAGE, partial(routes.part, path))
    letters = [letter for part in parts for letter in _letters(part)]
    contents = {letter.name: letter for letter in reversed(letters)}
    for part in parts:
        yield press.page(
            part.path,
            "a_to_z.html",
            title,
            f"list of {title.lower()}",
            description=description,
            section=section or path,
            total=len(filed),
            contents=tuple(reversed(contents.values())),
            letters=tuple(_letters(part)),
            part=part,
            parts=parts,
        )


def filing(name: str) -> tuple[str, str]:
    """A name in two parts: a leading article, and what it is filed by.

    >>> filing("The Hague"), filing("Moscow")
    (('The', 'Hague'), ('', 'Moscow'))
    """
    match = re.match(r"(?i)(the) (?=\S)", name)
    return (match[1], name[match.end() :]) if match else ("", name)


def filing_order(before: str, key_part: str, otherwise: str) -> tuple[bool, str, str, str]:
    """Sorts names: what begins with no letter last."""
    folded = _fold(key_part)
    return not folded[:1].isalpha(), folded, _fold(before), otherwise


def _letters(part: Part[Entry]) -> Iterator[Letter]:
    for letter, members in groupby(part.items, key=lambda entry: _letter(entry.key_part)):
        yield Letter(letter, part.path, f"l-{letter}" if letter.isalpha() else "l-other", tuple(members))


def _letter(text: str) -> str:
    first = _fold(text)[:1].upper()
    return first if first.isalpha() else "0–9"


def _fold(text: str) -> str:
    """A text without accents and case, so that Łódź and Zürich stand where a reader looks."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character)).strip("\"'“‘«( ")
