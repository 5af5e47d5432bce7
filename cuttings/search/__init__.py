"""Search: site/ → Pagefind's index of it, for a server and for a disk.

`index` runs Pagefind over copies of those articles' pages that are not as they were, some at a time,
joins what it wrote to what stands of all others (site/pagefind/), and packs the same files as classic
scripts (site/pagefind-offline/), which a browser runs from file:// too.  static/search-loader.js reads
both; no byte of Pagefind's own code is changed, and of its two scripts only the worker's is published.

The contract with the templates, on each article's page and on no other:

    <main data-pagefind-body>
      <data hidden data-pagefind-filter="year[value]" value="2005"></data>       one for each value
      <data hidden data-pagefind-sort="date[value]" value="2005-06-09"></data>   ISO 8601, "0000" if undated
      <data hidden data-pagefind-meta="date[value]" value="9 June 2005"></data>  as a result shows it
      <data hidden data-pagefind-meta="source[value]" value="Reuters"></data>    likewise
      <article lang="de">                                                        the language of its words
      <h1>…</h1>                                                                 a result's title; the first text
      <h2 id="s1">…</h2>                                                         found passages lead here
      … data-pagefind-ignore="all" on whatever is not the article's own text

Filters: year ("undated" where there is none), publication, agency, people, organisations, places,
agreements, events, section, language.  The marks of filters and of sorting are read here, into a
table beside Pagefind's index (facets); what Pagefind makes of filters is left aside, but that each
article's text tells them.

Pagefind makes an index for each language, its words stemmed as that language is inflected;
search-loader.js asks all of them and joins the answers, so that an archive in several languages is
one.  In the order of stages: pages, survey, engine, indexes, changes, parts, facets, settle, pack;
form and postings are that of Pagefind's files, listing and sheets that of ours, standing is the
index of the site as it was.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path

from cuttings.search.changes import changes
from cuttings.search.engine import INSTALL, SearchError, run, unmet, version
from cuttings.search.indexes import ENTRY, Run, read_run
from cuttings.search.pages import Batches
from cuttings.search.settle import settle
from cuttings.search.standing import BUNDLE, OFFLINE, Standing, Unsound, standing
from cuttings.search.survey import survey
from cuttings.workers import Workers

__all__ = ["SearchError", "index", "unmet", "version"]

LITTLE = 10_000_000  # bytes: with less, Pagefind may have written half, and not have said so
BATCH = 1_000  # articles in a run of Pagefind, which needs up to 0.3 MB of memory for each


def index(site: Path, before: Path | None = None, batch: int = BATCH, workers: Workers | None = None) -> None:
    """Make site/pagefind/ and site/pagefind-offline/ anew; where there is no article there is neither.

    Of `before`, the site as it was, is taken what still holds.  Neither that, nor the number of
    articles in a run, nor where Pagefind runs changes a byte; without `workers` it runs here.
    """
    try:
        _index(site, standing(before) if before else None, batch, workers)
    except Unsound:
        _index(site, None, batch, workers)


def _index(site: Path, old: Standing | None, batch: int, workers: Workers | None) -> None:
    for folder in (site / BUNDLE, site / OFFLINE):
        if folder.exists():
            shutil.rmtree(folder)
    found = survey(site, old)
    if not found.articles:
        return
    with tempfile.TemporaryDirectory(dir=site, prefix=f".{BUNDLE}-") as name:
        fresh = _runs(site, Path(name, "fresh"), {path: found.within[path] for path in found.read}, batch, workers)
        gone = _runs_over_gone(found.old, Path(name, "gone"), found.gone, batch) if found.old else []
        try:
            settle(site, found, changes(found.old, fresh, gone))
        except (KeyError, IndexError, ValueError, TypeError, zlib.error) as error:
            if found.old:
                raise Unsound from None
            raise _unknown(error) from None


def _runs_over_gone(old: Standing, folder: Path, paths: Sequence[str], batch: int) -> list[Run]:
    """Run Pagefind over pages as they were; Unsound where they aren't what they were."""
    try:
        return _runs(old.site, folder, {path: old.articles[path].within for path in paths}, batch)
    except (SearchError, OSError, UnicodeDecodeError):
        raise Unsound from None


def _runs(site: Path, folder: Path, within: Mapping[str, str], batch: int, workers: Workers | None = None) -> list[Run]:
    """Run Pagefind over articles' pages, some at a time: paths, and in the index of which language each goes."""
    batches = Batches(site, within, batch)
    sent = iter(workers.map(indexed, batches, heavy=True)) if workers else None
    runs: list[Run] = []
    for number in range(len(batches)):
        copies = folder / str(number)
        if sent:
            _put(copies / BUNDLE, next(sent))
        else:
            _run(copies, batches[number])
        runs.append(_checked(copies / BUNDLE, min(batch, len(within) - number * batch)))
    return runs


def indexed(pages: Mapping[str, bytes]) -> dict[str, bytes]:
    """What Pagefind makes of pages, as files by path: on another machine, which has but these."""
    with tempfile.TemporaryDirectory() as name:
        _run(Path(name), pages)
        bundle = Path(name, BUNDLE)
        return {file.relative_to(bundle).as_posix(): file.read_bytes() for file in sorted(bundle.rglob("*")) if file.is_file()}


def _run(folder: Path, pages: Mapping[str, bytes]) -> None:
    """Run Pagefind over pages that are put into a folder; what it makes lies beside where they lay."""
    _put(folder, pages)
    run(folder, BUNDLE)
    shutil.rmtree(folder / "articles")


def _put(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _checked(folder: Path, articles: int) -> Run:
    """What a run has made, if it made all of it."""
    if (lost := unmet(folder)) and shutil.disk_usage(folder.parent).free < LITTLE:
        raise SearchError("no space left on the disk for the search index; make room and build again")
    if lost:
        raise SearchError(f"Pagefind {version()} works in another way than search-loader.js expects; missing: {', '.join(lost)}")
    languages = json.loads((folder / ENTRY).read_bytes())["languages"]
    if (found := sum(language["page_count"] for language in languages.values())) != articles:
        raise SearchError(f"Pagefind took in {found} of {articles} articles; {INSTALL}")
    try:
        return read_run(folder)
    except (OSError, KeyError, IndexError, ValueError, TypeError, zlib.error) as error:
        raise _unknown(error) from None


def _unknown(error: Exception) -> SearchError:
    return SearchError(f"Pagefind's files are in a form that is not known here ({error!r}); {INSTALL}==1.5.2")
