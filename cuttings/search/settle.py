"""What Pagefind wrote, in one order, and with what search-loader.js must know besides."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Mapping
from typing import Any

from cuttings.search import cbor
from cuttings.search.engine import INSTALL, SearchError

ENTRY = "pagefind-entry.json"
ORDER = "sort/date.json"
#: Pagefind's own pages and styles; the site has its own.
UNUSED = re.compile(r"pagefind-(?:(?:ui|modular-ui|component-ui)\.(?:js|css)|highlight\.js)$|playground/")
#: Pagefind's parser takes no escapes, so that no search could name a value with these; search.js does the same.
UNSAYABLE = str.maketrans('"\\', "”⧵")
PARTS, FILTERS = 2, 3  # where the parts of the index and the filters stand in the list that a .pf_meta file is


def settle(bundle: Mapping[str, bytes], dates: Mapping[str, str]) -> dict[str, bytes]:
    """The bundle in one order, without the files that the site doesn't use.

    Pagefind 1.5 writes filters and their values in the order of a hash table, another on each run,
    and names files for their content.  Sorted, the same articles give the same bytes.

    The entry gets the word with which each part of the index begins (`starts`).  An archive in several
    languages gets the ids of its articles by date: Pagefind knows only the order within a language.
    """
    settled = {path: content for path, content in bundle.items() if not UNUSED.match(path)}
    entry = json.loads(settled.pop(ENTRY))
    engines = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in entry["languages"].values()}
    for path in [path for path in settled if path.startswith("wasm.") and path not in engines]:
        del settled[path]
    try:
        for language in entry["languages"].values():
            language["hash"], language["starts"] = _settle_meta(settled, language["hash"])
        if len(entry["languages"]) > 1:
            settled[ORDER] = _json(_by_date(settled, dates))
    except (KeyError, IndexError, ValueError, TypeError, zlib.error) as error:
        raise SearchError(f"Pagefind's files are in a form that is not known here ({error!r}); {INSTALL}==1.5.2") from None
    entry["languages"] = dict(sorted(entry["languages"].items()))
    return settled | {ENTRY: _json(entry)}


def _settle_meta(files: dict[str, bytes], name: str) -> tuple[str, list[str]]:
    """Sort the filters of one language's index in place; the new name of its meta file, and how its parts begin."""
    meta = cbor.unpacked(files.pop(f"pagefind.{name}.pf_meta"))
    language = name.rpartition("_")[0]
    for pair in meta[FILTERS]:
        values = cbor.unpacked(files.pop(f"filter/{pair[1]}.pf_filter"))
        if values[0] != pair[0]:
            raise ValueError(pair)
        for value in values[1]:
            value[0] = value[0].translate(UNSAYABLE)
        values[1].sort()
        pair[1] = _keep(files, "filter/{}.pf_filter", language, values)
    meta[FILTERS].sort()
    starts = [start for start, _, _ in meta[PARTS]]
    if starts != sorted(starts):
        raise ValueError(starts[:3])
    return _keep(files, "pagefind.{}.pf_meta", language, meta), starts


def _keep(files: dict[str, bytes], path: str, language: str, value: Any) -> str:
    name = f"{language}_{hashlib.sha256(cbor.encoded(value)).hexdigest()[:10]}"
    files[path.format(name)] = cbor.packed(value)
    return name


def _by_date(files: Mapping[str, bytes], dates: Mapping[str, str]) -> list[str]:
    """The ids of all articles, the oldest first."""
    ids = {}
    for path, content in files.items():
        if path.startswith("fragment/"):
            article = json.loads(zlib.decompress(content, wbits=31).removeprefix(cbor.SIGNATURE))
            ids[article["url"].lstrip("/")] = path.removeprefix("fragment/").removesuffix(".pf_fragment")
    return [ids[url] for url in sorted(ids, key=lambda url: (dates[url], url))]


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
