"""Memo: whether anything changed since the last build, by the sums of all that goes in and came out; and what its pages were made of.

Only a shortcut: without it the same pages would be made and found equal.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from cuttings.cache import LIBRARY, SUFFIXES, code_sum, versions
from cuttings.fixity import sha256, sha256_of
from cuttings.options import HOME, Options
from cuttings.spacy_model import installed

FINE, COARSE = 50_000_000, 3_000_000_000  # nanoseconds
LARGE = 200_000_000  # bytes, beyond which a file's time must do: no article has so many, but a web archive may


class Memo:
    """The last build of one archive into one place."""

    def __init__(self, folder: Path | None, options: Options) -> None:
        self.options = options
        name = place(options.content, options.output)
        self.file = folder / f"{name}.json" if folder else None
        self.keys_file = folder / f"{name}.keys.json" if folder else None
        self.before: dict[str, str] = {}
        self._states: dict[str, list[Any]] = {}

    def unchanged(self) -> list[str]:
        """What the last build told, if a build now would make the same; else []."""
        last = _kept(self.file, "in", "out", "told", "states")
        self._states = last.get("states", {})
        self.before = self._inputs()
        if not last or last["out"] != _stats(self.options.output) or last["in"] != _sum(self.before):
            return []
        return list(last["told"])

    def keys(self) -> Mapping[str, str]:
        """The keys of the site's pages, by path, if the site is as the last build left it."""
        last = _kept(self.keys_file, "code", "out", "keys")
        return last["keys"] if last and last["code"] == code_sum() and last["out"] == _stats(self.options.output) else {}

    def remember(self, told: Sequence[str], written: Iterable[Path], keys: Mapping[str, str]) -> None:
        """Keep what this build was made of, what it told, and the keys of its pages.

        Not if something that it did not write itself changed while it ran: the next build must see it.
        """
        after = self._inputs()
        own = {str(path) for path in written}
        changed = {path for path in {*after, *self.before} if after.get(path) != self.before.get(path)}
        if self.file is None or self.keys_file is None or changed - own:
            return
        out = _stats(self.options.output)
        with contextlib.suppress(OSError):
            self.keys_file.write_text(json.dumps({"code": code_sum(), "out": out, "keys": dict(keys)}), "utf-8")
            self.file.write_text(json.dumps({"in": _sum(after), "out": out, "told": list(told), "states": self._states}), "utf-8")

    def _inputs(self) -> dict[str, str]:
        """The sums of all that goes in: files by path, and what the command line says."""
        options = self.options
        said = (options.base_url, options.strict, options.keep_going, os.path.relpath(options.content), installed())
        folders = (options.content, HOME / "templates", HOME / "static")
        found = [entry for folder in folders for entry in _files(folder)]
        found += (entry for entry in _files(LIBRARY) if entry.name.endswith(SUFFIXES))
        self._states = {entry.path: self._state(entry) for entry in found}
        return {"": sha256(repr((sys.version, versions(), said))), **{path: state[-1] for path, state in self._states.items()}}

    def _state(self, entry: os.DirEntry[str]) -> list[Any]:
        """The size and the times of a file, when that was looked up, and the sum of what is in it.

        It is read only if a write could have passed unseen since: where its times are others, or so new when they
        were looked up that another write may have left it with the same.
        """
        try:
            if not entry.is_file(follow_symlinks=False):
                return [""]
            now, state = time.time_ns(), entry.stat()
            told = [state.st_size, *_times(state)]
            before = self._states.get(entry.path)
            if before and before[:3] == told and before[3] - max(told[1:]) > _tick(*told[1:]):
                return before
            with open(entry.path, "rb") as file:
                # A file too large to be read each time, as web archives are, is told by its time alone.
                return [*told, now, sha256_of(file) if state.st_size <= LARGE else str(told)]
        except OSError:
            return ["unreadable"]


def place(*paths: Path) -> str:
    """A name for folders as seen from the program: the same in a copy of them all."""
    return sha256("\0".join(os.path.relpath(path, HOME) for path in paths))[:16]


def _sum(inputs: Mapping[str, str]) -> str:
    return sha256("\0".join(f"{path}\0{inputs[path]}" for path in sorted(inputs)))


def _kept(file: Path | None, *names: str) -> dict[str, Any]:
    """What a file of the memo holds; {} where it doesn't hold these."""
    try:
        kept = json.loads(file.read_bytes()) if file else {}
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) and kept.keys() >= {*names} else {}


def _times(state: os.stat_result) -> tuple[int, int]:
    return state.st_mtime_ns, state.st_ctime_ns


def _tick(*times: int) -> int:
    """How long after a write another may leave the same time, in nanoseconds; some file systems count in whole seconds, by twos."""
    return FINE if any(one % 1_000_000_000 for one in times) else COARSE


def _stats(folder: Path) -> str:
    """A sum of the published files' names, sizes and times."""
    states = ((entry.path, entry.stat(follow_symlinks=False)) for entry in _files(folder))
    return sha256("\n".join(sorted([f"{path}\0{state.st_size}\0{state.st_mtime_ns}" for path, state in states])))


def _files(folder: str | Path) -> Iterator[os.DirEntry[str]]:
    """The files below a folder; what can't be listed has none."""
    folders = [folder]
    while folders:
        with contextlib.suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    yield entry
