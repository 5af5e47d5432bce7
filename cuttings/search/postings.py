"""Parts of Pagefind's index, taken apart and put together as bytes.

A part is CBOR (RFC 8949): [[entry, …]], its entries by their stems.  An entry is [stem, pages, forms],
a page [step, places, fields], each page's number told as the step from the one before, and a form
[form, pages]: how a word is spelt with its accents.  Of a page only the number is read here, and of an
entry no more than is asked for: to decode each place of each word would take ten times as long.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from operator import itemgetter

import cbor2

from cuttings.search.sheets import steps

LIST = rb"(?:[\x80-\x97]|\x98.|\x99..|\x9a....)"
NUMBERS = rb"(?:[\x00-\x17\x20-\x37]++|[\x18\x38].|[\x19\x39]..|[\x1a\x3a]....)*+"
STEP = rb"[\x00-\x17]|\x18.|\x19..|\x1a...."
PAGE = re.compile(rb"\x83(" + STEP + rb")(" + LIST + NUMBERS + rb")(" + LIST + NUMBERS + rb")", re.DOTALL)
WHOLE_PAGE = re.compile(rb"(\x83(" + STEP + rb")" + LIST + NUMBERS + LIST + NUMBERS + rb")", re.DOTALL)
PAGES = re.compile(LIST + rb"(?:\x83" + NUMBERS + LIST + NUMBERS + LIST + NUMBERS + rb")*+", re.DOTALL)
UNTIL_TEXT = re.compile(rb"(?:[\x00-\x17\x20-\x37\x80-\x97]++|[\x18\x38\x98].|[\x19\x39\x99]..|[\x1a\x3a\x9a]....)*+", re.DOTALL)
HEAD = re.compile(rb"\x81" + LIST, re.DOTALL)
NOTHING = b"\x80"  # an empty list
FEW = 4  # pages for each change, with fewer of which an entry is as soon written anew
ENTRY, FORM = 0x83, 0x82  # what stands before the text that begins each

decoded = cache(cbor2.loads)
encoded = cache(cbor2.dumps)

#: A page's number, and its places and fields as they stand.
Page = tuple[int, bytes, bytes]


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a stem stands: in which pages, and in which of them as which form."""

    pages: Sequence[Page]
    forms: dict[str, Sequence[Page]]


def entries(part: bytes) -> Iterator[tuple[str, bytes]]:
    """The entries of a part, each with its stem; ValueError where the form is not known."""
    head = HEAD.match(part)
    if not head:
        raise ValueError(part[:20])
    begin, end = head.end(), len(part)
    while begin < end:
        stem, at = _text(part, begin + 1)
        at = _after(part, at)
        while at < end and part[at - 1] == FORM:
            _, at = _text(part, at)
            at = _after(part, at)
        if at < end and part[at - 1] == ENTRY:
            at -= 1
        elif at < end:
            raise ValueError(part[at : at + 20])
        yield stem, part[begin:at]
        begin = at


def postings(entry: bytes) -> Postings:
    """What an entry tells."""
    _, at = _text(entry, 1)
    pages, at = _pages(entry, at)
    forms: dict[str, Sequence[Page]] = {}
    if entry[at] != 0x80:
        _, at = _number(entry, at)
        while at < len(entry):
            form, at = _text(entry, at + 1)
            forms[form], at = _pages(entry, at)
    return Postings(pages, forms)


def entry(stem: str, told: Postings) -> bytes:
    """The inverse of `postings`.

    >>> postings(entry("über", Postings([(3, b"\\x80", b"\\x80")], {}))).pages
    [(3, b'\\x80', b'\\x80')]
    """
    forms = [b"\x82" + cbor2.dumps(form) + _written(pages) for form, pages in sorted(told.forms.items())]
    return b"".join((b"\x83", cbor2.dumps(stem), _written(told.pages), _list(len(forms)), *forms))


def spliced(entry: bytes, numbers: Sequence[int | None], changes: Sequence[tuple[int, Page | None]]) -> bytes | None:
    """The entry with its pages by other numbers, less those that have none, and with further pages; b"" if none is left.

    `changes` has where that is not what it was, in the order of the old numbers: those from which on
    numbers are told otherwise, and further pages, each with the one before which it comes.  Only there
    is anything written anew, for a frequent stem stands in most pages.  None where that is no gain, or
    the entry has forms.
    """
    _, at = _text(entry, 1)
    count, begin = _number(entry, at)
    if count < len(changes) * FEW:
        return None
    found = WHOLE_PAGE.findall(entry, begin)
    if count != len(found):
        return None  # those that are too many are of forms
    pages = [*map(itemgetter(0), found)]
    old = [*accumulate(map(decoded, map(itemgetter(1), found)))]
    pieces: list[bytes] = []
    last = here = 0  # the last number that was written, and the place of the next page that is taken over
    for number, page in (*changes, (math.inf, None)):
        until = bisect_left(old, number, here)
        if here < until:
            step = (numbers[old[here]] or 0) - last
            pieces.append(b"\x83" + encoded(step) + pages[here][1 + len(found[here][1]) :])
            pieces.extend(pages[here + 1 : until])
            last, here = numbers[old[until - 1]] or 0, until
        if page:
            pieces.append(_page(page[0] - last, page))
            last = page[0]
        elif here < count and old[here] == number and numbers[old[here]] is None:
            here += 1
    return b"".join((entry[:at], _list(len(pieces)), *pieces, NOTHING)) if pieces else b""


def part(of: Sequence[bytes]) -> bytes:
    """Entries as a part of the index."""
    return b"".join((b"\x81", _list(len(of)), *of))


def _pages(held: bytes, at: int) -> tuple[list[Page], int]:
    whole = PAGES.match(held, at)
    if not whole:
        raise ValueError(held[at : at + 20])
    count, begin = _number(held, at)
    found = PAGE.findall(held, begin, whole.end())
    if count != len(found):
        raise ValueError(f"{count} pages are {len(found)}")
    numbers = accumulate(decoded(step) for step, _, _ in found)
    return [(number, places, fields) for number, (_, places, fields) in zip(numbers, found, strict=True)], whole.end()


def _written(pages: Sequence[Page]) -> bytes:
    numbers = steps(number for number, _, _ in pages)
    return _list(len(pages)) + b"".join([_page(step, page) for step, page in zip(numbers, pages, strict=True)])


def _page(step: int, page: Page) -> bytes:
    _, places, fields = page
    return b"\x83" + encoded(step) + places + fields


def _list(length: int) -> bytes:
    """The head of a list: that of a number, in another kind."""
    head = encoded(length)
    return bytes((head[0] | 0x80,)) + head[1:]


def _number(held: bytes, at: int) -> tuple[int, int]:
    """The number in a head of any kind, and where it ends."""
    small = held[at] & 0x1F
    if small < 24:
        return small, at + 1
    end = at + 1 + (1 << (small - 24))
    return int.from_bytes(held[at + 1 : end], "big"), end


def _text(held: bytes, at: int) -> tuple[str, int]:
    if held[at] >> 5 != 3:
        raise ValueError(held[at : at + 20])
    length, begin = _number(held, at)
    return held[begin : begin + length].decode(), begin + length


def _after(held: bytes, at: int) -> int:
    """Where the next text begins."""
    found = UNTIL_TEXT.match(held, at)
    return found.end() if found else at


def renumbered(fields: bytes, numbers: Sequence[int]) -> bytes:
    """A page's fields by other numbers: each stands as -1 - its number before its places.

    >>> renumbered(cbor2.dumps([-1, 5, 7, -3, 0]), [2, 3, 4]) == cbor2.dumps([-3, 5, 7, -5, 0])
    True
    """
    values: list[int] = cbor2.loads(fields)
    return cbor2.dumps([-1 - numbers[-1 - value] if value < 0 else value for value in values])
