"""Building: assemble the archive, tell what is wrong, publish what is right, count what came out."""

from __future__ import annotations

import contextlib
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cuttings.cache import Cache
from cuttings.memo import Memo, place
from cuttings.model import Archive, Problem
from cuttings.options import HOME, Options
from cuttings.publish import Changes, PublishError, changes, publish, recover, refuse_strangers
from cuttings.report import Report, in_order
from cuttings.workers import Workers, workers

if TYPE_CHECKING:  # what takes a while to load is loaded when something has to be built
    from cuttings.content import Content
    from cuttings.stages import Assembled

FAULT = 1


def build(options: Options, report: Report, started: float, publishing: bool = True) -> int:
    """content/ → site/; the exit status.  Without `publishing` nothing is written.  Raises WorkersError."""
    folder = cache_folder()
    with alone(folder, options.output) as first:
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
    from cuttings import search
    from cuttings.content import Content
    from cuttings.stages import assemble

    content = Content(options.content)
    assembled = assemble(content, options, cache, report.stage, hands)
    report.problems(content.problems)
    counted = _counts(assembled, content.left_out)
    names = [f"names found by rules, lists and spaCy’s {assembled.model}"] if assembled.model else []
    for line in names:
        report.note(line)
    if not names:
        report.detail("names found by rules and lists; no language model is installed, or archive.toml says language_model = false")
    if _stops(content, options):
        why = "see the errors above" if _errors(content) else "--strict makes the warnings errors"
        report.say(f"{counted}; not published, {why}; {_seconds(started)}")
        return FAULT
    for note in in_order(assembled.notes):
        report.note(str(note))
    found = Changes((), (), ())
    if publishing:
        report.stage("publishing", len(assembled.pages))
        try:
            refuse_strangers(options.output)
            found = changes(assembled.pages, options.output)
            if found or not (options.output / "pagefind").is_dir():
                options.output.parent.mkdir(parents=True, exist_ok=True)
                if not publish(assembled.pages, options.output, _indexing(report, len(assembled.archive.articles)), found):
                    report.note(f"warning: {options.output}: put in place by two renames; for a moment there was no site")
            for name in assembled.keep():
                content.problem("warning", f"articles/{name}", "changed while the build ran: left as it is; build again")
                report.problems(content.problems[-1:])
        except (PublishError, search.SearchError) as error:
            report.say(f"error: {error}")
            return FAULT
        except OSError as error:
            report.say(f"error: {error.filename or options.content}: {error.strerror}; mend that and build again")
            return FAULT
    errors = _errors(content)
    if publishing and not errors:
        memo.remember([*map(str, in_order(content.problems)), *names, counted], content.written)
    told = f"{len(found.added)} added, {len(found.changed)} changed, {len(found.removed)} removed"
    report.note(f"{counted}; {told if publishing else 'nothing written'}; {_seconds(started)}")
    return FAULT if errors else 0


def _indexing(report: Report, articles: int) -> Callable[[Path], None]:
    """The search index as a stage of its own, in the midst of publishing."""
    from cuttings import search

    def index(staged: Path) -> None:
        report.stage("indexing for search", articles)
        search.index(staged)
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


def _counts(assembled: Assembled, left_out: Sequence[str]) -> str:
    archive: Archive = assembled.archive
    with_page = sum(entity.page for entity in archive.entities)
    html = sum(path.endswith(".html") for path in assembled.pages)
    counted = f"{len(archive.articles)} articles, {with_page} entities, {len(archive.links)} links, {html} pages"
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
def alone(folder: Path | None, output: Path) -> Iterator[bool]:
    """Whether this is the only build of `output`; the lock dies with its process."""
    try:
        import fcntl
    except ImportError:  # Windows: a second build would fail on the open folder by itself
        yield True
        return
    if folder is None:
        yield True
        return
    with open(folder / f"{place(output)}.lock", "w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True
