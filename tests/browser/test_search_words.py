"""The search page of an archive whose interface isn't English, from a server and from a disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from archives import Place, put_sample
from chromium import silent_page, taken_home
from playwright.sync_api import Browser, Page, expect


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The sample archive with a German interface."""
    place = Place(tmp_path_factory.mktemp("german"))
    put_sample(place)
    place.put("archive.toml", 'title = "Die NATO und Russland"\nlanguage = "en"\ninterface = "de"\n')
    assert place.build().status == 0
    return place


@pytest.fixture(scope="module", params=["server", "disk"])
def root(request: pytest.FixtureRequest, german: Place, serve: Callable[[Path], str], tmp_path_factory: pytest.TempPathFactory) -> str:
    if request.param == "server":
        return serve(german.site)
    return taken_home(german.site, tmp_path_factory.mktemp("disk"))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that says nothing in the console."""
    with silent_page(browser, viewport={"width": 1440, "height": 900}) as page:
        yield page


def ask(page: Page, root: str, query: str, more: str = "") -> None:
    page.goto(f"{root}search.html?q={quote(query)}{more}")
    page.locator('#results[aria-busy="false"]').wait_for(state="attached", timeout=20_000)


@pytest.mark.parametrize(
    ("query", "more", "told"),
    [
        ("Lavrov", "", "10 Artikel für „Lavrov“"),
        ("Lavrof", "", "10 Artikel für „Lavrov“. Das Archiv hat nicht: „Lavrof“."),
        ("", "&f.people=Sergei+Lavrov", "10 Artikel"),
        (
            "Scheffer xyzzy",
            "",
            (
                "0 Artikel für „Scheffer xyzzy“. Das Archiv hat nicht: „xyzzy“. "
                "Versuchen Sie es ohne „xyzzy“ (7), oder sehen Sie die Liste aller Artikel an."
            ),
        ),
        (
            "Scheffer Kursk",
            "",
            (
                "0 Artikel für „Scheffer Kursk“. Alle Wörter müssen vorkommen: "
                "Versuchen Sie es mit einem der Wörter (8), oder sehen Sie die Liste aller Artikel an."
            ),
        ),
        (
            "qqqxxx",
            "",
            (
                "0 Artikel für „qqqxxx“. Das Archiv hat nicht: „qqqxxx“. Versuchen Sie es mit dem Anfang des Wortes "
                "oder einer anderen Schreibung, oder sehen Sie die Liste aller Artikel an."
            ),
        ),
        (
            '"minister foreign"',
            "&f.people=Sergei+Lavrov",
            (
                "0 Artikel für „minister foreign“. "
                "Versuchen Sie es ohne die Anführungszeichen (15), oder sehen Sie die Liste aller Artikel an."
            ),
        ),
        (
            "Lavrov",
            "&f.people=Nobody",
            "0 Artikel für „Lavrov“. Versuchen Sie es ohne die Filter (10), oder sehen Sie die Liste aller Artikel an.",
        ),
    ],
)
def test_what_came_of_it(page: Page, root: str, query: str, more: str, told: str) -> None:
    ask(page, root, query, more)

    expect(page.locator("#search-status")).to_have_text(told)


def test_an_offer_and_the_list_are_links(page: Page, root: str) -> None:
    ask(page, root, "Scheffer xyzzy")

    assert page.locator("#search-status a").all_inner_texts() == ["ohne „xyzzy“ (7)", "Liste aller Artikel"]
    page.locator("#search-status .offer").click()
    expect(page.locator("#search-status")).to_have_text("7 Artikel für „Scheffer“")


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            'the Lavrov Moscow Putin "foreign minister" -Corfu -Sochi',
            (
                "Artikel mit allen: „Lavrov“, „Moscow“ und „Putin“; mit der Wortfolge „foreign minister“; ohne „Corfu“ oder „Sochi“. "
                "Weggelassen, weil zu häufig: the."
            ),
        ),
        (
            'Corfu OR Sochi "prime minister" "foreign minister"',
            "Artikel mit den Wortfolgen „prime minister“ und „foreign minister“; mit einem von: „Corfu“ oder „Sochi“.",
        ),
        (" ".join(f"word{number}" for number in range(30)), "Nur die ersten 24 Wörter wurden gelesen."),
    ],
)
def test_how_a_query_was_understood(page: Page, root: str, query: str, told: str) -> None:
    ask(page, root, query)

    expect(page.locator(".understood")).to_contain_text(told)


def test_a_name_has_its_kind_as_german_writes_it(page: Page, root: str) -> None:
    ask(page, root, "Lavrov")
    expect(page.locator(".who")).to_have_text("Seite: Sergei Lavrov (Person) · die 10 Artikel mit diesem Namen")

    page.locator("#q").fill("")
    page.locator("#q").press_sequentially("sergey lav")
    expect(page.get_by_role("option").first).to_have_text("Sergei Lavrov auch Sergey Lavrov · Person · 10 Artikel")
    expect(page.get_by_role("listbox", name="Namen mit einer Seite")).to_be_visible()


def test_filters(page: Page, root: str) -> None:
    ask(page, root, "Moscow", "&f.year=2001..2010&f.year=undated")

    expect(page.locator("#search-narrow summary")).to_have_text("Ergebnisse eingrenzen (Filter aktiv)", use_inner_text=True)
    headings = page.locator("#search-filters legend").all_inner_texts()
    assert headings == ["Jahr", "Erschienen in", "Personen", "Organisationen", "Orte", "Abkommen", "Ressort", "Sprache"]
    assert page.locator(".chip").all_inner_texts() == ["2001–2010 ×", "ohne Datum ×"]
    expect(page.get_by_role("button", name="Jahr: ohne Datum; entfernen")).to_be_visible()
    expect(page.get_by_role("checkbox", name="ohne Datum")).to_be_checked()
    assert page.locator(".range").inner_text().split() == ["Von", "bis"]
    page.get_by_label("In Personen finden").fill("scheff")
    expect(page.locator('[data-filter="people"] label')).to_have_count(1)
    places = page.locator('[data-filter="places"] .show-all')
    expect(places).to_have_text(re.compile(r"^Alle \d+ zeigen$"))
    places.click()
    expect(places).to_have_text("Weniger zeigen")


def test_more_results_and_no_filter(page: Page, root: str) -> None:
    ask(page, root, "Russia")

    expect(page.locator("#search-more")).to_have_text("noch 8 von 18")
    expect(page.locator("#search-narrow summary")).to_have_text("Ergebnisse eingrenzen", use_inner_text=True)


def test_why_the_search_cannot_run(browser: Browser, root: str) -> None:
    context = browser.new_context()
    context.add_init_script("delete globalThis.WebAssembly")
    page = context.new_page()
    ask(page, root, "Lavrov")

    expect(page.locator("#search-status")).to_have_text(
        "Die Suche kann nicht laufen: dieser Browser hat kein WebAssembly, oder es ist abgeschaltet. Es gibt die Liste aller Artikel."
    )
    context.close()


def test_no_english_is_left_on_the_page(page: Page, root: str) -> None:
    ask(page, root, "Scheffer Kursk", "&f.year=2001..2010")

    shown = page.locator("main").inner_text()
    assert not re.search(r"\b(?:the|of|all|article|articles|find|show|from|year|page|try|with|without)\b", shown, re.IGNORECASE), shown


def test_function_words_are_those_of_the_archive(page: Page, two: Place, serve: Callable[[Path], str]) -> None:
    two.put("archive.toml", 'title = "Brücken"\nlanguage = "de"\ninterface = "fr"\n')
    assert two.build().status == 0
    ask(page, serve(two.site), "Lindqvist mit bridge")

    expect(page.locator("#search-status")).to_have_text("2 articles pour «\u00a0Lindqvist mit bridge\u00a0»")
    expect(page.locator(".understood")).to_have_text(
        "Articles avec tous\u00a0: «\u00a0Lindqvist\u00a0» et «\u00a0bridge\u00a0». Omis, car trop courants\u00a0: mit."
    )
