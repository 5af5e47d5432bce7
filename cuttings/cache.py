"""Cache: what a pure function made of one article, kept by the content it was made from.

One SQLite file; deleting it changes no result.  The key holds the function's name, a sum of the
library's own source (so that nothing outlives the code that made it) and the sum of its input.
"""

from __future__ import annotations

import importlib.metadata
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
    """The sum of what results depend on besides their input: the library's own files, the packages' versions."""
    home = Path(__file__).parent
    files = sorted(path for path in home.rglob("*") if path.suffix in (".py", ".txt", ".json", ".po"))
    own = [f"{path.relative_to(home)}\0{sha256(path.read_bytes())}" for path in files]
    return sha256("\0".join((sys.version, *map(_version, PACKAGES), *own)))


def _version(package: str) -> str:
    try:
        return f"{package} {importlib.metadata.version(package)}"
    except importlib.metadata.PackageNotFoundError:
        return package
