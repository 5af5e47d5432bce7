"""What Pagefind wrote, in one order, without what the site doesn't use, and with what search-loader.js must know besides."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any

import cbor2

from cuttings.search.engine import INSTALL, SearchError
from cuttings.search.facets import Marks, facets, steps
from cuttings.search.form import plain, sealed, unpacked

ENTRY = "pagefind-entry.json"
#: Pagefind's own pages and styles; the site has its own.
UNUSED = re.compile(r"pagefind-(?:(?:ui|modular-ui|component-ui)\.(?:js|css)|highlight\.js)$|playground/")
PAGES, PARTS = 1, 2  # where pages and parts of the index stand in the list that a .pf_meta file is


def settle(bundle: Mapping[str, bytes], articles: Mapping[str, Marks]) -> dict[str, bytes]:
    """The bundle without needless files, and with the facets of its articles, given by path.

    Pagefind numbers pages in the order in which the file system lists them, which is another on each,
    and so makes an id longer where another page has come first with the same.  Here ids are sums of what
    is kept of a page, and pages are numbered by them: the same articles give the same bytes anywhere.

    The entry gets the word with which each part of the index begins (`starts`), and the path of the facets.
    """
    settled = {path: content for path, content in bundle.items() if not UNUSED.match(path)}
    entry = json.loads(settled.pop(ENTRY))
    engines = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in entry["languages"].values()}
    for path in [path for path in settled if path.startswith("wasm.") and path not in engines]:
        del settled[path]
    try:
        for language in entry["languages"].values():
            language["hash"], language["starts"] = _settle_language(settled, language["hash"])
        paths = _paths(settled)
    except (KeyError, IndexError, ValueError, TypeError, zlib.error) as error:
        raise SearchError(f"Pagefind's files are in a form that is not known here ({error!r}); {INSTALL}==1.5.2") from None
    entry["languages"] = dict(sorted(entry["languages"].items()))
    entry["facets"], table = facets({id_: articles[path] for id_, path in paths.items()})
    return settled | {entry["facets"]: table, ENTRY: json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()}


def _settle_language(files: dict[str, bytes], name: str) -> tuple[str, list[str]]:
    """Number the pages of one language's index by their ids, in place; the new name of its meta file, and how its parts begin."""
    meta = unpacked(files.pop(f"pagefind.{name}.pf_meta"))
    language = name.rpartition("_")[0]
    fragments = [files.pop(f"fragment/{page[0]}.pf_fragment") for page in meta[PAGES]]
    for page, content, digest in zip(meta[PAGES], fragments, _short(_digest(plain(content)) for content in fragments), strict=True):
        page[0] = f"{language}_{digest}"
        files[f"fragment/{page[0]}.pf_fragment"] = content
    order = sorted(range(len(meta[PAGES])), key=lambda number: meta[PAGES][number])
    place = {number: rank for rank, number in enumerate(order)}
    meta[PAGES] = [meta[PAGES][number] for number in order]
    for part in meta[PARTS]:
        [words] = unpacked(files.pop(f"index/{part[2]}.pf_index"))
        settled = [[_settle_word(word, place) for word in words]]
        part[2] = _keep(files, "index/{}.pf_index", language, settled)
    starts = [start for start, _, _ in meta[PARTS]]
    if starts != sorted(starts):
        raise ValueError(starts[:3])
    return _keep(files, "pagefind.{}.pf_meta", language, meta), starts


def _settle_word(word: Sequence[Any], place: Mapping[int, int]) -> list[Any]:
    """A stem, the pages that have it, and the pages of each of its forms that accents tell from it."""
    stem, pages, forms = word
    return [stem, _renumbered(pages, place), sorted([form, _renumbered(own, place)] for form, own in forms)]


def _renumbered(pages: Sequence[Any], place: Mapping[int, int]) -> list[list[Any]]:
    """Pages by their new numbers; each stands as the step from the one before it.

    >>> _renumbered([[1, "b"], [1, "c"]], {1: 5, 2: 0})
    [[0, 'c'], [5, 'b']]
    """
    numbers = accumulate(step for step, *_ in pages)
    found = sorted(((place[number], rest) for number, (_, *rest) in zip(numbers, pages, strict=True)), key=lambda one: one[0])
    return [[step, *rest] for step, (_, rest) in zip(steps(number for number, _ in found), found, strict=True)]


def _keep(files: dict[str, bytes], path: str, language: str, value: Any) -> str:
    """Put a value into a file, under a name that it gives it."""
    held = cbor2.dumps(value)
    name = f"{language}_{_digest(held)[:10]}"
    files[path.format(name)] = sealed(held)
    return name


def _digest(held: bytes) -> str:
    return hashlib.sha256(held).hexdigest()


def _short(digests: Iterable[str]) -> list[str]:
    """Digests as short as they can be told apart, at least eight digits: each stands twice in what a first question loads.

    >>> _short(["1234567890ab", "1234567800ab"])
    ['123456789', '123456780']
    """
    whole = list(digests)
    length = next(length for length in range(8, 65) if len({one[:length] for one in whole}) == len({*whole}))
    return [one[:length] for one in whole]


def _paths(files: Mapping[str, bytes]) -> dict[str, str]:
    """The path of each article by its id."""
    paths = {}
    for file, content in files.items():
        if file.startswith("fragment/"):
            article: Any = json.loads(plain(content))
            paths[file.removeprefix("fragment/").removesuffix(".pf_fragment")] = article["url"].lstrip("/")
    return paths
