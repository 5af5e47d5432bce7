"""PDF documents with a text layer: pypdf tells what is written where, the lines become paragraphs again.

A page knows neither words that belong together nor paragraphs, only where each piece of a line
stands.  Pieces come in the order in which they were written, which for columns is the right one.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, BinaryIO

from cuttings import lists
from cuttings.clean.lines import ends_sentence, is_bullet
from cuttings.dates import is_iso
from cuttings.read import apart
from cuttings.read.docx import sound
from cuttings.read.reading import LARGEST, Reading, Unreadable

MOST_PAGES = 2000
FEW = 20  # letters: less on all its pages is no text layer
EDGE = 2  # lines at the top and foot of a page that may be its running head
WIDER = 1.15  # times the usual distance of lines: a paragraph ends
FULL = 0.85  # of the usual length of a line: shorter, and it ends on purpose
PAGE_NUMBER = re.compile(r"(?:\W|\b(?:page|seite|p|pp|of|von|de|sur)\b|#)*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line where it stands: points from the left and from the foot of its page; its letters' size."""

    text: str
    page: int
    x: float
    y: float
    size: float

    @property
    def key(self) -> str:
        """The line as it is compared with those of other pages: numbers do not matter."""
        return re.sub(r"\d+", "#", self.text.casefold())


def read(path: str, file: BinaryIO) -> Iterator[Reading]:
    """A PDF document."""
    return apart.document(path, file, "pdf", "pypdf", "A PDF document")


def parse(content: bytes) -> apart.Document:
    """The text of a document and what its properties say; raises Unreadable."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError, FileNotDecryptedError

    try:
        document = PdfReader(io.BytesIO(content))
        if document.is_encrypted and not document.decrypt(""):
            raise FileNotDecryptedError
        lines = tuple(_lines(document))
    except (DependencyError, FileNotDecryptedError):
        raise Unreadable("it is locked by a password; print it into a new PDF, or save its text") from None
    if sum(len(line.text) for line in lines) < FEW:
        raise Unreadable("its pages are pictures without a text layer: it needs OCR first (ocrmypdf in.pdf out.pdf)")
    return apart.Document(text_of(lines), "text/plain", _properties(document))


def _lines(document: Any) -> Iterator[Line]:
    size = 0
    for number, page in enumerate(document.pages):
        if number >= MOST_PAGES:
            raise Unreadable(f"it has more than {MOST_PAGES} pages; split it into articles")
        for line in _lines_of(page, number):
            size += len(line.text)
            if size > LARGEST:
                raise Unreadable(f"its text is larger than {LARGEST // 1_000_000} MB; split it into articles")
            yield line


def _lines_of(page: Any, number: int) -> Iterator[Line]:
    """The lines of a page, in the order in which they were written."""
    pieces: list[tuple[str, float, float, float]] = []

    def met(text: str, outer: Sequence[float], inner: Sequence[float], _font: object, size: float) -> None:
        x, y = inner[4] * outer[0] + outer[4], inner[5] * outer[3] + outer[5]
        pieces.append((text, x, y, abs(size * inner[3] * outer[3])))

    page.extract_text(visitor_text=met)
    words = ""
    at: tuple[float, float, float] = (0, 0, 0)
    for text, *place in [*pieces, ("\n", 0.0, 0.0, 0.0)]:
        for part in re.split(r"(\n)", text):
            if part == "\n":
                if words.strip():
                    yield Line(" ".join(words.split()), number, *at)
                words = ""
            elif part:
                # A line stands where its first word does; a sign of a list is smaller than its text.
                if not words.strip() or len(words.strip()) == 1:
                    at = (place[0] if not words.strip() else at[0], place[1], round(place[2], 1))
                words += part


def text_of(lines: Sequence[Line]) -> str:
    """The paragraphs that lines are; what is repeated on each page stands once.

    >>> a = Line("Ministers of Norway and Sweden agreed to build a", 0, 72, 700, 11)
    >>> b = Line("bridge over the Sund.", 0, 72, 686, 11)
    >>> text_of((a, b, replace(b, text="It opens in May.", y=665)))
    'Ministers of Norway and Sweden agreed to build a bridge over the Sund.\\n\\nIt opens in May.\\n'
    """
    lines = _without_heads(lines)
    distances, lengths = _usual(lines)
    text = ""
    for before, line in zip((None, *lines), lines, strict=False):
        if before is None:
            text = line.text
        elif _goes_on(before, line, distances, lengths):
            text = _joined(text, line.text)
        else:
            near = before.page == line.page and 0 < before.y - line.y <= WIDER * distances.get(line.size, 0)
            text += ("\n" if near else "\n\n") + line.text
    return text + "\n"


def _without_heads(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without running heads and page numbers: the first page's heads stand before the text, others once behind it."""
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    edges = {line for own in pages.values() for line in _edges(own)}
    counts = Counter(_place(line) for line in edges)
    often = max(2, len(pages) // 3)
    running = {line for line in edges if counts[_place(line)] >= often}
    firsts = {line.key: line for line in sorted(running, key=lambda line: (-line.page, line.y)) if not PAGE_NUMBER.fullmatch(line.key)}
    middle = sum(line.y for line in lines) / max(1, len(lines))
    kept = sorted(firsts.values(), key=lambda line: (line.page, -line.y))
    heads = [replace(line, page=-1) for line in kept if line.page == 0 and line.y >= middle]
    others = [replace(line, page=len(pages) + 1) for line in kept if line.page or line.y < middle]
    return (*heads, *(line for line in lines if line not in running), *others)


def _place(line: Line) -> tuple[str, int]:
    """What a running head is on all pages: its text, and how far up it stands."""
    return line.key, round(line.y / 6)


def _edges(page: Sequence[Line]) -> Iterator[Line]:
    """The lines at the top and at the foot of a page."""
    rows = sorted({round(line.y) for line in page})
    outer = {*rows[:EDGE], *rows[-EDGE:]}
    return (line for line in page if round(line.y) in outer)


def _usual(lines: Sequence[Line]) -> tuple[dict[float, float], dict[float, int]]:
    """For each size of letters: the usual distance of two lines, and the length of a full line."""
    found: dict[float, Counter[float]] = {}
    lengths: dict[float, list[int]] = {}
    for before, line in pairwise(lines):
        if before.page == line.page and before.size == line.size and 0 < before.y - line.y < 3 * line.size:
            found.setdefault(line.size, Counter())[round(before.y - line.y, 1)] += 1
    for line in lines:
        lengths.setdefault(line.size, []).append(len(line.text))
    distances = {size: max(counts, key=lambda distance: (counts[distance], -distance)) for size, counts in found.items()}
    return distances, {size: sorted(own)[int(0.9 * (len(own) - 1))] for size, own in lengths.items()}


def _goes_on(before: Line, line: Line, distances: dict[float, float], lengths: dict[float, int]) -> bool:
    """Whether a line belongs to the paragraph of the one before it."""
    if abs(before.size - line.size) > 0.6 or is_bullet(line.text) or not 0 <= line.page - before.page <= 1 or before.page < 0:
        return False
    word = line.text.split()[0]
    if len(before.text) + 1 + len(word) < FULL * lengths.get(before.size, 0):
        return False  # the next word had room on it
    if before.page == line.page and before.y > line.y:
        indented = line.x > before.x + 0.8 * line.size and not is_bullet(before.text)
        return before.y - line.y <= WIDER * distances.get(line.size, 1.3 * line.size) and not indented
    return not ends_sentence(before.text)  # on the next column or page


def _joined(text: str, line: str) -> str:
    """A line put behind a text; a word that was parted is whole again.

    >>> _joined("the govern-", "ment said"), _joined("a well-", "known man"), _joined("Bosnia-", "Herzegovina")
    ('the government said', 'a well-known man', 'Bosnia-Herzegovina')
    """
    parted = re.search(r"([^\W\d_]+)([-\u00ad\u2010])$", text)
    rest = re.match(r"[^\W\d_]+", line)
    if not parted or not rest or not rest[0][0].islower():
        return text + ("" if parted else " ") + line
    known = lists.words("words")
    both = parted[1].lower() in known and rest[0].lower() in known
    whole = f"{parted[1]}{rest[0]}".lower() in known
    keeps = parted[2] != "\u00ad" and both and not whole
    return (text if keeps else text[:-1]) + line


def _properties(document: Any) -> dict[str, str]:
    said = document.metadata or {}
    texts = {field: " ".join(str(said.get(name) or "").split())[:400] for field, name in (("title", "/Title"), ("authors", "/Author"))}
    day = re.match(r"D:(\d{4})(\d\d)(\d\d)", str(said.get("/CreationDate") or ""))
    date = "-".join(day.groups()) if day else ""
    return sound({**texts, "date_inferred": date if is_iso(date) else ""})
