"""Content: the folder that people keep, read and written.

    archive.toml · templates/ · originals/ · articles/ · entities.yaml · entities.lock

What is wrong with a file becomes a Problem that names it as seen from where the command runs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from cuttings import articles, fixity, logo, metadata, read, settings
from cuttings.articles import Draft, Reconciled, Stored
from cuttings.cache import Cache, key
from cuttings.describe.facts import Fact
from cuttings.entities import decisions, lock
from cuttings.fixity import Sha256
from cuttings.frontmatter import FrontMatterError
from cuttings.model import Article, Problem, Settings, Severity
from cuttings.slugs import is_slug

MANIFEST = f"originals/{read.MANIFEST}"
ADDRESSES = "addresses.lock"
ORIGINAL = re.compile(rb"^original:[ \t]*['\"]?(.+?)['\"]?[ \t]*$", re.MULTILINE)


@dataclass
class Content:
    """A content folder; `problems` gathers all that is wrong, `left_out` the articles it costs."""

    folder: Path
    problems: list[Problem] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    sums: dict[str, Sha256] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)  # the paths of all originals, those too that cannot be read
    archived: dict[str, str] = field(default_factory=dict)  # those of them that are pages of a web archive → the archive
    unread: bool = False  # a folder or an archive in originals/ cannot be read: what is missing may be there
    broken: dict[str, str] = field(default_factory=dict)
    on_disk: dict[str, bytes] = field(default_factory=dict)  # what stood in articles/ when it was read
    written: set[Path] = field(default_factory=set)

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

    def logo(self, chosen: Settings) -> dict[str, bytes]:
        """The logo's file as the site has it, by name; none where it is not fit to be published."""
        if not chosen.logo:
            return {}
        file = self.folder / chosen.logo
        try:
            content = file.read_bytes() if not file.is_symlink() else b""
        except OSError as error:
            self.problem("error", "archive.toml", f"the logo {chosen.logo} cannot be read ({error.strerror})")
            return {}
        if fault := logo.fault(chosen.logo, content):
            self.problem("error", "archive.toml", f"the logo {chosen.logo} cannot be used: {fault}")
            return {}
        return {logo.published(chosen.logo): content}

    def templates(self, ours: Iterable[str]) -> dict[str, str]:
        """Templates that stand in place of ours, and pieces of their own, whose names begin with “_”."""
        known = frozenset(ours)
        found = {}
        for file in sorted((self.folder / "templates").glob("*")):
            where = f"templates/{file.name}"
            if file.name in known or (file.name.startswith("_") and file.suffix == ".html"):
                found[file.name] = self._text(where)
            elif not file.name.startswith("."):
                self.problem("warning", where, f"no template has this name, so it is left out; they are {', '.join(sorted(known))}")
        return found

    def originals(self, cache: Cache) -> tuple[read.Reading, ...]:
        """The originals that can be read, each text once."""
        folder = self.folder / "originals"
        if not folder.is_dir():
            self.problem("error", "originals", "there is no such folder; make it and put articles into it (.txt, .html, .md …)")
            return ()
        told = len(self.problems)
        sources = read.sources(folder, self.problems, f"{self.shown}/originals")
        self.unread = any(problem.severity == "error" for problem in self.problems[told:])
        first_with: dict[str, str] = {}
        found = []
        for source in sources:
            self.seen.add(source.path)
            for reading in self._readings(source, cache):
                twin = first_with.setdefault(reading.original.sha256, reading.original.path)
                if twin == reading.original.path:
                    found.append(reading)
                else:
                    self._leave_out(reading.original.path, f"the very same as {twin}: left out; take one of them away")
        if not self.sums and not self.left_out:
            self.problem("error", "originals", "there are no articles in it; put some there (.txt, .html, .md …)")
        return tuple(found)

    def _readings(self, source: read.Source, cache: Cache) -> Iterator[read.Reading]:
        """The originals that a file holds; what cannot be read of it is told, and left out."""
        try:
            with open(source.file, "rb") as file:
                read.check_size(file, read.largest(source.path))
                self.sums[source.path] = fixity.sha256_of(file)
                file.seek(0)
                for one in self._kept(source.path, cache) or read.originals(source.path, file):
                    path = one.path if isinstance(one, read.LeftOut) else one.original.path
                    if path != source.path:
                        self.archived[path] = source.path
                        self.seen.add(path)
                    if isinstance(one, read.LeftOut):
                        self._leave_out(path, f"left out: {one.why}")
                    else:
                        self._keep(one, cache)
                        yield one
        except read.Unreadable as error:
            self._cannot_read(source.path, str(error), int(read.kind_of(source.path) in read.TEXTS))
        except OSError as error:
            self._cannot_read(source.path, f"it cannot be read ({error.strerror}); mend its permissions")

    def _kept(self, path: str, cache: Cache) -> list[read.Reading]:
        """What an earlier build read of a document, which takes long."""
        return list(cache.get([key("read", path, self.sums[path])]).values()) if read.is_slow(path) else []

    def _keep(self, one: read.Reading, cache: Cache) -> None:
        path = one.original.path
        if one.remark:
            self.problem("warning", f"originals/{path}", one.remark)
        if read.is_slow(path) and path in self.sums:
            cache.put({key("read", path, self.sums[path]): one})

    def _leave_out(self, path: str, why: str) -> None:
        self.problem("warning", f"originals/{path}", why)
        self.left_out.append(path)

    def _cannot_read(self, path: str, why: str, line: int = 0) -> None:
        self.problem("error", f"originals/{path}", why, line)
        self.left_out.append(path)
        self.unread = self.unread or read.is_archive(path)

    def stored(self, cache: Cache, drafts: Iterable[Draft] = ()) -> tuple[Stored, ...]:
        """The articles on disk; one that is broken is left out, and never written over.

        What the files of `drafts` mean is known, so one that is as the machine wrote it needs no reading.
        """
        contents = {}
        for file in sorted((self.folder / "articles").glob("*.md")):
            try:
                if file.is_symlink() or not file.is_file():
                    raise OSError(0, "it is a link or no file; put the file itself here")
                contents[file.stem] = self.on_disk[file.name] = file.read_bytes()
            except OSError as error:
                self.problem("error", f"articles/{file.name}", f"it cannot be read ({error.strerror})")
                self.broken[file.stem] = ""
        written = {draft.file.content: draft.file for draft in drafts if draft.file}
        keys = {slug: key("parse", slug, fixity.sha256(content)) for slug, content in contents.items() if content not in written}
        kept = cache.get(keys.values())
        made: dict[str, Stored] = {}
        found = []
        for slug, content in contents.items():
            if content in written and is_slug(slug):
                found.append(articles.at(slug, written[content]))
            elif one := kept.get(keys.get(slug, "")) or self._stored(slug, content):
                found.append(one)
                self._tell_unknown(one)
                if slug in keys:
                    made[keys[slug]] = one
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
            told = (
                "the address is the file’s name; rename the file"
                if name in articles.ADDRESSES
                else "is it a slip? It is kept, but not shown"
            )
            self.problem("warning", f"articles/{one.slug}.md", f"“{name}” means nothing here: {told}", line)

    def decisions(self) -> decisions.Decisions:
        try:
            return decisions.parse(self._text("entities.yaml"))
        except FrontMatterError as error:
            self.problem("error", "entities.yaml", error.message, error.line)
            return decisions.Decisions()

    def lock(self) -> lock.Lock:
        return lock.parse(self._text("entities.lock"))

    def addresses(self) -> str:
        """What addresses.lock says."""
        return self._text(ADDRESSES)

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

    def stated(self) -> dict[str, tuple[Fact, ...]]:
        """What the metadata.csv files in originals/ state: path of the original → facts.

        A row of a web archive holds for all of its pages; what the row of a page says comes first.
        """
        found: dict[str, tuple[Fact, ...]] = {}
        root = self.folder / "originals"
        by_name = metadata.names(self.seen)
        for file in sorted(root.rglob("metadata.csv")):
            where = file.relative_to(self.folder).as_posix()
            folder = where.removeprefix("originals/").removesuffix("metadata.csv")
            rows, faults = metadata.parse(self._text(where))
            for fault in faults:
                self.problem("warning" if fault.warning else "error", where, fault.message, fault.line)
            for row in rows:
                name = folder + row.filename.removeprefix("./")
                if name in by_name:
                    found[by_name[name]] = row.facts
                else:
                    self.problem("warning", where, f"there is no {name} in originals/", row.line)
        return found | {page: (*found.get(page, ()), *found.get(archive, ())) for page, archive in self.archived.items()}

    def write(self, reconciled: Reconciled, manifest: str, locked: str, addresses: str) -> list[str]:
        """Write what the build keeps in the content folder, each file only where it changes.

        An article that somebody changed while the build ran is left as it is, and named.
        """
        late = []
        folder = self.folder / "articles"
        for name in reconciled.removals:
            if self._as_read(folder / name):
                (folder / name).unlink(missing_ok=True)
                self.written.add(folder / name)
            else:
                late.append(name)
        for name, content in reconciled.writes.items():
            if name.endswith(".md") and not self._as_read(folder / name):
                late.append(name)
            else:
                self._put(folder / name, content)
        for beside in folder.glob("*.md.new"):
            if beside.name not in reconciled.writes and not _edited(beside):
                beside.unlink()
        self._put(self.folder / MANIFEST, manifest.encode("utf-8", "surrogateescape"))
        self._put(self.folder / "entities.lock", locked.encode())
        self._put(self.folder / ADDRESSES, addresses.encode())
        return late

    def _as_read(self, file: Path) -> bool:
        """Whether an article's file is as it was when the build read it."""
        return (file.read_bytes() if file.is_file() else None) == self.on_disk.get(file.name)

    def _put(self, file: Path, content: bytes) -> None:
        put(file, content)
        self.written.add(file)

    def _text(self, name: str) -> str:
        """A file's text, "" where there is none; bytes that are not UTF-8 are told."""
        file = self.folder / name
        try:
            content = file.read_bytes() if file.is_file() else b""
            # File names may be any bytes: the manifest has them as they are.
            errors = "surrogateescape" if name == MANIFEST else "strict"
            return content.decode("utf-8-sig", errors).replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.problem("error", name, "not UTF-8; save the file as UTF-8", line)
        except OSError as error:
            self.problem("error", name, f"it cannot be read ({error.strerror}); mend its permissions")
        return ""


def _edited(beside: Path) -> bool:
    """Whether somebody changed the version that was laid beside theirs."""
    try:
        return articles.parse(beside.name.removesuffix(".md.new"), beside.read_bytes()).article.edited
    except (OSError, FrontMatterError):
        return True


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
