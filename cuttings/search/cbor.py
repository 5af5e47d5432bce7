"""The form of Pagefind's files: gzip over a signature and CBOR, of which it uses lists, texts and whole numbers."""

from __future__ import annotations

import zlib
from typing import Any

SIGNATURE = b"pagefind_dcd"
NUMBER, TEXT, LIST = 0, 3, 4  # the three of CBOR's major types that Pagefind uses


def unpacked(content: bytes) -> Any:
    """The value in one of Pagefind's files; ValueError where its form is not known."""
    plain = zlib.decompress(content, wbits=31)
    value, end = decoded(plain, len(SIGNATURE))
    # What is not given back byte for byte is not understood, and is better left alone.
    if end != len(plain) or SIGNATURE + encoded(value) != plain:
        raise ValueError(plain[:40])
    return value


def decoded(content: bytes, at: int) -> tuple[Any, int]:
    """A CBOR item and where it ends: lists, texts and whole numbers."""
    kind, number = divmod(content[at], 32)
    size = 1 << (number - 24) if number > 23 else 0
    number, at = int.from_bytes(content[at + 1 : at + 1 + size]) if size else number, at + 1 + size
    if kind == NUMBER:
        return number, at
    if kind == TEXT:
        return content[at : at + number].decode(), at + number
    if kind != LIST:
        raise ValueError(kind)
    items = []
    for _ in range(number):
        item, at = decoded(content, at)
        items.append(item)
    return items, at


def encoded(value: Any) -> bytes:
    """A value as CBOR."""
    if isinstance(value, int):
        return _head(NUMBER, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(TEXT, len(text)) + text
    return _head(LIST, len(value)) + b"".join(map(encoded, value))


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    width = next(width for width in range(4) if number < 1 << (8 << width))
    return bytes([kind << 5 | 24 + width]) + number.to_bytes(1 << width)
