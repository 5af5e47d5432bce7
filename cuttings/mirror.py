"""Mirror: a folder of this machine that stands for one at an address (`s3://bucket/archive`, whatever fsspec knows).

Before a command its files are fetched, afterwards what the command wrote is sent back; of both only what
changed, as the store's listing and a record beside the folder tell.  Deleting mirrors costs fetching again.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from cuttings.addresses import is_inside
from cuttings.builder import FAULT, alone, cache_folder
from cuttings.content import MANIFEST
from cuttings.fixity import sha256
from cuttings.report import Report

INSTALL = "an address needs fsspec, which is not installed; python -m pip install '.[remote]'"
SUMS = ("ETag", "etag", "md5Hash", "md5", "content_md5", "checksum")  # what stores call a sum of a file, or its version
TIMES = ("mtime", "LastModified", "last_modified", "updated", "modified", "created")
TOGETHER = 500  # files on their way at once; what is there is remembered after each such lot
ORIGINALS = "originals/"


class MirrorError(RuntimeError):
    """Why a folder at an address cannot be used, for people."""


@dataclass(frozen=True, slots=True)
class Known:
    """A file that was the same here and there: what told its version there, its size and time here."""

    version: str
    size: int
    time: int


@dataclass(frozen=True, slots=True)
class Store:
    """A folder at an address: a file system of fsspec and a path in it."""

    address: str
    files: Any
    root: str

    def versions(self) -> dict[str, str]:
        """All files below the folder: path → what tells their version, "" where nothing does."""
        with self._told("be read"):
            self.files.invalidate_cache()
            found = self.files.find(self.root, detail=True)
        start = len(self.root.rstrip("/")) + 1
        files = {path[start:]: about for path, about in found.items() if about.get("type", "file") == "file"}
        # What ends in “/” stands for a folder in stores that have none.
        return {path: _version(about) for path, about in files.items() if path and not path.endswith("/")}

    def fetch(self, paths: Sequence[str], folder: Path) -> None:
        with self._told("be read"):
            self.files.get([self._at(path) for path in paths], [str(folder / path) for path in paths])

    def send(self, paths: Sequence[str], folder: Path) -> None:
        with self._told("be written to"):
            self.files.put([str(folder / path) for path in paths], [self._at(path) for path in paths])

    def remove(self, paths: Sequence[str]) -> None:
        with self._told("be written to"):
            self.files.rm([self._at(path) for path in paths])

    def _at(self, path: str) -> str:
        return f"{self.root.rstrip('/')}/{path}"

    @contextlib.contextmanager
    def _told(self, what: str) -> Iterator[None]:
        """What a store's library raises cannot be foreseen; it becomes a sentence."""
        try:
            yield
        except Exception as error:
            raise MirrorError(f"{self.address}: it cannot {what} ({_reason(error)}); try again, what is done stays done") from error


def store(address: str) -> Store:
    """The folder at an address; raises MirrorError."""
    try:
        from fsspec.core import url_to_fs
    except ImportError:
        raise MirrorError(INSTALL) from None
    options = {"auto_mkdir": True} if address.startswith(("file://", "local://")) else {}
    try:
        files, root = url_to_fs(address, **options)
    except ImportError as error:  # it names the package
        raise MirrorError(f"{address}: {_reason(error)}, by python -m pip install …") from None
    except Exception as error:
        raise MirrorError(f"{address}: this is no address that can be used ({_reason(error)})") from error
    return Store(address, files, root)


class Mirror:
    """The folder here and the one there, and what was known to be the same in both."""

    def __init__(self, there: Store, folder: Path) -> None:
        self.there = there
        self.folder = folder
        self.known = _known(folder)

    def fetch(self, report: Report) -> None:
        """Have the files as they are there; one that waits to be sent and has not changed there stays."""
        versions = self.there.versions()
        fit = {path: version for path, version in versions.items() if is_inside(path)}
        for path in sorted(versions.keys() - fit.keys()):
            report.note(f"warning: {self.there.address}/{path}: left out; no file can have this name here")
        for path in self.known.keys() - fit.keys():
            (self.folder / path).unlink(missing_ok=True)
            del self.known[path]
        here = _stats(self.folder)
        wanted = sorted(path for path, version in fit.items() if not version or path not in here or self._version_of(path) != version)
        report.stage("fetching", len(wanted))
        with self._remembered():
            for some in _lots(wanted):
                for path in some:
                    self.known.pop(path, None)
                    (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
                self.there.fetch(some, self.folder)
                self.known |= {path: Known(fit[path], *_stat(self.folder / path)) for path in some}

    def send(self, report: Report, kept: Callable[[str], bool] = lambda _path: False) -> None:
        """Have there what was written here, what is gone here gone there; `kept` files are never changed, nor removed.

        The pages come after what they show, the first page last, and then what is gone goes.  A file that somebody
        changed there meanwhile stays as it is, and is told.
        """
        here = _stats(self.folder)
        changed = [path for path, stat in here.items() if path not in self.known or (not kept(path) and self._stat_of(path) != stat)]
        gone = sorted(path for path in self.known if path not in here and not kept(path))
        if not changed and not gone:
            return
        there = self.there.versions()
        moved = {path for path in (*changed, *gone) if there.get(path) not in (None, self._version_of(path))}
        for path in sorted(moved):
            report.note(f"warning: {self.there.address}/{path}: changed there while the build ran, so it stays as it is; build again")
        changed, gone = [path for path in changed if path not in moved], [path for path in gone if path not in moved]
        report.stage("sending", len(changed))
        with self._remembered():
            for _, lot in groupby(sorted(changed, key=_turn), key=lambda path: _turn(path)[:2]):
                for some in _lots(list(lot)):
                    self.there.send(some, self.folder)
            for some in _lots([path for path in gone if path in there]):
                self.there.remove(some)
            versions = self.there.versions()
            for path in changed:
                self.known[path] = Known(versions.get(path, ""), *here[path])
            for path in gone:
                del self.known[path]
        report.detail(f"{self.there.address}: {len(changed)} files written, {len(gone)} taken away")

    def _version_of(self, path: str) -> str | None:
        return self.known[path].version if path in self.known else None

    def _stat_of(self, path: str) -> tuple[int, int]:
        return self.known[path].size, self.known[path].time

    @contextlib.contextmanager
    def _remembered(self) -> Iterator[None]:
        """Write down what is known then, also where something goes wrong."""
        try:
            yield
        finally:
            record = _record(self.folder)
            record.parent.mkdir(parents=True, exist_ok=True)
            record.write_text(json.dumps({path: astuple(one) for path, one in sorted(self.known.items())}), "utf-8")


def mirrored(run: Callable[[argparse.Namespace, Report], int], said: argparse.Namespace, report: Report) -> int:
    """Run a command with folders of this machine in place of addresses; the exit status."""
    home = cache_folder()
    if home is None:
        report.say("error: an address needs a folder for its files here, and none can be written")
        return FAULT
    try:
        with contextlib.ExitStack() as held:
            mirrors = {name: _mirror(name, address, home, held) for name, address in _addresses(said).items()}
            report.called = {name: mirror.there.address for mirror in mirrors.values() for name in _names(mirror.folder)}
            for mirror in mirrors.values():
                mirror.fetch(report)
            folders = {name: mirror.folder for name, mirror in mirrors.items()}
            status = run(argparse.Namespace(**{**vars(said), **folders}), report)
            for name, mirror in mirrors.items():  # the content first: what it says of addresses is of the site that comes
                mirror.send(report, is_original if name == "content" else lambda _path: False)
            return status
    except MirrorError as error:
        report.say(f"error: {error}")
    except OSError as error:
        report.say(f"error: {error.filename or home}: {error.strerror}; what is done stays done")
    return FAULT


def is_original(path: str) -> bool:
    """Whether a file of a content folder is one that was received: it never changes."""
    return path.startswith(ORIGINALS) and path != MANIFEST


def _addresses(said: argparse.Namespace) -> dict[str, str]:
    return {name: getattr(said, name) for name in ("content", "output") if isinstance(getattr(said, name), str)}


def _mirror(name: str, address: str, home: Path, held: contextlib.ExitStack) -> Mirror:
    folder = home / "mirrors" / sha256(address.rstrip("/"))[:16] / name
    there = store(address)
    if not held.enter_context(alone(home, _record(folder))):
        raise MirrorError(f"{address}: another command is at work on it; try again when it has ended")
    return Mirror(there, folder)


def _names(folder: Path) -> tuple[str, str]:
    """How messages name a folder, the longer first."""
    return str(folder), os.path.relpath(folder).replace(os.sep, "/")


def _version(about: Mapping[str, Any]) -> str:
    """What tells the version of a file: its sum or else its time, as its store calls them, with its size; "" where there is neither."""
    told = next((about[name] for name in (*SUMS, *TIMES) if about.get(name)), None)
    return f"{about.get('size')} {told}" if told else ""


def _turn(path: str) -> tuple[bool, bool, str]:
    """When a file's turn is: what pages show, the pages, the first page."""
    return path == "index.html", path.endswith(".html"), path


def _lots(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(paths), TOGETHER):
        yield paths[start : start + TOGETHER]


def _stats(folder: Path) -> dict[str, tuple[int, int]]:
    """All files of a folder: path → size and time."""
    return {
        Path(root, name).relative_to(folder).as_posix(): _stat(Path(root, name)) for root, _, names in os.walk(folder) for name in names
    }


def _stat(file: Path) -> tuple[int, int]:
    found = file.stat()
    return found.st_size, found.st_mtime_ns


def _record(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.json")


def _known(folder: Path) -> dict[str, Known]:
    """What the record says; where there is none, what lies in the folder goes: nobody could tell what it was."""
    try:
        return {path: Known(*one) for path, one in json.loads(_record(folder).read_bytes()).items()}
    except (OSError, ValueError, TypeError):
        shutil.rmtree(folder, ignore_errors=True)
        return {}


def _reason(error: BaseException) -> str:
    """The first line of what a library says."""
    return next(iter(str(error).splitlines()), "") or type(error).__name__
