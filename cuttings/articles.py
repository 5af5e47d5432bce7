"""Articles on disk: `content/articles/<slug>.md`, written by the machine, edited by people.

The front matter keeps two sums of what the machine wrote: of the body, and of the front matter
itself.  Where either no longer matches, a person edited the file, and the machine never writes
over it: what it would write now goes into `<slug>.md.new` beside it.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

from cuttings import frontmatter, slugs
from cuttings.addresses import is_web_address
from cuttings.body import TooMuch, to_blocks, to_markdown
from cuttings.dates import is_iso
from cuttings.fixity import Sha256, sha256
from cuttings.frontmatter import FrontMatterError
from cuttings.model import Article, Problem, Slug

TEXTS = (
    *("title", "date", "date_inferred", "updated", "description", "agency", "publication", "dateline", "language"),
    *("url", "captured", "rights", "original", "original_sha256", "body_sha256"),
)
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")  # BCP 47, as far as anybody needs
LISTS = ("authors", "editors", "section", "tags", "aliases")
DATES = ("date", "date_inferred", "updated", "captured")
ORDER = (
    *("title", "date", "date_inferred", "updated", "description", "authors", "editors", "agency", "publication"),
    *("dateline", "section", "language", "url", "captured", "rights", "tags", "aliases", "draft"),
    *("original", "original_sha256"),
)
KNOWN = frozenset((*TEXTS, *LISTS, "draft", "front_matter_sha256"))
ADDRESSES = ("slug", "permalink")
OWN_SUM = re.compile(r"^front_matter_sha256:.*\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Stored:
    """An article's file as it is on disk; the sums are those that it records."""

    slug: Slug
    content: bytes
    article: Article
    body_sha256: Sha256 = Sha256("")
    front_matter_sha256: Sha256 = Sha256("")
    unknown: tuple[tuple[str, int], ...] = ()  # keys that are most likely mistaken, with their lines


@dataclass(frozen=True, slots=True)
class Draft:
    """What the machine reads of an original: the file that it would write, without a slug, and the article that this means.

    `fault` is why it can be no file, "" if it can.
    """

    article: Article
    file: Stored | None = None
    fault: str = ""

    @property
    def content(self) -> bytes:
        return self.file.content if self.file else b""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The articles of the archive, and what has to be written into and taken from the folder."""

    articles: tuple[Article, ...]
    markdown: Mapping[Slug, bytes]
    writes: Mapping[str, bytes]
    removals: tuple[str, ...]
    problems: tuple[Problem, ...]


def render(article: Article) -> bytes:
    """The file that the machine writes for an article."""
    fields = {key: value for key in ORDER if (value := _plain(getattr(article, key)))}
    body = to_markdown(article.blocks)
    fields["body_sha256"] = _body_sum(body)
    head = frontmatter.dump_yaml(fields)
    return f"---\n{head}front_matter_sha256: {sha256(head)}\n---\n\n{body}".encode()


def drafted(article: Article) -> Draft:
    """An article as its file; one without a text has none."""
    if not article.text:
        return Draft(article)
    try:
        file = parse("", render(article))
    except FrontMatterError as error:
        return Draft(article, fault=error.message)
    return Draft(_with_traces(file.article, article), file)


def _with_traces(article: Article, draft: Article) -> Article:
    """An article with what a file doesn't hold: how the machine came to it."""
    traces = {key: getattr(draft, key) for key in ("steps", "found", "doubts", "contradictions", "notes")}
    return replace(article, **traces)


def at(slug: str, file: Stored) -> Stored:
    """An article's file under a name."""
    return replace(file, slug=Slug(slug), article=replace(file.article, slug=Slug(slug)))


def parse(slug: str, content: bytes) -> Stored:
    """An article's file as the value that it means; raises FrontMatterError with the line."""
    text = _text(content)
    fields, body = frontmatter.split(text)
    _refuse_conflict(text)
    article = _article(text, fields)
    try:
        blocks = to_blocks(body)
    except TooMuch as error:
        raise FrontMatterError(str(error), text.count("\n", 0, len(text) - len(body)) + 1) from None
    head_sum = Sha256(str(fields.get("front_matter_sha256") or ""))
    head = OWN_SUM.sub("", text[: len(text) - len(body)].removeprefix("---\n").rstrip().removesuffix("---"))
    return Stored(
        Slug(slug),
        content,
        replace(article, slug=Slug(slug), blocks=blocks, edited=(article.body_sha256, head_sum) != (_body_sum(body), sha256(head))),
        article.body_sha256,
        head_sum,
        tuple((key, frontmatter.line_of(text, key)) for key in fields if _misplaced(key)),
    )


def _article(text: str, fields: Mapping[str, Any]) -> Article:
    """The fields of an article's front matter; raises FrontMatterError."""
    values = {
        key: _value(key, value, frontmatter.line_of(text, key))
        for key, value in fields.items()
        if key in TEXTS or key in LISTS or key == "draft"
    }
    if not values.get("title"):
        raise FrontMatterError("the title is missing; add a line title: …", frontmatter.line_of(text, "title"))
    return Article(**values)


def _misplaced(key: str) -> bool:
    """Whether a key is most likely one of ours misspelt, or asks for an address that the file's name gives."""
    return key not in KNOWN and (key in ADDRESSES or bool(get_close_matches(key.lower(), KNOWN, cutoff=0.8)))


def _refuse_conflict(text: str) -> None:
    begins = re.search(r"^<{7} ", text, re.MULTILINE)
    if begins and re.search(r"^>{7} ", text[begins.end() :], re.MULTILINE):
        line = text.count("\n", 0, begins.start()) + 1
        raise FrontMatterError("git left a conflict here; settle it and take out the lines <<<<<<<, ======= and >>>>>>>", line)


def reconcile(
    drafts: Iterable[Draft], stored: Sequence[Stored], present: set[str] | None, broken: Mapping[str, str], shown: str
) -> Reconciled:
    """Lay what the machine reads of the originals beside what is on disk.

    `present` are the paths of all originals, those too that could not be read (None where that is not
    known: then nothing is taken down); `broken` the slugs of files that could not be parsed, with the
    original that each names; `shown` is the folder's name for messages.
    """
    return _Reconciler(stored, present, broken, shown).run(sorted(drafts, key=lambda draft: draft.article.original))


class _Reconciler:
    """The bookkeeping of one reconciliation; `reconcile` is its only user."""

    def __init__(self, stored: Sequence[Stored], present: set[str] | None, broken: Mapping[str, str], shown: str) -> None:
        self.stored = stored
        self.present = present
        self.broken = broken
        self.shown = shown
        self.by_path = {one.article.original: one for one in stored if one.article.original}
        self.by_sum: dict[str, Stored] = {}
        self.taken = {str(one.slug) for one in stored}
        self.writes: dict[str, bytes] = {}
        self.problems: list[Problem] = []

    def run(self, drafts: Sequence[Draft]) -> Reconciled:
        paths = {draft.article.original for draft in drafts}
        for one in self.stored:
            # Moved, or the same file under another name: the sum tells.
            if one.article.original_sha256 and one.article.original not in paths:
                self.by_sum.setdefault(one.article.original_sha256, one)
        articles = []
        claimed = set()
        for draft in drafts:
            read = draft.article
            before = self.by_path.get(read.original) or self.by_sum.pop(read.original_sha256, None)
            wanted = slugs.slug(read.shown_date[:10], read.title, otherwise=read.original_sha256[:8])
            if before:
                claimed.add(before.slug)
                articles.append(self._again(draft, before))
            elif read.original not in self.broken.values() and wanted not in self.broken:
                articles.append(self._first(draft, wanted))
        removals = [one for one in self.stored if one.slug not in claimed and self._orphan(one)]
        gone = {one.slug for one in removals}
        kept = [one for one in self.stored if one.slug not in gone]
        articles += [one.article for one in kept if one.slug not in claimed]
        files = {f"{one.slug}.md": one.content for one in kept} | self.writes
        return Reconciled(
            tuple(articles),
            {article.slug: files[f"{article.slug}.md"].removeprefix(codecs.BOM_UTF8) for article in articles},
            self.writes,
            tuple(f"{one.slug}.md" for one in removals),
            tuple(self.problems),
        )

    def _first(self, draft: Draft, wanted: Slug) -> Article:
        """An article that is not on disk yet gets its slug, once and for all."""
        slug = slugs.unclaimed(wanted, self.taken, draft.article.original_sha256[:8])
        if slug != wanted:
            message = f"same headline and date as {self.shown}/{wanted}.md; both are kept: take one original away if they are one"
            self.problems.append(Problem("warning", f"{self.shown}/{slug}.md", message))
        self.taken.add(slug)
        self.writes[f"{slug}.md"] = draft.content
        return replace(draft.article, slug=slug)

    def _again(self, draft: Draft, before: Stored) -> Article:
        """An article that is on disk: the person's version stands, else the machine's of today."""
        name = f"{before.slug}.md"
        if not before.article.edited:
            # Addresses that people gave it are theirs, and stay.
            if _text(draft.content) != _text(before.content):
                self.writes[name] = draft.content
            return replace(draft.article, slug=before.slug)
        # Where the original lies is no difference: a person may move it.
        sums = parse("", render(replace(draft.article, original=before.article.original)))
        if (sums.body_sha256, sums.front_matter_sha256) != (before.body_sha256, before.front_matter_sha256):
            self.writes[f"{name}.new"] = draft.content
            self.problems.append(Problem("warning", f"{self.shown}/{name}", self._conflict(draft.article, before, name)))
        return replace(before.article, steps=draft.article.steps, found=draft.article.found, notes=draft.article.notes)

    def _conflict(self, draft: Article, before: Stored, name: str) -> str:
        changed = "its original changed" if draft.original_sha256 != before.article.original_sha256 else "it is read differently now"
        return (
            f"edited by hand, and {changed}; your version stays, the new one is {name}.new: "
            "take over what you want, then copy its three sha256 lines into yours"
        )

    def _orphan(self, one: Stored) -> bool:
        """Whether a file goes because its original is gone and nobody edited it."""
        path = one.article.original
        if not path or self.present is None or path in self.present:
            return False
        where = f"{self.shown}/{one.slug}.md"
        if one.article.edited:
            message = f"its original {path} is gone; the article stays, since you edited it: delete this file to take it down"
            self.problems.append(Problem("warning", where, message))
            return False
        self.problems.append(Problem("warning", where, f"its original {path} is gone, so the article was taken down"))
        return True


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _value(key: str, value: Any, line: int) -> Any:
    """A value of the front matter in the form that its key takes; raises FrontMatterError."""
    if key in LISTS:
        values = value if isinstance(value, list) else [] if value is None else [value]
        if not all(isinstance(item, str) for item in values):
            raise FrontMatterError(f"{key} must be a list of texts: [one, two]", line)
        return tuple(item.strip() for item in values if item.strip())
    if key == "draft":
        said = str(value).strip().lower()
        if said not in ("true", "false", "yes", "no"):
            raise FrontMatterError("draft must be true or false", line)
        return said in ("true", "yes")
    if value is None:
        return ""
    if not isinstance(value, str):
        raise FrontMatterError(f"{key} must be one text", line)
    value = value.strip()
    if key in DATES and value and not is_iso(value):
        raise FrontMatterError(f"{key}: “{value}” is no date; write yyyy, yyyy-mm or yyyy-mm-dd", line)
    if key == "language" and value and not LANGUAGE.fullmatch(value):
        raise FrontMatterError(f"language: “{value}” is no code; write one like en or de-AT", line)
    if key == "url" and value and not is_web_address(value):
        raise FrontMatterError("url must be an address: https://…", line)
    return value


def _body_sum(body: str) -> Sha256:
    """The sum of a body; blank lines at its ends, which editors add, do not count."""
    return sha256(body.strip())


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise FrontMatterError("not UTF-8; save the file as UTF-8", line) from None
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
