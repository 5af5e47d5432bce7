"""The folder of originals: which of its files are read."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cuttings.model import Problem, Severity

MANIFEST = "manifest-sha256.txt"
NOT_ARTICLES = ("metadata.csv", MANIFEST)
PAGES = (".html", ".htm")
TEXTS = (".txt", *PAGES, ".md")
MAILS = (".eml", ".mhtml", ".mht")
DOCUMENTS = (".docx", ".pdf")
ARCHIVES = (".warc", ".warc.gz", ".wacz")
KINDS = (*TEXTS, *MAILS, *DOCUMENTS, *ARCHIVES)


@dataclass(frozen=True, slots=True)
class Source:
    """A file that may be an original or hold some: `path` is relative to originals/."""

    path: str
    file: Path


def kind_of(name: str) -> str:
    """The ending that tells how a file is read, "" for none that is.

    >>> kind_of("a/B.HTML"), kind_of("crawl.warc.gz"), kind_of("photo.jpg")
    ('.html', '.warc.gz', '')
    """
    return next((kind for kind in KINDS if name.lower().endswith(kind)), "")


def sources(folder: Path, problems: list[Problem], shown: str) -> tuple[Source, ...]:
    """The files below originals/ that are articles, by path; what is passed over is told.

    Links, pipes and devices are never opened, and nothing outside the folder is.
    """
    found = []
    for raw, entry in _walk(folder, problems, shown):
        path = plain_name(raw)
        name = Path(path).name
        if name in NOT_ARTICLES:
            continue
        where = f"{shown}/{path}"
        if entry.is_symlink():
            problems.append(_problem("warning", where, "a link, left out; copy the file itself into the folder"))
        elif not stat.S_ISREG(entry.stat(follow_symlinks=False).st_mode):
            problems.append(_problem("warning", where, "no regular file, left out"))
        elif not kind_of(name):
            problems.append(_problem("warning", where, f"left out: not one of {', '.join(KINDS)}; save it as text or HTML"))
        else:
            found.append(Source(path, Path(entry.path)))
    return tuple(sorted(found, key=lambda source: source.path))


def plain_name(path: str) -> str:
    """A path whose bytes are not UTF-8, as text that can be written anywhere.

    >>> plain_name("caf\\udce9.txt")
    'caf%E9.txt'
    """
    return re.sub("[\udc80-\udcff]", lambda byte: f"%{ord(byte[0]) - 0xDC00:02X}", path)


def _walk(folder: Path, problems: list[Problem], shown: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    """The entries below a folder but for hidden ones, with their path relative to it."""
    stack = [("", folder)]
    while stack:
        prefix, current = stack.pop()
        try:
            entries = sorted(os.scandir(current), key=lambda entry: entry.name)
        except OSError as error:
            where = f"{shown}/{prefix}".rstrip("/")
            problems.append(_problem("error", where, f"the folder cannot be read ({error.strerror}); mend its permissions"))
            continue
        for entry in entries:
            path = f"{prefix}{entry.name}"
            if entry.name.startswith((".", "_")):
                continue
            if entry.is_dir(follow_symlinks=False):
                stack.append((f"{path}/", Path(entry.path)))
            else:
                yield path, entry


def _problem(severity: Severity, where: str, message: str) -> Problem:
    return Problem(severity, where, message)
