"""Survey: which articles there are, in which index each goes, and which of them must be read by Pagefind."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cuttings.search.pages import Article, article, languages, own_language, paths
from cuttings.search.standing import Standing


@dataclass(frozen=True, slots=True)
class Survey:
    """What an index is made of.

    All articles, the oldest first; in the index of which language each goes, by path; those whose pages
    are new or not as they were; and those that the standing index has of pages that are no more or
    are not as they were.
    """

    articles: Sequence[Article]
    within: Mapping[str, str]
    read: Sequence[str]
    gone: Sequence[str]
    old: Standing | None


def survey(site: Path, old: Standing | None) -> Survey:
    """Survey a site, beside the index that stands; where that would help little, it is left aside."""
    known = old.articles if old else {}
    articles, read = {}, []
    for path in paths(site):
        if old and path in known and _same(f"{site}/{path}", f"{old.site}/{path}"):
            articles[path] = known[path].article
        elif found := article(site, path):
            articles[path] = found
            read.append(path)
    own = own_language(site)
    spoken = languages(Counter(one.language for one in articles.values()), own)
    within = {path: one.language if one.language in spoken else own for path, one in articles.items()}
    kept = articles.keys() - {*read}
    if old and (len(kept) < len(read) or any(known[path].within != within[path] for path in kept)):
        return survey(site, None)
    gone = [path for path in known if path not in kept]
    return Survey(sorted(articles.values(), key=lambda one: (one.marks.date, one.path)), within, read, gone, old)


def _same(file: str, other: str) -> bool:
    """Whether two pages are the same: as a rule one file."""
    try:
        return os.path.samefile(file, other) or Path(file).read_bytes() == Path(other).read_bytes()
    except FileNotFoundError:
        return False
