"""Hints: what a document says of itself besides its text, where the text says nothing.

Who saved a file is not always who wrote it, and the day on which it was made not always the day of
its article; so a hint never stands against anything that was read.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from cuttings.describe.facts import LISTS, Fact
from cuttings.model import Article, Found


def supplemented(article: Article, hints: Iterable[Fact]) -> Article:
    """An article with the hints for which nothing was found.

    >>> hints = (Fact("publication", "The Courier", "the mail's sender"), Fact("date_inferred", "2008-06-14", "the document"))
    >>> one = supplemented(Article("A bridge", date="2008-06-13"), hints)
    >>> one.publication, one.date, one.date_inferred
    ('The Courier', '2008-06-13', '')
    """
    found = {one.field for one in article.found}
    values: dict[str, Any] = {}
    places = []
    for hint in hints:
        stands = article.shown_date if hint.field == "date_inferred" else "" if hint.field == "title" else getattr(article, hint.field)
        if hint.field not in found and not stands and hint.field not in values:
            values[hint.field] = (hint.value,) if hint.field in LISTS else hint.value
            places.append(Found(hint.field, hint.where))
    return replace(article, **values, found=tuple(sorted((*article.found, *places), key=lambda one: one.field)))
