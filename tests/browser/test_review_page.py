"""The review as a reader meets it: from a disk, on a telephone, in light and dark, without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import Place
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def review(sample: Place) -> str:
    """The address of the sample's review."""
    file = sample.root / "Was zu tun ist #1.html"
    assert sample.run("review", "--html", str(file)).status == 0
    return file.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_telephone_and_needs_no_script(scheme: str, review: str, browser: Browser) -> None:
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, color_scheme="dark" if scheme == "dark" else "light", java_script_enabled=False
    )
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(review)

    paper, ink = (page.evaluate(f"getComputedStyle(document.body).{name}") for name in ("backgroundColor", "color"))
    assert (paper, ink) == (("rgb(22, 22, 20)", "rgb(222, 219, 211)") if scheme == "dark" else ("rgb(255, 253, 248)", "rgb(26, 26, 26)"))
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.locator("pre").count() > 5
    assert said == []
    assert asked == [review]
    context.close()


def test_a_click_selects_all_lines_and_links_lead_to_the_site(review: str, browser: Browser, sample: Place) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(review)
    lines = page.locator("pre").first

    lines.click()
    assert page.evaluate("getSelection().toString()").strip() == (lines.text_content() or "").strip()
    page.locator(".passage a").first.click()
    page.wait_for_url("**/articles/*.html")
    assert (sample.site / "articles" / Path(page.url).name).is_file()
    context.close()
