"""Dates and bylines in plain text: what is read of a line, and which of a page's lines are believed."""

from __future__ import annotations

import pytest

from cuttings import bylines, datelines, dates
from cuttings.clean import clean
from cuttings.dates import Order
from cuttings.describe import describe, when, who
from cuttings.describe.capitals import as_sentence, is_capitals
from cuttings.describe.facts import Fact
from cuttings.describe.spot import Spot
from cuttings.model import Article, Settings
from cuttings.read import original

TITLE = "Ministers agree on a bridge"
TEXT = "Ministers agreed on Friday to build a bridge across the water between them, and to pay for it together.\n\n" * 3
END = "\nThe ferries are to be sold when the bridge is open, and their crews go to the railways of both countries.\n"


def article(text: str, known: tuple[Fact, ...] = ()) -> Article:
    one = original("a.txt", text.encode())[0]
    return describe(one, clean(one), Settings(), known)


@pytest.mark.parametrize(
    ("text", "order", "iso"),
    [
        ("14/06/08", "day", "2008-06-14"),
        ("06/14/08", "", "2008-06-14"),
        ("03/04/2005", "month", "2005-03-04"),
        ("01-04-2024", "day", "2024-04-01"),
        ("14.06.08", "", "2008-06-14"),
        ("2 MÄR 2005", "", "2005-03-02"),
        ("3 września 2005", "", "2005-09-03"),
        ("3. srpna 2005", "", "2005-08-03"),
        ("3 Ağustos 2005", "", "2005-08-03"),
        ("3. elokuuta 2005", "", "2005-08-03"),
        ("3 de março de 2005", "", "2005-03-03"),
        ("3 Ιουνίου 2005", "", "2005-06-03"),
        ("2005年3月4日", "", "2005-03-04"),
        ("2005년 3월 4일", "", "2005-03-04"),
        ("2005. 3. 4.", "", "2005-03-04"),
        ("April 2, 2004May 3, 2005", "", "2004-04-02"),
        ("April 2, 2004 10:05 PM EST", "", "2004-04-02T22:05-05:00"),
        ("2 April 2004 10:05 GMT+3", "", "2004-04-02T10:05+03:00"),
        ("2 April 2004, 10:05 Uhr", "", "2004-04-02T10:05"),
        ("2 April 2004 10:05 IST", "", "2004-04-02T10:05"),  # three zones are called so
    ],
)
def test_forms_of_dates(text: str, order: Order, iso: str) -> None:
    assert next(dates.find(text, order)).iso == iso


@pytest.mark.parametrize("text", ["03/04/05", "1.5.2 of 2004", "call 030/12/2005-77", "May 2005", "in 10.12.2 it says", "score 3/4/20055"])
def test_what_is_no_date(text: str) -> None:
    assert list(dates.find(text)) == []


def test_dates_that_stand_far_from_each_other_are_all_found() -> None:
    between = "The ministers met again and again, and nobody wrote of it. " * 40
    text = f"On 3 May 2004 it began.{between}It ended on June 5, 2005, as was said on 31 April 2006.{between}“6 июня 2007”"

    assert [text[one.start : one.end] for one in dates.find(text)] == ["3 May 2004", "June 5, 2005", "6 июня 2007"]
    assert [one.iso for one in dates.find(text)] == ["2004-05-03", "2005-06-05", "2007-06-06"]
    assert list(dates.impossible(text)) == ["31 April 2006"]


@pytest.mark.parametrize(
    ("texts", "language", "order"),
    [
        (["03/04/2005", "31/03/2005"], "en", "day"),
        (["03/04/2005", "03/31/2005"], "de", "month"),
        (["03/04/2005"], "pt", "day"),
        (["03/04/2005", "It opened on 3 May 2004."], "en", "day"),
        (["03/04/2005"], "en", ""),
    ],
)
def test_the_order_of_day_and_month(texts: list[str], language: str, order: Order) -> None:
    assert dates.order_of(texts, language) == order


@pytest.mark.parametrize(
    ("head", "date", "updated"),
    [
        (f"{TITLE}\n3 May 2005\n\n", "2005-05-03", ""),
        (f"3 May 2005\n{TITLE}\n\n", "2005-05-03", ""),
        (f"{TITLE}\nUpdated: 4 May 2005\nPublished: 3 May 2005\n\n", "2005-05-03", "2005-05-04"),
        (f"{TITLE}\nThe Courier | Oslo | 3 May 2005 | 4 min read\n\n", "2005-05-03", ""),
        (
            f"{TITLE} | The Courier\nFerries stay\n1 May 2004\nHarbours close\n1 May 2004\n{'More of the same kind of news' * 3}\n\n{TITLE}\n3 May 2005\n\n",
            "2005-05-03",
            "",
        ),
        (f"{TITLE}\n\n", "", ""),
    ],
)
def test_the_date_stands_near_the_headline(head: str, date: str, updated: str) -> None:
    found = article(head + TEXT + "The first talks were held on 9 April 2003 in Malmö, where nothing came of them at all." + END)

    assert (found.date, found.updated) == (date, updated)


def test_a_date_far_above_the_headline_is_that_of_the_day_of_reading() -> None:
    menu = "\n".join(f"All about harbour number {number}" for number in range(30))

    assert article(f"Saturday, 14 June 2008\n\n{menu}\n\n{TITLE}\n\n{TEXT}{END}").date == ""
    assert article(f"{menu}\n\n{TITLE}\n\nSaturday, 14 June 2008\n\n{TEXT}{END}").date == "2008-06-14"


def test_a_line_below_the_text_that_says_published_gives_the_date() -> None:
    assert article(f"{TITLE}\n\n{TEXT}{END}\nPublished 3 May 2005\n").date == "2005-05-03"


def test_dates_of_a_list_of_others_are_not_the_article_s() -> None:
    others = "\nRelated articles\n\nFerries stay\n1 May 2004\n\nHarbours close\n2 May 2004\n"

    assert article(f"{TITLE}\n\n{TEXT}{END}{others}").date == ""


def test_an_age_counts_from_the_day_of_capture_only() -> None:
    text = f"{TITLE}\n3 days ago\n\n{TEXT}{END}"

    assert article(text).date == ""
    assert article(text, (Fact("captured", "2005-05-06", "metadata.csv"),)).date == "2005-05-03"


def test_a_slashed_date_is_read_as_the_page_s_others_are() -> None:
    text = f"{TITLE}\n03/04/2005\n\n{TEXT}It was signed on {{}} in Malmö, by all of those who had been there.{END}"

    assert article(text.format("31/03/2005")).date == "2005-04-03"
    assert article(text.format("03/31/2005")).date == "2005-03-04"
    assert article(text.format("a Friday")).date == ""


@pytest.mark.parametrize(
    ("line", "authors", "editors", "agency"),
    [
        ("By Anna Berg and Tom Hill, Associated Press", ("Anna Berg", "Tom Hill"), (), "AP"),
        ("Writing by Anna Berg; editing by Tom Hill", ("Anna Berg",), ("Tom Hill",), ""),
        ("Reporting by Anna Berg in Kyiv; Editing by Tom Hill", ("Anna Berg",), ("Tom Hill",), ""),
        ("Author: Anna Berg | Editor: Tom Hill", ("Anna Berg",), ("Tom Hill",), ""),
        ("Author Anna Berg | Editor Tom Hill", ("Anna Berg",), ("Tom Hill",), ""),
        ("Text: Anna Berg", ("Anna Berg",), (), ""),
        ("Text: Anna Berg, Fotos: Tom Hill", ("Anna Berg",), (), ""),
        ("Von Anna Berg, Redakteurin", ("Anna Berg",), (), ""),
        ("Par Anna Berg et Tom Hill", ("Anna Berg", "Tom Hill"), (), ""),
        ("By Anna Berg, Staff Writer", ("Anna Berg",), (), ""),
        ("By Reuters Staff", (), (), "Reuters"),
        ("ByAnna Berg", ("Anna Berg",), (), ""),
    ],
)
def test_bylines(line: str, authors: tuple[str, ...], editors: tuple[str, ...], agency: str) -> None:
    assert bylines.parse(line) == bylines.Byline(authors, editors, agency)


@pytest.mark.parametrize(
    "line", ["Byron wrote it all down", "Editor Anna Berg left", "Text messages were read", "Photo: Anna Berg", "By sea and by land"]
)
def test_what_is_no_byline(line: str) -> None:
    assert bylines.parse(line) is None


@pytest.mark.parametrize(
    ("lines", "authors"),
    [
        ((TITLE, "Anna Berg", "3 May 2005"), ["Anna Berg"]),
        ((TITLE, "3 May 2005 | Anna Berg | 4 min read"), ["Anna Berg"]),
        ((TITLE, "By", "Anna Berg", "and", "Tom Hill"), ["Anna Berg", "Tom Hill"]),
        ((TITLE, "Oslo, 3 May 2005 | By Anna Berg"), ["Anna Berg"]),
        (("Anna Berg", "Harbours close", "Ferries stay", TITLE, "3 May 2005"), []),
        ((TITLE, "A bridge for Anna Berg", "3 May 2005"), []),
    ],
)
def test_the_writer_stands_by_the_headline_or_the_date(lines: tuple[str, ...], authors: list[str]) -> None:
    numbered = (*enumerate(lines, 1), (9, "Ministers agreed."), (10, "The work begins."))
    place = Spot(tuple(numbered), lines.index(TITLE), len(lines), len(lines) + 1, TITLE)
    date = next((fact.line for fact in when.dated(place, "day")), 0)

    assert [fact.value for fact in who.authors(place, date) if fact.field == "authors"] == authors


def test_a_note_behind_the_text_tells_the_writer() -> None:
    note = "Anna Berg is a transport correspondent for The Courier."

    assert article(f"{TITLE}\n\n{TEXT}{END}\n{note}\n").authors == ("Anna Berg",)
    assert article(f"{TITLE}\n\n{TEXT}{END}\nAnna Berg is the minister who signed it.\n").authors == ()


@pytest.mark.parametrize(
    ("line", "place", "agency"),
    [
        ("DEKALB, Ill. — Ministers agreed", "Dekalb", ""),
        ("Washington, DC, United States: Ministers agreed", "Washington", ""),
        ("Kiel (dpa) - Ministers agreed", "Kiel", "dpa"),
        ("MOSCOW, November 3. /TASS/. Ministers agreed", "Moscow", "TASS"),
        ("МОСКВА, 3 ноября - РИА Новости. Ministers agreed", "Москва", "RIA Novosti"),
        ("PARIS, 3 mai (AFP) – Ministers agreed", "Paris", "AFP"),
        ("OSLO, Tuesday (Reuters) - Ministers agreed", "Oslo", "Reuters"),
        ("VADHEIM: Ministers agreed, and Vadheim was glad", "Vadheim", ""),
    ],
)
def test_datelines(line: str, place: str, agency: str) -> None:
    found = datelines.find(line)

    assert found is not None
    assert (found.place, found.agency) == (place, agency)
    assert line[found.end :].startswith("Ministers")


@pytest.mark.parametrize(
    "line",
    ["DEAR ABBY: My ferry is late", "CLAIM: The bridge was sold, a claim that is false", "Wyoming: Known for its wide plains", "UPDATE - The bridge is open",
     "ANNA BERG: Thank you all for coming", "He spoke for the Council on Bridges (CB). Members agreed", "PRICE: 300 dollars"],
)  # fmt: skip
def test_what_only_looks_like_a_dateline(line: str) -> None:
    assert datelines.find(line) is None


@pytest.mark.parametrize(
    ("title", "sentence"),
    [
        ("NATO AND ALBANIA MEND TIES", "NATO and Albania mend ties"),
        ("US MINISTERS: “WE AGREE”", "US ministers: “We agree”"),
        ("VADHEIM GETS A BRIDGE", "Vadheim gets a bridge"),
        ("WHAT DE VRIES SAID", "What de Vries said"),
    ],
)
def test_headlines_in_capitals(title: str, sentence: str) -> None:
    assert is_capitals(title)
    assert as_sentence(title, "The ministers of NATO, of Albania and the US met in Vadheim, and so did Jan de Vries.") == sentence


@pytest.mark.parametrize("title", ["NATO", "NATO mends ties", "DJ が NATO について話した", "F-16"])
def test_headlines_that_are_not_in_capitals(title: str) -> None:
    assert not is_capitals(title)


@pytest.mark.parametrize("piece", ["3 May 2005 ", "By Anna Berg, ", "OSLO (", "03/04/", "A. B. ", "Updated ", "1", "–", "Anna "])
def test_a_line_without_end_tells_nobody(piece: str) -> None:
    # An expression that tries all ways to read it would never end.
    line = piece * (1_000_000 // len(piece))

    assert bylines.parse(line) is None
    assert datelines.find(line) is None
    assert not who.by_line(line).people
    assert not who.names_line(line).people
