"""The map and the network as a reader meets them: by mouse, by keyboard, without JavaScript, from a disk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from archives import Place
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page without JavaScript, that must not say a word in the console."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1440, "height": 900})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    yield page
    context.close()
    assert said == []


def test_a_circle_on_the_map_leads_to_its_place(page: Page, sample: Place) -> None:
    page.goto((sample.site / "map.html").as_uri())
    page.get_by_label("Map of the region").get_by_role("link", name="Bucharest, 4 articles").click()
    expect(page.locator("h1")).to_have_text("Bucharest")

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Map", exact=True).click()
    russia = page.get_by_label("Map of the world").get_by_role("link", name="Russia, 18 articles")
    russia.focus()
    russia.press("Enter")
    expect(page.locator("h1")).to_have_text("Russia")


def test_an_edge_leads_to_its_row_and_a_node_to_its_page(page: Page, sample: Place) -> None:
    page.goto((sample.site / "network.html").as_uri())
    page.locator("figure a[href='#p1']").dispatch_event("click")
    first = page.locator("tr#p1")
    expect(first).to_be_in_viewport()
    expect(first).to_have_css("background-color", "rgb(255, 240, 179)")

    node = page.locator("figure").get_by_role("link", name="Sergei Lavrov (Person), 10 articles")
    node.focus()
    node.press("Enter")
    expect(page.locator("h1")).to_have_text("Sergei Lavrov")


def test_the_network_of_an_entity_has_its_table_too(page: Page, sample: Place) -> None:
    page.goto((sample.site / "people" / "sergei-lavrov.html").as_uri())
    row = page.locator("tr#p1")
    expect(row).to_be_hidden()
    page.locator("figure a[href='#p1']").dispatch_event("click")
    expect(row).to_be_visible()
    expect(row).to_contain_text("Sergei Lavrov and ")
    row.locator("td a").first.click()
    expect(page.locator("h1")).to_be_visible()
    assert "/articles/" in page.url


@pytest.mark.parametrize("path", ["map.html", "network.html", "people/sergei-lavrov.html"])
def test_on_paper_nothing_is_cut_off(path: str, page: Page, sample: Place) -> None:
    page.set_viewport_size({"width": 500, "height": 700})
    page.goto(f"{sample.site.as_uri()}/{path}")
    wide = page.locator(".plot, .wide")
    assert any(one.evaluate("one => one.scrollWidth > one.clientWidth") for one in wide.all() if one.is_visible())

    page.emulate_media(media="print")

    assert not any(one.evaluate("one => one.scrollWidth > one.clientWidth") for one in wide.all() if one.is_visible())
