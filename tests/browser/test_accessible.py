"""No barriers: axe-core finds none on any kind of page, light or dark, on a phone or on a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import Any, Literal

import pytest
from archives import Place
from playwright.sync_api import Browser, Page
from test_entity_pages import an_archive
from test_pages import block, build

AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
FIND = "(rules) => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})"
KINDS = {
    "home": "index.html",
    "articles": "articles/index.html",
    "article": "articles/2009-06-28-military-contacts-between-nato-and-russia-to-resume.html",
    "person": "people/sergei-lavrov.html",
    "place": "places/moscow.html",
    "kind": "people/index.html",
    "timeline": "timeline.html",
    "map": "map.html",
    "network": "network.html",
    "about": "about.html",
    "missing": "404.html",
    "search": "search.html",
    "results": "search.html?q=NATO",
}


@pytest.fixture(
    scope="module", params=[(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")], ids=lambda way: f"{way[0]}-{way[1]}"
)
def page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of this width and in these colours, into which axe may be put."""
    width: int
    scheme: Literal["light", "dark"]
    width, scheme = request.param
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900}, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def address(sample: Place, serve: Callable[[Path], str]) -> str:
    """Where the sample is served."""
    return serve(sample.site)


def barriers(page: Page) -> list[str]:
    """What axe-core finds: rule, what is wrong, where."""
    page.evaluate(AXE)
    found: dict[str, Any] = page.evaluate(FIND, list(RULES))
    return [f"{one['id']}: {one['help']}: {node['html'][:200]}" for one in found["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("kind", KINDS)
def test_no_kind_of_page_has_barriers(kind: str, page: Page, address: str) -> None:
    page.goto(address + KINDS[kind])
    if kind == "results":
        page.locator("#results .result").first.wait_for()
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")

    assert barriers(page) == []


def test_the_review_has_no_barriers(page: Page, sample: Place, tmp_path: Path) -> None:
    assert sample.run("review", "--html", str(tmp_path / "review.html")).status == 0
    page.goto((tmp_path / "review.html").as_uri())

    assert barriers(page) == []


def test_a_barrier_would_be_found(page: Page, address: str) -> None:
    page.goto(f"{address}about.html")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"assets/favicon.svg\">')")

    assert [one.partition(":")[0] for one in barriers(page)] == ["image-alt"]


@pytest.fixture(scope="module")
def full(serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where an archive is served that has articles in every month, entities of one letter, a list in parts and long contents."""
    folder = tmp_path_factory.mktemp("full")
    days = [f"{year}-{month:02}-{day:02}" for year in (2007, 2008, 2009) for month in range(1, 13) for day in (3, 4)]
    texts = {day: f"I met P and Ada on {day}. Bert was there, and so was the Council." for day in days}
    given = an_archive(texts, (("I", "person"), ("P", "other"), ("Ada", "person"), ("Bert", "person"), ("the Council", "organisation")))
    subheads = (
        block("subhead", "One"),
        block("subhead", "Two"),
        block("subhead", "A third that is longer than the line of a phone is wide"),
    )
    first = replace(given.articles[0], blocks=(*given.articles[0].blocks, *subheads, block("paragraph", "The end.")))
    for path, content in build(replace(given, articles=(first, *given.articles[1:]))).items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return serve(folder)


@pytest.mark.parametrize("path", ["timeline.html", "people/ada.html", "articles/a-2007-01-03.html", "people/index.html"])
def test_what_is_many_and_small_is_large_enough_for_a_finger(path: str, page: Page, full: str) -> None:
    page.goto(full + path)
    page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")

    assert barriers(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
