"""Web archives (WARC, WACZ): every page in them is an original.

A page is named by the file, the second in which it was taken, and its address, as web archives have
always named theirs: `crawl.warc.gz#20080614093000/https://example.org/a`.  So its name does not
depend on what else the archive holds.

The archive is read as a stream and never unpacked, and what it may unpack to is bounded.
"""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, BinaryIO
from urllib.parse import quote, urlsplit

from cuttings.addresses import is_web_address
from cuttings.dates import is_iso
from cuttings.describe.facts import Fact
from cuttings.fixity import sha256
from cuttings.read.reading import LARGEST, LARGEST_ARCHIVE, LeftOut, Reading, Unreadable, check_size, require
from cuttings.read.text import original

PAGES = ("text/html", "application/xhtml+xml")
PACKED = {"": "", "identity": "", "gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate", "br": "br"}
MOST_UNPACKED = 20_000_000_000  # bytes
MOST_TIMES = 50  # how many times its size an archive may unpack to, beyond 200 MB: no text is packed that well
LONGEST_HEAD = 1_000_000  # bytes: the library takes the square of their number
MOST_RECORDS = 2_000_000
MOST_TEXT = 1_000_000_000  # bytes of pages: they are in memory together
BLOCK = 1_000_000
LONGEST = 400  # letters of an address in a name
BROKEN = (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile)
WHERE = "the web archive"


def warc(path: str, file: BinaryIO) -> Iterator[Reading | LeftOut]:
    """The pages of a WARC file (ISO 28500), packed or not."""
    require("warcio", "A web archive")
    pages = _pages(path, file)
    yield from pages.of(file)
    pages.refuse_none()


def wacz(path: str, file: BinaryIO) -> Iterator[Reading | LeftOut]:
    """The pages of a WACZ file: a zip that holds WARC files."""
    require("warcio", "A web archive")
    pages = _pages(path, file)
    try:
        with zipfile.ZipFile(file) as packed:
            names = [name for name in sorted(packed.namelist()) if re.search(r"^archive/.+\.warc(\.gz)?$", name)]
            if not names:
                raise Unreadable("there is no web archive in it (archive/*.warc.gz); save it again")
            for name in names:
                with packed.open(name) as member:
                    yield from pages.of(member)
            pages.refuse_none()
    except (*BROKEN, NotImplementedError, RuntimeError, OSError) as error:
        raise Unreadable(f"this zip is damaged ({error}); fetch it again") from None


class Broken(Unreadable):
    """Why an archive cannot be read to its end."""


@dataclass(slots=True)
class _Pages:
    """The pages of one file, each once; counts what was unpacked."""

    path: str
    most: int  # bytes that it may unpack to
    seen: set[tuple[str, str]] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    unpacked: int = 0
    records: int = 0
    found: int = 0
    kept: int = 0

    def of(self, stream: IO[bytes]) -> Iterator[Reading | LeftOut]:
        """The pages of one WARC; raises Broken behind the last that is whole."""
        from warcio.archiveiterator import WARCIterator
        from warcio.exceptions import ArchiveLoadFailed

        class Silent(WARCIterator):  # type: ignore[misc]
            INC_RECORD = ""  # what it would print of a wrong length

        meter = _Metered(self, _plain(stream))
        try:
            for record in Silent(meter):
                meter.head = -1
                self.records += 1
                if self.records > MOST_RECORDS:
                    raise Broken(f"there are more than {MOST_RECORDS:,} records in it; split it")
                found = self._page(record) if _is_page(record) else None
                if found:
                    self.found += 1
                    yield found
                while record.raw_stream.read(BLOCK):
                    pass
                if getattr(record.raw_stream, "limit", 0):
                    raise EOFError
                meter.head = LONGEST_HEAD
        except (*BROKEN, ArchiveLoadFailed):
            raise self.cut_short() from None

    def refuse_none(self) -> None:
        """Raise Broken where not one page was met."""
        if not self.found:
            raise Broken("there is no page in it (no answer 200 of HTML); take it away, or fetch it again")

    def cut_short(self) -> Broken:
        return Broken(f"it is cut short or damaged (pages read: {self.found}); fetch it again")

    def _page(self, record: Any) -> Reading | LeftOut | None:
        """A page as an original; None where it was met before."""
        url, moment = record.rec_headers.get_header("WARC-Target-URI"), record.rec_headers.get_header("WARC-Date") or ""
        name = f"{self.path}#{re.sub(r'[^0-9]', '', moment)[:14]}/{_readable(url)}"
        try:
            content = _content(record)
            checksum = sha256(content)
            if (url, checksum) in self.seen:
                return None
            self.seen.add((url, checksum))
            name = f"{name}#{checksum[:8]}" if name in self.names else name
            self.names.add(name)
            self.kept += len(content)
            if self.kept > MOST_TEXT:
                raise Broken(f"there are more than {MOST_TEXT // 1_000_000} MB of pages in it; split it")
            one, remark = original(name, content, "text/html", _charset(record))
        except Broken:
            raise
        except Unreadable as error:
            return LeftOut(name, str(error).partition(";")[0])
        facts = (Fact("url", url if is_web_address(url) else "", WHERE), Fact("captured", moment if is_iso(moment) else "", WHERE))
        return Reading(one, tuple(fact for fact in facts if fact.value), remark=remark)


@dataclass(slots=True)
class _Metered:
    """A stream that ends the reading where it unpacks to too much."""

    pages: _Pages
    stream: IO[bytes]
    head: int = LONGEST_HEAD  # bytes that are left for the head of a record; -1 within one

    def read(self, size: int = -1) -> bytes:
        try:
            part = self.stream.read(size)
        except BROKEN:
            # The library takes an early end for the end.
            raise self.pages.cut_short() from None
        self.pages.unpacked += len(part)
        if self.pages.unpacked > self.pages.most:
            raise Broken(f"it unpacks to more than {self.pages.most // 1_000_000:,} MB; split it")
        if self.head >= 0:
            self.head -= len(part)
            if self.head < 0:
                raise self.pages.cut_short()
        return part


def _pages(path: str, file: BinaryIO) -> _Pages:
    size = check_size(file, LARGEST_ARCHIVE)
    return _Pages(path, min(MOST_UNPACKED, 200_000_000 + MOST_TIMES * size))


def _plain(stream: IO[bytes]) -> IO[bytes]:
    """A WARC unpacked once; raises Unreadable where that is none."""
    packed = stream.read(2) == b"\x1f\x8b"
    stream.seek(0)
    plain: IO[bytes] = gzip.open(stream) if packed else stream  # type: ignore[assignment]  # noqa: SIM115 (its file is another's to close)
    begins = plain.read(5)
    plain.seek(0)
    if begins != b"WARC/":
        raise Unreadable("this is no web archive, or it holds nothing; fetch it again")
    return plain


def _is_page(record: Any) -> bool:
    """Whether a record is the answer to a request for a page."""
    if record.rec_type != "response" or not record.http_headers or record.http_headers.get_statuscode() != "200":
        return False
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    media_type = (record.http_headers.get_header("Content-Type") or "").partition(";")[0].strip().lower()
    return media_type in PAGES and is_web_address(url) and urlsplit(url).path != "/robots.txt"


def _content(record: Any) -> bytes:
    """The bytes of a page, unpacked; raises Unreadable."""
    said = (record.http_headers.get_header("Content-Encoding") or "").strip().lower()
    if said not in PACKED:
        raise Unreadable(f"packed as “{said}”, which is not known here")
    # The library's own way with brotli no longer fits brotli.
    record.http_headers.replace_header("Content-Encoding", "" if said == "br" else PACKED[said])
    try:
        content = b"".join(_parts(record.content_stream()))
        return _unbrotlied(content) if said == "br" else content
    except zlib.error:
        raise Unreadable("it cannot be unpacked") from None


def _parts(stream: Any) -> Iterator[bytes]:
    """What a stream gives, up to a byte more than an article may have."""
    size = 0
    while size <= LARGEST and (part := stream.read(LARGEST + 1 - size)):
        yield part
        size += len(part)


def _unbrotlied(content: bytes) -> bytes:
    require("brotli", "A page packed with it")
    import brotli

    unpacking, plain = brotli.Decompressor(), b""
    try:
        while len(plain) <= LARGEST and not unpacking.is_finished():
            part = unpacking.process(content, output_buffer_limit=LARGEST + 1 - len(plain))
            if not part and not content:
                break
            plain, content = plain + part, b""
    except brotli.error:
        raise Unreadable("it cannot be unpacked") from None
    return plain


def _charset(record: Any) -> str:
    match = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", record.http_headers.get_header("Content-Type") or "", re.IGNORECASE)
    return match[1] if match else ""


def _readable(url: str) -> str:
    """An address as a part of a name: of one line, not endless, the same each time.

    >>> _readable("https://example.org/a b?c=“d”")
    'https://example.org/a%20b?c=“d”'
    """
    plain = "".join(c if c.isprintable() and c != " " else quote(c, errors="replace") for c in url)
    return plain if len(plain) <= LONGEST else f"{plain[:LONGEST]}…{sha256(url)[:8]}"
