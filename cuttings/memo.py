"""Memo: whether anything changed since the last build, by the sums of all that goes in and came out.

Only a shortcut: without it the same pages would be made and found equal.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from cuttings.cache import code_sum
from cuttings.fixity import sha256
from cuttings.options import HOME, Options


class Memo:
    """The last build of one archive into one place."""

    def __init__(self, folder: Path | None, options: Options) -> None:
        self.options = options
        self.file = folder / f"{place(options.content, options.output)}.json" if folder else None

    def unchanged(self) -> list[str]:
        """What the last build told, if a build now would make the same; else []."""
        try:
            last = json.loads(self.file.read_bytes()) if self.file else {}
        except (OSError, ValueError):
            return []
        if not last or last["out"] != _stats(self.options.output) or last["in"] != self._sum():
            return []
        return list(last["told"])

    def remember(self, told: Sequence[str]) -> None:
        """Keep what this build was made of and what it told."""
        if self.file:
            kept = {"in": self._sum(), "out": _stats(self.options.output), "told": list(told)}
            try:
                self.file.write_text(json.dumps(kept), "utf-8")
            except OSError:
                return

    def _sum(self) -> str:
        options = self.options
        said = (options.base_url, options.strict, os.path.relpath(options.content))
        folders = (options.content, HOME / "templates", HOME / "static")
        return sha256("\0".join((code_sum(), repr(said), *(line for folder in folders for line in _sums(folder)))))


def place(*paths: Path) -> str:
    """A name for folders as seen from the program: the same in a copy of them all."""
    return sha256("\0".join(os.path.relpath(path, HOME) for path in paths))[:16]


def _sums(folder: Path) -> Iterator[str]:
    for path in _files(folder):
        try:
            yield f"{path}\0{sha256(Path(path).read_bytes()) if os.path.isfile(path) and not os.path.islink(path) else ''}"
        except OSError:
            yield f"{path}\0unreadable"


def _stats(folder: Path) -> str:
    """A sum of the published files' names, sizes and times."""
    found = []
    for path in _files(folder):
        state = os.stat(path, follow_symlinks=False)
        found.append(f"{path}\0{state.st_size}\0{state.st_mtime_ns}")
    return sha256("\n".join(found))


def _files(folder: Path) -> list[str]:
    return sorted(os.path.join(root, name) for root, _, names in os.walk(folder) for name in names)
