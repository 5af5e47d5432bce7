"""The index of the site as it was, from which is taken what still holds.

pagefind/built.json is written for the next build alone; no reader loads it.
"""

from __future__ import annotations

import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cuttings.search.engine import version
from cuttings.search.facets import Marks, marked
from cuttings.search.indexes import ENTRY, Index, Part
from cuttings.search.listing import read_listing
from cuttings.search.pages import Article
from cuttings.search.sheets import compact

BUNDLE, OFFLINE = "pagefind", "pagefind-offline"
BUILT = "built.json"


class Unsound(Exception):
    """An index that stands is not what the pages beside it say."""


@dataclass(frozen=True, slots=True)
class Held:
    """An article in an index: of which language the index is, and the sum of the article's text."""

    article: Article
    within: str
    digest: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A site's index as it stands: its articles by path, in the order of the facets, the index of each language, the sizes of its files."""

    site: Path
    articles: Mapping[str, Held]
    indexes: Mapping[str, Index]
    sizes: Mapping[str, int]


def standing(site: Path) -> Standing | None:
    """The index of a site; None where there is none, it is another program's, or a file of it is missing or cut short."""
    folder = site / BUNDLE
    try:
        told: dict[str, Any] = json.loads((folder / BUILT).read_bytes())
        sizes = sizes_in(folder)
        if told["form"] != form() or told["files"] != sum_of(sizes, sizes_in(site / OFFLINE)):
            return None
        entry = json.loads((folder / ENTRY).read_bytes())
        rows = zip(told["articles"], _marked(folder, entry["facets"]), strict=True)
        articles = {path: Held(Article(path, own, marks), within, digest) for (path, own, within, digest), marks in rows}
        parts = {language: [Part(*one) for one in held] for language, held in told["parts"].items()}
        indexes = {language: _index(folder, language, about, articles, parts) for language, about in entry["languages"].items()}
    except (OSError, KeyError, IndexError, ValueError, TypeError, zlib.error):
        return None
    return Standing(site, articles, indexes, sizes)


def _marked(folder: Path, table: str) -> list[Marks]:
    def sheet(name: str) -> bytes:
        return (folder / f"facets/{name}.pf_facets").read_bytes()

    return marked(sheet(table), sheet)


def _index(
    folder: Path, language: str, about: Mapping[str, Any], articles: Mapping[str, Held], parts: Mapping[str, Sequence[Part]]
) -> Index:
    lengths, fields = read_listing(folder / f"{about['list']}.pf_list")
    paths = [path for path, held in articles.items() if held.within == language]
    if len(paths) != len(lengths):
        raise ValueError(language)
    return Index(folder, language, about["wasm"], paths, lengths, fields, parts[language])


def built(files: str, articles: Iterable[Held], indexes: Iterable[Index]) -> bytes:
    """What the next build must know of an index: the sum of its files; its articles in the order of the facets; its parts, whose
    stems stand shortened where readers find them."""
    rows = [[held.article.path, held.article.language, held.within, held.digest] for held in articles]
    parts = {index.language: [[part.first, part.last, part.name] for part in index.parts] for index in indexes}
    return compact({"form": form(), "files": files, "articles": rows, "parts": parts})


def sum_of(*folders: Mapping[str, int]) -> str:
    """The sum of the names and sizes of files."""
    return hashlib.sha256(json.dumps([sorted(sizes.items()) for sizes in folders]).encode()).hexdigest()


def sizes_in(folder: Path) -> dict[str, int]:
    """The sizes of the files of an index; what is for the next build is none of them."""
    return {name: size for name, size in _files(folder, "") if name != BUILT}


def _files(folder: Path, prefix: str) -> Iterator[tuple[str, int]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                yield from _files(Path(entry.path), f"{prefix}{entry.name}/")
            else:
                yield prefix + entry.name, entry.stat().st_size


@cache
def form() -> str:
    """The sum of what makes the form of an index: Pagefind's version, and the files of this package."""
    own = [file.read_text("utf-8") for file in sorted(Path(__file__).parent.glob("*.py"))]
    return hashlib.sha256("\0".join((version(), *own)).encode()).hexdigest()
