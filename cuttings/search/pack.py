"""A bundle of Pagefind's as classic scripts, which a browser runs from a disk too."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping

SCRIPT_SIZE = 8 * 1024  # bytes of results that share a script, before base64


def pack(bundle: Mapping[str, bytes]) -> dict[str, bytes]:
    """The bundle as classic scripts, {name: content}, that hand its files over as base64.

    boot.js holds what every search needs.  Every other script's name is computed from the path of a
    file, here and in search-loader.js alike.  Articles share scripts by a sum of their path, so that
    a change to one changes one script; parts of the index are a script each.
    """
    shared = sum(len(content) for path, content in bundle.items() if path.startswith("fragment/"))
    buckets = 1 << max(0, (shared // SCRIPT_SIZE).bit_length())
    scripts: dict[str, dict[str, bytes]] = {"boot.js": {}}
    for path, content in sorted(bundle.items()):
        scripts.setdefault(script_of(path, buckets), {})[path] = content
    return {name: _script(files, {"buckets": buckets} if name == "boot.js" else None) for name, files in scripts.items()}


def script_of(path: str, buckets: int) -> str:
    """The script that holds a file of the bundle.

    >>> script_of("pagefind.js", 4), script_of("index/en_1a2b3c4.pf_index", 4), script_of("fragment/en_1a2b3c4.pf_fragment", 4)
    ('boot.js', 'index-en_1a2b3c4.pf_index.js', 'f0003.js')
    """
    if "/" not in path:
        return "boot.js"
    return f"f{_fnv1a(path) % buckets:04x}.js" if path.startswith("fragment/") else f"{path.replace('/', '-')}.js"


def _fnv1a(text: str) -> int:
    total = 0x811C9DC5
    for byte in text.encode():
        total = (total ^ byte) * 0x01000193 & 0xFFFFFFFF
    return total


def _script(files: Mapping[str, bytes], settings: Mapping[str, int] | None) -> bytes:
    content = {path: base64.b64encode(content).decode() for path, content in files.items()}
    given = [json.dumps(value, separators=(",", ":")) for value in (content, settings) if value is not None]
    return f"ArchiveSearch.put({','.join(given)});\n".encode()
