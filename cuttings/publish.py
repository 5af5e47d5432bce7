"""Publish: {path: bytes} → site/, whole or not at all.

The new tree is made beside the old one: unchanged files as hard links to the old, the rest written
anew.  Then the two change places in one system call (renameat2 with RENAME_EXCHANGE, Linux); where
that is not to be had, by two renames, and the caller is told.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from cuttings.fixity import read_manifest, sha256, write_manifest

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
    strangers: tuple[str, ...] = ()  # files that lie in the site and were not published: they stay

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def changes(pages: Mapping[str, bytes], site: Path) -> Changes:
    """What publishing the pages would change of the site as it is."""
    old = set(_files(site)) if site.is_dir() else set()
    old_pages = {path for path in old if not path.startswith(INDEXES)}
    strangers = old_pages - _published(site) if MANIFEST in old_pages else set()
    added = sorted(pages.keys() - old_pages)
    removed = sorted(old_pages - pages.keys() - strangers)
    changed = sorted(path for path in pages.keys() & old_pages if not _same(site / path, pages[path]))
    return Changes(tuple(added), tuple(changed), tuple(removed), tuple(sorted(strangers)))


def with_manifest(pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """The pages, and the manifest of them."""
    return {**pages, MANIFEST: write_manifest({path: sha256(content) for path, content in pages.items()}).encode()}


def _published(site: Path) -> set[str]:
    return {MANIFEST, *read_manifest((site / MANIFEST).read_text("utf-8", "replace"))}


def publish(pages: Mapping[str, bytes], site: Path, index: Callable[[Path], None], found: Changes) -> bool:
    """Put the pages in place of the site; `index` makes the search index within a staged folder.

    Returns whether it was done in one step.  Raises PublishError, or what `index` raises; the old
    site then is as it was.
    """
    refuse_strangers(site)
    staged = _beside(site, "new")
    try:
        _remove(staged)
        staged.mkdir(parents=True)
        _stage(pages, site, staged, found)
        if _index_stands(pages, site, found):
            for folder in INDEXES:
                _link_tree(site / folder, staged / folder)
        else:
            index(staged)
        if hasattr(os, "sync"):
            os.sync()  # the staged tree is on the disk before it takes the old one's place
        return _exchange(staged, site)
    except OSError as error:
        raise PublishError(f"{error.filename or site}: {error.strerror}; nothing was published") from None
    finally:
        _remove(staged)


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


def _stage(pages: Mapping[str, bytes], site: Path, staged: Path, found: Changes) -> None:
    fresh = {*found.added, *found.changed}
    for path in found.strangers:
        if path in pages:
            raise PublishError(f"{site / path} is not from here, but a page wants its place; move it away")
    root = staged.resolve()
    for folder in sorted({(staged / path).parent for path in pages}):
        if not folder.resolve().is_relative_to(root):
            raise PublishError(f"{folder} lies outside of the site; this is a fault of the program")
        folder.mkdir(parents=True, exist_ok=True)
    for path, content in pages.items():
        if path in fresh or not _linked(site / path, staged / path):
            (staged / path).write_bytes(content)
    _carry(site, staged, found.strangers)


def _index_stands(pages: Mapping[str, bytes], site: Path, found: Changes) -> bool:
    """Whether the search index of the old site is that of the new one: it is made of the article pages."""
    if LOADER in found.changed or not all((site / folder).is_dir() for folder in INDEXES):
        return False
    if any(INDEXED in pages[path] for path in (*found.added, *found.changed) if path.endswith(".html")):
        return False
    gone = [site / path for path in found.removed if path.endswith(".html")]
    turned = [site / path for path in found.changed if path.endswith(".html")]
    return not any(INDEXED in path.read_bytes() for path in (*gone, *turned))


def _files(root: Path) -> list[str]:
    found = []
    for folder, _, names in os.walk(root):
        prefix = Path(folder).relative_to(root).as_posix()
        found += [name if prefix == "." else f"{prefix}/{name}" for name in names]
    return found


def _same(file: Path, content: bytes) -> bool:
    return file.stat().st_size == len(content) and file.read_bytes() == content


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
    for path in paths:
        (new / path).parent.mkdir(parents=True, exist_ok=True)
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
