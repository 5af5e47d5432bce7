"""Cache: what a pure function made of one article, kept by the content it was made from.

One SQLite file; deleting it changes no result.  The key holds the function's name, a sum of the
library's own source (so that nothing outlives the code that made it) and the sum of its input.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import sqlite3
import sys
from collections.abc import Iterable, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any

from cuttings.fixity import sha256

SCHEMA = "CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, made BLOB NOT NULL) WITHOUT ROWID"
PACKAGES = (
    *("babel", "brotli", "charset-normalizer", "font-source-serif-pro", "ftfy", "jinja2", "lxml", "mammoth", "markdown", "nh3"),
    *("pagefind-bin", "pillow", "py3langid", "pypdf", "trafilatura", "warcio"),
)
LIBRARY = Path(__file__).parent
SUFFIXES = (".py", ".txt", ".json", ".po")  # of what the library is made of
LARGEST = 16 * 1024**3  # bytes, some 300,000 articles; beyond, the cache begins anew


class Cache:
    """`get` and `put` by key; a cache that cannot be read or written is an empty one."""

    def __init__(self, folder: Path | None) -> None:
        self.file = folder / "articles.sqlite" if folder else None

    def get(self, keys: Iterable[str]) -> dict[str, Any]:
        """What is kept under the keys; those that are missing are missing."""
        found: dict[str, Any] = {}
        if self.file is None or not self.file.exists():
            return found
        try:
            with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True, timeout=5)) as kept:
                for key in keys:
                    row = kept.execute("SELECT made FROM kept WHERE key = ?", (key,)).fetchone()
                    if row:
                        found[key] = pickle.loads(row[0])  # noqa: S301 (written by us, beside the code)
        except (sqlite3.Error, pickle.UnpicklingError, AttributeError, ImportError, EOFError, TypeError):
            return {}
        return found

    def put(self, made: Mapping[str, Any]) -> None:
        """Keep values; a failure only costs making them again."""
        if self.file is None or not made:
            return
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            if self.file.exists() and self.file.stat().st_size > LARGEST:
                self.file.unlink()
            with closing(sqlite3.connect(self.file, timeout=5)) as kept, kept:
                kept.execute(SCHEMA)
                rows = ((key, pickle.dumps(value, protocol=5)) for key, value in made.items())
                kept.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?)", rows)
        except sqlite3.DatabaseError:
            self.file.unlink(missing_ok=True)
        except OSError:
            pass


def key(stage: str, *parts: str) -> str:
    """The key of what `stage` makes of inputs with these sums."""
    return sha256("\0".join((code_sum(), stage, *parts)))


@cache
def code_sum() -> str:
    """The sum of what results depend on besides their input: the library's own files, Python, the packages' versions."""
    files = sorted(path for path in LIBRARY.rglob("*") if path.suffix in SUFFIXES)
    own = [f"{path.relative_to(LIBRARY)}\0{sha256(path.read_bytes())}" for path in files]
    return sha256("\0".join((sys.version, *versions(), *own)))


@cache
def versions() -> tuple[str, ...]:
    """The packages on which results depend, each with its version, as their folders are named: "jinja2-3.1.6.dist-info".

    `importlib.metadata` would read a file for each, which takes as long as all else that a build does where nothing changed.
    """
    found: set[str] = set()
    for folder in sys.path:
        with contextlib.suppress(OSError):
            names = (name for name in os.listdir(folder or ".") if name.endswith((".dist-info", ".egg-info")))
            found |= {name for name in names if name.partition("-")[0].lower().replace("_", "-") in PACKAGES}
    return tuple(sorted(found))
