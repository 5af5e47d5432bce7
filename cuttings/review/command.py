"""The review as a person sees it: lines on the terminal, or a page."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from cuttings.builder import FAULT, cache_folder
from cuttings.cache import Cache
from cuttings.content import Content, put
from cuttings.options import HOME, Options
from cuttings.report import Report, visible
from cuttings.review import Suggestion, suggestions
from cuttings.review.page import MARK, page
from cuttings.stages import Assembled, assemble
from cuttings.workers import workers

SHOWN = 25  # suggestions of a group on the terminal; --verbose shows all
FEW = {"one article only": 10}
TEMPLATES = ("review.html", "_review.css")


def review(options: Options, report: Report, html: Path | None = None) -> int:
    """Print what a person should look at, each with how to settle it, or write it as a page; the exit status."""
    content = Content(options.content)
    with workers(options) as hands:
        assembled = assemble(content, options, Cache(cache_folder() if options.cache else None), report, hands)
    report.problems(content.problems)
    if any(one.severity == "error" and one.where.endswith("entities.yaml") for one in content.problems):
        report.say("mend entities.yaml first: without it, what you decided would be suggested again")
        return FAULT
    found = suggestions(assembled.archive, assembled.decisions, assembled.seen())
    if html:
        return _write(html, found, assembled, options, report)
    for line in _lines(found, everything=report.verbose):
        print(visible(line))
    report.note(f"{len(found)} to look at")
    return 0


def _lines(found: Sequence[Suggestion], everything: bool) -> Iterator[str]:
    shown: Counter[str] = Counter()
    for one in found:
        shown[one.group] += 1
        if everything or shown[one.group] <= FEW.get(one.group, SHOWN):
            yield from told(one)
    for group, count in shown.items() if not everything else ():
        if count > FEW.get(group, SHOWN):
            yield f"{group}: {count - FEW.get(group, SHOWN)} more; --verbose lists them, --html makes a page"


def told(one: Suggestion) -> Iterator[str]:
    """A suggestion in lines: its title, its passages, its ways."""
    yield f"{one.group}: {one.title}"
    for passage in one.passages:
        yield f"    {passage.article}: {passage}"
    for way in one.ways:
        yield f"  {way.when}: {way.what}".rstrip(": ") + (":" if way.lines else "")
        yield from (f"    {line}" for line in way.lines.splitlines())


def _write(file: Path, found: Sequence[Suggestion], assembled: Assembled, options: Options, report: Report) -> int:
    """The page, never over a file that is not one of these."""
    try:
        if file.exists() and MARK.encode() not in file.read_bytes()[:2000]:
            report.say(f"error: {file}: this is no review, so it is left as it is; name another file behind --html")
            return FAULT
        templates = {name: (HOME / "templates" / name).read_text("utf-8") for name in TEMPLATES}
        colours = (HOME / "static" / "tokens.css").read_text("utf-8")
        text = page(found, assembled.archive, templates, colours, _way_to(options.output, file.parent))
        put(file, text.encode("utf-8", "replace"))
    except OSError as error:
        report.say(f"error: {file}: it cannot be written ({error.strerror}); name another file behind --html")
        return FAULT
    report.note(f"{len(found)} to look at: {file}")
    return 0


def _way_to(site: Path, folder: Path) -> str:
    """The way from a folder to the site; from another drive there is none but its own address."""
    try:
        return quote(os.path.relpath(site, folder).replace(os.sep, "/"))
    except ValueError:
        return site.as_uri()
