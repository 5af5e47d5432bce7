"""describe, of saved pages: what a page states of itself, and which of its statements are believed."""

from __future__ import annotations

import json

import pytest

from cuttings.clean import clean
from cuttings.describe import describe
from cuttings.describe.facts import Fact
from cuttings.model import Article, Settings
from cuttings.read import original

TEXT = (
    "Ministers agreed on Friday to build a bridge across the water between them. The work will take five years, they said, and cost less."
)
MORE = "The ferries are to be sold when the bridge is open, and their crews go to the railways of both of the countries in the same year."


def page(
    head: str = "", above: str = "<h1>Ministers agree on a bridge</h1>", below: str = "", known: tuple[Fact, ...] = (), lang: str = "en"
) -> Article:
    html = f'<html lang="{lang}"><head>{head}</head><body><article>{above}<p>{TEXT}</p><p>{MORE}</p></article>{below}</body></html>'
    one = original("a.html", html.encode())[0]
    return describe(one, clean(one), Settings(), known)


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def where(article: Article, field: str) -> str:
    return next(found.where for found in article.found if found.field == field)


@pytest.mark.parametrize(
    ("head", "above", "title"),
    [
        # The heading, not what was worded anew for sharing.
        (meta("og:title", "A bridge for all: ministers agree"), "<h1>Ministers agree on a bridge</h1>", "Ministers agree on a bridge"),
        # A heading that is the site's name or a section is none.
        ("<title>Ministers agree on a bridge - The Courier</title>", "<h1>The Courier</h1>", "Ministers agree on a bridge"),
        (meta("og:title", "Ministers agree on a bridge") + ld(headline="Ministers agree on a bridge"), "<h1>Photo gallery</h1>", "Ministers agree on a bridge"),
        # The site's name goes, a colon in the title stays.
        (meta("og:site_name", "The Courier") + "<title>Bridge: ministers agree | The Courier</title>", "", "Bridge: ministers agree"),
        # The content of old pages stands in another attribute; entities are read.
        ('<meta property="og:title" value="Anna &amp;amp; Tom agree">', "", "Anna & Tom agree"),
    ],
)  # fmt: skip
def test_the_title(head: str, above: str, title: str) -> None:
    assert page(head, above).title == title


def test_a_headline_worded_otherwise_in_the_text_is_a_step() -> None:
    found = page(ld(headline="Ministers agree on a bridge"), "<h1>Transport: Ministers agree on a bridge</h1>")

    assert found.title == "Transport: Ministers agree on a bridge" or any(step.rule == "headline" for step in found.steps)
    assert not any("Ministers agree on" in block.text for block in found.blocks)


@pytest.mark.parametrize(
    ("stated", "authors"),
    [
        ([{"name": "Anna Berg"}, {"name": "Tom Hill"}], ("Anna Berg", "Tom Hill")),
        ("Anna Berg and Tom Hill, Courier Online", ("Anna Berg", "Tom Hill")),
        ({"name": "Anna Berg Senior Politics Editor"}, ("Anna Berg",)),
        ({"givenName": "Anna", "familyName": "Berg"}, ("Anna Berg",)),
        ({"name": "ANNA BERG"}, ("Anna Berg",)),
        ({"name": "Anna Berg, MD"}, ("Anna Berg, MD",)),
        ({"name": "anna@courier.example"}, ()),
        ({"name": "https://courier.example/anna-berg"}, ()),
        ({"name": "admin"}, ()),
        ({"name": "Courier Newsroom"}, ("Courier Newsroom",)),
    ],
)
def test_authors_as_stated(stated: object, authors: tuple[str, ...]) -> None:
    assert page(meta("og:site_name", "Courier Online") + ld(author=stated)).authors == authors


def test_an_agency_is_no_author() -> None:
    found = page(ld(author={"name": "Reuters Staff"}))

    assert (found.authors, found.agency) == ((), "Reuters")


def test_authors_by_reference_within_a_graph() -> None:
    graph = {
        "@graph": [{"@type": "Article", "author": {"@id": "#a"}}, {"@type": "Person", "@id": "#a", "name": "Anna Berg", "url": "/anna"}]
    }

    assert page(f'<script type="application/ld+json">{json.dumps(graph)},</script>').authors == ()
    assert page(f'<script type="application/ld+json">{json.dumps(graph)};</script>').authors == ("Anna Berg",)


@pytest.mark.parametrize(
    ("above", "authors"),
    [
        ('<h1>A bridge</h1><div class="byline">By <a href="/x">Anna Berg</a>, Politics editor</div>', ("Anna Berg",)),
        ('<h1>A bridge</h1><p><a href="/author/anna-berg">Anna Berg</a></p>', ("Anna Berg",)),
        ('<h1>A bridge</h1><span itemprop="author">Anna Berg</span>', ("Anna Berg",)),
    ],
)
def test_authors_as_shown(above: str, authors: tuple[str, ...]) -> None:
    assert page("", above).authors == authors


@pytest.mark.parametrize(
    "below", ['<div class="related"><p class="author">Tom Hill</p><time>1 May 2007</time></div>', '<p class="photo-author">Tom Hill</p>']
)
def test_authors_and_dates_of_others(below: str) -> None:
    found = page(below=below)

    assert (found.authors, found.date) == ((), "")


def test_a_person_in_the_byline_comes_before_the_site_in_the_metadata() -> None:
    head = meta("og:site_name", "The Courier") + ld(author={"name": "The Courier"})

    assert page(head).authors == ("The Courier",)
    assert page(head, '<h1>A bridge</h1><div class="byline">By Anna Berg</div>').authors == ("Anna Berg",)


@pytest.mark.parametrize(
    ("head", "publication"),
    [
        (meta("og:site_name", "The Courier") + ld(publisher={"name": "Courier Media Ltd"}), "The Courier"),
        (meta("og:site_name", "@courier_news") + ld(publisher={"name": "The Courier"}), "The Courier"),
        (
            ld(publisher={"name": "Courier Media GmbH"}, url="https://www.courier.example/a") + "<title>A bridge - The Courier</title>",
            "The Courier",
        ),
        (ld(url="https://www.courier.example/a"), "courier.example"),
        (meta("copyright", "© 2008 The Courier. All rights reserved."), "The Courier"),
        (meta("application-name", "El Río") + meta("og:site_name", "Grupo Agua") + meta("og:url", "https://elrio.example/a"), "El Río"),
        ("", ""),
    ],
)
def test_the_publication(head: str, publication: str) -> None:
    assert page(head).publication == publication


@pytest.mark.parametrize(
    ("head", "above", "date", "updated"),
    [
        (ld(datePublished="2008-06-14T10:00:00+02:00", dateModified="2008-06-15T08:00:00+02:00"), "<h1>A bridge</h1>", "2008-06-14T10:00:00+02:00", "2008-06-15T08:00:00+02:00"),
        (meta("parsely-pub-date", "20080614"), "<h1>A bridge</h1>", "2008-06-14", ""),
        (meta("x-published-date", "2008-06-14"), "<h1>A bridge</h1>", "2008-06-14", ""),
        ("", '<h1>A bridge</h1><time class="updated">15 June 2008</time><time class="published">14 June 2008</time>', "2008-06-14", "2008-06-15"),
        (meta("og:url", "https://courier.example/2008/06/14/bridge.html"), "<h1>A bridge</h1>", "2008-06-14", ""),
        (ld(datePublished="0001-01-01T00:00:00"), "<h1>A bridge</h1>", "", ""),
    ],
)  # fmt: skip
def test_the_date(head: str, above: str, date: str, updated: str) -> None:
    found = page(head, above)

    assert (found.date, found.updated) == (date, updated)


def test_a_date_after_the_day_of_capture_is_told_and_not_used() -> None:
    found = page(ld(datePublished="2031-06-14"), known=(Fact("captured", "2008-06-20", "metadata.csv"),))

    assert found.date == ""
    assert found.doubts == ("JSON-LD: 2031-06-14 is after the day of capture",)


def test_sources_that_disagree_are_told() -> None:
    head = ld(headline="A bridge", datePublished="2008-06-14", author={"name": "Anna Berg"})
    head += meta("date", "2008-06-20") + meta("author", "Tom Hill") + meta("og:title", "Ferries will be sold")

    assert page(head, "<h1>A bridge</h1>").contradictions == (
        "date: 2008-06-14 (JSON-LD), but 2008-06-20 (meta date)",
        "title: A bridge (h1), but Ferries will be sold (meta og:title)",
        "authors: Anna Berg (JSON-LD), but Tom Hill (meta author)",
    )


def test_sources_that_differ_a_little_do_not_disagree() -> None:
    head = ld(headline="A bridge over the Sund", datePublished="2008-06-14T23:30:00Z", author={"name": "Anna Berg"})
    head += meta("date", "2008-06-15") + meta("author", "ANNA BERG") + meta("og:title", "The bridge over the Sund")

    assert page(head, "<h1>A bridge over the Sund</h1>").contradictions == ()


@pytest.mark.parametrize(("lang", "language"), [("en-gb", "en-GB"), ("de", "en"), ("", "en"), ("English", "en")])
def test_the_text_decides_on_the_language(lang: str, language: str) -> None:
    assert page(lang=lang).language == language


def test_a_headline_in_capitals_is_written_as_a_sentence() -> None:
    found = page(above="<h1>MINISTERS AGREE ON A BRIDGE</h1>")

    assert found.title == "Ministers agree on a bridge"
    assert where(found, "title") == "h1; there in capitals: MINISTERS AGREE ON A BRIDGE"


def test_a_page_with_names_without_end_is_read() -> None:
    long = "Anna Berg, " * 50_000
    found = page(meta("author", long) + meta("og:title", "A " * 200_000), f"<h1>A bridge</h1><div class='byline'>By {long}</div>")

    assert found.title == "A bridge"


def test_a_description_that_is_the_text_s_beginning_is_no_standfirst() -> None:
    opening = "Ministers of Norway and Sweden agreed on Friday to build a bridge"
    text = f"{opening} across the water between them, and told the press about it at noon in Oslo."

    assert page(meta("og:description", f"{opening}…"), f"<h1>A bridge</h1><p>{text}</p>").description == ""
    assert (
        page(meta("og:description", "What the bridge will cost"), f"<h1>A bridge</h1><p>{text}</p>").description
        == "What the bridge will cost"
    )
