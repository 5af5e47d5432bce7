"""Search: site/ → Pagefind's index of it, for a server and for a disk.

`index` runs Pagefind over copies of the articles' pages and settles what it wrote (site/pagefind/),
then packs the same files as classic scripts (site/pagefind-offline/), which a browser runs from
file:// too.  static/search-loader.js reads both; no byte of Pagefind's own code is changed.

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
agreements, events, section, language.  The marks of filters and of sorting are read here, into one
table beside Pagefind's index (facets), and Pagefind gets the pages without them.

Pagefind makes an index for each language, its words stemmed as that language is inflected;
search-loader.js asks all of them and joins the answers, so that an archive in several languages is
one.  In the order of stages: pages, engine, facets, settle, pack; form is that of Pagefind's files.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from cuttings.search.engine import INSTALL, SearchError, run, unmet, version
from cuttings.search.pack import pack, script_of
from cuttings.search.pages import copied, parted
from cuttings.search.settle import ENTRY, settle

__all__ = ["SearchError", "index", "pack", "parted", "script_of", "settle", "unmet", "version"]

BUNDLE, OFFLINE = "pagefind", "pagefind-offline"
LITTLE = 10_000_000  # bytes: with less, Pagefind may have written half, and not have said so


def index(site: Path) -> None:
    """Make site/pagefind/ and site/pagefind-offline/ anew; where there is no article there is neither."""
    for folder in (site / BUNDLE, site / OFFLINE):
        if folder.exists():
            shutil.rmtree(folder)
    with tempfile.TemporaryDirectory(dir=site, prefix=f".{BUNDLE}-") as name:
        copies = Path(name)
        articles = copied(site, copies)
        if not articles:
            return
        run(copies, BUNDLE)
        bundle = read(copies / BUNDLE)
        if unmet(bundle) and shutil.disk_usage(site).free < LITTLE:
            raise SearchError("no space left on the disk for the search index; make room and build again")
    if lost := unmet(bundle):
        raise SearchError(f"Pagefind {version()} works in another way than search-loader.js expects; missing: {', '.join(lost)}")
    found = sum(language["page_count"] for language in json.loads(bundle[ENTRY])["languages"].values())
    if found != len(articles):
        raise SearchError(f"Pagefind took in {found} of {len(articles)} articles; {INSTALL}")
    bundle = settle(bundle, articles)
    _write(site / BUNDLE, bundle)
    _write(site / OFFLINE, pack(bundle))


def read(folder: Path) -> dict[str, bytes]:
    """The files of a bundle: path → content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def _write(folder: Path, files: Mapping[str, bytes]) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
