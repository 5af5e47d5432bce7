"""The pages of entities: what they say, for one that two articles name and for one that hundreds do."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest
from test_pages import ARTICLES, BASE_URL, Tags, block, broken_links, build, site, static, text_of

from cuttings.model import Archive, Article, Entity, EntityType, Join, Mention, Settings, Slug
from cuttings.pages import routes
from cuttings.pages.chart import MOST_BARS, chart
from cuttings.pages.entity_pages import PART
from cuttings.pages.offices import beside
from cuttings.pages.seats import acts
from cuttings.pages.wording import wording

Named = tuple[str, EntityType]
MOSCOW: Named = ("Moscow", "place")
RUSSIA: Named = ("Russia", "place")
WASHINGTON: Named = ("Washington", "place")


def an_archive(texts: dict[str, str], names: tuple[Named, ...], settings: Settings | None = None, **known: Mapping[str, object]) -> Archive:
    """Articles of these texts, by day, and every name as an entity with a page; `known` says more of an entity, by its id."""
    articles = tuple(
        Article(
            title=f"On {day}", slug=Slug(f"a-{day}"), date="" if day.startswith("undated") else day[:10], blocks=(block("paragraph", text),)
        )
        for day, text in texts.items()
    )
    pattern = re.compile("|".join(sorted((re.escape(name) for name, _ in names), key=len, reverse=True)))
    kinds = dict(names)
    mentions = tuple(
        Mention(article.slug, "text", match.start(), match.end(), match[0], kinds[match[0]], ident(match[0]))
        for article in articles
        for match in pattern.finditer(article.text)
    )
    entities = tuple(entity(name, kind, mentions, known.get(ident(name).replace("-", "_"), {})) for name, kind in names)
    return Archive(settings or Settings(title="Papers"), articles, entities, mentions)


def ident(name: str) -> str:
    return re.sub("[^a-z]+", "-", name.lower()).strip("-")


def entity(name: str, kind: EntityType, mentions: tuple[Mention, ...], known: Mapping[str, object]) -> Entity:
    own = [mention for mention in mentions if mention.entity == ident(name)]
    slugs = tuple(dict.fromkeys(mention.article for mention in own))
    made = Entity(ident(name), name, kind, (Join(name, len(own), ""),), slugs, page=True)
    return replace(made, **known)  # type: ignore[arg-type]


def page_of(given: Archive, path: str) -> str:
    return build(given)[path].decode()


def words(markup: str) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", markup)).split())


# The head


def test_the_line_under_a_name_is_the_person_s_else_what_the_lists_vouch_for() -> None:
    known = {"coordinates": (50.85, 4.349)}
    given = an_archive(
        {"2001-01-01": "Brussels and Ghent and Ada."}, (("Brussels", "place"), ("Ghent", "place"), ("Ada", "person")), brussels=known
    )

    assert '<p class="standfirst" dir="auto">Capital of Belgium</p>' in page_of(given, "places/brussels.html")
    assert "50.85° N, 4.35° E" in page_of(given, "places/brussels.html")
    # Nothing tells that this Ghent is the listed one.
    assert "standfirst" not in page_of(given, "places/ghent.html")
    assert '<meta name="description" content="Ada: Person, named in 1 article, 2001">' in page_of(given, "people/ada.html")
    written = an_archive({"2001-01-01": "Brussels."}, (("Brussels", "place"),), brussels={**known, "description": "Seat of the Council"})
    assert ">Seat of the Council</p>" in page_of(written, "places/brussels.html")


@pytest.mark.parametrize(
    ("country", "expected"),
    [("United States", "the United States"), ("Russia", "Russia"), ("Solomon Islands", "the Solomon Islands"), ("Unitedia", "Unitedia")],
)
def test_countries_in_a_sentence(country: str, expected: str) -> None:
    assert wording("en").country(country) == expected


def test_other_catalogues_are_linked() -> None:
    known = {"wikidata": "Q1899", "viaf": "147853512", "wikipedia": "https://en.wikipedia.org/wiki/Quai_d'Orsay_(Paris)"}
    page = page_of(an_archive({"2001-01-01": "Ada."}, (("Ada", "person"),), ada=known), "people/ada.html")
    links = Tags(page).values("href")

    assert "https://www.wikidata.org/wiki/Q1899" in links
    assert "https://viaf.org/viaf/147853512" in links
    assert "https://en.wikipedia.org/wiki/Quai_d'Orsay_(Paris)" in links


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("wikidata", "javascript:alert(1)"),
        ("viaf", "12/../../x"),
        ("viaf", "12\n"),
        ("wikipedia", "javascript:alert(1)//https://en.wikipedia.org/wiki/X"),
        ("wikipedia", "https://en.wikipedia.org.evil.example/wiki/X"),
        ("wikipedia", 'https://en.wikipedia.org/wiki/X"onmouseover=alert(1)'),
        ("wikipedia", "http://en.wikipedia.org/wiki/X"),
    ],
)
def test_what_is_no_address_is_no_link(field: str, value: str) -> None:
    page = page_of(an_archive({"2001-01-01": "Ada."}, (("Ada", "person"),), ada={field: value}), "people/ada.html")

    assert not [link for link in Tags(page).values("href") if "://" in link or "script" in link]
    assert "sameAs" not in page


def json_ld(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    value = json.loads(found[1])
    assert isinstance(value, dict)
    return value


def test_machines_read_what_it_is() -> None:
    known = {"coordinates": (50.85, 4.349), "wikidata": "Q239", "joins": (Join("Brussels", 2, ""), Join("Bruxelles", 1, "its French name"))}
    settings = Settings(title="Papers", base_url=BASE_URL)
    given = an_archive({"2001-01-01": "Brussels."}, (("Brussels", "place"),), settings, brussels=known)

    assert json_ld(page_of(given, "places/brussels.html")) == {
        "@context": "https://schema.org",
        "@type": "Place",
        "name": "Brussels",
        "alternateName": ["Bruxelles"],
        "description": "Capital of Belgium",
        "url": f"{BASE_URL}places/brussels.html",
        "sameAs": ["https://www.wikidata.org/wiki/Q239"],
        "geo": {"@type": "GeoCoordinates", "latitude": 50.85, "longitude": 4.349},
    }


def test_a_hostile_name_stays_in_its_element() -> None:
    spoilt = an_archive({"2001-01-01": "Ada."}, (("Ada", "person"),), ada={"name": "</script><img src=x>", "description": "</script>"})
    page = page_of(spoilt, "people/ada.html")

    assert json_ld(page)["name"] == "</script><img src=x>"
    assert "img" not in [tag for tag, _ in Tags(page).tags]


# Names used


def test_many_names_unfold_after_the_first() -> None:
    joins = tuple(Join(f"Ada {number}", 1, f"reason {number}") for number in range(20))
    page = page_of(an_archive({"2001-01-01": "Ada."}, (("Ada", "person"),), ada={"joins": joins}), "people/ada.html")
    shown, _, folded = page.partition("<summary>8 more</summary>")

    assert "reason 11" in shown
    assert "reason 12" not in shown
    assert "reason 19" in folded


# The chart


def test_a_chart_names_and_counts_what_it_draws() -> None:
    drawn = chart(["1999", "2001", "2001", "2001", "2002", ""], wording("en"))

    assert drawn
    assert [(bar.name, bar.count) for bar in drawn.bars] == [("1999", 1), ("2001", 3), ("2002", 1)]
    assert (drawn.first, drawn.last, drawn.span, drawn.peak) == ("1999", "2002", 1, drawn.bars[1])
    assert chart(["1999", "2001", "2002"], wording("en")).peak is None  # type: ignore[union-attr]
    assert [round(bar.height / drawn.height, 2) for bar in drawn.bars] == [0.33, 1, 0.33]
    assert drawn.bars[1].x - drawn.bars[0].x == 2 * (drawn.bars[2].x - drawn.bars[1].x)


def test_a_long_time_is_drawn_in_spans() -> None:
    drawn = chart(["1903", "1904", "1997", "2003"], wording("en"), {"1904": "later", "1903": "not first", "2003": "last"})

    assert drawn
    assert len(drawn.bars) <= MOST_BARS
    assert drawn.span == 5
    assert [(bar.name, bar.count, bar.path) for bar in drawn.bars] == [
        ("1900–1904", 2, "later"),
        ("1995–1999", 1, ""),
        ("2000–2004", 1, "last"),
    ]


def test_a_short_time_is_drawn_by_months() -> None:
    drawn = chart(["2001-11", "2002-01", "2002-01"], wording("en"), {"2002": "year", "2002-01": "month"})

    assert drawn
    assert drawn.span == 0
    assert [(bar.name, bar.count, bar.path) for bar in drawn.bars] == [("November 2001", 1, ""), ("January 2002", 2, "month")]


@pytest.mark.parametrize("years", [[], ["", ""], ["2001"] * 9, ["2001", "2002"]])
def test_nothing_is_drawn_where_there_is_nothing_to_see(years: list[str]) -> None:
    assert chart(years, wording("en")) is None


def test_the_chart_stands_on_the_page_without_styles_or_scripts_of_its_own() -> None:
    page = text_of("people/ingrid-halvorsen.html")
    tags = Tags(page).tags
    drawing = page.partition("<svg ")[2].partition("</svg>")[0]
    listed = page.partition("<summary>Mentions by year; most in 2006: ")[2].partition("</figcaption>")[0]

    assert re.findall(r"<title>(\d+): (\d+)</title>", drawing) == re.findall(r'>(\d+)</a> <span class="tally">(\d+)<', listed)
    assert 'href="../people/ingrid-halvorsen.html#y2006"' in drawing
    assert drawing.count("<a ") == drawing.count('tabindex="-1"') > 0
    assert not [attrs for _, attrs in tags if "style" in attrs or any(name.startswith("on") for name in attrs)]


# Company


def test_a_companion_leads_to_the_articles_shared() -> None:
    page = text_of("people/ingrid-halvorsen.html")
    found = re.search(r"Estmark</a> <details><summary>6<span[^>]*> articles with Estmark</span></summary>(.*?)</details>", page, re.DOTALL)

    assert found
    assert [slug for slug in (article.slug for article in ARTICLES) if slug in found[1]] == [ARTICLES[at].slug for at in (0, 1, 2, 3, 4, 6)]


def test_a_companion_of_one_article_leads_straight_to_it() -> None:
    names: tuple[Named, ...] = (("Ada", "person"), ("Body A", "organisation"), ("Body B", "organisation"))
    texts = {"2001-01-01": "Ada of Body A and Body B.", "2001-01-02": "Ada of Body A.", "2001-01-03": "Body B."}
    company = page_of(an_archive(texts, names), "people/ada.html").partition('id="company"')[2].partition('id="passages"')[0]

    once = re.findall(r'Body B</a> <a class="tally" href="\.\./articles/(a-2001-01-01\.html)">1<', company)
    assert len(once) == 1
    assert re.search(r"Body A</a> <details><summary>2<", company)


def test_of_many_shared_articles_and_companions_the_first_are_shown() -> None:
    names: tuple[Named, ...] = (("Ada", "person"), *((f"Body {letter}", "organisation") for letter in "ABCDEFGHIJKLMN"))
    texts = {f"2001-01-{day:02}": f"Ada of Body A. {names[day % 14][0]}" for day in range(1, 29)}
    page = page_of(an_archive(texts, names), "people/ada.html")
    company = page.partition('id="company"')[2].partition('id="passages"')[0]

    assert words(company).count("all 28 articles with Body A") == 1
    assert 'href="../timeline.html?name=people/ada&amp;name=organisations/body-a"' in company
    assert company.count("<details>") == 10
    assert (
        words(company.partition("3 more")[2])
        == "organisations Body K 2 articles with Body K Body L 2 articles with Body L Body M 2 articles with Body M <h2"
    )
    assert 'href="../timeline.html?name=people/ada&amp;name=organisations/body-m"' in company


# What it is not


def namesakes_of(given: Archive, path: str) -> str:
    found = re.search(r"Not to be confused with.*?</p>", page_of(given, path), re.DOTALL)
    return words(found[0]) if found else ""


def test_who_bears_the_same_name_is_told_apart() -> None:
    names: tuple[Named, ...] = (
        *(("Igor Ivanov", "person"), ("Sergei Ivanov", "person"), ("Ivan Petrov", "person")),
        *(("Denzel Washington", "person"), WASHINGTON, ("Georgia", "place"), ("Georgia (US)", "place")),
    )
    texts = {"2001-01-01": " ".join(name for name, _ in names), "2003-01-01": "Sergei Ivanov. Georgia. Ivan Petrov."}
    given = an_archive(texts, names)

    assert namesakes_of(given, "people/igor-ivanov.html") == "Not to be confused with Sergei Ivanov (2 articles, 2001–2003)."
    assert namesakes_of(given, "places/washington.html") == "Not to be confused with Denzel Washington (person, 1 article, 2001)."
    assert namesakes_of(given, "places/georgia-us.html") == "Not to be confused with Georgia (2 articles, 2001–2003)."
    assert namesakes_of(given, "people/ivan-petrov.html") == ""


def test_whom_a_person_told_apart_comes_first_and_is_marked() -> None:
    names: tuple[Named, ...] = (("Ada Byron", "person"), ("Ada Lovelace", "person"), ("Bo Byron", "person"))
    given = an_archive({"2001-01-01": "Ada Byron, Ada Lovelace, Bo Byron."}, names, ada_byron={"different": ("ada-lovelace", "nobody")})

    assert namesakes_of(given, "people/ada-byron.html") == (
        "Not to be confused with Ada Lovelace (1 article, 2001; told apart by a person), Bo Byron (1 article, 2001)."
    )


def test_of_many_namesakes_the_most_frequent_are_named() -> None:
    names: tuple[Named, ...] = tuple((f"{letter}na Berg", "person") for letter in "ABCDEFGHIJ")
    texts = {"2001-01-01": " ".join(name for name, _ in names), "2002-01-01": "Jna Berg."}
    told = namesakes_of(an_archive(texts, names), "people/ana-berg.html")

    assert told.startswith("Not to be confused with Jna Berg (2 articles")
    assert told.count("article") == 6


# Seats


@pytest.mark.parametrize(
    "text",
    [
        "Moscow said no.",
        "Moscow has not yet agreed.",
        "Moscow will offer a treaty.",
        "Moscow, which wants peace, met nobody.",
        "Moscow for its part objects.",
        "NATO and Moscow agreed on Friday.",
        "He spoke of talks between Moscow and Washington.",
        "He spoke of a channel between NATO and Moscow.",
        "Relations with Moscow are cold.",
        "It was rejected by Moscow.",
        "It was against the wishes of Moscow.",
        "The allies urged Moscow to leave.",
        "Moscow’s decision came late.",
        "Moscow is still nervous.",
    ],
)
def test_a_capital_that_acts_is_a_government(text: str) -> None:
    at = text.index("Moscow")

    assert acts(text, at, at + len("Moscow"))


@pytest.mark.parametrize(
    "text",
    [
        "He flew to Moscow.",
        "Ministers in Moscow said no.",
        "A man from Moscow agreed.",
        "Moscow streets were empty.",
        "The train between Moscow and Minsk was late.",
        "He divides his days between Moscow and the sea.",
        "It was built by Moscow workers.",
        "Moscow’s streets were empty.",
        "In Moscow the Duma decided.",
        "Moscow is a city.",
        "Moscow State University closed.",
        "The Moscow press wrote of it.",
    ],
)
def test_a_capital_in_which_something_happens_is_a_place(text: str) -> None:
    at = text.index("Moscow")

    assert not acts(text, at, at + len("Moscow"))


SEATED = {"2001-01-01": "Moscow said no. He flew to Moscow. Russia is large.", "2002-01-01": "Talks with Moscow went on. Russia waited."}
LIES = {"coordinates": (55.75, 37.62)}


def test_the_page_of_a_capital_says_for_whom_it_stands_and_where() -> None:
    page = page_of(an_archive(SEATED, (MOSCOW, RUSSIA), moscow=LIES), "places/moscow.html")

    assert 'Stands for the government of <a dir="auto" href="../places/russia.html">Russia</a> in 2 passages' in page
    marked = [words(passage) for passage in re.findall(r'<p class="passage stands".*?</p>', page, re.DOTALL)]
    assert marked == ["Moscow said no. for the government", "Talks with Moscow went on. for the government"]


def test_the_page_of_the_country_says_what_stands_for_it() -> None:
    page = page_of(an_archive(SEATED, (MOSCOW, RUSSIA), moscow=LIES), "places/russia.html")

    assert '<a dir="auto" href="../places/moscow.html">Moscow</a> also stands for its government (2 passages).' in page
    assert "passage stands" not in page


def test_a_mention_stays_the_place_s() -> None:
    given = an_archive(SEATED, (MOSCOW, RUSSIA), moscow=LIES)
    page = page_of(given, routes.article(Slug("a-2001-01-01")))

    assert re.search(r'<a class="entity" href="\.\./places/moscow\.html"[^>]*>Moscow</a> said no', page)
    assert '"surface": "Moscow", "entity": "moscow"' in page_of(given, "data/mentions.jsonl")


def test_a_place_of_the_same_name_is_no_capital() -> None:
    page = page_of(an_archive(SEATED, (MOSCOW, RUSSIA)), "places/moscow.html")

    assert "Stands for" not in page


def test_brussels_stands_for_the_union_and_a_body_for_its_government() -> None:
    texts = {"2001-01-01": "Brussels said no. The European Union paid. The Kremlin agreed."}
    names: tuple[Named, ...] = (("Brussels", "place"), ("European Union", "organisation"), ("Kremlin", "organisation"))
    built = build(an_archive(texts, names, brussels={"coordinates": (50.85, 4.35)}))

    assert "Stands for the European Union in 1 passage" in words(built["places/brussels.html"].decode())
    assert "for the European Union</span>" in built["places/brussels.html"].decode()
    assert "Brussels also stands for it (1 passage)." in words(built["organisations/european-union.html"].decode())
    # Nobody names Russia, so there is no page to lead to.
    assert "Stands for the government of Russia in 1 passage" in words(built["organisations/kremlin.html"].decode())


# Many articles


@cache
def large() -> dict[str, bytes]:
    texts = {f"{1990 + at // 20}-01-{at % 20 + 1:02}": f"Ada spoke, number {at}." for at in range(200)}
    return build(an_archive({**texts, "undated": "Ada again."}, (("Ada", "person"), ("Bo", "person"))))


def test_an_entity_of_many_articles_goes_on_over_several_pages() -> None:
    paths = ["people/ada.html", "people/ada.2.html", "people/ada.3.html", "people/ada.4.html"]
    pages = [large()[path].decode() for path in paths]

    assert [page.count("in-article") for page in pages] == [PART] * 3 + [201 - 3 * PART]
    for at in range(200):
        assert f"number {at}." in pages[at // PART]
    assert '<a href="../people/ada.2.html#passages">61–120</a>' in pages[0]
    assert '<span aria-current="page">121–180</span>' in pages[2]
    assert "people/ada.5.html" not in large()
    assert broken_links(large()) == []


def test_an_entity_of_very_many_articles_links_the_pages_beside_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["cuttings.pages.entity_pages"], "BESIDE", 0)  # the package has a function of that name
    texts = {f"{1990 + at // 20}-01-{at % 20 + 1:02}": f"Ada spoke, number {at}." for at in range(5 * PART)}
    site = build(an_archive(texts, (("Ada", "person"),)))

    assert _led(site["people/ada.html"]) == ["1–60", "…", "241–300"]
    assert _led(site["people/ada.2.html"]) == ["1–60", "61–120", "…", "241–300"]
    assert _led(site["people/ada.3.html"]) == ["1–60", "61–120", "121–180", "181–240", "241–300"]


def _led(page: bytes) -> list[str]:
    """What stands in the row of a page's parts."""
    parts = re.search(r'<nav class="parts".*?</nav>', page.decode(), re.DOTALL)
    return re.findall(r"<li><[^>]*>([^<]*)<", parts[0]) if parts else []


def test_each_year_leads_to_the_page_where_it_begins() -> None:
    first, second = large()["people/ada.html"].decode(), large()["people/ada.2.html"].decode()

    assert '<a href="#y1992">1992</a> <span class="tally">20</span>' in first
    assert '<a href="../people/ada.2.html#y1993">1993</a>' in first
    assert '<a href="../people/ada.4.html#undated">undated</a> <span class="tally">1</span>' in second
    assert '<a href="#y1993">1993</a>' in second


def test_a_long_page_is_within_bounds() -> None:
    assert max(len(page) for path, page in large().items() if path.startswith("people/ada")) < 60_000


# Files and styles


def test_coordinates_and_catalogues_are_in_the_files() -> None:
    known = {"coordinates": (-33.9, -70.5), "viaf": "12", "wikipedia": "https://es.wikipedia.org/wiki/X", "description": "=A town"}
    built = build(an_archive({"2001-01-01": "Santa and Ada."}, (("Santa", "place"), ("Ada", "person")), santa=known))
    santa, ada = (json.loads(line) for line in built["data/entities.jsonl"].decode().splitlines())
    rows = list(csv.DictReader(io.StringIO(built["data/entities.csv"].decode(), newline="")))

    assert (santa["latitude"], santa["longitude"], santa["viaf"]) == (-33.9, -70.5, "12")
    assert (ada["latitude"], ada["wikipedia"]) == (None, None)
    assert (rows[0]["latitude"], rows[0]["longitude"], rows[0]["description"]) == ("-33.9", "-70.5", "'=A town")
    assert (rows[1]["latitude"], rows[1]["articles"]) == ("", "a-2001-01-01")
    assert 'href="data/entities.csv"' in built["about.html"].decode()


def test_every_page_loads_styles_within_the_budget() -> None:
    for path, page in site().items():
        if path.endswith(".html"):
            sheets = [attrs["href"] or "" for _, attrs in Tags(page.decode()).tags if attrs.get("rel") == "stylesheet"]
            assert sum(len(site()["assets/" + sheet.rpartition("/")[2]]) for sheet in sheets) <= 12_000, path
    assert b"/*" not in site()["assets/entity.css"]
    assert b"/*" in static()["entity.css"]


def test_headings_are_in_order() -> None:
    for path, page in {**site(), **large()}.items():
        if path.endswith(".html") and path.count("/"):
            levels = [int(tag[1]) for tag, _ in Tags(page.decode()).tags if re.fullmatch("h[1-6]", tag)]
            steps = [after - before for before, after in pairwise(levels)]
            assert max(steps, default=0) <= 1, (path, levels)


# What the articles call a person


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ada Berg, the Norland foreign minister, came.", ["Norland foreign minister"]),
        ("Ada Berg, secretary-general of the Council, came.", ["secretary-general of the Council"]),
        ("There Norland Foreign Minister Ada Berg spoke.", ["Norland Foreign Minister"]),
        ("On Thursday President Ada Berg spoke.", ["President"]),
        ("Mr Ada Berg spoke.", []),
        ("Ada Berg, and the defence minister, Bo, came.", []),
        ("Ada Berg, tired and late, came.", []),
        ("Ada Berg, the ministry said, came.", []),
    ],
)
def test_the_office_beside_a_name(text: str, expected: list[str]) -> None:
    at = text.index("Ada Berg")

    assert beside(text, at, at + len("Ada Berg")) == expected


def test_a_page_quotes_what_most_articles_call_a_person() -> None:
    texts = {
        "2001-01-01": "Foreign Minister Ada Berg spoke.",
        "2002-01-01": "Ada Berg, the foreign minister, spoke.",
        "2003-01-01": "Ada Berg, the prime minister of Norland, spoke. She met President Bo Lund.",
    }
    names: tuple[Named, ...] = (("Ada Berg", "person"), ("Bo Lund", "person"))
    given = an_archive(texts, names)

    assert 'Called <span dir="auto">“Foreign Minister”</span> in 2 articles</p>' in page_of(given, "people/ada-berg.html")
    assert '<span class="gloss" dir="auto">“Foreign Minister”</span>' in page_of(given, "people/index.html")
    # A title of one word in one article says nothing.
    assert "standfirst" not in page_of(given, "people/bo-lund.html")
    written = an_archive(texts, names, ada_berg={"description": "A pianist"})
    assert ">A pianist</p>" in page_of(written, "people/ada-berg.html")
