"""Add: copy articles into content/originals/, never over another."""

from __future__ import annotations

import contextlib
import os
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath

from cuttings.content import put
from cuttings.fixity import read_manifest, sha256, write_manifest
from cuttings.read import LARGEST, MANIFEST, MEDIA_TYPES, plain_name
from cuttings.report import Report

FAULT = 1
KNOWN = {*MEDIA_TYPES, ".csv"}


def add(paths: Sequence[Path], originals: Path, report: Report) -> int:
    """Copy files, folders and .zip archives; the exit status."""
    faults = added = present = 0
    there = {sha256(file.read_bytes()) for file in originals.rglob("*") if file.is_file()} if originals.is_dir() else set()
    for path in paths:
        found = False
        try:
            for name, content in _articles(path, report):
                found = True
                if sha256(content) in there:
                    present += 1
                    report.note(f"{path}: {name} is there already")
                    continue
                there.add(sha256(content))
                report.note(f"added {os.path.relpath(_put(originals, name, content))}")
                added += 1
        except (OSError, zipfile.BadZipFile, RuntimeError) as error:
            report.say(f"error: {path}: it cannot be read ({getattr(error, 'strerror', None) or error}); nothing more was added from it")
            faults += 1
            continue
        if not found:
            report.say(f"error: {path}: no articles in it ({', '.join(MEDIA_TYPES)})")
            faults += 1
    if originals.is_dir():
        _record(originals)
    report.note(f"{added} added, {present} there already; now run: python build.py")
    return FAULT if faults else 0


def _record(originals: Path) -> None:
    """Add to the manifest what is in originals/ and not in it; a sum that stands there stays."""
    manifest = originals / MANIFEST
    known = read_manifest(manifest.read_text("utf-8", "surrogateescape")) if manifest.is_file() else {}
    for file in sorted(originals.rglob("*")):
        name = plain_name(file.relative_to(originals).as_posix())
        if file.is_file() and not file.is_symlink() and _wanted(name) and file.suffix.lower() in MEDIA_TYPES:
            known.setdefault(name, sha256(file.read_bytes()))
    put(manifest, write_manifest(known).encode("utf-8", "surrogateescape"))


def _articles(path: Path, report: Report) -> Iterator[tuple[str, bytes]]:
    """The articles that a path holds: (name with sub-folders, content)."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file() and not file.is_symlink() and _wanted(file.relative_to(path).as_posix()):
                yield file.relative_to(path).as_posix(), file.read_bytes()
    elif path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if not member.is_dir() and _wanted(member.filename):
                    if member.file_size > LARGEST:
                        report.say(f"warning: {path}: {member.filename} is larger than {LARGEST // 1_000_000} MB, left out")
                        continue
                    yield member.filename, archive.read(member)
    elif _wanted(path.name):
        yield path.name, path.read_bytes()


def _wanted(name: str) -> bool:
    """Whether a name is an article's, and leads nowhere but down."""
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith((".", "_")) for part in path.parts)
    if path.name == MANIFEST:
        return False
    return path.suffix.lower() in KNOWN and not hidden and not path.is_absolute() and ":" not in path.parts[0]


def _put(originals: Path, name: str, content: bytes) -> Path:
    """Write a file under its name, or where that is taken under the name with a number; whole or not at all."""
    wanted = originals / name.replace("\\", "/")
    file, number = wanted, 1
    wanted.parent.mkdir(parents=True, exist_ok=True)
    while True:
        try:
            # "x" refuses a file that is there, also one that appeared a moment ago.
            with open(file, "xb") as new:
                new.write(content)
            return file
        except FileExistsError:
            number += 1
            file = wanted.with_name(f"{wanted.stem}-{number}{wanted.suffix}")
        except OSError:
            with contextlib.suppress(OSError):
                file.unlink()
            raise
