"""Add: copy articles into content/originals/, never over another."""

from __future__ import annotations

import contextlib
import os
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from io import BufferedIOBase
from pathlib import Path, PurePosixPath
from typing import cast

from cuttings.content import put
from cuttings.fixity import Sha256, read_manifest, sha256_of, write_manifest
from cuttings.read import KINDS, MANIFEST, kind_of, largest, plain_name
from cuttings.report import Report

FAULT = 1


def add(paths: Sequence[Path], originals: Path, report: Report) -> int:
    """Copy files, folders and .zip archives; the exit status."""
    faults = added = present = 0
    there = {_sum(file) for file in originals.rglob("*") if file.is_file()} if originals.is_dir() else set()
    for path in paths:
        found = False
        try:
            for name, content in _articles(path, report):
                found = True
                checksum = sha256_of(content)
                if checksum in there:
                    present += 1
                    report.note(f"{path}: {name} is there already")
                    continue
                there.add(checksum)
                content.seek(0)
                report.note(f"added {os.path.relpath(_put(originals, name, content))}")
                added += 1
        except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as error:
            report.say(f"error: {path}: it cannot be read ({getattr(error, 'strerror', None) or error}); nothing more was added from it")
            faults += 1
            continue
        if not found:
            why = f"no articles in it ({', '.join(KINDS)})" if path.exists() else "there is no such file or folder"
            report.say(f"error: {path}: {why}")
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
        if file.is_file() and not file.is_symlink() and _wanted(name) and kind_of(name):
            known.setdefault(name, _sum(file))
    put(manifest, write_manifest(known).encode("utf-8", "surrogateescape"))


def _sum(file: Path) -> Sha256:
    with open(file, "rb") as content:
        return sha256_of(content)


def _articles(path: Path, report: Report) -> Iterator[tuple[str, BufferedIOBase]]:
    """The articles that a path holds: (name with sub-folders, content, open as long as it is asked for)."""
    if path.is_dir():
        for file in sorted(path.rglob("*")):
            if file.is_file() and not file.is_symlink() and _wanted(file.relative_to(path).as_posix()):
                with open(file, "rb") as content:
                    yield file.relative_to(path).as_posix(), content
    elif path.suffix.lower() == ".zip":
        with zipfile.ZipFile(path) as archive:
            for member in archive.infolist():
                if not member.is_dir() and _wanted(member.filename):
                    most = largest(member.filename)
                    if member.file_size > most:
                        report.say(f"warning: {path}: {member.filename} is larger than {most // 1_000_000} MB, left out")
                        continue
                    with archive.open(member) as packed:
                        yield member.filename, cast("BufferedIOBase", packed)
    elif _wanted(path.name):
        with open(path, "rb") as content:
            yield path.name, content


def _wanted(name: str) -> bool:
    """Whether a name is an article's, and leads nowhere but down."""
    path = PurePosixPath(name.replace("\\", "/"))
    hidden = any(part.startswith((".", "_")) for part in path.parts)
    if path.name == MANIFEST:
        return False
    return (
        (path.suffix.lower() == ".csv" or kind_of(path.name) != "") and not hidden and not path.is_absolute() and ":" not in path.parts[0]
    )


def _put(originals: Path, name: str, content: BufferedIOBase) -> Path:
    """Write a file under its name, or where that is taken under the name with a number; whole or not at all."""
    wanted = originals / name.replace("\\", "/")
    file, number, ending = wanted, 1, kind_of(name) or wanted.suffix
    wanted.parent.mkdir(parents=True, exist_ok=True)
    while True:
        try:
            # "x" refuses a file that is there, also one that appeared a moment ago.
            with open(file, "xb") as new:
                shutil.copyfileobj(content, new)
            return file
        except FileExistsError:
            number += 1
            file = wanted.with_name(f"{wanted.name[: -len(ending)]}-{number}{ending}")
        except BaseException:
            with contextlib.suppress(OSError):
                file.unlink()
            raise
