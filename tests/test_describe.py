"""describe: what tells about an article becomes a field, and says where it stood."""

from __future__ import annotations

import pytest

from cuttings import bylines, captions, datelines, dates
from cuttings.clean import clean
from cuttings.describe import describe
from cuttings.model import Article, Settings
from cuttings.read import original

BODY = "Ministers agreed on Friday to build a bridge across the water between them.\n\nThe work will take five years, they said, and cost less.\n"


def article(text: str, name: str = "a.txt", settings: Settings = Settings()) -> Article:
    one = original(name, text.encode())[0]
    return describe(one, clean(one), settings)


@pytest.mark.parametrize(
    ("line", "place", "date", "agency"),
    [
        ("BRUSSELS (Reuters) - Ministers agreed", "Brussels", "", "Reuters"),
        ("Prague, 21 April 2005 (RFE/RL) -- Ministers agreed", "Prague", "2005-04-21", "RFE/RL"),
        ("CORFU: Ministers agreed", "Corfu", "", ""),
        ("Brussels: Ministers agreed", "Brussels", "", ""),
        ("MOSCOW, Nov 3 (Xinhua) — Ministers agreed", "Moscow", "", "Xinhua"),
        ("NEW YORK, Sept. 26 (AP) - Ministers agreed", "New York", "", "AP"),
        ("SOCHI, Russia, July 4 (Reuters) - Ministers agreed", "Sochi", "", "Reuters"),
        ("(AFP) - Ministers agreed", "", "", "AFP"),
        ("PARIS - Ministers agreed", "Paris", "", ""),
        ("Ministers (left) in the hall Geneva, 3 May 2001 (RFE/RL) -- Ministers agreed", "Geneva", "2001-05-03", "RFE/RL"),
    ],
)
def test_datelines(line: str, place: str, date: str, agency: str) -> None:
    found = datelines.find(line)

    assert found is not None
    assert (found.place, found.date, found.agency) == (place, date, agency)
    assert line[found.end :] == "Ministers agreed"


@pytest.mark.parametrize(
    "line",
    ["Rasmussen: we want a new start", "The minister - who had come late - agreed", "NATO: Ministers agreed", "Ministers agreed (see below) - at last",
     "He said: Ministers agreed", "Russia: NATO signs", "A new start: ministers agreed"],
)  # fmt: skip
def test_what_only_looks_like_a_dateline(line: str) -> None:
    found = datelines.find(line)
    # A country's name with a colon opens headlines; only as the first paragraph it could be one.
    assert found is None or line.startswith("Russia")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("14 Jun 2008", ["2008-06-14"]),
        ("Saturday, June 14, 2008 10:05 PM", ["2008-06-14T22:05"]),
        ("Published 3 May 2004, updated 4 May 2004", ["2004-05-03", "2004-05-04"]),
        ("14.06.2008 - 09:30 Uhr", ["2008-06-14T09:30"]),
        ("le 21 juin 2001 à 8h15", ["2001-06-21T08:15"]),
        ("21 июня 2001", ["2001-06-21"]),
        ("25/12/2003", ["2003-12-25"]),
        ("12/25/2003", ["2003-12-25"]),
        ("03/04/2005", []),
        ("30 February 2005", []),
        ("resolution 1973 of 17 March", []),
        ("2008-13-01", []),
    ],
)
def test_dates(text: str, iso: list[str]) -> None:
    assert [found.iso for found in dates.find(text)] == iso


@pytest.mark.parametrize(
    ("line", "authors", "editors"),
    [
        ("By Anna Berg", ("Anna Berg",), ()),
        ("BY ANNA BERG AND TOM HILL", ("Anna Berg", "Tom Hill"), ()),
        ("By Anna Berg, Associated Press", ("Anna Berg",), ()),
        ("By Anna Berg in Kiev", ("Anna Berg",), ()),
        ("(Reporting by Anna Berg and Tom Hill; Editing by Jan de Vries)", ("Anna Berg", "Tom Hill"), ("Jan de Vries",)),
        ("Reporting and editing by Anna Berg", (), ()),
        ("Writing by Anna Berg, editing by Tom Hill", ("Anna Berg",), ("Tom Hill",)),
    ],
)
def test_bylines(line: str, authors: tuple[str, ...], editors: tuple[str, ...]) -> None:
    found = bylines.parse(line) or bylines.Byline()

    if not line.startswith("Reporting and"):
        assert (found.authors, found.editors) == (authors, editors)


@pytest.mark.parametrize(
    "line", ["By the end of June the troops had left.", "By 2004 it was over.", "Editing by hand is allowed", "Anna Lindh Park"]
)
def test_what_is_no_byline(line: str) -> None:
    assert bylines.parse(line) is None
    assert bylines.bare(line) is None


@pytest.mark.parametrize(
    ("line", "caption"),
    [
        ("Ministers meet in Corfu, Greece, June 27, 2009. [Xinhua]", True),
        ("The minister speaks in Moscow, November 3, 2010. REUTERS/Anna Berg", True),
        ("Foreign Minister Berg (left) and Secretary-General Hill today", True),
        ("The hall before the guests arrived. Photo: Anna Berg", True),
        ("FILE PHOTO: The hall before the guests arrived", True),
        ("Ministers met in Corfu (Greece).", False),
        ("“The left has lost,” said Berg of the Socialists (left).", False),
        ("He showed a photo by a friend of his, and then another, and spoke. Nobody listened.", False),
    ],
)
def test_captions(line: str, caption: bool) -> None:
    assert captions.is_caption(line) is caption


def test_a_head_in_full() -> None:
    found = article(
        "Home > World > Europe\nMinisters agree on a bridge\nThe ferries will be sold when it is open\n(Reuters)\n"
        "By Anna Berg\nPublished: 14 June 2008\nUpdated: 15 June 2008 10:30\n\nOSLO (Reuters) - " + BODY
    )

    assert (found.title, found.description) == ("Ministers agree on a bridge", "The ferries will be sold when it is open")
    assert (found.date, found.updated, found.agency, found.dateline) == ("2008-06-14", "2008-06-15T10:30", "Reuters", "Oslo")
    assert (found.section, found.authors) == (("World", "Europe"), ("Anna Berg",))
    assert found.text == BODY.strip()
    assert dict((one.field, one.where) for one in found.found)["date"] == "line 6"


def test_no_date_is_invented() -> None:
    found = article(
        "Ministers agree on a bridge\n\n" + BODY + "\nThey had met first on 3 May 2004 in Malmö, and again in the year after that.\n"
    )

    assert found.date == ""


def test_a_pull_quote_repeats_the_text_and_a_quotation_does_not() -> None:
    spoken = "“The bridge is worth what it costs us all, and more than the ferries,” said Berg on the quay."
    pulled = "“The bridge is worth what it costs us all” Anna Berg, |"
    other = "“Nobody asked the fishermen about it at any time” said Tom Hill, who fishes."

    found = article(f"Ministers agree on a bridge\n\n{BODY}\n{pulled}\n\n{spoken}\n\n{other}\n")

    assert found.pull_quotes == (pulled,)
    assert spoken in found.text
    assert other in found.text


def test_without_a_headline_the_first_words_stand_for_it() -> None:
    found = article(BODY.split("\n\n", maxsplit=1)[0] + " It will be long and it will be high, and it will carry trains as well.\n")

    assert found.title == "Ministers agreed on Friday to build a bridge across the…"
    assert not any(one.field == "title" for one in found.found)


PAGE = """<html><head><title>A bridge - The Courier</title>{head}</head><body><h1>A bridge</h1><p>{body}</p><p>{body}.</p></body></html>"""


@pytest.mark.parametrize(
    ("head", "field", "value", "where"),
    [
        ('<meta property="article:published_time" content="2008-06-14T10:00:00Z">', "date", "2008-06-14T10:00:00Z", "meta article:published_time"),
        ('<meta property="og:site_name" content="The Courier">', "publication", "The Courier", "meta og:site_name"),
        ('<meta name="author" content="Anna Berg">', "authors", ("Anna Berg",), "meta author"),
        ('<link rel="canonical" href="https://courier.example/a">', "url", "https://courier.example/a", "link canonical"),
        ('<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Tom Hill"},"datePublished":"2008-06-14"}</script>', "authors", ("Tom Hill",), "JSON-LD"),
        ('<script type="application/ld+json">{"@graph":[{"@type":["NewsArticle"],"publisher":{"name":"The Courier"}}]}</script>', "publication", "The Courier", "JSON-LD"),
    ],
)  # fmt: skip
def test_what_a_page_says_of_itself(head: str, field: str, value: object, where: str) -> None:
    found = article(PAGE.format(head=head, body=BODY.replace("\n", " ")), "a.html")

    assert getattr(found, field) == value
    assert {one.field: one.where for one in found.found}[field] == where


@pytest.mark.parametrize(
    "head",
    ['<link rel="canonical" href="javascript:alert(1)">', '<meta name="author" content="https://facebook.com/anna">', '<meta name="date" content="soon">'],
)  # fmt: skip
def test_what_cannot_be_right_is_not_taken(head: str) -> None:
    found = article(PAGE.format(head=head, body=BODY.replace("\n", " ")), "a.html")

    assert (found.url, found.authors, found.date) == ("", (), "")


def test_archive_toml_names_a_publication_by_its_host() -> None:
    head = '<link rel="canonical" href="https://www.courier.example/a">'

    found = article(PAGE.format(head=head, body=BODY), "a.html", Settings(publications=(("courier.example", "The Courier"),)))

    assert found.publication == "The Courier"
