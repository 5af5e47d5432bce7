"""The citation of an article in words."""

from __future__ import annotations

from cuttings.citations import agency_as_author, one_line, publisher
from cuttings.model import Article
from cuttings.pages.days import published
from cuttings.pages.wording import Wording


def cited(article: Article, wording: Wording) -> str:
    """The citation as the footnotes of the interface's language have it.

    >>> from cuttings.pages.wording import wording
    >>> article = Article("NATO head urges new start", date="2010-11-03", authors=("Thomas Grove",), agency="Reuters")
    >>> cited(article, wording("en"))
    'Thomas Grove, ‘NATO head urges new start’, Reuters, 3 November 2010.'
    >>> cited(article, wording("de"))
    'Thomas Grove, „NATO head urges new start“, Reuters, 3. November 2010.'
    >>> cited(article, wording("ru"))[-3:]
    '\u202fг.'
    """
    day = published(article, wording)
    date = wording.gettext("[%(date)s]", date=day.words) if day.inferred and day.iso else day.words
    agency = article.agency if article.agency != publisher(article) and article.authors else ""
    people = wording.listed(map(one_line, article.authors or agency_as_author(article)))
    title = wording.gettext("‘%(title)s’", title=one_line(article.title))
    stands = (people, title, one_line(agency), one_line(publisher(article)), date)
    address = f" {article.url}" if article.url else ""
    said = ", ".join(part for part in stands if part)
    # A Russian date ends in a stop of its own: "2010 г."
    return f"{said.removesuffix('.')}.{address}"
