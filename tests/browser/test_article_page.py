"""An article's page in the browser: its preview cards, how it is printed, and texts that run from right to left."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import Place, put_sample
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

SOCHI = "articles/sun-in-sochi-clouds-over-missile-defence.html"
VILNIUS = "articles/2005-04-21-russia-signs-troop-agreement-with-nato-in-vilnius.html"
BASE_URL = "https://example.org/archive/"
ARABIC = """\ufeffحلف الناتو وروسيا يستأنفان الاتصالات العسكرية

كورفو: اتفق وزراء خارجية حلف الناتو وروسيا يوم السبت في جزيرة كورفو اليونانية على استئناف الاتصالات العسكرية التي توقفت قبل عشرة أشهر.

وقال سيرغي لافروف، وزير الخارجية الروسي، إن الجانبين متفقان على المبادئ، وإن التفاصيل ستبحث لاحقا بين الحلف وموسكو في الأسابيع المقبلة.
"""


@pytest.fixture
def page(browser: Browser, sample: Place) -> Iterator[Page]:
    """The sample's article on Sochi, opened from a disk; nothing may be said in the console."""
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((sample.site / SOCHI).as_uri())
    yield page
    context.close()
    assert said == []


def test_a_card_says_what_an_entity_is_and_where_it_was_last_named(page: Page) -> None:
    page.locator("a.entity", has_text="Anders Fogh Rasmussen").hover()
    card = page.get_by_role("tooltip")

    expect(card).to_contain_text("Person")
    expect(card).to_contain_text("Secretary General of NATO, 2009–2014")
    expect(card).to_contain_text(re.compile(r"\d+ articles, 2009–2014"))
    titles = card.locator("li:not(.label)")
    expect(titles).to_have_count(3)
    expect(titles.first).to_have_text("NATO suspends practical cooperation with Russia over Crimea 1 April 2014")
    expect(card).not_to_contain_text("Sun in Sochi")
    assert card.evaluate("card => card.offsetWidth <= 22 * parseFloat(getComputedStyle(document.documentElement).fontSize)")


def test_a_card_comes_by_keyboard_and_goes_with_escape(page: Page) -> None:
    page.locator("#main").press("Tab")
    link = page.locator("a.entity").first
    while not link.evaluate("link => link === document.activeElement"):
        page.keyboard.press("Tab")
    card = page.get_by_role("tooltip")

    expect(card).to_be_visible()
    expect(link).to_have_attribute("aria-describedby", "card")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("NATO-Russia Council")


def test_a_finger_opens_the_card_first_and_then_the_page(browser: Browser, sample: Place) -> None:
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 800})
    page = context.new_page()
    page.goto((sample.site / SOCHI).as_uri())
    link = page.locator("a.entity", has_text="Lisbon")

    link.tap()
    expect(page.get_by_role("tooltip")).to_contain_text("Capital of Portugal")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator("h1").tap()
    expect(page.get_by_role("tooltip", include_hidden=True)).to_be_hidden()
    link.tap()
    page.get_by_role("tooltip").tap()

    expect(page.locator("h1")).to_have_text("Lisbon")
    context.close()


def test_the_original_is_shown_line_by_line(page: Page) -> None:
    page.get_by_text("Where this text comes from").click()

    cut = page.locator(".steps li", has_text="Skip to content")
    expect(cut).to_contain_text("line 2")
    assert cut.locator("del").evaluate("cut => getComputedStyle(cut).textDecorationLine") == "line-through"
    expect(page.locator(".steps .run").first).to_have_text("lines 7–11: unchanged")


def test_an_article_without_a_date_says_so(page: Page) -> None:
    expect(page.locator(".facts").first).to_contain_text("undated")
    expect(page.locator(".facts .why").first).to_have_text("The original states none.")


# Print


def printed(browser: Browser, address: str) -> str:
    """The text of a page as it comes out of "Save as PDF", white space as one."""
    page = browser.new_page()
    page.goto(address)
    document = PdfReader(io.BytesIO(page.pdf(format="A4")))
    page.close()
    return " ".join(" ".join(sheet.extract_text() for sheet in document.pages).split())


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built for an address."""
    place = Place(tmp_path_factory.mktemp("addressed"))
    put_sample(place)
    assert place.build("--base-url", BASE_URL).status == 0
    return place.site


def test_an_article_on_paper_has_its_facts_and_its_source_and_no_furniture(browser: Browser, addressed: Path) -> None:
    text = printed(browser, (addressed / VILNIUS).as_uri())

    assert "Published 21 April 2005" in text
    assert "Before it can take effect, the State Duma in Moscow must ratify it." in text
    assert "https://www.harbour-courier.example/world/2005/vilnius-troop-agreement.html" in text
    joined = text.replace(" ", "")
    assert f"{BASE_URL}{VILNIUS}" in joined
    assert joined.endswith("SHA-256oftheoriginal:712d6c8aa92f77c9f9510e1cf91cc31998105bf3b7e7beeb22d83cdf3a86295a")
    for furniture in ("Timeline", "Related articles", "Named in this article", "Search", "Where this text comes from", "How it was made"):
        assert furniture not in text


def test_an_entity_on_paper_has_its_passages_and_addresses(browser: Browser, addressed: Path) -> None:
    text = printed(browser, (addressed / "people/jaap-de-hoop-scheffer.html").as_uri())

    assert "Secretary General of NATO, 2004–2009" in text
    assert "In the articles" in text
    assert "Articles by year" not in text
    assert text.replace(" ", "").endswith(f"{BASE_URL}people/jaap-de-hoop-scheffer.html")


def test_the_address_of_a_link_elsewhere_is_printed(browser: Browser, two: Place) -> None:
    two.put("entities.yaml", "entities:\n  anna-lindqvist: {name: Anna Lindqvist, type: person, wikidata: Q42}\n")
    assert two.build().status == 0

    text = printed(browser, (two.site / "people/anna-lindqvist.html").as_uri())

    assert "(https://www.wikidata.org/wiki/Q42)" in text


# From right to left


def test_an_arabic_article_runs_from_right_to_left_in_an_english_frame(browser: Browser, two: Place) -> None:
    two.put("originals/arabic.txt", ARABIC)
    assert two.build().status == 0
    (file,) = (path for path in (two.site / "articles").glob("*.html") if "كورفو" in path.read_text("utf-8") and path.stem != "index")
    page = browser.new_page()
    page.goto(file.as_uri())

    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("article").get_attribute("lang") == "ar"
    for part in ("h1", ".body > p"):
        assert page.locator(part).first.evaluate("part => getComputedStyle(part).direction") == "rtl"
    assert page.locator(".rail").evaluate("rail => getComputedStyle(rail).direction") == "ltr"
    expect(page.locator(".rail .facts")).to_contain_text("Arabic")
    page.close()
