"""The search page in a real browser, from a server and from a disk."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from cuttings import search
from cuttings.pages.search_page import SCRIPTS

STATIC = Path(__file__).parents[2] / "static"
NAMES = """ArchiveNames.put([
["Jaap de Hoop Scheffer", "person", 4, "articles/vision.html", ["Scheffer", "De Hoop Scheffer"]],
["Sergei Lavrov", "person", 1, "articles/ties.html", ["Lavrov", "Sergey Lavrov"]]
]);"""
FOLDER = "My archive #1, 100% Müller"  # whoever takes an archive home names the folder
POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self' blob:; form-action 'self'"
FILLER = "The talks went on as planned, and nobody would say more than that. " * 12


@dataclass(frozen=True)
class Story:
    """An article of the test's archive; `iso` is "" where it is undated."""

    slug: str
    title: str
    iso: str
    words: str
    source: str
    text: str
    marks: tuple[tuple[str, str], ...] = ()
    language: str = "en"


STORIES = (
    Story(
        *("vision", "Ministers agree on a vision", "2008-06-14", "14 June 2008", "Reuters"),
        "Brussels: Jaap de Hoop Scheffer praised the co-operation of both sides—once foes. The NATO–Russia minister left as he came.",
        (("agency", "Reuters"), ("people", "Jaap de Hoop Scheffer"), ("places", "Brussels")),
    ),
    Story(
        *("ties", "Alliance mends ties", "2009-06-28", "28 June 2009", "Reuters"),
        "Scheffer and Lavrov met on Corfu. Policies may change, Scheffer said.",
        (("agency", "Reuters"), ("people", "Jaap de Hoop Scheffer"), ("people", "Sergei Lavrov"), ("places", "Corfu")),
    ),
    Story(
        *("radio", "A deal on transit", "2005-04-21", "21 April 2005", 'RFE/RL "Free, Europe": radio'),
        "The air transport deal was signed in Vilnius by Scheffer <b>himself</b> & others.",
        (("agency", 'RFE/RL "Free, Europe": radio'), ("people", "Jaap de Hoop Scheffer"), ("places", "Vilnius")),
    ),
    Story("undated", "A leaflet nobody dated", "", "undated", "", "Scheffer is named here too.", (("people", "Jaap de Hoop Scheffer"),)),
    Story("gipfel", "Treffen in Zürich", "2010-01-02", "2 January 2010", "dpa", "Erdoğan traf die Außenminister in Köln.", (), "de"),
    Story("ministr", "Министр обороны", "2007-03-04", "4 March 2007", "Interfax", "Анатолий Сердюков заявил о сотрудничестве.", (), "ru"),
    Story("verhandlung", "Neues aus Bonn", "2010-03-01", "1 March 2010", "dpa", "Die Verhandlungen gehen weiter.", (), "de"),
    Story("negociation", "Un accord", "2010-03-02", "2 March 2010", "AFP", "La négociation fut longue, a dit Léa Corfou.", (), "fr"),
    Story("peregovory", "Встреча", "2010-03-03", "3 March 2010", "Interfax", "После переговоров стороны разошлись.", (), "ru"),
    Story(
        *("long", "A long read", "2011-05-06", "6 May 2011", "Paper"),
        f"A submarine left port.\n\n{FILLER}\n\n## Under the ice\n\n{FILLER}\n\nThe submarine came up again.",
        tuple(("places", f"Town {number}") for number in range(1, 13)),
    ),
    *(
        Story(
            f"bulletin-{day}",
            f"Bulletin {day}",
            f"2012-01-{day:02}",
            f"{day} January 2012",
            "Paper",
            "Weather at sea.",
            (("agency", "Sea"),),
        )
        for day in range(1, 13)
    ),
)


LANGUAGES = {story.language for story in STORIES}


def _block(number: int, text: str) -> str:
    return f'<h2 id="s{number}">{text[3:]}</h2>' if text.startswith("## ") else f"<p>{html.escape(text)}</p>"


def _marks(story: Story) -> str:
    filters = (("year", story.iso[:4] or "undated"), ("language", story.language), *story.marks)
    made = [f'<data hidden data-pagefind-filter="{name}[value]" value="{html.escape(value)}"></data>' for name, value in filters]
    made.append(f'<data hidden data-pagefind-sort="date[value]" value="{story.iso or "0000"}"></data>')
    for name, value in (("date", story.words), ("source", story.source)):
        made.append(f'<data hidden data-pagefind-meta="{name}[value]" value="{html.escape(value)}"></data>')
    return "".join(made)


def _page(title: str, main: str, scripts: tuple[str, ...], root: str = "") -> str:
    loaded = "".join(f'<script src="{root}assets/{name}" defer></script>' for name in scripts)
    head = (
        f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>{html.escape(title)}</title>{loaded}'
    )
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{main}</body></html>'


def _article(story: Story) -> str:
    blocks = "".join(_block(number, text) for number, text in enumerate(story.text.split("\n\n")))
    main = f'<main data-pagefind-body lang="{story.language}">{_marks(story)}<h1>{html.escape(story.title)}</h1>{blocks}'
    return _page(story.title, f'{main}<p data-pagefind-ignore="all">Related: scheffer</p></main>', ("highlight.js",), "../")


SEARCH = """
<form id="search-form" action="search.html" role="search"><input id="q" name="q" type="search" autocomplete="off"></form>
<select id="search-sort"><option value="">Relevance</option><option value="date:desc">Newest</option><option value="date:asc">Oldest</option></select>
<select id="search-match"><option value="">All</option><option value="any">Any</option></select>
<details id="search-narrow" open><summary>Narrow</summary><div id="search-filters"></div></details><p id="search-status" role="status"></p><div id="search-note"></div><ol id="results"></ol><button id="search-more" hidden>More</button>
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("disk") / FOLDER
    for name in ("articles", "assets"):
        (folder / name).mkdir(parents=True)
    (folder / "assets" / "names.js").write_text(NAMES, "utf-8")
    for script in (*SCRIPTS, "highlight.js"):
        shutil.copy(STATIC / script, folder / "assets")
    pages = {f"articles/{story.slug}.html": _article(story) for story in STORIES}
    pages["articles/index.html"] = _page("All", "<h1>Every article</h1><p>scheffer</p>", ())
    pages["search.html"] = _page("Search", SEARCH, SCRIPTS)
    for path, content in pages.items():
        (folder / path).write_text(content, "utf-8")
    search.index(folder)
    return folder


@pytest.fixture(scope="module", params=["server", "disk"])
def root(request: pytest.FixtureRequest, site: Path, serve: Callable[[Path], str]) -> str:
    return serve(site) if request.param == "server" else f"{site.as_uri()}/"


@pytest.fixture
def page(browser: Browser, root: str) -> Iterator[Page]:
    """A page that asks for nothing outside the site's folder and has nothing to complain of."""
    asked: list[str] = []
    wrong: list[str] = []
    page = browser.new_page()
    page.set_default_timeout(20_000)
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if message.type in ("error", "warning") else None)
    yield page
    page.context.close()
    page.close()
    assert [url for url in asked if not url.startswith((root, "blob:", "data:"))] == []
    assert [text for text in wrong if "favicon" not in text] == []


def ask(page: Page, root: str, address: str, told: str | re.Pattern[str]) -> None:
    page.goto(f"{root}search.html{address}")
    expect(page.locator("#search-status")).to_have_text(told)


def titles(page: Page) -> list[str]:
    return page.locator(".result-title").all_inner_texts()


def counts(page: Page, name: str) -> list[str]:
    return [text.strip() for text in page.locator(f'[data-filter="{name}"] label').all_inner_texts()]


def choose(page: Page, name: str, value: str) -> None:
    page.locator(f'[data-filter="{name}"] label', has_text=value).locator("input").click()


def test_a_disk_refuses_what_search_must_do_without(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto(f"{site.as_uri()}/articles/index.html")
    assert page.evaluate("fetch('vision.html').then(() => 'read', () => 'refused')") == "refused"
    page.close()


def test_the_address_is_searched_at_once(page: Page, root: str) -> None:
    ask(page, root, "?q=lavrov", "1 article for “lavrov”")
    result = page.locator("#results > li.result")
    assert result.count() == 1
    assert result.locator("a").first.get_attribute("href") == "articles/ties.html?highlight=lavrov"
    assert result.locator(".result-meta").inner_text() == "28 June 2009 · Reuters"
    assert result.locator(".excerpt").inner_text() == "Scheffer and Lavrov met on Corfu. Policies may change, Scheffer said."
    assert result.locator("mark").all_inner_texts() == ["Lavrov"]


def test_pagefind_works_in_a_worker(page: Page, root: str) -> None:
    ask(page, root, "?q=lavrov", "1 article for “lavrov”")
    assert len(page.workers) == len(LANGUAGES)


def test_typing_searches(page: Page, root: str) -> None:
    page.goto(f"{root}search.html")
    page.keyboard.press("/")
    page.keyboard.type("Scheffer", delay=20)
    expect(page.locator("#search-status")).to_have_text("4 articles for “Scheffer”")
    assert page.evaluate("location.search") == "?q=Scheffer"
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#search-status")).to_be_empty()
    assert page.locator("#results > li").count() == 0
    assert page.locator("#q").input_value() == ""
    assert page.evaluate("location.search") == ""


def test_one_letter_is_not_searched(page: Page, root: str) -> None:
    page.goto(f"{root}search.html?q=s")
    page.wait_for_function("document.querySelector('#results').ariaBusy === 'false'")
    expect(page.locator("#search-status")).to_be_empty()


def test_filters_count_and_narrow(page: Page, root: str) -> None:
    ask(page, root, "?q=scheffer", "4 articles for “scheffer”")
    assert counts(page, "year") == ["2009 (1)", "2008 (1)", "2005 (1)", "undated (1)"]
    assert counts(page, "agency") == ["Reuters (2)", 'RFE/RL "Free, Europe": radio (1)']
    choose(page, "agency", "Reuters")
    expect(page.locator("#search-status")).to_have_text("2 articles for “scheffer”")
    assert counts(page, "year") == ["2009 (1)", "2008 (1)"]
    assert counts(page, "agency") == ["Reuters (2)", 'RFE/RL "Free, Europe": radio (1)']
    choose(page, "agency", "Free, Europe")
    expect(page.locator("#search-status")).to_have_text("3 articles for “scheffer”")
    choose(page, "year", "2005")
    expect(page.locator("#search-status")).to_have_text("1 article for “scheffer”")
    assert titles(page) == ["A deal on transit"]
    assert page.evaluate("[...new URLSearchParams(location.search)].join('|')") == (
        'q,scheffer|f.agency,Reuters|f.agency,RFE/RL "Free, Europe": radio|f.year,2005'
    )
    page.locator(".chip", has_text="2005").click()
    expect(page.locator("#search-status")).to_have_text("3 articles for “scheffer”")


def test_a_choice_keeps_the_keyboard_where_it_is(page: Page, root: str) -> None:
    ask(page, root, "?q=scheffer", "4 articles for “scheffer”")
    page.locator('[data-filter="agency"] input').first.focus()
    page.keyboard.press("Space")
    expect(page.locator("#search-status")).to_have_text("2 articles for “scheffer”")
    assert page.evaluate("document.activeElement.value") == "Reuters"


def test_filters_alone_find_too(page: Page, root: str) -> None:
    ask(page, root, "?f.people=Sergei+Lavrov", "1 article")
    assert titles(page) == ["Alliance mends ties"]
    ask(page, root, "?f.agency=Reuters", "2 articles")
    assert titles(page) == ["Alliance mends ties", "Ministers agree on a vision"]


def test_long_filters_are_cut(page: Page, root: str) -> None:
    ask(page, root, "?q=submarine", "1 article for “submarine”")
    assert len(counts(page, "places")) == 8
    page.get_by_role("button", name="Show all 12").click()
    expect(page.locator('[data-filter="places"] label')).to_have_count(12)
    page.get_by_role("button", name="Show fewer").click()
    expect(page.locator('[data-filter="places"] label')).to_have_count(8)


def test_the_undated_come_last_in_either_order(page: Page, root: str) -> None:
    ask(page, root, "?q=scheffer&sort=date:desc", "4 articles for “scheffer”")
    assert titles(page) == ["Alliance mends ties", "Ministers agree on a vision", "A deal on transit", "A leaflet nobody dated"]
    page.locator("#search-sort").select_option("date:asc")
    expect(page.locator(".result-title").first).to_have_text("A deal on transit")
    assert titles(page) == ["A deal on transit", "Ministers agree on a vision", "Alliance mends ties", "A leaflet nobody dated"]


def test_a_phrase_is_found_as_one(page: Page, root: str) -> None:
    ask(page, root, "?q=transport+air", "1 article for “transport air”")
    ask(page, root, "?q=“air+transport”", "1 article for “air transport”")
    ask(page, root, "?q=%22transport+air%22", re.compile("^0 articles for “transport air”. Try it without the quotation marks"))


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("erdogan", "Treffen in Zürich"),
        ("Zurich", "Treffen in Zürich"),
        ("außenminister", "Treffen in Zürich"),
        ("сердюков", "Министр обороны"),
        ("сотрудничеств", "Министр обороны"),
        ("cooperation", "Ministers agree on a vision"),
        ("policy", "Alliance mends ties"),
        ("RFE/RL", "A deal on transit"),
        ("foes", "Ministers agree on a vision"),
        ("russia", "Ministers agree on a vision"),
        ("NATO-Russia", "Ministers agree on a vision"),
        ("NATO–Russia", "Ministers agree on a vision"),
    ],
)
def test_all_languages_are_one_archive(page: Page, root: str, query: str, title: str) -> None:
    ask(page, root, f"?q={query}", f"1 article for “{query}”")
    assert titles(page) == [title]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("Verhandlung", "Neues aus Bonn"),
        ("négociations", "Un accord"),
        ("negociations", "Un accord"),
        ("переговоры", "Встреча"),
        ("praising", "Ministers agree on a vision"),
    ],
)
def test_each_language_is_inflected_in_its_own_way(page: Page, root: str, query: str, title: str) -> None:
    ask(page, root, f"?q={query}", f"1 article for “{query}”")
    assert titles(page) == [title]


def test_languages_are_joined_in_one_order_and_counted_together(page: Page, root: str) -> None:
    ask(page, root, "?f.year=2010&f.year=2007&sort=date:asc", "5 articles")
    assert titles(page) == ["Министр обороны", "Treffen in Zürich", "Neues aus Bonn", "Un accord", "Встреча"]
    page.locator("#search-sort").select_option("date:desc")
    expect(page.locator(".result-title").first).to_have_text("Встреча")
    assert titles(page) == ["Встреча", "Un accord", "Neues aus Bonn", "Treffen in Zürich", "Министр обороны"]
    assert counts(page, "language") == ["de (2)", "ru (2)", "fr (1)"]
    assert counts(page, "year")[:2] == ["2012 (12)", "2011 (1)"]


def test_a_word_of_one_language_finds_no_near_miss_in_another(page: Page, root: str) -> None:
    ask(page, root, "?q=corfou", "1 article for “corfou”")
    ask(page, root, "?q=corf", "2 articles for “corf”")
    assert sorted(titles(page)) == ["Alliance mends ties", "Un accord"]


def test_text_is_never_markup(page: Page, root: str) -> None:
    ask(page, root, "?q=vilnius", "1 article for “vilnius”")
    assert page.locator(".excerpt").inner_text() == "The air transport deal was signed in Vilnius by Scheffer <b>himself</b> & others."
    assert page.locator(".result b").count() == 0
    ask(page, root, "?q=%3Cimg+src%3Dx%3E+vilnius", re.compile("^0 articles for “<img src=x> vilnius”"))


def test_a_dash_parts_words_and_stays_a_dash(page: Page, root: str) -> None:
    ask(page, root, "?q=foes", "1 article for “foes”")
    assert "both sides—once foes. The" in page.locator(".excerpt").inner_text()


def test_further_passages_lead_to_their_subhead(page: Page, root: str) -> None:
    ask(page, root, "?q=submarine", "1 article for “submarine”")
    assert page.locator(".excerpt mark").all_inner_texts() == ["submarine"]
    assert page.locator(".passage").count() == 1
    assert page.locator(".passage").inner_text().startswith("Under the ice: … ")
    assert page.locator(".passage a").get_attribute("href") == "articles/long.html?highlight=submarine#s2"


def test_more_results_on_demand_and_on_return(page: Page, root: str) -> None:
    ask(page, root, "?q=weather", "12 articles for “weather”")
    assert page.locator(".result").count() == 10
    expect(page.locator("#search-more")).to_have_text("2 more of 12")
    # Without scrolling to it, which would bring them by itself.
    page.locator("#search-more").evaluate("button => button.click()")
    expect(page.locator(".result")).to_have_count(12)
    expect(page.locator("#search-more")).to_be_hidden()
    page.locator(".result a").nth(11).click()
    page.wait_for_url(re.compile("bulletin"))
    page.go_back()
    expect(page.locator(".result")).to_have_count(12)


def test_an_article_shows_what_was_found_and_back_restores(page: Page, root: str) -> None:
    ask(page, root, "?q=submarine&f.year=2011&sort=date:desc", "1 article for “submarine”")
    page.locator(".passage a").click()
    page.wait_for_url(re.compile(r"long\.html\?highlight=submarine#s2$"))
    page.goto(page.url.partition("#")[0])
    assert page.locator("mark").all_inner_texts() == ["submarine", "submarine"]
    expect(page.locator("mark").first).to_be_in_viewport()
    page.go_back()
    page.go_back()
    expect(page.locator("#search-status")).to_have_text("1 article for “submarine”")
    assert page.locator("#q").input_value() == "submarine"
    assert page.locator("#search-sort").input_value() == "date:desc"
    assert page.locator(".chip").all_inner_texts() == ["2011 ×"]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("highlight=policy", ["Policies"]),
        ("highlight=scheffer&highlight=LAVROV", ["Scheffer", "Lavrov", "Scheffer"]),
        ("highlight=%22met+on+corfu%22", ["met", "on", "Corfu"]),
        ("highlight=%22corfu+met%22", []),
        ("highlight=%3Cb%3E", []),
        ("highlight=", []),
    ],
)
def test_highlighting(page: Page, root: str, asked: str, expected: list[str]) -> None:
    page.goto(f"{root}articles/ties.html?{asked}")
    assert page.locator("mark").all_inner_texts() == expected


def test_nothing_found_says_what_to_try(page: Page, root: str) -> None:
    # "as" is a word of the archive: of "asdfgh" that much is indexed.
    ask(
        page,
        root,
        "?q=asdfgh",
        re.compile("^0 articles for “asdfgh”. The archive does not have “asdfgh”. Try the beginning of the word, or another spelling"),
    )
    assert page.locator("#search-status a").get_attribute("href") == "articles/index.html"
    assert page.locator("#results > li").count() == 0
    ask(
        page,
        root,
        "?q=scheffer+weather",
        re.compile("^0 articles for “scheffer weather”. All words must occur: try it with any of the words"),
    )
    ask(page, root, "?q=lavrov&f.year=2008", re.compile("^0 articles for “lavrov”. Try it without the filters"))
    assert counts(page, "year") == ["2009 (1)", "2008 (0)"]


def test_a_search_that_cant_run_says_why(browser: Browser, site: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(site, tmp_path / "broken")
    (broken / "pagefind-offline" / "boot.js").unlink()
    page = browser.new_page()
    ask(page, f"{broken.as_uri()}/", "?q=lavrov", re.compile("^The search can’t run: pagefind-offline/boot.js is missing"))
    assert page.locator("#search-status a").get_attribute("href") == "articles/index.html"
    page.close()


def test_a_lost_connection_is_no_empty_answer(browser: Browser, site: Path, serve: Callable[[Path], str]) -> None:
    page = browser.new_page()
    page.goto(f"{serve(site)}search.html")
    page.context.set_offline(True)
    page.locator("#q").fill("lavrov")
    expect(page.locator("#search-status")).to_contain_text("The search can’t run")
    page.context.set_offline(False)
    page.locator("#q").fill("scheffer")
    expect(page.locator("#search-status")).to_have_text("4 articles for “scheffer”")
    page.close()


@pytest.mark.parametrize(
    ("without", "told"),
    [
        ("delete window.WebAssembly", "this browser has no WebAssembly, or has it turned off"),
        ("delete window.Worker", "this browser has no web workers, or has them turned off"),
    ],
)
def test_a_browser_that_cant_search_is_told_before_anything_is_loaded(browser: Browser, root: str, without: str, told: str) -> None:
    page = browser.new_page()
    page.add_init_script(without)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    ask(page, root, "?q=lavrov", f"The search can’t run: {told}. There is the list of all articles.")
    assert page.locator("#search-status a").get_attribute("href") == "articles/index.html"
    assert [url for url in asked if "/pagefind" in url] == []
    page.close()


def test_a_browser_without_workers_of_blobs_is_told(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.add_init_script("URL.createObjectURL = () => 'blob:null/refused'")
    told = "The search can’t run: this browser starts no workers made of blobs, which search from a disk needs"
    ask(page, f"{site.as_uri()}/", "?q=lavrov", re.compile(f"^{re.escape(told)}"))
    page.close()


def test_pages_of_others_search_the_index_by_pagefind_s_own_interface(browser: Browser, site: Path, serve: Callable[[Path], str]) -> None:
    """Of a server: the index is one that Pagefind itself could have written, but for its filters."""
    page = browser.new_page()
    page.goto(f"{serve(site)}search.html")
    found = page.evaluate(
        """async () => {
          const pagefind = await import(new URL('pagefind/pagefind.js', location));
          await pagefind.options({ baseUrl: '/' });
          const { results } = await pagefind.search('scheffer');
          return Promise.all(results.map(async (result) => { const { url, meta } = await result.data(); return [url, meta.title]; }));
        }"""
    )
    page.close()

    assert {(url.rpartition("/")[2], title) for url, title in found} == {
        (f"{story.slug}.html", story.title) for story in STORIES if "Scheffer" in story.text and story.language == "en"
    }
