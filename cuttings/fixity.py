"""Fixity: sha256 sums, and the manifest of what was received (BagIt's form, RFC 8493 §2.1.3)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BufferedIOBase
from typing import Literal, NewType

Sha256 = NewType("Sha256", str)  # 64 hexadecimal digits


def sha256(content: bytes | str) -> Sha256:
    """The SHA-256 of bytes, or of a text in UTF-8, as 64 hexadecimal digits."""
    if isinstance(content, str):
        content = content.encode("utf-8", "surrogatepass")
    return Sha256(hashlib.sha256(content).hexdigest())


def sha256_of(file: BufferedIOBase) -> Sha256:
    """The SHA-256 of what is left of an open file, which need not fit into memory."""
    return Sha256(hashlib.file_digest(file, "sha256").hexdigest())


def write_manifest(sums: Mapping[str, Sha256]) -> str:
    """Lines `sum  path`, sorted by path.

    >>> write_manifest({"b.txt": Sha256("2" * 4), "a b.txt": Sha256("1" * 4)})
    '1111  a b.txt\\n2222  b.txt\\n'
    """
    return "".join(f"{sums[path]}  {_escape(path)}\n" for path in sorted(sums))


def read_manifest(text: str) -> dict[str, Sha256]:
    """The inverse of `write_manifest`; lines that are not of its form are passed over."""
    sums = {}
    for line in text.split("\n"):
        checksum, separator, path = line.partition("  ")
        if separator and path:
            sums[_unescape(path)] = Sha256(checksum.lower())
    return sums


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not as its manifest says: "changed", "missing", "added", or "moved" (then `to` says where)."""

    path: str
    what: Literal["changed", "missing", "added", "moved"]
    to: str = ""


def differences(manifest: Mapping[str, Sha256], found: Mapping[str, Sha256]) -> tuple[Difference, ...]:
    """What is otherwise than a manifest says, by path.

    >>> was = {"a.txt": Sha256("1"), "b.txt": Sha256("2"), "c.txt": Sha256("3")}
    >>> now = {"a.txt": Sha256("9"), "new/b.txt": Sha256("2"), "d.txt": Sha256("4")}
    >>> [(one.path, one.what, one.to) for one in differences(was, now)]
    [('a.txt', 'changed', ''), ('b.txt', 'moved', 'new/b.txt'), ('c.txt', 'missing', ''), ('d.txt', 'added', '')]
    """
    new = {found[path]: path for path in sorted(found.keys() - manifest.keys(), reverse=True)}
    changed = [Difference(path, "changed") for path in manifest.keys() & found.keys() if found[path] != manifest[path]]
    gone = sorted(manifest.keys() - found.keys())
    moved = [Difference(path, "moved", new[manifest[path]]) for path in gone if manifest[path] in new]
    missing = [Difference(path, "missing") for path in gone if manifest[path] not in new]
    led_to = {one.to for one in moved}
    added = [Difference(path, "added") for path in found.keys() - manifest.keys() - led_to]
    return tuple(sorted((*changed, *moved, *missing, *added), key=lambda one: one.path))


def _escape(path: str) -> str:
    # RFC 8493 §2.1.3: a line must not be broken by the path it names.
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _unescape(path: str) -> str:
    return path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
