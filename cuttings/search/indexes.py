"""The index of one language, as it lies in a folder: that of a run of Pagefind, or that of a site."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cuttings.search.form import plain, unpacked
from cuttings.search.postings import Postings, entries, postings

ENTRY = "pagefind-entry.json"
DIGEST = 16  # digits of a sum that tell an article from all others


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an index: its first and last stem, and the name of its file."""

    first: str
    last: str
    name: str


@dataclass(frozen=True, slots=True)
class Index:
    """An index: its engine's language; its articles' paths and how many words each has, by number; the names of fields; its parts."""

    folder: Path
    language: str
    wasm: str | None
    paths: Sequence[str]
    lengths: Sequence[int]
    fields: Sequence[str]
    parts: Sequence[Part]

    def entries(self, parts: Iterable[Part]) -> Iterator[tuple[str, bytes]]:
        """The entries of some of the parts, each with its stem."""
        for part in parts:
            yield from entries(plain((self.folder / f"index/{part.name}.pf_index").read_bytes()))

    def by_article(self) -> dict[str, list[tuple[str, str, bytes, bytes]]]:
        """What the index holds of each article."""
        held: dict[str, list[tuple[str, str, bytes, bytes]]] = {path: [] for path in self.paths}
        for stem, entry in self.entries(self.parts):
            for form, pages in _spelt(postings(entry)):
                for number, places, fields in pages:
                    held[self.paths[number]].append((stem, form, places, fields))
        return held


@dataclass(frozen=True, slots=True)
class Fragment:
    """The file of an article's text, and the first digits of the sum of what it holds."""

    file: Path
    digest: str


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of Pagefind has made: an index a language, and the articles' texts by path."""

    folder: Path
    indexes: Sequence[Index]
    fragments: Mapping[str, Fragment]


def read_run(folder: Path) -> Run:
    """What lies in the folder of a run; KeyError, IndexError, ValueError, TypeError or zlib.error where its form is not known."""
    indexes, fragments = [], {}
    for language, about in json.loads((folder / ENTRY).read_bytes())["languages"].items():
        meta = read_meta(folder, about["hash"])
        paths = []
        for name in meta.names:
            file = folder / f"fragment/{name}.pf_fragment"
            text = plain(file.read_bytes())
            paths.append(str(json.loads(text)["url"]).lstrip("/"))
            fragments[paths[-1]] = Fragment(file, hashlib.sha256(text).hexdigest()[:DIGEST])
        indexes.append(Index(folder, language, about["wasm"], paths, meta.lengths, meta.fields, meta.parts))
    return Run(folder, indexes, fragments)


@dataclass(frozen=True, slots=True)
class Meta:
    """What a .pf_meta file holds: the id and the number of words of each page, the parts, the names of fields."""

    names: Sequence[str]
    lengths: Sequence[int]
    parts: Sequence[Part]
    fields: Sequence[str]


def read_meta(folder: Path, name: str) -> Meta:
    """The meta file of that name."""
    held: Any = unpacked((folder / f"pagefind.{name}.pf_meta").read_bytes())
    _, pages, parts, _, _, fields = held
    starts = [start for start, _, _ in parts]
    if starts != sorted(starts):
        raise ValueError(starts[:3])
    names, lengths = zip(*pages, strict=True)
    return Meta(names, lengths, [Part(*part) for part in parts], fields)


def _spelt(told: Postings) -> Iterator[tuple[str, Sequence[tuple[int, bytes, bytes]]]]:
    yield "", told.pages
    yield from told.forms.items()
