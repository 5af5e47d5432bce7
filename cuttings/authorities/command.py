"""The entities as a person sees them: a table, or what an extract of Wikidata says of them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from cuttings.authorities.match import Wanted, matched, wanted
from cuttings.authorities.records import HeadError, Record, RecordError, of_row, of_value
from cuttings.authorities.stream import SourceError, is_json, opened, rows, values
from cuttings.builder import FAULT, cache_folder
from cuttings.cache import Cache
from cuttings.content import Content
from cuttings.model import Archive
from cuttings.options import Options
from cuttings.report import Report, visible
from cuttings.review.command import told
from cuttings.review.survey import Survey
from cuttings.stages import assemble
from cuttings.workers import workers


def entities(options: Options, report: Report, reconcile: Path | None = None) -> int:
    """Print the entities, or for each of them the items of Wikidata in a file that it may be; the exit status."""
    content = Content(options.content)
    with workers(options) as hands:
        assembled = assemble(content, options, Cache(cache_folder() if options.cache else None), report, hands)
    report.problems(content.problems)
    if any(one.severity == "error" and one.where.endswith("entities.yaml") for one in content.problems):
        return FAULT
    if reconcile is None:
        return _table(assembled.archive, report)
    survey = Survey(assembled.archive, assembled.decisions, assembled.seen())
    looked_for = wanted(survey)
    try:
        found = matched(survey, looked_for, _records(reconcile, looked_for, survey.archive.settings.language))
    except SourceError as error:
        report.say(f"error: {os.path.relpath(reconcile)}:{error.line}: {error.message}")
        return FAULT
    for suggestion in found:
        for line in told(suggestion):
            print(visible(line))
    report.note(f"{len(found)} to look at; paste what is right into entities.yaml")
    return 0


def _records(path: Path, looked_for: Wanted, language: str) -> Iterator[Record]:
    """The records of a file that may be an entity of the archive; the others are let go as they are read."""
    with opened(path) as file:
        json, head = is_json(file)
        for line, one in values(file, head) if json else rows(file, head):
            try:
                made = of_row(one) if isinstance(one, dict) and not json else of_value(one, language)
                yield from (record for record in made if looked_for.of(record))
            except RecordError as error:
                raise SourceError(str(error), 1 if isinstance(error, HeadError) else line) from None


def _table(archive: Archive, report: Report) -> int:
    shown = [entity for entity in archive.entities if entity.page or report.verbose]
    rest = len(archive.entities) - len(shown)
    widest = max((len(entity.id) for entity in shown), default=0)
    for entity in shown:
        print(visible(f"{entity.type:<12}  {len(entity.articles):>6}  {entity.id:<{widest}}  {entity.name}"))
    report.note(f"{len(shown)} entities: type, articles, id, name" + (f"; {rest} without a page, --verbose lists them" if rest else ""))
    return 0
