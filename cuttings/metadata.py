"""metadata.csv: facts known from elsewhere, a row an original; what it states wins over what is read.

The columns are CollectionBuilder's and our own; several values in one cell are parted by `;`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from cuttings.addresses import is_web_address
from cuttings.dates import is_iso
from cuttings.describe.facts import LISTS, Fact

# Column → field of an article; the first line as CollectionBuilder names them.
COLUMNS = {
    "title": "title",
    "creator": "authors",
    "date": "date",
    "description": "description",
    "subject": "tags",
    "source": "publication",
    "language": "language",
    "rights": "rights",
    "rightsstatement": "rights",
    "publication": "publication",
    "url": "url",
    "captured": "captured",
    "updated": "updated",
    "authors": "authors",
    "editors": "editors",
    "agency": "agency",
    "dateline": "dateline",
    "section": "section",
    "tags": "tags",
}
# CollectionBuilder's that say nothing of an article here.
OTHERS = frozenset(
    "filename objectid parentid identifier type format location latitude longitude display_template object_location "
    "image_small image_thumb image_alt_text object_transcript".split()
)
DATES = ("date", "updated", "captured")
PAGE = re.compile(r"#\d+/(?=https?:)")


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says of an original: its name as given, and the facts; `line` is the row's in the file."""

    filename: str
    facts: tuple[Fact, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row; a warning where nothing has to be left out for it."""

    message: str
    line: int
    warning: bool = False


def parse(text: str) -> tuple[tuple[Row, ...], tuple[Fault, ...]]:
    """The rows of a metadata.csv, and what is wrong with it."""
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        columns = [(name or "").strip().lower() for name in reader.fieldnames or ()]
        reader.fieldnames = columns
        records = [(reader.line_num, record) for record in reader]
    except csv.Error as error:
        return (), (Fault(f"this is no table of comma-separated values ({error}); is a quotation mark left open?", 1),)
    if not {"filename", "objectid"} & set(columns):
        return (), (Fault("the column filename is missing; its first row names the columns", 1),)
    unknown = [name for name in columns if name not in COLUMNS and name not in OTHERS]
    faults = [Fault(f"the column “{name}” means nothing here; known are {', '.join(sorted(COLUMNS))}", 1, warning=True) for name in unknown]
    rows: dict[str, Row] = {}
    for line, record in records:
        filename = (record.get("filename") or record.get("objectid") or "").strip()
        if not filename:
            faults.append(Fault("the column filename is empty in this row", line))
            continue
        if filename in rows:
            faults.append(Fault(f"{filename} has a row already, on line {rows[filename].line}; keep one of them", line))
            continue
        faults += _wrong(record, line)
        rows[filename] = Row(filename, tuple(_facts(record, line)), line)
    return tuple(rows.values()), tuple(faults)


def names(paths: Iterable[str]) -> dict[str, str]:
    """The names by which a row may call an original → its path.

    A file may be named without its ending, a page of a web archive without the time at which it was taken.

    >>> names(["a.txt", "b.warc#20080614/https://example.org/"])["b.warc#https://example.org/"]
    'b.warc#20080614/https://example.org/'
    """
    exact = {path: path for path in sorted(paths, reverse=True)}
    return {_short(path): path for path in exact} | exact


def _short(path: str) -> str:
    page = PAGE.search(path)
    return f"{path[: page.start()]}#{path[page.end() :]}" if page else path.rpartition(".")[0]


def _facts(record: Mapping[str | None, str | list[str] | None], line: int) -> Iterator[Fact]:
    for column, cell in _cells(record):
        field = COLUMNS[column]
        if _fault(field, cell):
            continue
        values = cell.split(";") if field in LISTS else [cell]
        yield from (Fact(field, value.strip(), f"metadata.csv, line {line}") for value in values if value.strip())


def _wrong(record: Mapping[str | None, str | list[str] | None], line: int) -> Iterator[Fault]:
    if record.get(None):
        yield Fault("this row has more cells than there are columns; is a comma not within quotation marks?", line)
    for column, cell in _cells(record):
        wrong = _fault(COLUMNS[column], cell)
        if wrong:
            yield Fault(f"column {column}: “{cell}” {wrong}", line)


def _fault(field: str, cell: str) -> str:
    """What is wrong with a cell for a field, "" for nothing."""
    if field in DATES and not is_iso(cell):
        return "is no date; write yyyy, yyyy-mm or yyyy-mm-dd"
    return "is no address: https://…" if field == "url" and not is_web_address(cell) else ""


def _cells(record: Mapping[str | None, str | list[str] | None]) -> Iterator[tuple[str, str]]:
    for column, cell in record.items():
        if column in COLUMNS and isinstance(cell, str) and cell.strip():
            yield column, " ".join(cell.split())
