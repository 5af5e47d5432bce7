"""What Pagefind wrote of articles that are new, and what stands of all others, as the index of a site.

Pagefind numbers pages in the order in which the file system lists them, and names them by their
content and by what came before.  Here ids are sums of what is kept of a page, and pages are numbered
by date: the same articles give the same bytes anywhere, in one run or several, at once or bit by bit,
and an article of today moves no other.  Every file is named by its content, but the entry, boot.js and
what is for the next build: one whose name is in the site as it was is taken from there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import cbor2

from cuttings.search.changes import FIELDS, Changes
from cuttings.search.facets import Marks, facets
from cuttings.search.form import sealed
from cuttings.search.indexes import ENTRY, Index, Part
from cuttings.search.listing import listing
from cuttings.search.pack import BOOT, script, scripts
from cuttings.search.parts import Source, affected, cut, joined, moves, shortened
from cuttings.search.postings import part
from cuttings.search.sheets import compact, gzipped, name_of
from cuttings.search.shelf import Shelf
from cuttings.search.standing import BUILT, BUNDLE, OFFLINE, Held, built, sizes_in, sum_of
from cuttings.search.survey import Survey

SHORTEST = 8  # digits of an id
ENGINE = ("pagefind.js", "pagefind-worker.js")  # the first for pages of others


def settle(site: Path, survey: Survey, changes: Changes) -> None:
    """Write the index into site/pagefind/ and site/pagefind-offline/."""
    old = survey.old
    shelf = Shelf(site / BUNDLE, old.site / BUNDLE if old else None)
    for name in ("index", "fragment", "names", "facets"):
        (shelf.folder / name).mkdir(parents=True)
    former = {path: held.digest for path, held in old.articles.items()} if old else {}
    known = former | {path: fragment.digest for path, fragment in changes.fragments().items()}
    digests = {one.path: known[one.path] for one in survey.articles}
    ids = _ids(digests, survey.within)
    _put_fragments(shelf, changes, ids, _ids(former, {path: held.within for path, held in old.articles.items()}) if old else {})
    folders = [*(run.folder for run in (*changes.fresh, *changes.gone)), *([shelf.old] if shelf.old else [])]
    entry = json.loads((folders[0] / ENTRY).read_bytes())
    indexes = [_join(shelf, language, survey, changes) for language in sorted({*survey.within.values()})]
    places = {one.path: place for place, one in enumerate(survey.articles)} if len(indexes) > 1 else None
    entry["languages"] = {index.language: _put_list(shelf, index, ids, places, entry["version"]) for index in indexes}
    entry["facets"] = _put_facets(shelf, [one.marks for one in survey.articles])
    for name in (*ENGINE, *(f"wasm.{about['wasm'] or 'unknown'}.pagefind" for about in entry["languages"].values())):
        (shelf.folder / name).write_bytes(next(folder / name for folder in folders if (folder / name).is_file()).read_bytes())
    (shelf.folder / ENTRY).write_bytes(compact(entry))
    sizes = sizes_in(shelf.folder)
    offline = Shelf(site / OFFLINE, old.site / OFFLINE if old else None)
    _put_scripts(shelf, offline, sizes, old.sizes if old else {})
    (shelf.folder / BUILT).write_bytes(
        built(
            sum_of(sizes, sizes_in(offline.folder)),
            [Held(one, survey.within[one.path], digests[one.path]) for one in survey.articles],
            indexes,
        )
    )


def _ids(digests: Mapping[str, str], within: Mapping[str, str]) -> dict[str, str]:
    """The id of each article: its digest, as short as all can be told apart, after the language of its index.

    >>> _ids({"a": "1234567890ab", "b": "1234567800ab"}, {"a": "en", "b": "de"})
    {'a': 'en_1234567890', 'b': 'de_1234567800'}
    """
    length = next(
        length for length in range(SHORTEST, 65, 2) if len({one[:length] for one in digests.values()}) == len({*digests.values()})
    )
    return {path: f"{within[path]}_{digest[:length]}" for path, digest in digests.items()}


def _put_fragments(shelf: Shelf, changes: Changes, ids: Mapping[str, str], former: Mapping[str, str]) -> None:
    fresh = changes.fragments()
    for path, id_ in ids.items():
        name = f"fragment/{id_}.pf_fragment"
        if path in fresh:
            shelf.put(name, fresh[path].file.read_bytes)
        else:
            shelf.take(name, f"fragment/{former[path]}.pf_fragment")


def _join(shelf: Shelf, language: str, survey: Survey, changes: Changes) -> Index:
    """One language's index, its parts written, of the one that stands and those of new pages."""
    fresh = changes.fresh_indexes(language)
    standing = survey.old.indexes.get(language) if survey.old else None
    indexes = [*([standing] if standing else []), *fresh]
    paths = [one.path for one in survey.articles if survey.within[one.path] == language]
    numbers = {path: number for number, path in enumerate(paths)}
    fields = sorted({*FIELDS, *(field for index in indexes for field in index.fields)})
    came = changes.fragments().keys() - changes.unmoved
    sources = [_source(index, {path: number for path, number in numbers.items() if path in came}, fields) for index in fresh]
    touched = changes.touched(language) if standing else frozenset()
    kept: list[Part] = []
    begin: set[str] = set()
    if standing:
        still = _still(_source(standing, {path: number for path, number in numbers.items() if path not in came}, fields), touched)
        read = {part.name for part in still.parts}
        kept = [part for part in standing.parts if part.name not in read]
        begin = {part.first for before, part in pairwise(standing.parts) if part.name in read and before.name not in read}
        sources.insert(0, still)
    for one in kept:
        shelf.take(f"index/{one.name}.pf_index", f"index/{one.name}.pf_index")
    parts = [Part(first, last, _put_part(shelf, language, held)) for first, last, held in cut(joined(sources, touched), begin)]
    lengths = {path: length for index in indexes for path, length in zip(index.paths, index.lengths, strict=True)}
    parts = sorted((*kept, *parts), key=lambda one: one.first)
    return Index(shelf.folder, language, indexes[-1].wasm, paths, [lengths[path] for path in paths], fields, parts)


def _source(index: Index, numbers: Mapping[str, int], fields: Sequence[str]) -> Source:
    return Source(index, index.parts, [numbers.get(path) for path in index.paths], [fields.index(name) for name in index.fields])


def _still(source: Source, touched: frozenset[str]) -> Source:
    """The standing index, of which no more is read than must be written anew, if its articles have the numbers that they had."""
    if source.fields != [*range(len(source.fields))] or not (moved := moves(source.numbers)):
        return source
    return replace(source, parts=affected(source.index.parts, touched) if moved.are_none else source.parts, moves=moved)


def _put_part(shelf: Shelf, language: str, held: Sequence[bytes]) -> str:
    content = part(held)
    name = f"{language}_{name_of(content)}"
    shelf.put(f"index/{name}.pf_index", lambda: sealed(content))
    return name


def _put_list(shelf: Shelf, index: Index, ids: Mapping[str, str], places: Mapping[str, int] | None, version: str) -> dict[str, Any]:
    """Write the lists of an index's articles and parts; what the entry says of the index."""
    names = [ids[path].rpartition("_")[2] for path in index.paths]
    told = listing(index, names, [places[path] for path in index.paths] if places else None, version)
    name = f"{index.language}_{name_of(told.content)}"
    _put_sheets(shelf, "names/{}.pf_names", told.blocks)
    _put_sheets(shelf, "{}.pf_list", {name: told.content})
    return {"hash": _put_meta(shelf, index, ids, version), "list": name, "wasm": index.wasm, "page_count": len(names)}


def _put_meta(shelf: Shelf, index: Index, ids: Mapping[str, str], version: str) -> str:
    """Write the list as pagefind.js reads it, for pages of others; its name."""
    pages = [[ids[path], length] for path, length in zip(index.paths, index.lengths, strict=True)]
    parts = [[part.first, part.last, part.name] for part in shortened(index.parts)]
    meta = cbor2.dumps([version, pages, parts, [], [], index.fields])
    name = f"{index.language}_{name_of(meta)}"
    shelf.put(f"pagefind.{name}.pf_meta", lambda: sealed(meta))
    return name


def _put_facets(shelf: Shelf, articles: Sequence[Marks]) -> str:
    """Write the facets; the name of their table."""
    told = facets(articles)
    name = name_of(told.table)
    _put_sheets(shelf, "facets/{}.pf_facets", {**told.sheets, name: told.table})
    return name


def _put_sheets(shelf: Shelf, path: str, sheets: Mapping[str, bytes]) -> None:
    for name, held in sheets.items():
        shelf.put(path.format(name), partial(gzipped, held))


def _put_scripts(bundle: Shelf, shelf: Shelf, sizes: Mapping[str, int], before: Mapping[str, int]) -> None:
    """Write a bundle as scripts; those that hold the same files as before are taken over."""
    shelf.folder.mkdir()
    planned, former = scripts(sizes), scripts(before)
    for name, paths in planned.files.items():
        same = Shelf(shelf.folder, shelf.old if name != BOOT and former.files.get(name) == paths else None)
        same.put(name, partial(_script, bundle.folder, paths, planned.buckets if name == BOOT else None))


def _script(bundle: Path, paths: Sequence[str], buckets: int | None) -> bytes:
    return script({path: (bundle / path).read_bytes() for path in paths}, buckets)
