"""Read: files as they were received become Originals.

Encodings, in the order in which they are believed: a byte-order mark; UTF-8, where every byte fits;
the page's own declaration; charset-normalizer's judgement.  What had to be guessed is told.
"""

from __future__ import annotations

import codecs
import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cuttings.fixity import sha256
from cuttings.model import Original, Problem, Severity

MEDIA_TYPES = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".md": "text/markdown"}
MANIFEST = "manifest-sha256.txt"
NOT_ARTICLES = ("metadata.csv", MANIFEST)
LARGEST = 20_000_000  # bytes
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SIGNATURES = re.compile(rb"\x89PNG|\x1f\x8b|%PDF|\x7fELF|PK\x03\x04|\xff\xd8\xff|GIF8|RIFF|\x00\x00\x00.ftyp|BZh|7z\xbc\xaf")
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
# As browsers read these names (WHATWG Encoding Standard, §4.2).
LABELS = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252"} | {
    "iso-8859-9": "cp1254", "shift_jis": "cp932", "gb2312": "gb18030", "gbk": "gb18030", "ks_c_5601-1987": "cp949",
}  # fmt: skip
COMMON = ["cp1252", "cp1251", "koi8_r", "cp1250", "iso8859_15", "cp1253", "cp1254", "cp932", "gb18030", "big5", "cp949"]
# Signs that no text has: C0 and C1 but for tab and line ends, non-characters, lone surrogates, and
# those that turn the direction of writing or hide text (Unicode TR 36, "Trojan Source").
UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)


class Unreadable(ValueError):
    """Why a file cannot be an article, for people."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that may be an original: `path` relative to originals/, its bytes' sum and size."""

    path: str
    file: Path


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
        elif Path(name).suffix.lower() not in MEDIA_TYPES:
            kinds = ", ".join(MEDIA_TYPES)
            problems.append(_problem("warning", where, f"left out: not one of {kinds}; save it as text or HTML"))
        else:
            found.append(Source(path, Path(entry.path)))
    return tuple(sorted(found, key=lambda source: source.path))


def plain_name(path: str) -> str:
    """A path whose bytes are not UTF-8, as text that can be written anywhere.

    >>> plain_name("caf\\udce9.txt")
    'caf%E9.txt'
    """
    return re.sub("[\udc80-\udcff]", lambda byte: f"%{ord(byte[0]) - 0xDC00:02X}", path)


def original(path: str, content: bytes) -> tuple[Original, str]:
    """An Original of a file's bytes, and what had to be guessed or mended ("" for nothing).

    Raises Unreadable.
    """
    if not content.strip():
        raise Unreadable("the file is empty; put the article's text into it or take it away")
    if len(content) > LARGEST:
        raise Unreadable(f"larger than {LARGEST // 1_000_000} MB; split it into articles")
    if SIGNATURES.match(content):
        raise Unreadable("this is no text but a binary file; save the article as text or HTML")
    media_type = MEDIA_TYPES[Path(path).suffix.lower()]
    text, encoding, remark = decode(content, media_type)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    cleaned = UNWANTED.sub("", text)
    if len(cleaned) < len(text):
        told = f"{len(text) - len(cleaned)} control or direction characters taken out"
        remark = f"{remark}; {told}" if remark else told
    if not any(map(str.isalnum, cleaned)):
        raise Unreadable("there are no words in it; put the article's text into it or take it away")
    return Original(path, sha256(content), media_type, encoding, cleaned), remark


def decode(content: bytes, media_type: str = "text/plain") -> tuple[str, str, str]:
    """A file's text, its encoding, and what of that was guessed; raises Unreadable."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding), encoding.removesuffix("-sig"), ""
            except UnicodeDecodeError as error:
                raise Unreadable(f"its first bytes say {encoding}, but byte {error.start} is not; save it as UTF-8") from None
    even, odd = content[0::2].count(0), content[1::2].count(0)
    # Letters of most scripts share their first byte; of spaces and line ends it is zero.
    if even + odd > max(8, len(content) // 50) and min(even, odd) * 20 <= max(even, odd):
        return _wide(content, "utf-16-le" if odd > even else "utf-16-be")
    try:
        text = content.decode("utf-8")
        if text.count("\0") > max(8, len(text) // 100):
            raise Unreadable("this is no text but a binary file; save the article as text or HTML")
        return text, "utf-8", ""
    except UnicodeDecodeError as error:
        return _guessed(content, error.start, media_type)


def _wide(content: bytes, encoding: str) -> tuple[str, str, str]:
    """UTF-16 without a mark."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if sum(c.isprintable() or c.isspace() for c in text) < 0.97 * len(text) or "\0" in text:
        raise Unreadable("this is no text but a binary file; save the article as text or HTML")
    return text, encoding, f"read as {encoding}, which it does not say; save it as UTF-8 if letters are wrong"


def _guessed(content: bytes, first: int, media_type: str) -> tuple[str, str, str]:
    if sum(byte < 32 and byte not in (9, 10, 12, 13) for byte in content[:4096]) > len(content[:4096]) // 50:
        raise Unreadable("this is no text but a binary file; save the article as text or HTML")
    declared = DECLARED.search(content[:4096]) if media_type == "text/html" else None
    if declared:
        label = declared[1].decode("ascii", "replace").lower()
        try:
            return content.decode(LABELS.get(label, label)), LABELS.get(label, label), ""
        except (LookupError, UnicodeDecodeError):
            pass
    from charset_normalizer import from_bytes

    best = from_bytes(content[:200_000], cp_isolation=COMMON, preemptive_behaviour=False).best()
    encoding = best.encoding if best else "cp1252"
    text = content.decode(encoding, "replace")
    # Of code pages in which the text reads alike, the one that most files have is named.
    if "\ufffd" in text or text == content.decode("cp1252", "replace"):
        encoding, text = "cp1252", content.decode("cp1252", "replace")
    told = f"byte {first} is not UTF-8; read as {encoding}: nothing to do, unless letters are wrong"
    return text, encoding, told


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
