"""Stream: the values of a JSON file, or the rows of a table, as they are read.

A dump is larger than memory: no more of it is held than the value that is under way.
"""

from __future__ import annotations

import bz2
import csv
import gzip
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, zip_longest
from pathlib import Path
from typing import IO, cast

CHUNK = 1 << 20
LARGEST = 1 << 26  # characters of one value
BETWEEN = " \t\r\n,[]"  # what stands between the values of a list, in lines or not


class SourceError(Exception):
    """What is wrong with a file, and on which line."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


@contextmanager
def opened(path: Path) -> Iterator[IO[str]]:
    """A text file, unpacked where it is packed; raises SourceError for what cannot be read."""
    openers: dict[str, Callable[..., IO[str]]] = {
        ".gz": cast("Callable[..., IO[str]]", gzip.open),
        ".bz2": cast("Callable[..., IO[str]]", bz2.open),
    }
    try:
        with openers.get(path.suffix, open)(path, "rt", encoding="utf-8-sig", newline="") as file:
            yield file
    except UnicodeDecodeError:
        raise SourceError("not UTF-8; save the file as UTF-8") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise SourceError("it cannot be unpacked: it is damaged, or ends too soon") from None
    except OSError as error:
        raise SourceError(f"it cannot be read ({error.strerror or error})") from None


def is_json(file: IO[str]) -> tuple[bool, str]:
    """Whether a file is JSON, and what was read of it to tell."""
    head = file.read(CHUNK)
    if not head.strip():
        raise SourceError("the file is empty")
    return head.lstrip()[0] in "[{", head


def values(file: IO[str], head: str) -> Iterator[tuple[int, object]]:
    """The values of JSON lines, of a JSON list, or of a file that is one value, each with its line."""
    decoder = json.JSONDecoder()
    text, at, line, size, ended = head, 0, 1, CHUNK, False
    while True:
        while at < len(text) and text[at] in BETWEEN:
            at += 1
        if at < len(text):
            try:
                value, end = decoder.raw_decode(text, at)
            except (ValueError, RecursionError) as error:
                if ended or len(text) - at > LARGEST:
                    raise SourceError(*_fault(error, text, at, line)) from None
            else:
                yield line + text.count("\n", 0, at), value
                at, size = end, CHUNK
                continue
        elif ended:
            return
        more = file.read(size)
        line += text.count("\n", 0, at)
        text, at, size, ended = text[at:] + more, 0, 2 * size, not more


def _fault(error: Exception, text: str, at: int, line: int) -> tuple[str, int]:
    if isinstance(error, json.JSONDecodeError):
        if error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated string"):
            return "the file ends in the middle of a value; was it copied whole?", line + text.count("\n", 0, at)
        return f"this is no JSON: {error.msg[0].lower()}{error.msg[1:]}", line + text.count("\n", 0, error.pos)
    return "this value cannot be read", line + text.count("\n", 0, at)


def rows(file: IO[str], head: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a table by the names of its columns in lower case, each with its line."""
    first = head.partition("\n")[0]
    delimiter = max("\t;,", key=first.count)
    table = csv.reader(chain(head.splitlines(keepends=True)[:-1], _rest(head, file)), delimiter=delimiter, strict=True)
    columns: list[str] = []
    try:
        for row in table:
            if columns and any(row):
                yield table.line_num, {column: cell.strip() for column, cell in zip_longest(columns, row[: len(columns)], fillvalue="")}
            elif not columns:
                columns = [cell.strip().casefold() for cell in row]
    except csv.Error as error:
        raise SourceError(f"this is no row of a table: {error}", table.line_num) from None


def _rest(head: str, file: IO[str]) -> Iterator[str]:
    """The line that the head ends in, whole, and those behind it."""
    last = head.splitlines(keepends=True)[-1]
    yield last if last.endswith("\n") else last + file.readline()
    yield from file
