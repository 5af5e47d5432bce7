"""Lists of articles by year and month: all of them, those of a publication, those with a tag."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from cuttings.model import Slug
from cuttings.pages import routes
from cuttings.pages.catalogue import Catalogue, Row, grouped, years
from cuttings.pages.chart import Scale, chart
from cuttings.pages.chronicle import PAGE, addresses, chronicle, chronological, years_in
from cuttings.pages.index_pages import Entry, filing, index_pages
from cuttings.pages.parts import in_parts
from cuttings.pages.press import Page, Press
from cuttings.slugs import slug, unclaimed


@dataclass(frozen=True, slots=True)
class Heading:
    """A publication or a tag, where its list stands, and the articles under it, in order."""

    name: str
    path: str
    rows: tuple[Row, ...]


def list_pages(press: Press, catalogue: Catalogue, fitting: Scale | None) -> Iterator[Page]:
    """The lists of articles; publications and tags have some where articles have them.  `fitting` is the scale of the small charts."""
    order = chronological(catalogue, catalogue.rows)
    publications = [(row.source, row.slug) for row in catalogue.rows.values() if row.source]
    tags = [(tag, article.slug) for article in catalogue.articles for tag in dict.fromkeys(article.tags)]
    every = Heading(press.wording.gettext("Articles"), routes.ARTICLES, order)
    yield from _list(press, every, publications=bool(publications), tags=bool(tags))
    yield from _headings(press, catalogue, routes.PUBLICATIONS, press.wording.gettext("Publications"), publications, fitting)
    yield from _headings(press, catalogue, routes.TAGS, press.wording.gettext("Tags"), tags, fitting)


def _headings(
    press: Press, catalogue: Catalogue, index: str, title: str, filed: Iterable[tuple[str, Slug]], fitting: Scale | None
) -> Iterator[Page]:
    """The index of some headings, and the list of each."""
    under = grouped(filed)
    paths = _paths(under, index)
    headings = [Heading(name, paths[name], chronological(catalogue, slugs)) for name, slugs in under.items()]
    entries = [_entry(heading, fitting) for heading in headings]
    if headings:
        yield from index_pages(press, index, title, entries, section=routes.ARTICLES)
    for heading in headings:
        yield from _list(press, heading, index)


def _paths(names: Iterable[str], index: str) -> dict[str, str]:
    """The address of each heading; of two that would have one address, the later by name has a sum of it added."""
    paths: dict[str, str] = {}
    taken: set[str] = set()
    for name in sorted(names):
        digest = sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
        given = unclaimed(slug(name, otherwise=digest), taken, digest)
        taken.add(given)
        paths[name] = routes.heading(index, given)
    return paths


def _entry(heading: Heading, fitting: Scale | None) -> Entry:
    before, key_part = filing(heading.name)
    whens = [row.when for row in heading.rows]
    return Entry.of(heading.path, before, key_part, "", whens, fitting)


def _list(press: Press, heading: Heading, index: str = "", *, publications: bool = False, tags: bool = False) -> Iterator[Page]:
    """The pages of one list."""
    parts = in_parts(heading.rows, PAGE, partial(routes.part, heading.path))
    contents = years_in(parts)
    drawn = chart([row.when.iso[:7] for row in heading.rows], press.wording, addresses(parts))
    for part in parts:
        yield press.page(
            part.path,
            "articles.html",
            heading.name,
            f"list of {heading.name}",
            section=routes.ARTICLES,
            index=index,
            total=len(heading.rows),
            span=years(row.when for row in heading.rows),
            chart=drawn if part.number == 1 else None,
            contents=contents,
            opened=chronicle(part.items),
            part=part,
            parts=parts,
            publications=publications,
            tags=tags,
        )
