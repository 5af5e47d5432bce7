"""Search in an archive of 2,000 articles: what a question costs, by the log of what was asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from archives import Place
from asking import Reader
from generated import PEOPLE_NAMES, put_archive
from playwright.sync_api import Browser, Page

ARTICLES = 2_000
FIRST_FROM_SERVER, FIRST_FROM_DISK, LATER = 350_000, 1_300_000, 250_000  # bytes
QUESTIONS = ("ministers", "government talks", PEOPLE_NAMES[3].lower(), '"security policy"', "klamity", "article00077", "defence policy")
LONGER = ("defence policy report", '"said the ministers"')


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of an archive of 2,000 articles of 500 words, built once."""
    place = Place(tmp_path_factory.mktemp("large"))
    put_archive(place.content, ARTICLES)
    assert place.build().status == 0
    return place.site


@pytest.fixture(scope="module", params=["server", "disk"])
def root(request: pytest.FixtureRequest, large: Path, serve: Callable[[Path], str]) -> str:
    return serve(large) if request.param == "server" else f"{large.as_uri()}/"


@pytest.fixture
def reader(browser: Browser, root: str, large: Path) -> Iterator[Callable[[], Reader]]:
    """reader() → a page of search in a browser that has seen nothing yet."""
    pages: list[Page] = []

    def open_page() -> Reader:
        pages.append(browser.new_page())
        return Reader(pages[-1], root, large)

    yield open_page
    for page in pages:
        page.close()


def test_nothing_is_loaded_before_the_first_question(reader: Callable[[], Reader]) -> None:
    opened = reader()
    assert opened.asked != []
    assert opened.index == []


@pytest.mark.parametrize("query", [*QUESTIONS, *LONGER])
def test_the_first_question_is_cheap(query: str, reader: Callable[[], Reader], root: str) -> None:
    asking = reader()
    assert 150_000 < asking.cost(query) <= (FIRST_FROM_SERVER if root.startswith("http") else FIRST_FROM_DISK)
    assert asking.links() != []


def test_later_questions_load_only_what_they_need(reader: Callable[[], Reader]) -> None:
    asking = reader()
    asking.cost("ministers")
    for query in (*QUESTIONS[1:], *LONGER):
        assert asking.cost(query) <= LATER, query
        assert {file.name.partition(".")[0] for file in asking.index} & {"boot", "wasm", "pagefind"} == set()
        assert [file for file in asking.index if "pf_facets" in file.name] == []
    assert asking.cost("klamity") == 0


@pytest.mark.parametrize("query", ["ministers -talks", "ministers OR talks", '"security policy" report', 'talks -"defence policy"'])
def test_a_question_of_several_is_cheap_too_and_counted_in_full(query: str, reader: Callable[[], Reader]) -> None:
    asking = reader()
    asking.cost("policy")
    assert asking.cost(query) <= LATER
    told = asking.page.locator("#search-status").inner_text()
    for folded in asking.page.locator('[data-filter="year"] .show-all').all():
        folded.click()
    years = asking.page.locator('[data-filter="year"] label .count').all_inner_texts()
    assert sum(int(count.strip("()").replace(",", "")) for count in years) == int(told.split()[0].replace(",", "")) > 0


def test_what_was_asked_before_changes_no_answer(reader: Callable[[], Reader]) -> None:
    busy = reader()
    for query in (*QUESTIONS, *LONGER, "th", "sc"):
        busy.cost(query)
    for query in ("klamit", "klamityward", "sco", "governmental talk"):
        fresh = reader()
        for asking in (busy, fresh):
            asking.cost(query)
        told = [asking.page.locator("#search-status").inner_text() for asking in (busy, fresh)]
        assert told[0] == told[1]
        assert busy.links() == fresh.links()


def test_each_article_can_be_found(reader: Callable[[], Reader]) -> None:
    asking = reader()
    for number in (1, 999, 1998):
        asking.cost(f"article{number:05}")
        assert all(str(number) in link for link in asking.links())
        assert len(asking.links()) == 1
