"""Building: assemble the archive, tell what is wrong, publish what is right, count what came out."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from cuttings.cache import Cache
from cuttings.memo import Memo, place
from cuttings.options import HOME, Options
from cuttings.publish import Changes, Edition, PublishError, recover
from cuttings.report import Report, in_order
from cuttings.workers import Workers, workers

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

if TYPE_CHECKING:  # what takes a while to load is loaded when something has to be built
    from cuttings.content import Content
    from cuttings.model import Archive, Problem
    from cuttings.stages import Assembled

FAULT = 1


def build(options: Options, report: Report, started: float, publishing: bool = True) -> int:
    """content/ → site/; the exit status.  Without `publishing` nothing is written.  Raises WorkersError."""
    folder = cache_folder()
    try:
        lock = alone(folder, options.output)
    except OSError as error:
        report.say(f"error: {error.filename}: {error.strerror}; mend that and build again")
        return FAULT
    with lock as first:
        if not first:
            report.say(f"error: {options.output}: another build of it is running (serve builds too); try again when it has ended")
            return FAULT
        if publishing:
            with contextlib.suppress(OSError, PublishError):  # where nothing can be cleared, publishing will say why
                recover(options.output)
        memo = Memo(folder, options)
        told = memo.unchanged() if publishing else []
        if options.cache and told:
            for line in told[:-1]:
                report.say(line) if line.startswith("error") else report.note(line)
            report.note(f"{told[-1]}; 0 added, 0 changed, 0 removed; {_seconds(started)}")
            return 0
        with workers(options) as hands:
            return _build(options, report, started, publishing, memo, Cache(folder if options.cache else None), hands)


def _build(options: Options, report: Report, started: float, publishing: bool, memo: Memo, cache: Cache, hands: Workers) -> int:
    from cuttings.content import Content
    from cuttings.search import SearchError
    from cuttings.stages import assemble

    content = Content(options.content)
    assembled = assemble(content, options, cache, report, hands)
    found, counted = None, ""
    try:
        with Edition(options.output) if publishing else contextlib.nullcontext() as edition:
            before = memo.keys() if edition and options.cache else {}
            shown, keys = _printed(assembled, content, edition, before, report)
            counted = _counts(assembled, shown, content.left_out)
            report.problems(content.problems)
            names = _names_found(assembled, report)
            if _stops(content, options):
                why = "see the errors above" if _errors(content) else "--strict makes the warnings errors"
                report.say(f"{counted}; not published, {why}; {_seconds(started)}")
                return FAULT
            for note in in_order(assembled.notes):
                report.note(str(note))
            if edition:
                found = _published(edition, options, len(assembled.archive.articles), report, hands)
                for name in assembled.keep():
                    content.problem("warning", f"articles/{name}", "changed while the build ran: left as it is; build again")
                    report.problems(content.problems[-1:])
    except (PublishError, SearchError) as error:
        report.problems(content.problems if not counted else ())
        report.say(f"error: {error}")
        return FAULT
    except OSError as error:
        report.say(f"error: {error.filename or options.content}: {error.strerror}; mend that and build again")
        return FAULT
    errors = _errors(content)
    if publishing and not errors:
        memo.remember([*map(str, in_order(content.problems)), *names, counted], content.written, keys)
    told = (
        f"{len(found.added)} added, {len(found.changed)} changed, {len(found.removed)} removed" if found is not None else "nothing written"
    )
    report.note(f"{counted}; {told}; {_seconds(started)}")
    return FAULT if errors else 0


def _printed(
    assembled: Assembled, content: Content, edition: Edition | None, before: Mapping[str, str], report: Report
) -> tuple[int, dict[str, str]]:
    """The pages made, looked at, and laid beside the site: how many are for people to read, and the keys of those that have one.

    Those of which `before` has the key stay as they are.
    """
    from cuttings.check import Check
    from cuttings.pages import AsBefore, LongPage

    archive = assembled.archive
    report.stage("writing pages", len(archive.articles) + sum(entity.page for entity in archive.entities))
    check, wrong = Check(archive, content.shown, edition.old if edition else None), len(content.problems)
    shown, keys = 0, {}
    for page in assembled.pages(before):
        shown += page.path.endswith(".html")
        report.done(shown)
        if not isinstance(page, LongPage) and page.key:
            keys[page.path] = page.key
        if isinstance(page, AsBefore):
            check.keep(page.path)
            if edition:
                edition.keep(page.path)
            continue
        check.add(page.path, page.content if page.path.endswith(".html") else b"")
        if edition:
            edition.put(page.path, page.pieces if isinstance(page, LongPage) else page.content)
    if len(content.problems) == wrong:  # else there are pages missing
        content.problems += check.problems(edition.before if edition else ())
    return shown, keys


def _names_found(assembled: Assembled, report: Report) -> list[str]:
    """By what names were found, where it is more than what the program brings along."""
    if not assembled.model:
        report.detail("names found by rules and lists; no language model is installed, or archive.toml says language_model = false")
        return []
    told = f"names found by rules, lists and spaCy’s {assembled.model}"
    report.note(told)
    return [told]


def _published(edition: Edition, options: Options, articles: int, report: Report, hands: Workers) -> Changes:
    """What publishing changed."""
    report.stage("publishing", len(edition.sums))
    found = edition.close()
    needed = found or not (options.output / "pagefind").is_dir()
    if needed and not edition.publish(_indexing(report, articles, options.output, hands if options.cluster else None)):
        report.note(f"warning: {options.output}: put in place by two renames; for a moment there was no site")
    return found


def _indexing(report: Report, articles: int, before: Path, hands: Workers | None) -> Callable[[Path], None]:
    """The search index as a stage of its own, in the midst of publishing."""
    from cuttings import search

    def index(staged: Path) -> None:
        report.stage("indexing for search", articles)
        search.index(staged, before, workers=hands)
        report.stage("putting in place", 0)

    return index


def _stops(content: Content, options: Options) -> bool:
    """Whether what is wrong forbids publishing."""
    if options.strict and content.problems:
        return True
    errors = _errors(content)
    # A wrong decision or setting may move every address: no part of the site is sound without it.
    whole = [
        error for error in errors if error.where.endswith((".yaml", ".toml", "/originals", "/articles")) or "/templates" in error.where
    ]
    return bool(whole or (errors and not options.keep_going))


def _counts(assembled: Assembled, pages: int, left_out: Sequence[str]) -> str:
    archive: Archive = assembled.archive
    with_page = sum(entity.page for entity in archive.entities)
    counted = f"{len(archive.articles)} articles, {with_page} entities, {len(archive.links)} links, {pages} pages"
    return f"{counted}, left out: {', '.join(sorted(left_out))}" if left_out else counted


def _errors(content: Content) -> list[Problem]:
    return [problem for problem in content.problems if problem.severity == "error"]


def _seconds(started: float) -> str:
    return f"{time.monotonic() - started:.1f} s"


def cache_folder() -> Path | None:
    """Where the cache lives: beside build.py, else in the temporary folder, else nowhere."""
    for folder in (HOME / ".cache", Path(tempfile.gettempdir()) / "cuttings-cache"):
        with contextlib.suppress(OSError):
            folder.mkdir(exist_ok=True)
            (folder / "CACHEDIR.TAG").write_text("Signature: 8a477f597d28d172789f06886806bc55\n")
            return folder
    return None


@contextlib.contextmanager
def _held(lock: TextIO) -> Iterator[bool]:
    """Whether a lock could be had; it dies with its process."""
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def alone(folder: Path | None, output: Path) -> contextlib.AbstractContextManager[bool]:
    """Whether this is the only build of `output`, while it lasts; raises OSError where that can't be asked."""
    if folder is None or fcntl is None:  # on Windows a second build fails on the open folder by itself
        return contextlib.nullcontext(True)
    return _held(open(folder / f"{place(output)}.lock", "w", encoding="utf-8"))
