"""The overview pages as a reader meets them, from a server and from a disk: what day it is, narrowing, bars, keyboard, paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from archives import Place
from chromium import silent_page, taken_home
from playwright.sync_api import Browser, Page, expect
from test_overviews import large_site

DAY = "2026-06-28T12:00:00"  # an article of the sample is of this day, in 2009


@pytest.fixture(scope="module", params=["server", "disk"])
def root(request: pytest.FixtureRequest, sample: Place, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the sample's site."""
    if request.param == "server":
        return serve(sample.site)
    return taken_home(sample.site, tmp_path_factory.mktemp("overviews"))


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address, on a disk, of an archive of 1,700 articles."""
    folder = tmp_path_factory.mktemp("large")
    for path, content in large_site().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder.as_uri() + "/"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that must not say a word in the console."""
    with silent_page(browser) as page:
        yield page


# Home


def test_what_was_published_on_this_day(page: Page, root: str) -> None:
    page.clock.set_fixed_time(DAY)
    page.goto(f"{root}index.html")
    today = page.get_by_role("region", name="On this day")

    expect(today).to_contain_text("28 June")
    today.get_by_role("link", name="Military contacts between NATO and Russia to resume").click()
    expect(page.locator("h1")).to_have_text("Military contacts between NATO and Russia to resume")


@pytest.mark.parametrize("day", ["2026-06-27T12:00:00", "2026-01-01T12:00:00", "2009-06-28T12:00:00"])
def test_nothing_is_said_of_a_day_without_earlier_articles(day: str, page: Page, root: str) -> None:
    page.clock.set_fixed_time(day)
    page.goto(f"{root}index.html")
    page.wait_for_load_state("networkidle")

    expect(page.locator("#on-this-day")).to_be_hidden()


def test_a_bar_leads_to_its_year(page: Page, root: str) -> None:
    page.goto(f"{root}index.html")
    page.locator(".chart svg a").nth(2).click(position={"x": 5, "y": 5}, force=True)

    page.wait_for_url(re.compile(r"timeline\.html#y2000$"))
    expect(page.locator("#y2000")).to_be_in_viewport()


def test_the_list_says_what_the_bars_say(page: Page, root: str) -> None:
    page.goto(f"{root}index.html")
    page.locator(".chart summary").press("Enter")

    expect(page.locator(".chart").get_by_role("link", name="2008")).to_be_visible()
    assert page.locator(".chart li").count() == page.locator(".chart svg a").count()


# The timeline


def test_the_timeline_is_narrowed_to_a_kind_a_name_and_another(page: Page, root: str) -> None:
    page.goto(f"{root}timeline.html")
    page.get_by_label("Only articles that name").select_option("People")
    page.get_by_label("Which").select_option(label="Lavrov, Sergei (10)")
    page.get_by_role("button", name="Show").click()

    expect(page.locator("#hits")).to_have_text("10")
    expect(page.locator("#found li")).to_have_count(10)
    expect(page.locator("#found")).to_contain_text("Sun in Sochi")
    expect(page.locator(".calendar tbody tr:visible th")).to_have_text(
        ["1999", "2004", "2005", "2007", "2008", "2009", "2010", "2014", "Undated"]
    )

    page.get_by_label("Only articles that name").select_option("Places")
    page.get_by_label("Which").select_option(label="Georgia (5)")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#hits")).to_have_text("5")
    assert page.url.endswith("timeline.html?name=places%2Fgeorgia&name=people%2Fsergei-lavrov")

    page.get_by_role("link", name="remove Sergei Lavrov").click()
    expect(page.locator("#terms li")).to_have_count(1)
    page.go_back()
    expect(page.locator("#hits")).to_have_text("5")
    page.get_by_role("link", name="all articles").click()
    expect(page.locator("#found")).to_be_hidden()
    expect(page.locator("#opened")).to_be_visible()


def test_a_kind_alone_narrows_the_timeline(page: Page, root: str) -> None:
    page.goto(f"{root}timeline.html?name=events")

    expect(page.locator("#terms")).to_contain_text("Events")
    expect(page.locator("#found li").first).to_be_visible()
    assert page.locator("#found li").count() < 18


def test_what_two_share_is_a_click_away(page: Page, root: str) -> None:
    page.goto(f"{root}people/sergei-lavrov.html")
    row = page.locator(".company li", has=page.get_by_role("link", name="NATO", exact=True))
    row.locator("summary").first.click()
    row.get_by_role("link", name="all 10 articles with NATO").click()

    expect(page.locator("#terms li a:first-child")).to_have_text(["Sergei Lavrov", "NATO"])
    expect(page.locator("#found li")).to_have_count(10)


def test_a_name_that_is_not_there_finds_nothing(page: Page, root: str) -> None:
    page.goto(f"{root}timeline.html?name=people/<b>nobody</b>&name=../evil&name=")

    expect(page.locator("#hits")).to_have_text("0")
    expect(page.locator("#terms li")).to_have_count(1)
    expect(page.locator("#terms b")).to_have_count(0)


def test_a_large_timeline_is_opened_where_one_clicks(page: Page, large: str) -> None:
    page.goto(f"{large}timeline.html?name=people/person-000")
    expect(page.locator("#found li")).to_have_count(100)
    page.get_by_role("button", name="More").click()
    expect(page.locator("#found li")).to_have_count(200)
    expect(page.locator("#found li").nth(100).get_by_role("link")).to_be_focused()

    page.locator(".calendar tr", has_text="2003").locator("td a").last.click()

    expect(page.locator("#found .row-date").first).to_contain_text("2003")
    expect(page.locator("#found-title")).to_be_focused()
    page.locator(".calendar").get_by_role("link", name="Undated").click()
    expect(page.locator("#found .row-date").first).to_have_text("undated")


def test_among_many_the_timeline_offers_what_shares_articles(page: Page, large: str) -> None:
    page.goto(f"{large}people/person-006.html")
    page.locator(".others summary").click()
    page.get_by_role("link", name=re.compile("and .* others")).click()

    expect(page.get_by_label("Which").locator("option").nth(1)).to_contain_text(re.compile(r"^\w+, Ann \(\d+\)$"))
    page.get_by_label("Which").select_option("people/person-698")
    page.get_by_role("button", name="Show").click()
    expect(page.locator("#hits")).to_have_text(re.compile(r"^\d$"))


def test_without_javascript_the_timeline_is_a_table_of_links(browser: Browser, large: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{large}timeline.html")
    expect(page.locator("#narrow")).to_be_hidden()
    expect(page.get_by_role("main").get_by_role("link", name="People")).to_be_visible()
    page.locator(".calendar tr", has_text="2001").locator("td a").nth(1).click()

    expect(page.locator("h1")).to_have_text("2001")
    expect(page.locator("#y2001-february")).to_be_in_viewport()
    context.close()


# All of them


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_no_page_of_a_large_archive_is_wider_than_the_screen(width: int, page: Page, large: str) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    paths = (
        "index.html",
        "timeline.html",
        "timeline.html?name=people",
        "timeline/2001.html",
        "articles/index.2.html",
        "people/index.2.html",
    )
    for path in (*paths, "publications/index.html", "publications/ledger.html", "tags/index.html", "about.html", "people/person-000.html"):
        page.goto(large + path)
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_letters_turn_to_the_right_page(page: Page, large: str) -> None:
    page.goto(f"{large}people/index.html")
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="Z").click()

    expect(page.locator("#l-Z")).to_be_in_viewport()
    page.get_by_role("link", name="Previous page").click()
    expect(page.locator(".head")).to_contain_text("Page 2 of 3")
