"""Text: files of text and saved pages become Originals."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import BinaryIO

from cuttings.fixity import Sha256, sha256
from cuttings.model import Original
from cuttings.read.encoding import BINARY, decode
from cuttings.read.folder import PAGES, kind_of
from cuttings.read.mojibake import mended, uncommon
from cuttings.read.reading import LARGEST, LARGEST_FILE, Reading, Unreadable, too_large, whole

MEDIA_TYPES = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".md": "text/markdown"}
SIGNATURES = re.compile(rb"\x89PNG|\x1f\x8b|%PDF|\x7fELF|PK\x03\x04|\xff\xd8\xff|GIF8|RIFF|\x00\x00\x00.ftyp|BZh|7z\xbc\xaf")
# Signs that no text has: C0 and C1 but for tab and line ends, non-characters, lone surrogates, and
# those that turn the direction of writing or hide text (Unicode TR 36, "Trojan Source").
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
# Pictures that a saved page holds itself: nothing of them is read, and they may be most of it.
PICTURE = re.compile(rb"data:[^,\"'\s<>]{0,100},[A-Za-z0-9+/=%]{1000,}")
LONGEST_LINE = 200_000  # characters, beyond which a line of plain text is not one that somebody wrote
ENDLESS_LINE = 5_000_000  # characters, beyond which it is no article, however it is cleaned
LETTER = re.compile(r"[^\W_]")


def read(path: str, file: BinaryIO) -> Iterator[Reading]:
    """A file of text, or a saved page."""
    one, remark = original(path, whole(file, LARGEST_FILE if kind_of(path) in PAGES else LARGEST))
    yield Reading(one, remark=remark)


def original(path: str, content: bytes, media_type: str = "", declared: str = "") -> tuple[Original, str]:
    """An Original of a text's bytes, and what had to be guessed or mended ("" for nothing).

    Its kind is told by the path, where `media_type` does not tell it; `declared` is the encoding that
    came with the bytes.  Raises Unreadable.
    """
    if not content.strip():
        raise Unreadable("the file is empty; put the article's text into it or take it away")
    if SIGNATURES.match(content):
        raise Unreadable(BINARY)
    media_type = media_type or MEDIA_TYPES[kind_of(path)]
    is_page = media_type == MEDIA_TYPES[".html"]
    read = PICTURE.sub(b"data:,", content) if is_page else content
    if len(read) > LARGEST:
        raise too_large(LARGEST)
    text, encoding, remark = decode(read, media_type, declared)
    if not is_page and (longest := max(map(len, text.splitlines()), default=0)) > LONGEST_LINE:
        if longest > ENDLESS_LINE:
            raise Unreadable(f"a line of {longest:,} characters is no article; break it into lines, or split the file up")
        remark = "; ".join(filter(None, (remark, f"a line of {longest:,} characters; is that one article?")))
    return of_text(path, sha256(content), media_type, encoding, text, remark)


def of_text(path: str, checksum: Sha256, media_type: str, encoding: str, text: str, remark: str = "") -> tuple[Original, str]:
    """An Original of a text that is decoded: garbled letters mended, signs that no text has taken out."""
    text, mending = mended(text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)
    text = text if text.isascii() else unicodedata.normalize("NFC", text)
    cleaned = UNWANTED.sub("", text) if UNWANTED.search(uncommon(text)) else text
    lost = len(text) - len(cleaned)
    if not LETTER.search(cleaned):
        raise Unreadable("there are no words in it; put the article's text into it or take it away")
    told = (remark, mending, f"{lost} control or direction characters taken out" if lost else "")
    return Original(path, checksum, media_type, encoding, cleaned), "; ".join(filter(None, told))
