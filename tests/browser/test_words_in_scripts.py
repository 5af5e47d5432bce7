"""What scripts say: English where they stand, another language from the catalogue, plurals by the browser's rules."""

from __future__ import annotations

import pytest
from archives import HOME
from playwright.sync_api import Browser

from cuttings.model import Settings
from cuttings.pages.assets import assets
from cuttings.pages.wording import Wording, wording

ARTICLES = ("%(num)s article", "%(num)s articles")


def script(spoken: Wording) -> str:
    """words.js, as if a script counted articles."""
    source = (HOME / "static" / "words.js").read_text("utf-8")
    if spoken.is_source:
        return source
    forms = spoken._forms(*ARTICLES)
    return f"{source}\nArchiveWords.put('{spoken.language}', {{{ARTICLES[0]!r}: {forms}, 'Try it': 'Попробуйте'}});"


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", ["1 article", "3 articles", "5 articles", "1,204 articles"]),
        ("de", ["1 Artikel", "3 Artikel", "5 Artikel", "1.204 Artikel"]),
        ("ru", ["1 статья", "3 статьи", "5 статей", "1\xa0204 статьи"]),
    ],
)
def test_counts(tag: str, expected: list[str], browser: Browser) -> None:
    page = browser.new_page()
    page.add_script_tag(content=script(wording(tag)))

    assert page.evaluate("([one, many]) => [1, 3, 5, 1204].map((n) => ArchiveWords.count(one, many, n))", list(ARTICLES)) == expected
    page.close()


def test_what_has_no_translation_stands_as_it_is(browser: Browser) -> None:
    page = browser.new_page()
    page.add_script_tag(content=script(wording("ru")))

    assert page.evaluate("ArchiveWords.say('Try it')") == "Попробуйте"
    assert page.evaluate("ArchiveWords.say('Try %(word)s', { word: 'Lavrov' })") == "Try Lavrov"
    page.close()


def test_the_build_gives_scripts_their_words() -> None:
    (made,) = (one for one in assets({"words.js": b"// words\n"}, Settings(), wording("fr")) if one.path == "assets/words.js")

    assert made.content.startswith(b'// words\nArchiveWords.put("fr", {')


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", ["", "A", "A and B", "A, B and C", "A, B or C", "1,204"]),
        ("de", ["", "A", "A und B", "A, B und C", "A, B oder C", "1.204"]),
        ("ru", ["", "A", "A и B", "A, B и C", "A, B или C", "1\xa0204"]),
    ],
)
def test_rows_and_numbers(tag: str, expected: list[str], browser: Browser) -> None:
    page = browser.new_page()
    page.add_script_tag(content=script(wording(tag)))
    rows = "[[], ['A'], ['A', 'B'], ['A', 'B', 'C']].map((parts) => ArchiveWords.row(parts).join(''))"

    said = page.evaluate(f"[...{rows}, ArchiveWords.row(['A', 'B', 'C'], 'disjunction').join(''), ArchiveWords.number(1204)]")
    assert said == expected
    page.close()


def test_elements_stand_in_a_message_where_it_names_them(browser: Browser) -> None:
    page = browser.new_page()
    page.add_script_tag(content=script(wording("en")))
    page.evaluate("""() => {
        const link = Object.assign(document.createElement('a'), { textContent: 'list', href: '#list' });
        document.body.append(...ArchiveWords.woven('%(what)s: see the %(list)s.', { what: ['<b>', '%(list)s'], list: link }));
    }""")

    assert page.evaluate("document.body.innerHTML") == '&lt;b&gt;%(list)s: see the <a href="#list">list</a>.'
    page.close()
