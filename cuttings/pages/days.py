"""Dates in words."""

from __future__ import annotations

from dataclasses import dataclass

from cuttings.citations import parts
from cuttings.model import Article
from cuttings.pages.wording import Wording


@dataclass(frozen=True, slots=True)
class When:
    """A date as a page shows it: `iso` for machines, `words` in full, `day` without the year, `month` by name, `clock` the time.

    `words` is "undated", and `iso` empty, where there is none.
    """

    iso: str = ""
    words: str = ""
    day: str = ""
    month: str = ""
    clock: str = ""
    inferred: bool = False

    @property
    def year(self) -> str:
        return self.iso[:4]

    @property
    def day_of_month(self) -> str:
        return self.iso[8:10].lstrip("0")


def in_words(date: str, wording: Wording) -> str:
    """A date for people to read; what is no date stands as it is.

    >>> from cuttings.pages.wording import wording
    >>> in_words("2009-06-28T10:57", wording("en")), in_words("2009-06", wording("de")), in_words("2009", wording("ru"))
    ('28 June 2009, 10:57', 'Juni 2009', '2009')
    """
    day = when(date, wording)
    return ", ".join(filter(None, (day.words, day.clock))) if day.iso else date


def when(date: str, wording: Wording, inferred: bool = False) -> When:
    """A date as a page shows it."""
    numbers = parts(date)
    if not numbers:
        return When(words=wording.gettext("undated"))
    month = wording.months[numbers[1] - 1] if len(numbers) > 1 else ""
    return When(date.replace(" ", "T"), wording.date(numbers), wording.day(numbers), month, date[11:16], inferred)


def iso(article: Article) -> str:
    """When an article was published, for machines; "" where that isn't known."""
    date = article.shown_date
    return date.replace(" ", "T") if parts(date) else ""


def published(article: Article, wording: Wording) -> When:
    """When an article was published: as read, as concluded, or "undated"."""
    return when(article.shown_date, wording, inferred=not article.date)
