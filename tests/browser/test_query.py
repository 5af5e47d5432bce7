"""Queries, names, narrowing and the keyboard on the sample archive, from a server and from a disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from archives import Place
from chromium import silent_page, taken_home
from playwright.sync_api import Browser, Page, expect

QUERIES = Path(__file__).with_name("queries.txt")
SCHEFFER = "people/jaap-de-hoop-scheffer.html"


@pytest.fixture(scope="module", params=["server", "disk"])
def root(request: pytest.FixtureRequest, sample: Place, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "server":
        return serve(sample.site)
    return taken_home(sample.site, tmp_path_factory.mktemp("disk"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that says nothing in the console."""
    with silent_page(browser, viewport={"width": 1440, "height": 900}) as page:
        yield page


def settle(page: Page) -> None:
    page.locator('#results[aria-busy="false"]').wait_for(state="attached", timeout=20_000)


def ask(page: Page, root: str, query: str, more: str = "") -> None:
    page.goto(f"{root}search.html?q={quote(query)}{more}")
    settle(page)


def status(page: Page) -> str:
    return page.locator("#search-status").inner_text()


def titles(page: Page) -> list[str]:
    return page.locator(".result-title").all_inner_texts()


def count(page: Page, root: str, query: str, more: str = "") -> int:
    ask(page, root, query, more)
    return int(status(page).split()[0])


# The query


@pytest.mark.parametrize(
    ("query", "clauses", "without", "dropped"),
    [
        ("Lavrov", "Lavrov", "", ""),
        ('Moscow "founding act" 1997', 'Moscow & "founding act" & 1997', "", ""),
        ("„Founding Act“ «paix»", '"Founding Act" & "paix"', "", ""),
        ("Corfu OR Sochi | Rome treaty", "Corfu/Sochi/Rome & treaty", "", ""),
        ('-Putin NOT Bush -"cold war" Nato', "Nato", 'Putin & Bush & "cold war"', ""),
        ("Peter of Poitiers", "Peter & Poitiers", "", "of"),
        ("Jaap de Hoop Scheffer", "Jaap & Hoop & Scheffer", "", "de"),
        ("George W. Bush", "George & Bush", "", "W"),
        ("WHO and the war", "WHO & war", "", "and & the"),
        ("to be or not to be", "to & be & or & not", "", ""),
        ('"of the" war', '"of the" & war', "", ""),
        ('half a "quote', "half & quote", "", "a"),
        ("well-known F-16", "well-known & F-16", "", ""),
        ("OR", "OR", "", ""),
        ('- | ""', "", "", ""),
        ("war war War", "war & War", "", ""),
    ],
)
def test_a_query_is_read(page: Page, root: str, query: str, clauses: str, without: str, dropped: str) -> None:
    page.goto(f"{root}search.html")
    read = page.evaluate("([query]) => ArchiveQuery.parse(query, { language: 'en' })", [query])
    written = [[f'"{term["text"]}"' if term["phrase"] else term["text"] for term in terms] for terms in [*read["clauses"], read["without"]]]
    assert " & ".join("/".join(terms) for terms in written[:-1]) == clauses
    assert " & ".join(written[-1]) == without
    assert " & ".join(read["dropped"]) == dropped


def test_terms_are_joined(page: Page, root: str) -> None:
    corfu, sochi = count(page, root, "Corfu"), count(page, root, "Sochi")
    both, either = count(page, root, "Corfu Sochi"), count(page, root, "Corfu OR Sochi")
    assert either == corfu + sochi - both
    assert count(page, root, "Corfu -Sochi") == corfu - both
    assert count(page, root, "Corfu Sochi", "&match=any") == either
    assert count(page, root, "-Corfu") == 18 - corfu
    assert count(page, root, 'Moscow "prime minister"') <= count(page, root, '"prime minister"')
    assert count(page, root, '"minister foreign"') == 0 < count(page, root, "minister foreign")


def test_the_page_says_how_it_understood(page: Page, root: str) -> None:
    ask(page, root, 'the Lavrov Moscow "foreign minister" -Corfu')
    expect(page.locator(".understood")).to_have_text(
        "Articles with all of “Lavrov” and “Moscow”; with the phrase “foreign minister”; without “Corfu”. Left out, as too common: the."
    )
    marked = {text.lower() for text in page.locator("#results mark").all_inner_texts()}
    assert {"lavrov", "foreign", "minister", "moscow"} <= marked


@pytest.mark.parametrize("query", ["Moscow", "Moscow Lavrov", 'Moscow "foreign minister"', "Corfu OR Sochi", "Moscow -Corfu", "UN Moscow"])
def test_counts_are_those_of_the_query(page: Page, root: str, query: str) -> None:
    found = count(page, root, query)
    unfold = page.locator('[data-filter="year"] .show-all')
    if unfold.count():
        unfold.click()
    years = page.locator('[data-filter="year"] .count').all_inner_texts()
    assert sum(int(year.strip("()")) for year in years) == found


def test_a_word_that_the_archive_lacks_is_named(page: Page, root: str) -> None:
    ask(page, root, "Scheffer xyzzy")
    assert status(page).startswith("0 articles for “Scheffer xyzzy”. The archive does not have “xyzzy”. Try it without “xyzzy”")
    page.locator("#search-status .offer").first.click()
    expect(page.locator("#search-status")).to_have_text(re.compile("^7 articles for “Scheffer”"))
    page.go_back()
    expect(page.locator("#q")).to_have_value("Scheffer xyzzy")


def test_a_near_miss_finds_what_was_meant(page: Page, root: str) -> None:
    ask(page, root, "Lavrof")
    assert status(page) == "10 articles for “Lavrov”. The archive does not have “Lavrof”."
    expect(page.locator(".who a").first).to_have_text("Sergei Lavrov")


def test_a_number_is_no_slip_of_the_pen(page: Page, root: str) -> None:
    ask(page, root, "Lavrov 1998")
    assert status(page).startswith("0 articles for “Lavrov 1998”. The archive does not have “1998”. Try it without “1998” (10)")


def test_no_article_with_all_offers_any(page: Page, root: str) -> None:
    ask(page, root, "Scheffer Kursk")
    page.locator("#search-status .offer").click()
    expect(page.locator("#search-match")).to_have_value("any")
    expect(page.locator("#search-status")).to_have_text(re.compile("^8 articles"))


def _table() -> list[tuple[str, list[str]]]:
    lines = [line for line in QUERIES.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    return [(query, wanted.split(" & ")) for query, _, wanted in (line.partition(" → ") for line in lines)]


def test_what_people_type_finds_what_they_mean(page: Page, root: str) -> None:
    missed = []
    table = _table()
    for query, wanted in table:
        ask(page, root, query)
        first = titles(page)[:3]
        if not all(any(title.startswith(part) for title in first) for part in wanted):
            missed.append((query, wanted, first, status(page)))
    assert len(table) >= 40
    assert len(missed) <= 1, missed


# Names


def test_names_complete_and_lead_to_their_page(page: Page, root: str) -> None:
    page.goto(f"{root}search.html")
    box = page.get_by_role("combobox", name="Words to find")
    box.press_sequentially("hoop sch")
    options = page.get_by_role("option")
    expect(options.first).to_have_text("Jaap de Hoop Scheffer person · 7 articles")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("hoop sch")
    page.keyboard.type("e")
    expect(options.first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{SCHEFFER}")


def test_an_alias_completes_too_and_enter_searches(page: Page, root: str) -> None:
    page.goto(f"{root}search.html")
    page.locator("#q").press_sequentially("sergey lav")
    expect(page.get_by_role("option").first).to_contain_text("also Sergey Lavrov")
    page.keyboard.press("Enter")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator("#search-status")).to_have_text(re.compile("^1 article for “sergey lav”"))


def test_names_load_only_when_asked(page: Page, root: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{root}search.html")
    settle(page)
    assert not [url for url in asked if "/names.js" in url]
    page.locator("#q").focus()
    page.wait_for_timeout(200)
    assert len([url for url in asked if "/names.js" in url]) == 1


def test_a_name_leads_to_its_articles(page: Page, root: str) -> None:
    ask(page, root, "Lavrov")
    page.get_by_role("link", name="the 10 articles with this name").click()
    expect(page.locator("#search-status")).to_have_text("10 articles")
    expect(page.locator(".chip")).to_have_text("Sergei Lavrov ×")


# Narrowing


def test_years_are_typed(page: Page, root: str) -> None:
    ask(page, root, "Russia")
    page.get_by_label("From year").fill("in 2007")
    page.keyboard.press("Tab")
    expect(page.locator(".chip")).to_have_text("2007–2014 ×")
    page.get_by_label("to year").fill("2009")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_text("2007–2009 ×")
    assert "f.year=2007..2009" in page.url
    dates = page.locator(".result-meta").all_inner_texts()
    assert dates
    assert all(re.search(r"200[789]", date) for date in dates)
    page.get_by_role("checkbox", name="undated").check()
    expect(page.locator("#results")).to_contain_text("undated")
    page.go_back()
    expect(page.locator(".chip")).to_have_count(1)


def test_a_range_may_be_of_days(page: Page, root: str) -> None:
    ask(page, root, "NATO")
    page.get_by_label("From year").fill("2007-12-12")
    page.keyboard.press("Tab")
    expect(page.locator(".chip")).to_have_text("2007-12-12 – 2014 ×")  # the boxes are drawn anew with each answer
    page.get_by_label("to year").fill("2008-04")
    page.keyboard.press("Enter")
    expect(page.locator(".chip")).to_have_text("2007-12-12 – 2008-04 ×")
    expect(page.locator("#search-status")).to_have_text("2 articles for “NATO”")
    assert [meta.split(" · ")[0] for meta in sorted(page.locator(".result-meta").all_inner_texts())] == ["12 December 2007", "4 April 2008"]
    page.reload()
    expect(page.locator("#search-status")).to_have_text("2 articles for “NATO”")


@pytest.mark.parametrize("act", ["focus", "hover"])
def test_filters_are_there_before_a_question(page: Page, root: str, act: str) -> None:
    page.goto(f"{root}search.html")
    settle(page)
    assert page.get_by_role("checkbox").count() == 0
    if act == "focus":
        page.locator("#q").focus()
    else:
        page.locator("#search-narrow").hover()
    page.get_by_role("checkbox", name="Sergei Lavrov (10)").check()
    expect(page.locator("#search-status")).to_have_text("10 articles")


def test_years_are_dragged(page: Page, root: str) -> None:
    ask(page, root, "Moscow")
    bars = page.locator(".bars")
    box = bars.bounding_box()
    assert box
    step = box["width"] / 18  # 1997 to 2014
    page.mouse.move(box["x"] + 4.5 * step, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 8.5 * step, box["y"] + 20, steps=4)
    page.mouse.up()
    expect(page.locator(".chip")).to_have_text("2001–2005 ×")
    page.locator(".chip").click()
    expect(page.locator(".chip")).to_have_count(0)


def test_several_filters_at_once_and_a_long_list_is_searched(page: Page, root: str) -> None:
    ask(page, root, "Moscow")
    page.get_by_label("Find in people").fill("scheff")
    expect(page.locator('[data-filter="people"] label')).to_have_count(1)
    expect(page.get_by_label("Find in people")).to_be_focused()
    page.get_by_role("checkbox", name="Jaap de Hoop Scheffer").check()
    expect(page.locator(".chip")).to_have_count(1)
    before = int(status(page).split()[0])
    page.locator('[data-filter="section"]').get_by_role("checkbox", name="World").check()
    expect(page.locator(".chip")).to_have_count(2)
    expect(page.locator("#search-status")).to_have_text(re.compile(f"^[1-{before}] article"))


@pytest.mark.parametrize("more", ["&f.year=2050..2060", "&f.bogus=x", "&f.people=Nobody"])
def test_a_value_that_no_article_has_finds_none(page: Page, root: str, more: str) -> None:
    assert count(page, root, "Lavrov", more) == 0
    expect(page.locator("#search-status .offer")).to_have_text("without the filters (10)")


# Results, address, keyboard


@pytest.mark.parametrize("path", ["index.html", "people/index.html", SCHEFFER, "articles/index.html", "about.html", "404.html"])
def test_the_box_of_every_page_searches(page: Page, root: str, path: str) -> None:
    if path == "404.html" and root.startswith("file"):
        pytest.skip("only a server shows it")
    page.goto(root + path)
    page.locator('form[role="search"] input').first.fill("Corfu Lavrov")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=Corfu+Lavrov")
    expect(page.locator("#search-status")).to_have_text(re.compile("^1 article"))


def test_without_javascript_the_lists_are_named(browser: Browser, root: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{root}search.html")
    expect(plain.locator("main").get_by_role("link", name="People")).to_be_visible()
    expect(plain.locator("#search-sort")).to_be_hidden()
    context.close()


def test_more_comes_as_one_scrolls(page: Page, root: str) -> None:
    ask(page, root, "Russia")
    expect(page.locator("#search-status")).to_have_text(re.compile("^18 articles"))
    assert page.locator(".result").count() == 10
    page.mouse.wheel(0, 20_000)
    expect(page.locator(".result")).to_have_count(18)
    expect(page.locator("#search-more")).to_be_hidden()


def test_an_article_marks_what_was_found_and_nothing_else(page: Page, root: str) -> None:
    ask(page, root, '"missile interceptors" Gates -Lisbon')
    page.locator(".result-title a").first.click()
    expect(page.locator("main mark").first).to_be_in_viewport()
    marked = [text.lower() for text in page.locator("main mark").all_inner_texts()]
    assert set(marked) == {"missile", "interceptors", "gates"}


def test_choices_make_history(page: Page, root: str) -> None:
    ask(page, root, "Moscow")
    page.locator("#search-sort").select_option("date:asc")
    expect(page.locator(".result-title").first).to_contain_text("Founding Act")
    page.locator("#search-match").select_option("any")
    page.wait_for_url("**match=any**")
    page.go_back()
    expect(page.locator("#search-match")).to_have_value("")
    page.go_back()
    expect(page.locator("#search-sort")).to_have_value("")


def test_the_keyboard_moves_among_results(page: Page, root: str) -> None:
    ask(page, root, "Moscow")
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".result-title a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator(".result-title a").nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_be_focused()
    expect(page.locator("#q")).to_have_value("Moscow")


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_the_search_page_fits(page: Page, root: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    ask(page, root, "missile defense OR Averyveryverylongwordthatnobodyeverwroteinanyarticleofthisarchive")
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    page.locator("#q").press_sequentially(" ")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
