"""Search in an archive of 2,000 articles: what a question costs, by the log of what was asked for."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from archives import Place
from asking import PATIENCE, Reader
from generated import PEOPLE_NAMES, put_archive
from playwright.sync_api import Browser, Locator, Page, expect

from cuttings.search.facets import Marks, marks
from cuttings.search.sheets import read_sheet

ARTICLES = 2_000
FIRST_FROM_SERVER, FIRST_FROM_DISK, LATER = 250_000, 600_000, 250_000  # bytes
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
    assert 100_000 < asking.cost(query) <= (FIRST_FROM_SERVER if root.startswith("http") else FIRST_FROM_DISK)
    assert asking.links() != []


def test_later_questions_load_only_what_they_need(reader: Callable[[], Reader]) -> None:
    asking = reader()
    asking.cost("ministers")
    for query in (*QUESTIONS[1:], *LONGER):
        assert asking.cost(query) <= LATER, query
        assert {file.name.partition(".")[0] for file in asking.index} & {"boot", "wasm", "pagefind-worker"} == set()
        assert [file for file in asking.index if "pf_list" in file.name] == []
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


# --- values of few articles, which a first question does not load ---------------------------------

EITHER = "article00077 OR article00400 OR article01234"
SHOWN, MOST = 8, 200


@pytest.fixture(scope="module")
def told(large: Path) -> dict[str, Marks]:
    """The marks of each article's page, by its path."""
    pages = {page.relative_to(large).as_posix(): page.read_text("utf-8") for page in (large / "articles").glob("*.html")}
    return {path: marks(page) for path, page in pages.items() if "data-pagefind-body" in page}


@pytest.fixture(scope="module")
def common(large: Path) -> set[str]:
    """The people whom a first question loads."""
    entry = json.loads((large / "pagefind" / "pagefind-entry.json").read_bytes())
    head, _ = read_sheet((large / "pagefind" / "facets" / f"{entry['facets']}.pf_facets").read_bytes())
    return {name for name, _ in head["filters"]["people"]["values"]}


def _people(articles: Iterable[Marks]) -> Counter[str]:
    return Counter(value for article in articles for name, value in article.filters if name == "people")


def _first(counts: Counter[str], most: int) -> list[str]:
    """The labels of values as they stand in a filter, the most frequent first."""
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]
    return [f"{name} ({count:,})" for name, count in best]


def _labels(page: Page) -> Locator:
    return page.locator('[data-filter="people"] label')


def _asked(page: Page, root: str, address: str) -> None:
    page.goto(f"{root}search.html{address}")
    expect(page.locator("#results[aria-busy=false] .result").first).to_be_visible(timeout=PATIENCE)


def test_of_few_articles_all_values_are_counted(reader: Callable[[], Reader], told: dict[str, Marks], common: set[str]) -> None:
    asking = reader()
    asking.cost(EITHER)
    found = _people(told[link.partition("?")[0]] for link in asking.links())
    assert len(asking.links()) == 3
    assert {*found} - common != set()
    expect(_labels(asking.page)).to_have_text(_first(found, SHOWN))
    expect(asking.page.locator('[data-filter="people"] .show-all')).to_have_text(f"Show all {len(found)}" if len(found) > SHOWN else [])


def test_all_values_come_when_a_reader_asks_for_them(
    reader: Callable[[], Reader], told: dict[str, Marks], common: set[str], root: str
) -> None:
    asking = reader()
    publication = next(value for article in told.values() for name, value in article.filters if name == "publication")
    _asked(asking.page, root, f"?f.publication={publication}")
    found = _people(article for article in told.values() if ("publication", publication) in article.filters)
    assert {*found} - common != set()
    assert len([file for file in asking.index if "pf_facets" in file.name]) == 1
    expect(_labels(asking.page)).to_have_text(_first(Counter({name: found[name] for name in common if found[name]}), SHOWN))
    button = asking.page.locator('[data-filter="people"] .show-all')
    expect(button).to_have_text("Show all, rare ones too")
    button.click()
    expect(button).to_have_text("Show fewer")
    expect(_labels(asking.page)).to_have_text(_first(found, MOST))
    assert len([file for file in asking.index if "pf_facets" in file.name]) == 2


def test_a_rare_value_can_be_found_chosen_and_addressed(
    reader: Callable[[], Reader], told: dict[str, Marks], common: set[str], root: str
) -> None:
    found = _people(told.values())
    rare = min({*found} - common)
    asking = reader()
    _asked(asking.page, root, "?f.language=English&sort=date%3Aasc")
    asking.page.locator('[data-filter="people"] .seek').fill(rare)
    expect(_labels(asking.page)).to_have_text([f"{rare} ({found[rare]})"])
    _labels(asking.page).locator("input").check()
    status = asking.page.locator("#search-status")
    expect(status).to_have_text(f"{found[rare]} article{'s' * (found[rare] > 1)}")
    fresh = reader()
    _asked(fresh.page, root, f"?f.people={rare}")
    expect(fresh.page.locator("#search-status")).to_have_text(status.inner_text())
    expect(_labels(fresh.page).filter(has=fresh.page.locator(":checked"))).to_have_text([f"{rare} ({found[rare]})"])
    assert {link.partition("?")[0] for link in fresh.links()} <= {
        path for path, article in told.items() if ("people", rare) in article.filters
    }
