"""Publish: the pages, as they come → site/, whole or not at all.

The new tree is made beside the old one: what is new or changed is written there as it comes, the rest
are hard links to the old.  Then the two change places in one system call (renameat2 with
RENAME_EXCHANGE, Linux); where that is not to be had, by two renames, and the caller is told.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import posixpath
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cuttings.fixity import Sha256, read_manifest, sha256, sha256_of, write_manifest

MARKER = "data/articles.jsonl"  # a folder that has it was published by this program
MANIFEST = "data/manifest-sha256.txt"  # all pages of a site with their sums; what else lies there is somebody's own
INDEXES = ("pagefind/", "pagefind-offline/")
INDEXED = b"data-pagefind-body"
LOADER = "assets/search-loader.js"  # reads the indexes: another one may want another form of them
AT_FDCWD = -100
RENAME_EXCHANGE = 2


class PublishError(ValueError):
    """Why the site was not published, for people."""


@dataclass(frozen=True, slots=True)
class Changes:
    """Paths of a site's pages that are new, not as before, or gone; indexes do not count."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


class Edition:
    """A site in the making: its pages come one by one and are laid beside the site that stands, which they then replace.

    What is not written yet is held nowhere: a page goes to the disk if it isn't there already.  Within a
    `with` statement; where that is left before `publish` the old site is as it was.
    """

    def __init__(self, site: Path) -> None:
        """Raises PublishError where the output is something that this program did not make."""
        refuse_strangers(site)
        self.site = site
        self.staged = _beside(site, "new")
        self.sums: dict[str, Sha256] = {}
        self._old = set(_files(site)) if site.is_dir() else set()
        old_pages = {path for path in self._old if not path.startswith(INDEXES)}
        self._old_sums = _published(site) if MANIFEST in old_pages else {}
        self._strangers = old_pages - {MANIFEST, *self._old_sums} if MANIFEST in old_pages else set[str]()
        self._same: list[str] = []
        self._added: list[str] = []
        self._changed: list[str] = []
        self._folders: set[str] = set()
        self._index_stands = all((site / folder).is_dir() for folder in INDEXES)

    def __enter__(self) -> Self:
        with _told(self.site):
            _remove(self.staged)
            self.staged.mkdir(parents=True)
        return self

    def __exit__(self, *_: object) -> None:
        _remove(self.staged)

    def put(self, path: str, content: bytes | Iterable[bytes]) -> None:
        """Take in a page, whole or in pieces."""
        if path in self._strangers:
            raise PublishError(f"{self.site / path} is not from here, but a page wants its place; move it away")
        with _told(self.site):
            is_same = self._put(path, content) if isinstance(content, bytes) else self._put_long(path, content)
            if is_same:
                self._same.append(path)
                return
            (self._changed if path in self._old else self._added).append(path)
            if path == LOADER or (path in self._old and self._was_indexed(path)):
                self._index_stands = False

    def keep(self, path: str) -> None:
        """Take over a page that the site has, and that is known to be as it would be made."""
        self.sums[path] = self._old_sums[path]
        self._same.append(path)

    @property
    def before(self) -> Iterable[str]:
        """The paths of the pages that the site has."""
        return self._old_sums

    def old(self, path: str) -> bytes:
        """A page of the site as it stands, b"" where there is none."""
        return (self.site / path).read_bytes() if path in self._old else b""

    def _put(self, path: str, content: bytes) -> bool:
        """Whether the site has the page already; else it is written."""
        self.sums[path] = sha256(content)
        if self._old_content(path, len(content)) == content:
            return True
        if path.endswith(".html") and INDEXED in content:  # the search index is made of such pages
            self._index_stands = False
        self._make_folder(path)
        (self.staged / path).write_bytes(content)
        return False

    def _put_long(self, path: str, pieces: Iterable[bytes]) -> bool:
        """`_put` for a page of which no more is held than a piece."""
        self._make_folder(path)
        with open(self.staged / path, "wb") as file:
            file.writelines(pieces)
        with open(self.staged / path, "rb") as file:
            self.sums[path] = sha256_of(file)
        if path not in self._old:
            return False
        with open(self.site / path, "rb") as file:
            is_same = sha256_of(file) == self.sums[path]
        if is_same:
            (self.staged / path).unlink()
        return is_same

    def close(self) -> Changes:
        """No page comes any more: what publishing them will change of the site as it is."""
        self.put(MANIFEST, write_manifest(self.sums).encode())
        old_pages = {path for path in self._old if not path.startswith(INDEXES)}
        gone = sorted(old_pages - self.sums.keys() - self._strangers)
        self._index_stands &= not any(map(self._was_indexed, gone))
        return Changes(tuple(sorted(self._added)), tuple(sorted(self._changed)), tuple(gone))

    def publish(self, index: Callable[[Path], None]) -> bool:
        """Put what came in place of the site; `index` makes the search index within a staged folder.

        Returns whether it was done in one step.  Raises PublishError, or what `index` raises.
        """
        with _told(self.site):
            _carry(self.site, self.staged, (*self._same, *sorted(self._strangers)))
            if self._index_stands:
                for folder in INDEXES:
                    _link_tree(self.site / folder, self.staged / folder)
            else:
                index(self.staged)
            if hasattr(os, "sync"):
                os.sync()  # the staged tree is on the disk before it takes the old one's place
            return _exchange(self.staged, self.site)

    def _old_content(self, path: str, length: int) -> bytes | None:
        """A page of the site as it is, if it may be the same as one of that length."""
        if path not in self._old:
            return None
        with open(self.site / path, "rb") as file:
            return file.read() if os.fstat(file.fileno()).st_size == length else None

    def _was_indexed(self, path: str) -> bool:
        return path.endswith(".html") and INDEXED in (self.site / path).read_bytes()

    def _make_folder(self, path: str) -> None:
        folder = posixpath.dirname(path)
        if folder in self._folders:
            return
        if not (self.staged / folder).resolve().is_relative_to(self.staged.resolve()):
            raise PublishError(f"{folder} lies outside of the site; this is a fault of the program")
        (self.staged / folder).mkdir(parents=True, exist_ok=True)
        self._folders.add(folder)


@contextlib.contextmanager
def _told(site: Path) -> Iterator[None]:
    """What the disk refuses, in a sentence for people."""
    try:
        yield
    except OSError as error:
        raise PublishError(f"{error.filename or site}: {error.strerror}; nothing was published") from None


def _published(site: Path) -> dict[str, Sha256]:
    return read_manifest((site / MANIFEST).read_text("utf-8", "replace"))


def recover(site: Path) -> None:
    """Clear up after a build that was killed: its staged tree goes, and a site set aside comes back."""
    aside = _beside(site, "old")
    if aside.is_dir() and not site.exists():
        aside.rename(site)
    for left in (aside, _beside(site, "new")):
        _remove(left)


def refuse_strangers(site: Path) -> None:
    """Raise PublishError where the output is something that this program did not make."""
    if site.is_symlink() and not site.exists():
        raise PublishError(f"{site} is a link to nothing; take it away or choose another --output")
    if site.exists() and not site.is_dir():
        raise PublishError(f"{site} is a file; take it away or choose another --output")
    if site.is_dir() and not os.access(site, os.W_OK | os.X_OK):
        raise PublishError(f"{site} is read-only; make it writable or choose another --output")
    if site.is_dir() and any(site.iterdir()) and not (site / MARKER).is_file():
        raise PublishError(f"{site} holds files that were not published from here; choose another --output or empty it")


def _files(root: Path) -> list[str]:
    found = []
    for folder, _, names in os.walk(root):
        prefix = Path(folder).relative_to(root).as_posix()
        found += [name if prefix == "." else f"{prefix}/{name}" for name in names]
    return found


def _linked(old: Path, new: Path) -> bool:
    try:
        os.link(old, new, follow_symlinks=False)
    except OSError:
        return False
    return True


def _link_tree(old: Path, new: Path) -> None:
    _carry(old, new, _files(old))


def _carry(old: Path, new: Path, paths: Iterable[str]) -> None:
    """Have the same files in another tree, as hard links where that can be."""
    folders = set()
    for path in paths:
        folder = posixpath.dirname(path)
        if folder not in folders:
            (new / folder).mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        if not _linked(old / path, new / path):
            shutil.copy2(old / path, new / path, follow_symlinks=False)


def _exchange(staged: Path, site: Path) -> bool:
    """Let the staged tree take the site's place; True if in one step."""
    if site.is_symlink():
        site = site.resolve()
    if not site.exists():
        staged.rename(site)
        return True
    if _renameat2(staged, site):
        return True
    aside = _beside(site, "old")
    _remove(aside)
    site.rename(aside)
    try:
        staged.rename(site)
    except OSError:
        aside.rename(site)
        raise
    _remove(aside)
    return False


def _beside(site: Path, what: str) -> Path:
    """The tree beside a site that is being made ("new") or was set aside ("old")."""
    return site.parent / f".{site.name}.{what}"


def _renameat2(first: Path, second: Path) -> bool:
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    done = call(AT_FDCWD, os.fsencode(first), AT_FDCWD, os.fsencode(second), RENAME_EXCHANGE)
    if done == 0:
        return True
    number = ctypes.get_errno()
    if number in (errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.ENOTSUP):
        return False
    raise OSError(number, os.strerror(number), str(second))


def _remove(folder: Path) -> None:
    try:
        if folder.is_symlink() or folder.is_file():
            folder.unlink()
        elif folder.exists():
            shutil.rmtree(folder)
    except OSError as error:
        raise PublishError(f"{folder}: it cannot be taken away ({error.strerror}); take it away by hand") from None
