"""A bundle of Pagefind's as classic scripts, which a browser runs from a disk too."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BOOT = "boot.js"
SCRIPT_SIZE = 8 * 1024  # bytes of results that share a script, before base64


@dataclass(frozen=True, slots=True)
class Scripts:
    """Which files of a bundle each script holds, by its name; and how many scripts articles share at most."""

    buckets: int
    files: Mapping[str, Sequence[str]]


def scripts(sizes: Mapping[str, int]) -> Scripts:
    """The scripts of a bundle, of which the size of each file is told by path.

    boot.js holds what every search of the site needs; what only pagefind.js reads is in none.  Every other
    script's name is computed from the path of a file, here and in search-loader.js alike.  Articles share
    scripts by a sum of their path, so that a change to one changes one script; parts of the index are a
    script each.
    """
    shared = sum(size for path, size in sizes.items() if path.startswith("fragment/"))
    buckets = 1 << max(0, (shared // SCRIPT_SIZE).bit_length())
    files: dict[str, list[str]] = {BOOT: []}
    for path in sorted(path for path in sizes if path != "pagefind.js" and not path.endswith(".pf_meta")):
        files.setdefault(script_of(path, buckets), []).append(path)
    return Scripts(buckets, files)


def script_of(path: str, buckets: int) -> str:
    """The script that holds a file of the bundle.

    >>> script_of("pagefind-entry.json", 4), script_of("index/en_1a2b3c4.pf_index", 4), script_of("fragment/en_1a2b3c4.pf_fragment", 4)
    ('boot.js', 'index-en_1a2b3c4.pf_index.js', 'f0003.js')
    """
    if "/" not in path:
        return BOOT
    return f"f{_fnv1a(path) % buckets:04x}.js" if path.startswith("fragment/") else f"{path.replace('/', '-')}.js"


def script(files: Mapping[str, bytes], buckets: int | None = None) -> bytes:
    """A script that hands files over as base64; boot.js tells the number of buckets too."""
    content = {path: base64.b64encode(content).decode() for path, content in files.items()}
    given = [json.dumps(value, separators=(",", ":")) for value in (content, buckets and {"buckets": buckets}) if value is not None]
    return f"ArchiveSearch.put({','.join(given)});\n".encode()


def _fnv1a(text: str) -> int:
    total = 0x811C9DC5
    for byte in text.encode():
        total = (total ^ byte) * 0x01000193 & 0xFFFFFFFF
    return total
