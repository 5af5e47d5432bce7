"""Content: the folder that people keep, read and written.

    archive.toml · originals/ · articles/ · entities.yaml · entities.lock

What is wrong with a file becomes a Problem that names it as seen from where the command runs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cuttings import articles, fixity, read, settings
from cuttings.articles import Reconciled, Stored
from cuttings.cache import Cache, key
from cuttings.entities import decisions, lock
from cuttings.frontmatter import FrontMatterError
from cuttings.model import Article, Original, Problem, Settings, Severity, Sha256
from cuttings.slugs import is_slug

MANIFEST = "originals/manifest-sha256.txt"
ORIGINAL = re.compile(rb"^original:[ \t]*['\"]?(.+?)['\"]?[ \t]*$", re.MULTILINE)


@dataclass
class Content:
    """A content folder; `problems` gathers all that is wrong, `left_out` the articles it costs."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    sums: dict[str, Sha256] = field(default_factory=dict)
    broken: dict[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The folder's name in messages."""
        return os.path.relpath(self.folder).replace(os.sep, "/")

    def problem(self, severity: Severity, where: str, message: str, line: int = 0) -> None:
        self.problems.append(Problem(severity, f"{self.shown}/{where}", message, line))

    def settings(self) -> Settings:
        text = self._text("archive.toml")
        try:
            return settings.parse(text)
        except settings.SettingsError as error:
            self.problem("error", "archive.toml", error.message, error.line)
            return Settings()

    def originals(self) -> tuple[Original, ...]:
        """The originals that can be read, each text once."""
        folder = self.folder / "originals"
        if not folder.is_dir():
            self.problem("error", "originals", "there is no such folder; make it and put articles into it (.txt, .html, .md)")
            return ()
        found = []
        first_with: dict[str, str] = {}
        for source in read.sources(folder, self.problems, f"{self.shown}/originals"):
            original = self._original(source)
            if original is None:
                self.left_out.append(source.path)
            elif original.sha256 in first_with:
                twin = first_with[original.sha256]
                self.problem("warning", f"originals/{source.path}", f"the very same as {twin}: left out; take one of them away")
                self.left_out.append(source.path)
            else:
                first_with[original.sha256] = source.path
                found.append(original)
        if not self.sums and not self.left_out:
            self.problem("error", "originals", "there are no articles in it; put some there (.txt, .html, .md)")
        return tuple(found)

    def _original(self, source: read.Source) -> Original | None:
        where = f"originals/{source.path}"
        try:
            if source.file.stat().st_size > read.LARGEST:
                raise read.Unreadable(f"larger than {read.LARGEST // 1_000_000} MB; split it into articles")
            content = source.file.read_bytes()
            self.sums[source.path] = fixity.sha256(content)
            original, remark = read.original(source.path, content)
        except read.Unreadable as error:
            self.problem("error", where, str(error), 1)
            return None
        except OSError as error:
            self.problem("error", where, f"it cannot be read ({error.strerror}); mend its permissions")
            return None
        if remark:
            self.problem("warning", where, remark)
        return original

    def stored(self, cache: Cache) -> tuple[Stored, ...]:
        """The articles on disk; one that is broken is left out, and never written over."""
        folder = self.folder / "articles"
        files = sorted(folder.glob("*.md")) if folder.is_dir() else []
        contents = {file.stem: file.read_bytes() for file in files if file.is_file() and not file.is_symlink()}
        keys = {slug: key("parse", slug, fixity.sha256(content)) for slug, content in contents.items()}
        kept = cache.get(keys.values())
        made: dict[str, Stored] = {}
        found = []
        for slug, content in contents.items():
            one = kept.get(keys[slug]) or self._stored(slug, content)
            if one:
                made[keys[slug]] = one
                found.append(one)
                self._tell_unknown(one)
        cache.put({k: one for k, one in made.items() if k not in kept})
        return tuple(found)

    def _stored(self, slug: str, content: bytes) -> Stored | None:
        try:
            if not is_slug(slug):
                raise FrontMatterError("its name cannot be an address; rename it to a-z, 0-9 and hyphens, at most 80")
            return articles.parse(slug, content)
        except FrontMatterError as error:
            self.problem("error", f"articles/{slug}.md", error.message, error.line)
            original = ORIGINAL.search(content)
            self.broken[slug] = original[1].decode("utf-8", "replace") if original else ""
            self.left_out.append(self.broken[slug] or f"articles/{slug}.md")
            return None

    def _tell_unknown(self, one: Stored) -> None:
        for name, line in one.unknown:
            told = "the address is the file’s name; rename the file" if name in ("slug", "permalink") else "it is kept, but not shown"
            self.problem("warning", f"articles/{one.slug}.md", f"“{name}” means nothing here: {told} (x-{name} says nothing)", line)

    def decisions(self) -> decisions.Decisions:
        try:
            return decisions.parse(self._text("entities.yaml"))
        except FrontMatterError as error:
            self.problem("error", "entities.yaml", error.message, error.line)
            return decisions.Decisions()

    def lock(self) -> lock.Lock:
        return lock.parse(self._text("entities.lock"))

    def received(self) -> str:
        """The manifest of what was received, as it stands, else of what is there now.

        A build makes it once and then only reads it: a sum that follows its file proves nothing.  What
        changed since is told.
        """
        written = self._text(MANIFEST)
        for path, checksum in fixity.read_manifest(written).items():
            if self.sums.get(path, checksum) != checksum:
                message = (
                    f"changed since it was received (its sha256 began {checksum[:8]}); if that is right, delete its line in {MANIFEST}"
                )
                self.problem("warning", f"originals/{path}", message)
        return written or fixity.write_manifest(self.sums)

    def write(self, reconciled: Reconciled, manifest: str, locked: str) -> None:
        """Write what the build keeps in the content folder, each file only where it changes."""
        written: Mapping[str, bytes] = {
            **{f"articles/{name}": content for name, content in reconciled.writes.items()},
            MANIFEST: manifest.encode("utf-8", "surrogateescape"),
            "entities.lock": locked.encode(),
        }
        for name in reconciled.removals:
            (self.folder / "articles" / name).unlink(missing_ok=True)
        for stale in (self.folder / "articles").glob("*.md.new"):
            if stale.name not in reconciled.writes:
                stale.unlink()
        for name, content in written.items():
            put(self.folder / name, content)

    def _text(self, name: str) -> str:
        """A file's text, "" where there is none; bytes that are not UTF-8 are told."""
        file = self.folder / name
        try:
            return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n") if file.is_file() else ""
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.problem("error", name, "not UTF-8; save the file as UTF-8", line)
        except OSError as error:
            self.problem("error", name, f"it cannot be read ({error.strerror}); mend its permissions")
        return ""


def put(file: Path, content: bytes) -> None:
    """Write a file whole or not at all, and only where its bytes change."""
    if file.is_file() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_name(f".{file.name}.part")
    try:
        aside.write_bytes(content)
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


def overridden(value: Settings, base_url: str | None) -> Settings:
    """Settings with what the command line says in place of archive.toml."""
    if not base_url:
        return value
    return replace(value, base_url=base_url if base_url.endswith("/") else base_url + "/")


def ordered(found: Sequence[Article]) -> tuple[Article, ...]:
    """Articles by date, the undated last; drafts are not published."""
    shown = [article for article in found if not article.draft]
    return tuple(sorted(shown, key=lambda article: (not article.shown_date, article.shown_date, article.slug)))
