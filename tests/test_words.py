"""The words of the interface: every one is in the catalogues, and each language has them all."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from gettext import NullTranslations
from html.parser import HTMLParser
from typing import Any

import pytest
import test_pages
from archives import HOME, Place
from babel import Locale
from babel.messages.catalog import Message

from cuttings import locale, settings
from cuttings.model import Archive, Article, Block, Html, Settings
from cuttings.pages import wording as words
from cuttings.pages.remarks import FORMS, remark
from cuttings.pages.wording import Wording, wording

TRANSLATED = [language for language in locale.languages() if language != locale.SOURCE]
PLACEHOLDER = re.compile(r"%\(\w+\)s")
TAG = re.compile(r"<[^>]*>")


def messages(language: str) -> list[Message]:
    return [message for message in locale.catalog(language) if message.id]


def texts(value: str | Iterable[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def test_catalogues_hold_the_words_of_templates_modules_and_scripts() -> None:
    command = [sys.executable, str(HOME / "scripts" / "words.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_message_is_translated(language: str) -> None:
    assert [message.id for message in messages(language) if not all(texts(message.string)) or message.fuzzy] == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_translations_fill_in_the_same_values_and_hold_the_same_markup(language: str) -> None:
    for message in messages(language):
        for pattern in (PLACEHOLDER, TAG):
            expected = sorted(pattern.findall(texts(message.id)[-1]))
            for text in texts(message.string):
                assert sorted(pattern.findall(text)) == expected, (message.id, text)


# What a reader of a page sees.

# Names of things that are the same in all languages.
PROPER = re.compile(
    r"\b(?:RIS|BibTeX|CSL-JSON|SHA-256|JavaScript|Markdown|Wikidata|VIAF|Q\d+|Cuttings|Pagefind|Zotero|Natural Earth|[0-9a-f]{64})\b|\.txt|\.html|data/[\w.-]+"
)


class Seen(HTMLParser):
    """The texts of a page, those of attributes too; what is marked as English is left out."""

    ATTRIBUTES = ("aria-label", "placeholder", "title", "alt")

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.open: list[tuple[str, bool]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.texts += [value for name in self.ATTRIBUTES if (value := given.get(name))]
        if tag == "meta" and given.get("name") == "description":
            self.texts.append(given["content"] or "")
        if tag not in ("meta", "link", "input", "br", "rect", "data"):
            self.open.append((tag, given.get("lang") == "en" or tag == "script"))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and not any(hidden for _, hidden in self.open):
            self.texts.append(data.strip())


class Greek(NullTranslations):
    """A language in which no message has a Latin letter left: what a page still has of them was never translated."""

    def gettext(self, message: str) -> str:
        return in_letters("α", message)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return in_letters("α", one if number == 1 else many)


def in_letters(letter: str, text: str) -> str:
    """A text with another letter for each of its Latin ones, tags, placeholders and references aside."""
    return re.sub(r"(<[^>]*>|%\(\w+\)s|&\w+;)|[A-Za-zÀ-ž]", lambda match: match[1] or letter, text)


def in_cyrillic(archive: Archive) -> Archive:
    """An archive with all that people wrote in it in other letters; positions stay."""

    def said(text: str) -> str:
        return in_letters("ж", text)

    def block(one: Block) -> Block:
        return replace(one, text=said(one.text), html=Html(said(one.html)))

    def article(one: Article) -> Article:
        named = ("title", "description", "agency", "publication", "dateline", "rights", "original")
        many = ("authors", "editors", "section", "tags")
        changed: dict[str, Any] = {name: said(getattr(one, name)) for name in named}
        changed |= {name: tuple(map(said, getattr(one, name))) for name in many}
        changed["blocks"] = tuple(map(block, one.blocks))
        changed["steps"] = tuple(replace(step, text=said(step.text), put=said(step.put)) for step in one.steps)
        return replace(one, url="", **changed)

    def joins(entity: Any) -> Any:
        return tuple(replace(join, surface=said(join.surface)) for join in entity.joins)

    return replace(
        archive,
        settings=Settings(title="Ж", description="Ж", rights="Ж"),
        articles=tuple(map(article, archive.articles)),
        entities=tuple(replace(one, name=said(one.name), description=said(one.description), joins=joins(one)) for one in archive.entities),
        mentions=tuple(replace(one, surface=said(one.surface)) for one in archive.mentions),
    )


@cache
def in_greek() -> dict[str, bytes]:
    """The pages of an archive in Cyrillic letters, its interface in Greek ones; dates are Russian."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(words, "of", lambda settings: Wording("ru", Locale("ru"), Greek()))
        return test_pages.build(in_cyrillic(test_pages.archive()))


def test_every_word_that_a_reader_sees_can_be_translated() -> None:
    pages = {path: page.decode() for path, page in in_greek().items() if path.endswith(".html")}
    left = {
        (path, text)
        for path, page in pages.items()
        for text in map(html.unescape, Seen(page).texts)
        if re.search("[A-Za-z]", PROPER.sub("", text))
    }

    assert len(pages) > len(test_pages.ARTICLES)
    assert left == set()


# What rules say


@pytest.mark.parametrize("form", FORMS)
def test_a_remark_that_is_translated_is_one_that_a_rule_makes(form: str) -> None:
    """Most of its words stand in the source of a rule as they stand in it; a rule may put it together."""
    said = [piece.split() for piece in PLACEHOLDER.split(form)]
    pairs = [" ".join(words[at : at + 2]) for words in said for at in range(len(words) - 1)]

    assert sum(pair in rules() for pair in pairs) >= 0.6 * len(pairs)


@cache
def rules() -> str:
    folders = ("clean", "describe", "entities")
    return "\n".join(file.read_text("utf-8") for folder in folders for file in sorted((HOME / "cuttings" / folder).glob("*.py")))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tells about the article: kept as authors and editors", "gehört zu den Angaben über den Artikel"),
        ("the surname of Sergei Lavrov, the only one of that name in the same article", None),
        ("reads like the page’s own and not like its article (8% likely of its text)", None),
        ("a known name of NATO; decided in entities.yaml, line 15", "ein bekannter Name von NATO; entschieden in entities.yaml, Zeile 15"),
        ("something that no rule says", ""),
    ],
)
def test_remarks_are_said_anew(text: str, expected: str | None) -> None:
    said = remark(text, wording("de"))

    assert said == expected if expected is not None else said


# Languages


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("", "en"),
        ('language = "de"', "de"),
        ('language = "sv"', "en"),
        ('language = "sv"\ninterface = "fr"', "fr"),
        ('language = "de-AT"', "de-AT"),
    ],
)
def test_the_interface_speaks_the_archive_s_language_where_it_can(said: str, expected: str) -> None:
    assert words.of(settings.parse(said)).language == expected


def test_an_interface_without_words_is_an_error_that_names_the_known_ones() -> None:
    with pytest.raises(settings.SettingsError, match="“tlh”; known are de, en, fr, ru") as error:
        settings.parse('title = "A"\ninterface = "tlh"')

    assert error.value.line == 2


@pytest.mark.parametrize(
    ("tag", "day", "number", "listed"),
    [
        ("en", "14 June 2008", "1,204", "A, B and C"),
        ("en-US", "June 14, 2008", "1,204", "A, B, and C"),
        ("de", "14. Juni 2008", "1.204", "A, B und C"),
        ("fr", "14 juin 2008", "1\u202f204", "A, B et C"),
        ("ru", "14 июня 2008\u202fг.", "1\xa0204", "A, B и C"),
    ],
)
def test_dates_numbers_and_lists_are_written_as_the_language_does(tag: str, day: str, number: str, listed: str) -> None:
    spoken = wording(tag)

    assert spoken.date((2008, 6, 14)) == day
    assert spoken.number(1204) == number
    assert spoken.listed(["A", "B", "C"]) == listed


def test_russian_has_three_plurals() -> None:
    counted = [wording("ru").ngettext("%(num)s article", "%(num)s articles", number) for number in (1, 3, 5, 21, 112)]

    assert counted == ["1 статья", "3 статьи", "5 статей", "21 статья", "112 статей"]


def test_scripts_get_their_words_by_the_plural_of_their_browser() -> None:
    assert wording("ru")._forms("%(num)s article", "%(num)s articles") == {
        "one": "%(num)s статья",
        "few": "%(num)s статьи",
        "many": "%(num)s статей",
        "other": "%(num)s статей",
    }


def test_a_site_in_german(two: Place) -> None:
    two.put("archive.toml", 'title = "Brücken"\nlanguage = "en"\ninterface = "de"\n')
    assert two.build().status == 0
    article = two.read("articles/2008-06-14-ministers-agree-on-a-bridge-over-the-sund.html")
    entity = two.read("people/anna-lindqvist.html")

    assert '<html lang="de" data-archive="en"' in article
    assert '<article class="sheet" lang="en">' in article
    assert "14. Juni 2008" in article
    assert "Beide nennen " in article
    assert "Genannt in 2 Artikeln, 2008–2009" in entity
    assert 'ArchiveWords.put("de", {' in two.read("assets/words.js")


def test_a_site_in_english_asks_for_no_other_words(sample: Place) -> None:
    assert '<html lang="en">' in sample.read("index.html")
    assert "ArchiveWords.put(" not in sample.read("assets/words.js")
