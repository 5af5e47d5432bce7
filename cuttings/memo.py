"""Memo: whether anything changed since the last build, by the sums of all that goes in and came out.

Only a shortcut: without it the same pages would be made and found equal.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from cuttings.cache import code_sum
from cuttings.fixity import sha256, sha256_of
from cuttings.options import HOME, Options
from cuttings.spacy_model import installed

LARGE = 200_000_000  # bytes, beyond which a file's time must do: no article has so many, but a web archive may


class Memo:
    """The last build of one archive into one place."""

    def __init__(self, folder: Path | None, options: Options) -> None:
        self.options = options
        self.file = folder / f"{place(options.content, options.output)}.json" if folder else None
        self.before: dict[str, str] = {}

    def unchanged(self) -> list[str]:
        """What the last build told, if a build now would make the same; else []."""
        self.before = self._inputs()
        try:
            last = json.loads(self.file.read_bytes()) if self.file else {}
        except (OSError, ValueError):
            return []
        if not last or last["out"] != _stats(self.options.output) or last["in"] != _sum(self.before):
            return []
        return list(last["told"])

    def remember(self, told: Sequence[str], written: Iterable[Path]) -> None:
        """Keep what this build was made of and what it told.

        Not if something that it did not write itself changed while it ran: the next build must see it.
        """
        after = self._inputs()
        own = {str(path) for path in written}
        changed = {path for path in {*after, *self.before} if after.get(path) != self.before.get(path)}
        if self.file is None or changed - own:
            return
        kept = {"in": _sum(after), "out": _stats(self.options.output), "told": list(told)}
        with contextlib.suppress(OSError):
            self.file.write_text(json.dumps(kept), "utf-8")

    def _inputs(self) -> dict[str, str]:
        """The sums of all that goes in: files by path, and what the command line says."""
        options = self.options
        said = (options.base_url, options.strict, options.keep_going, os.path.relpath(options.content), installed())
        folders = (options.content, HOME / "templates", HOME / "static")
        sums = {path: _sum_of(path) for folder in folders for path in _files(folder)}
        return {"": sha256("\0".join((code_sum(), repr(said)))), **sums}


def place(*paths: Path) -> str:
    """A name for folders as seen from the program: the same in a copy of them all."""
    return sha256("\0".join(os.path.relpath(path, HOME) for path in paths))[:16]


def _sum(inputs: Mapping[str, str]) -> str:
    return sha256("\0".join(f"{path}\0{inputs[path]}" for path in sorted(inputs)))


def _sum_of(path: str) -> str:
    try:
        if not os.path.isfile(path) or os.path.islink(path):
            return ""
        state = os.stat(path)
        if state.st_size > LARGE:
            return f"{state.st_size} {state.st_mtime_ns}"
        with open(path, "rb") as file:
            return sha256_of(file)
    except OSError:
        return "unreadable"


def _stats(folder: Path) -> str:
    """A sum of the published files' names, sizes and times."""
    found = []
    for path in _files(folder):
        state = os.stat(path, follow_symlinks=False)
        found.append(f"{path}\0{state.st_size}\0{state.st_mtime_ns}")
    return sha256("\n".join(found))


def _files(folder: Path) -> list[str]:
    return sorted(os.path.join(root, name) for root, _, names in os.walk(folder) for name in names)
