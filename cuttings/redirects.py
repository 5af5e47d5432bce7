"""Redirects: addresses under which something was published once, and the pages that are meant today.

addresses.lock has a line for every article that was ever published: its slug, its original and that one's
sha256, parted by tabs.  A file in articles/ that is renamed is known again by its original.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cuttings.fixity import Sha256
from cuttings.model import Article, Entity, Problem, Slug
from cuttings.pages import routes

HEAD = "# Written by the build: the addresses of all articles that were ever published, and their originals.\n# Keep this file in git.\n"
NAMED = 3

#: Slug → the original's path and sha256.
Published = Mapping[Slug, tuple[str, Sha256]]


def parse(text: str) -> dict[Slug, tuple[str, Sha256]]:
    """What addresses.lock says; lines that are not of its form are passed over.

    >>> parse("# x\\nbridge\\tbridge.txt\\t1111\\n")
    {'bridge': ('bridge.txt', '1111')}
    """
    rows = (line.split("\t") for line in text.split("\n") if not line.startswith("#"))
    return {Slug(row[0]): (row[1], Sha256(row[2])) for row in rows if len(row) == 3 and row[0]}


def render(published: Published) -> str:
    """The inverse of `parse`, sorted by slug."""
    return HEAD + "".join(f"{slug}\t{path}\t{checksum}\n" for slug, (path, checksum) in sorted(published.items()))


def extended(published: Published, articles: Iterable[Article]) -> dict[Slug, tuple[str, Sha256]]:
    """With the articles as they stand today; no line is ever taken out."""
    return {**published, **{article.slug: (article.original, article.original_sha256) for article in articles}}


def renamed(published: Published, articles: Sequence[Article]) -> dict[Slug, Slug]:
    """Slugs that have no article any more → the slug of the article that has their original."""
    by_path = {article.original: article.slug for article in articles if article.original}
    by_sum = {article.original_sha256: article.slug for article in articles if article.original_sha256}
    gone = published.keys() - {article.slug for article in articles}
    found = {slug: by_path.get(published[slug][0]) or by_sum.get(published[slug][1]) for slug in sorted(gone)}
    return {slug: new for slug, new in found.items() if new}


def lost(published: Published, articles: Sequence[Article], broken: Collection[str], where: str) -> Iterator[Problem]:
    """Addresses that lead nowhere now; `articles` are all of them, drafts too; none is told while files (`broken`) cannot be read."""
    if broken:
        return  # their aliases are not known
    led = {_page(alias) for article in articles for alias in article.aliases}
    there = {*(article.slug for article in articles), *renamed(published, articles)}
    gone = [slug for slug in sorted(published.keys() - there) if _page(f"/articles/{slug}.html") not in led]
    if gone:
        named = f"{', '.join(gone[:NAMED])}{' …' if len(gone) > NAMED else ''}"
        message = (
            f"published once, and gone now: {named}; where another article took the place of one, write its old address"
            f" into that one's file (aliases: [/articles/{gone[0]}.html]), else delete its line here"
        )
        yield Problem("warning", where, message)


def redirects(
    articles: Sequence[Article], entities: Sequence[Entity], published: Published, shown: str
) -> tuple[tuple[tuple[str, str], ...], tuple[Problem, ...]]:
    """Old addresses → the pages that are meant; an alias that another page has, or that is none, is a problem."""
    wanted: dict[str, str] = {}
    problems = []
    taken = {routes.entity(entity) for entity in entities if entity.page} | {routes.article(article.slug) for article in articles}
    for entity in entities:
        if entity.page:
            for kind, old in entity.former:
                wanted[routes.entity(replace(entity, type=kind, id=old))] = routes.entity(entity)
    for article in articles:
        for alias in article.aliases:
            page = _page(alias)
            if not page or page in taken or wanted.setdefault(page, routes.article(article.slug)) != routes.article(article.slug):
                message = f"the old address “{alias}” cannot redirect here: it is another page’s, or none"
                problems.append(Problem("warning", f"{shown}/articles/{article.slug}.md", message))
    for old, new in renamed(published, articles).items():
        wanted.setdefault(_page(f"/articles/{old}.html"), routes.article(new))
    return tuple(sorted(pair for pair in wanted.items() if pair[0] and pair[0] not in taken)), tuple(problems)


def _page(alias: str) -> str:
    """The page of an old address, "" where it can have none."""
    try:
        return routes.old_page(alias)
    except routes.PathError:
        return ""
