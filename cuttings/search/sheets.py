"""Sheets: what the search page reads of our own, a line of JSON and bytes below it, packed by gzip.

Numbers that rise are told as the steps from one to the next, a byte each; 255 says that the step is
longer by so much.  gzip makes of such bytes nearly as few bits as there can be.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from itertools import accumulate, compress, pairwise
from typing import Any

LONGEST = 255


def sheet(head: Any, *columns: bytes) -> bytes:
    """A sheet, before it is packed."""
    return b"".join((compact(head), b"\n", *columns))


def compact(value: Any) -> bytes:
    """A value as JSON without spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def name_of(held: bytes) -> str:
    """The name of what is published: a sum of what it holds."""
    return hashlib.sha256(held).hexdigest()[:10]


def gzipped(held: bytes) -> bytes:
    """A sheet as it is published."""
    return zlib.compress(held, 9, wbits=31)


def read_sheet(content: bytes) -> tuple[Any, bytes]:
    """The head and the columns of a published sheet; ValueError or zlib.error where it is none."""
    head, _, columns = zlib.decompress(content, wbits=31).partition(b"\n")
    return json.loads(head), columns


def steps(rising: Iterable[int]) -> list[int]:
    """Rising numbers as the steps from one to the next.

    >>> steps([3, 8, 9])
    [3, 5, 1]
    """
    return [number - before for before, number in pairwise((0, *rising))]


def stepped(rising: Iterable[int]) -> bytes:
    """Rising numbers as the bytes of their steps.

    >>> list(stepped([3, 258, 259, 514]))
    [3, 255, 0, 1, 255, 0]
    """
    told = steps(rising)
    if max(told, default=0) < LONGEST:
        return bytes(told)
    return b"".join(b"\xff" * (step // LONGEST) + bytes((step % LONGEST,)) for step in told)


def rising(told: bytes) -> list[int]:
    """The inverse of `stepped`.

    >>> rising(stepped([3, 258, 259, 514]))
    [3, 258, 259, 514]
    """
    return [*compress(accumulate(told), (step != LONGEST for step in told))]
