"""Dates in words."""

from __future__ import annotations

from dataclasses import dataclass

from cuttings.citations import MONTHS, parts
from cuttings.model import Article


@dataclass(frozen=True, slots=True)
class When:
    """A date as a page shows it: `iso` for machines, `words` in full, `day` without the year, `clock` the time."""

    iso: str = ""
    words: str = "undated"
    day: str = ""
    clock: str = ""
    inferred: bool = False

    @property
    def year(self) -> str:
        return self.iso[:4]

    @property
    def day_of_month(self) -> str:
        return self.iso[8:10].lstrip("0")

    @property
    def month(self) -> str:
        return MONTHS[int(self.iso[5:7]) - 1] if len(self.iso) >= 7 else ""


def in_words(date: str) -> str:
    """A date for people to read; what is no date stands as it is.

    >>> in_words("2009-06-28T10:57"), in_words("2009-06"), in_words("2009")
    ('28 June 2009, 10:57', 'June 2009', '2009')
    """
    day = when(date)
    return ", ".join(filter(None, (day.words, day.clock))) if day.iso else date


def when(date: str, inferred: bool = False) -> When:
    """A date as a page shows it."""
    numbers = parts(date)
    if not numbers:
        return When()
    day = " ".join((*(str(day) for day in numbers[2:]), *(MONTHS[month - 1] for month in numbers[1:2])))
    return When(date.replace(" ", "T"), f"{day} {numbers[0]}".strip(), day, date[11:16], inferred)


def published(article: Article) -> When:
    """When an article was published: as read, as concluded, or "undated"."""
    return when(article.shown_date, inferred=not article.date)
