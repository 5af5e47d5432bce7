"""What Pagefind wrote, without what the site doesn't use, and with what search-loader.js must know besides."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Mapping
from typing import Any

from cuttings.search import cbor
from cuttings.search.engine import INSTALL, SearchError
from cuttings.search.facets import Marks, facets

ENTRY = "pagefind-entry.json"
#: Pagefind's own pages and styles; the site has its own.
UNUSED = re.compile(r"pagefind-(?:(?:ui|modular-ui|component-ui)\.(?:js|css)|highlight\.js)$|playground/")
PARTS = 2  # where the parts of the index stand in the list that a .pf_meta file is


def settle(bundle: Mapping[str, bytes], articles: Mapping[str, Marks]) -> dict[str, bytes]:
    """The bundle without needless files, and with the facets of its articles, given by path.

    The entry gets the word with which each part of the index begins (`starts`), and the path of the facets.
    """
    settled = {path: content for path, content in bundle.items() if not UNUSED.match(path)}
    entry = json.loads(settled.pop(ENTRY))
    engines = {f"wasm.{language['wasm'] or 'unknown'}.pagefind" for language in entry["languages"].values()}
    for path in [path for path in settled if path.startswith("wasm.") and path not in engines]:
        del settled[path]
    try:
        for language in entry["languages"].values():
            language["starts"] = _starts(settled[f"pagefind.{language['hash']}.pf_meta"])
        paths = _paths(settled)
    except (KeyError, IndexError, ValueError, TypeError, zlib.error) as error:
        raise SearchError(f"Pagefind's files are in a form that is not known here ({error!r}); {INSTALL}==1.5.2") from None
    entry["languages"] = dict(sorted(entry["languages"].items()))
    entry["facets"], table = facets({id_: articles[path] for id_, path in paths.items()})
    return settled | {entry["facets"]: table, ENTRY: json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()}


def _starts(meta: bytes) -> list[str]:
    """How the parts of one language's index begin."""
    starts: list[str] = [start for start, _, _ in cbor.unpacked(meta)[PARTS]]
    if starts != sorted(starts):
        raise ValueError(starts[:3])
    return starts


def _paths(files: Mapping[str, bytes]) -> dict[str, str]:
    """The path of each article by its id."""
    paths = {}
    for file, content in files.items():
        if file.startswith("fragment/"):
            article: Any = json.loads(zlib.decompress(content, wbits=31).removeprefix(cbor.SIGNATURE))
            paths[file.removeprefix("fragment/").removesuffix(".pf_fragment")] = article["url"].lstrip("/")
    return paths
