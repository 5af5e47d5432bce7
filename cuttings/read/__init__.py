"""Read: files as they were received become Originals.

Each kind of file has a module of its own: `text`, `mail`, `docx`, `pdf`, `archives`.  The first of them
need nothing but Python; where the library of another is missing, its files say how to get it.
A file of text, a mail or a document is one original; a web archive holds as many as it has pages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from cuttings.read import archives, docx, mail, pdf, text
from cuttings.read.encoding import decode
from cuttings.read.folder import ARCHIVES, DOCUMENTS, KINDS, MANIFEST, NOT_ARTICLES, PAGES, TEXTS, Source, kind_of, plain_name, sources
from cuttings.read.reading import LARGEST, LARGEST_ARCHIVE, LARGEST_FILE, LeftOut, Reading, Unreadable, check_size
from cuttings.read.text import MEDIA_TYPES, original

__all__ = [
    "ARCHIVES",
    "DOCUMENTS",
    "KINDS",
    "LARGEST",
    "MANIFEST",
    "MEDIA_TYPES",
    "NOT_ARTICLES",
    "TEXTS",
    "LeftOut",
    "Reading",
    "Source",
    "Unreadable",
    "check_size",
    "decode",
    "is_archive",
    "is_slow",
    "kind_of",
    "largest",
    "original",
    "originals",
    "plain_name",
    "sources",
]

Reader = Callable[[str, BinaryIO], Iterator[Reading | LeftOut]]
READERS: dict[str, Reader] = {
    **dict.fromkeys(TEXTS, text.read),
    ".eml": mail.newsletter,
    ".mhtml": mail.saved_page,
    ".mht": mail.saved_page,
    ".docx": docx.read,
    ".pdf": pdf.read,
    ".warc": archives.warc,
    ".warc.gz": archives.warc,
    ".wacz": archives.wacz,
}


def originals(path: str, file: BinaryIO) -> Iterator[Reading | LeftOut]:
    """The originals that a file holds, and the pages of an archive that are none.

    `path` is the file's, relative to originals/.  Raises Unreadable, for an archive perhaps after its first pages.
    """
    try:
        yield from READERS[kind_of(path)](path, file)
    except (Unreadable, OSError):
        raise
    except Exception as error:
        # What a library raises on hostile bytes cannot be foreseen.
        raise Unreadable(f"it is damaged, or not what its name says ({type(error).__name__}); save it again") from error


def is_archive(path: str) -> bool:
    """Whether a file holds originals that are not files of their own."""
    return kind_of(path) in ARCHIVES


def is_slow(path: str) -> bool:
    """Whether reading a file takes so long that what was read is worth keeping."""
    return kind_of(path) in DOCUMENTS


def largest(path: str) -> int:
    """How many bytes a file of this kind may have."""
    kind = kind_of(path)
    return LARGEST_ARCHIVE if kind in ARCHIVES else LARGEST if kind in TEXTS and kind not in PAGES else LARGEST_FILE
