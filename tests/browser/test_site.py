"""The sample archive as a reader meets it: from a server and from a disk, with and without JavaScript."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from archives import Place
from playwright.sync_api import Browser, Page, expect

WAYS = ("server", "disk")


@pytest.fixture(scope="module", params=WAYS)
def home(request: pytest.FixtureRequest, sample: Place, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the home page."""
    if request.param == "server":
        return serve(sample.site) + "index.html"
    folder = tmp_path_factory.mktemp("home") / "Das Archiv #2 (ü), 100 %"
    shutil.copytree(sample.site, folder)
    return (folder / "index.html").as_uri()


@pytest.fixture
def page(browser: Browser, home: str) -> Iterator[Page]:
    """A page at the home page, that must not say a word in the console nor ask for anything elsewhere."""
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(home)
    yield page
    context.close()
    root = home.removesuffix("index.html")
    assert [url for url in asked if not url.startswith((root, "blob:", "data:"))] == []
    assert said == []


def test_search_read_follow_and_come_back(page: Page) -> None:
    page.get_by_role("searchbox").first.fill("Scheffer")
    page.get_by_role("searchbox").first.press("Enter")
    page.wait_for_url(re.compile(r"search\.html\?q=Scheffer"))
    status = page.locator("#search-status")
    expect(status).to_have_text(re.compile(r"^\d+ articles"))
    hits = int(re.match(r"\d+", status.inner_text())[0])  # type: ignore[index]
    assert 5 <= hits <= 12
    expect(page.locator("#results .result").first.locator("mark").first).to_have_text(re.compile("Scheffer"))

    page.locator("#results .result a").first.click()
    page.wait_for_url(re.compile(r"/articles/[a-z0-9-]+\.html"))
    title = page.locator("h1").inner_text()
    expect(page.locator("main mark").first).to_have_text(re.compile("Scheffer"))

    page.locator('main a.entity[href*="people/jaap-de-hoop-scheffer"]').first.click()
    page.wait_for_url(re.compile(r"/people/jaap-de-hoop-scheffer\.html"))
    expect(page.locator("h1")).to_have_text("Jaap de Hoop Scheffer")
    expect(page.get_by_role("link", name=title).first).to_be_visible()

    page.go_back()
    expect(page.locator("h1")).to_have_text(title)
    page.go_back()
    expect(page.locator("#q")).to_have_value("Scheffer")
    expect(status).to_have_text(re.compile(rf"^{hits} articles"))


def test_filters_change_the_results(page: Page, home: str) -> None:
    page.goto(home.replace("index.html", "search.html?q=Lavrov"))
    status = page.locator("#search-status")
    expect(status).to_have_text(re.compile(r"^\d+ articles"))
    before = status.inner_text()

    page.get_by_role("checkbox", name=re.compile("^2009")).check()

    expect(status).not_to_have_text(before)
    expect(page.locator("#results .result")).to_have_count(1)
    expect(page.locator("#results .result")).to_contain_text("2009")
    page.reload()
    expect(page.locator("#results .result")).to_have_count(1)


def test_newest_first(page: Page, home: str) -> None:
    page.goto(home.replace("index.html", "search.html?q=Moscow"))
    expect(page.locator("#search-status")).to_have_text(re.compile(r"^\d+ articles"))

    page.locator("#search-sort").select_option("date:desc")

    expect(page.locator("#results .result").first).to_contain_text("20 November 2010")


def test_a_slash_leads_to_the_search_box(page: Page) -> None:
    page.keyboard.press("/")

    expect(page.get_by_role("searchbox").first).to_be_focused()


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_no_page_is_wider_than_the_screen(width: int, page: Page, home: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for path in (
        "index.html",
        "articles/index.html",
        "people/index.html",
        "people/jaap-de-hoop-scheffer.html",
        "people/igor-ivanov.html",
        "places/moscow.html",
        "agreements/nato-russia-founding-act.html",
        "search.html",
        "timeline.html",
        "map.html",
        "network.html",
        "about.html",
    ):
        page.goto(home.replace("index.html", path))
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_place_says_for_whom_it_stands_and_what_it_shares(page: Page, home: str) -> None:
    page.goto(home.replace("index.html", "places/moscow.html"))

    expect(page.locator(".head")).to_contain_text("Capital of Russia")
    expect(page.locator(".head")).to_contain_text(re.compile(r"Stands for the government of Russia in \d+ passages"))
    page.locator(".chart summary").click()
    expect(page.locator(".chart li").first).to_have_text("1997 2")

    company = page.locator(".company li", has=page.get_by_role("link", name="Sergei Lavrov", exact=True))
    shared = company.get_by_role("link", name="Russia stops applying treaty on conventional forces")
    expect(shared).to_be_hidden()
    company.locator("summary").click()
    shared.click()
    expect(page.locator("h1")).to_have_text("Russia stops applying treaty on conventional forces")

    page.goto(home.replace("index.html", "places/russia.html"))
    page.get_by_role("link", name="Moscow", exact=True).first.click()
    expect(page.locator("h1")).to_have_text("Moscow")


def test_two_of_one_name_lead_to_each_other(page: Page, home: str) -> None:
    page.goto(home.replace("index.html", "people/igor-ivanov.html"))

    page.get_by_text("Not to be confused with").get_by_role("link", name="Sergei Ivanov").click()

    expect(page.locator("h1")).to_have_text("Sergei Ivanov")
    expect(page.get_by_text("Not to be confused with")).to_contain_text("Igor Ivanov (3 articles, 1999–2001; told apart by a person)")


def test_without_javascript_all_but_search_works(browser: Browser, home: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(home)

    page.get_by_role("link", name="People", exact=True).first.click()
    page.get_by_role("link", name="Jaap de Hoop Scheffer").first.click()
    expect(page.locator("h1")).to_have_text("Jaap de Hoop Scheffer")
    page.get_by_role("link", name=re.compile("Corfu|contacts", re.I)).first.click()
    expect(page.locator("h1")).to_have_text("Military contacts between NATO and Russia to resume")
    page.locator("main a.entity").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.goto(home.replace("index.html", "search.html"))
    expect(page.get_by_role("link", name=re.compile("articles", re.I)).first).to_be_visible()
    context.close()


def test_dark_is_dark(browser: Browser, home: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(home)

    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(22, 22, 20)"
    context.close()
