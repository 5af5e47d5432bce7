"""Reading: what is made of one file, why a file cannot be read, and how much is read at most."""

from __future__ import annotations

import importlib.util
import os
import sys
from dataclasses import dataclass
from typing import BinaryIO

from cuttings.describe.facts import Fact
from cuttings.model import Original

LARGEST = 20_000_000  # bytes of one article
LARGEST_FILE = 200_000_000  # bytes of a file that holds one article with its pictures
LARGEST_ARCHIVE = 8_000_000_000  # bytes of a web archive, which is never in memory as a whole


class Unreadable(ValueError):
    """Why a file cannot be an article, for people."""


@dataclass(frozen=True, slots=True)
class Reading:
    """An original, and what its file knows of it beside the text.

    `facts` are stated by the file that holds it (the address of an archived page): they win over what
    is read in the text.  `hints` (who saved a document, and when) stand where the text says nothing.
    `remark` tells what had to be guessed or mended, "" for nothing.
    """

    original: Original
    facts: tuple[Fact, ...] = ()
    hints: tuple[Fact, ...] = ()
    remark: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A page of a web archive that is not an article, and why."""

    path: str
    why: str


def too_large(largest: int) -> Unreadable:
    """What to say of a file that has more bytes than that."""
    size = f"{largest // 1_000_000_000} GB" if largest >= 1_000_000_000 else f"{largest // 1_000_000} MB"
    return Unreadable(f"larger than {size}; split it into articles")


def check_size(file: BinaryIO, largest: int) -> int:
    """The size of a file, of which nothing is read; raises Unreadable where it has too many bytes."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size > largest:
        raise too_large(largest)
    return size


def whole(file: BinaryIO, largest: int = LARGEST_FILE) -> bytes:
    """All bytes of a file; raises Unreadable where they are too many."""
    content = file.read(largest + 1)
    if len(content) > largest:
        raise too_large(largest)
    return content


def require(library: str, kind: str) -> None:
    """Raise Unreadable, with the command that helps, where an optional library is missing."""
    if importlib.util.find_spec(library) is None:
        raise Unreadable(f"{kind} is read with {library}, which is not installed; {_python()} -m pip install {library}")


def _python() -> str:
    """The Python that runs, as one would type it here."""
    near = os.path.relpath(sys.executable) if sys.executable.startswith(os.getcwd() + os.sep) else sys.executable
    return f'"{near}"' if " " in near else near
