"""What static/search-loader.js relies on in Pagefind, asked of Pagefind itself in a browser.

Each of these fails where a new release behaves in another way, and says what then breaks.  To upgrade:
change the lock, run these tests and those beside them, and set VERSION.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from asking import bundle as files
from playwright.sync_api import Browser, Page

from cuttings import search
from cuttings.search import engine
from cuttings.search.form import plain, unpacked
from cuttings.search.pages import STEMMED
from cuttings.search.postings import entries, entry, part, postings

HOME = Path(__file__).parents[2]
VERSION = "1.5.2"
FILLER = " ".join(f"word{number:05}x" for number in range(12_000))  # so that the index has several parts
PAGES = {
    "one": "Erdoğan met the ministers: an air transport deal, signed at once.",
    "two": "A minister spoke of transport by air.",
    "three": "Without a word, the ministers waited.",
    "four": "No deal at all, said the ministers.",
    "many": FILLER,
}

MARKS = "".join(
    f'<data data-pagefind-filter="{name}[value]" value="{value}"></data>'
    for name, value in (("year", "2009"), ("people", "Person B"), ("people", "Person A"))
)


def _page(text: str, language: str = "en") -> str:
    return f'<html lang="{language}"><body><main data-pagefind-body><h1>Title</h1><p>{html.escape(text)}</p></main></body></html>'


def _pagefind(folder: Path, pages: dict[str, str]) -> Path:
    for name, page in pages.items():
        (folder / f"{name}.html").write_text(page, "utf-8")
    subprocess.run([str(engine._program()), "--site", ".", "--keep-index-url", "--quiet"], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = {name: _page(page) for name, page in PAGES.items()}
    pages["one"] = pages["one"].replace("<h1>", MARKS + "<h1>")
    pages |= {"deutsch": _page("Die Verhandlungen in Bonn.", "de"), "empty": "<html lang='en'><body>Nothing.</body></html>"}
    return _pagefind(tmp_path_factory.mktemp("plain"), pages)


@pytest.fixture(scope="module")
def page(browser: Browser, site: Path, serve: Callable[[Path], str]) -> Iterator[Page]:
    page = browser.new_page()
    page.goto(f"{serve(site)}empty.html")
    yield page
    page.close()


# As search-worker.js speaks to Pagefind's worker: one for each language.
CALL = """async ([language, method, argument]) => {
  window.engines ??= {};
  window.engines[language] ??= new Worker('pagefind/pagefind-worker.js');
  const worker = window.engines[language], waiting = worker.waiting ??= [];
  worker.onmessage ??= ({ data: { id, result, error } }) => (error ? waiting[id].reject(error) : waiting[id].resolve(result));
  const call = (called, ...args) => new Promise((resolve, reject) => {
    worker.postMessage({ id: waiting.push({ resolve, reject }) - 1, method: called, args });
  });
  worker.begun ??= call('init', { basePath: '/pagefind/', baseUrl: '/', language }).then(() => call('filters'));
  await worker.begun;
  const answer = await call(method, argument);
  return method === 'search' ? Promise.all(answer.results.map(({ data }) => call('getData', data))) : answer;
}"""


def found(page: Page, query: str | None, language: str = "en") -> list[str]:
    """The pages that Pagefind finds, in its order; asked as search-worker.js asks."""
    return [text["url"].strip("/").removesuffix(".html") for text in page.evaluate(CALL, [language, "search", query])]


def test_the_version_is_the_one_that_was_looked_at() -> None:
    reason = f"search leans on Pagefind {VERSION} (accents folded, one phrase a query, files in the form that cuttings/search knows)"
    assert search.version() == VERSION, reason
    for lock in ("requirements.txt", "requirements-dev.txt"):
        pinned = re.search(r"^pagefind-bin==(\S+)", (HOME / lock).read_text("utf-8"), re.MULTILINE)
        assert pinned is not None, lock
        assert pinned[1] == VERSION, f"{lock}: {reason}"


def test_its_files_hold_what_the_bridge_leans_on(site: Path) -> None:
    assert search.unmet(site / "pagefind") == (), "search-loader.js could not run Pagefind from a disk"


def test_its_files_have_the_form_that_is_settled(site: Path) -> None:
    bundle = files(site / "pagefind")
    told = json.loads(bundle["pagefind-entry.json"])
    meta = unpacked(bundle[f"pagefind.{told['languages']['en']['hash']}.pf_meta"])
    version, pages, parts, *_ = meta
    assert version == VERSION
    assert len(pages) == len(PAGES), "settle: the list of pages stands elsewhere"
    assert len(parts) > 1, "settle: the parts of the index stand elsewhere, or are larger than they were"
    assert {f"index/{name}.pf_index" for _, _, name in parts} <= set(bundle), "settle: parts have other names"
    for _, _, name in parts:
        held = plain(bundle[f"index/{name}.pf_index"])
        taken_apart = list(entries(held))
        assert part([content for _, content in taken_apart]) == held, "postings: words stand otherwise in a part"
        assert [entry(stem, postings(content)) for stem, content in taken_apart] == [content for _, content in taken_apart], (
            "postings: pages do"
        )
    fragments = [json.loads(plain(content)) for path, content in bundle.items() if path.startswith("fragment/")]
    assert {"/one.html", "/deutsch.html"} <= {fragment["url"] for fragment in fragments}, "settle: facets take url from fragments"


def test_it_stems_the_languages_that_get_an_index(tmp_path: Path) -> None:
    languages = sorted(STEMMED | {"uk", "zh"})
    bundle = files(_pagefind(tmp_path, {language: _page(f"word {language}", language) for language in languages}) / "pagefind")
    made = json.loads(bundle["pagefind-entry.json"])["languages"]
    stemmed = {language for language, about in made.items() if about["wasm"]}
    assert stemmed == STEMMED, "cuttings.search.pages.STEMMED must name the languages that Pagefind stems"


def test_a_text_tells_the_filters_of_its_page(page: Page) -> None:
    [text] = page.evaluate(CALL, ["en", "search", "erdogan"])
    assert text["filters"] == {"people": ["Person B", "Person A"], "year": ["2009"]}, "search-ask.js counts rare values by them"


@pytest.mark.parametrize(
    ("why", "query", "expected"),
    [
        ("stems", "minister", ["four", "one", "three", "two"]),
        ("beginnings of words", "transp", ["one", "two"]),
        ("no middles of words", "ransport", []),
        ("accents are folded", "erdogan", ["one"]),
        ("all words must occur", "ministers erdogan", ["one"]),
        ("a query in quotes is one phrase", '"air transport"', ["one"]),
        ("the order of a phrase counts", '"at signed"', []),
        ("quotes within a query are no phrase", 'ministers "transport air"', ["one", "two"]),
        ("a longer word falls back to the longest that it begins with", "erdoganism", ["one"]),
        ("no query is every page", None, ["four", "many", "one", "three", "two"]),
    ],
)
def test_a_query_means_what_it_meant(page: Page, why: str, query: str | None, expected: list[str]) -> None:
    assert sorted(found(page, query)) == expected, why


def test_languages_have_an_engine_each(page: Page) -> None:
    assert found(page, "Verhandlung", language="de") == ["deutsch"], "the language told to init picks index and engine"
    assert "deutsch" not in found(page, "Verhandlung"), "an index of another language was searched"


def test_a_part_is_loaded_by_the_word_with_which_it_begins(page: Page, site: Path) -> None:
    bundle = files(site / "pagefind")
    meta = unpacked(bundle[f"pagefind.{json.loads(bundle['pagefind-entry.json'])['languages']['en']['hash']}.pf_meta"])
    start, _, name = meta[2][-1]
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(CALL, ["en-fresh", "preload", start])
    assert [url for url in asked if url.endswith(".pf_index")] == [f"{page.url.removesuffix('empty.html')}pagefind/index/{name}.pf_index"]
