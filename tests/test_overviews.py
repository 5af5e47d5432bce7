"""The overview pages: home, timeline, indexes, lists by publication and tag, about; for a small archive and for a large one."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from test_entity_pages import an_archive, words
from test_pages import ARTICLES, Tags, archive, broken_links, build, site, static, text_of

from cuttings import __version__
from cuttings.model import Archive, Article, Entity, Settings, Slug, Step
from cuttings.pages import chronicle, index_pages
from cuttings.pages.chart import MOST_BARS, SPARK_HEIGHT, scale, spark
from cuttings.pages.narrowing import TITLES, packed
from cuttings.pages.parts import in_parts

MANY = 1700
NAMES = 700


def many_articles() -> tuple[Article, ...]:
    """Articles over four years, most of them of 2001; every hundredth without a date."""
    days = [date(2001, 1, 1) + timedelta(days=number % 400 if number % 10 else number) for number in range(MANY)]
    told = [str(day) if number % 100 else "" for number, day in enumerate(days)]
    articles = [
        Article(
            f"Report {number}",
            Slug(f"report-{number:04}"),
            date=day,
            publication=("Ledger", "Courier")[number % 2],
            tags=("sea",) * (number % 3 == 0),
        )
        for number, day in enumerate(told)
    ]
    return tuple(sorted(articles, key=lambda article: (not article.date, article.date, article.slug)))


def many_entities(articles: tuple[Article, ...]) -> tuple[Entity, ...]:
    """People whom every so-manieth article names, the first all of them."""
    slugs = [article.slug for article in articles]
    return tuple(
        Entity(
            f"person-{number:03}", f"Ann {chr(65 + number % 26)}body{number:03}", "person", articles=tuple(slugs[:: number + 1]), page=True
        )
        for number in range(NAMES)
    )


@cache
def large() -> Archive:
    articles = many_articles()
    return Archive(Settings(title="Papers"), articles, many_entities(articles))


@cache
def large_site() -> dict[str, bytes]:
    return build(large())


def page(path: str) -> str:
    return text_of(path, large_site())


def spaced(markup: str) -> str:
    """The words of a page, those of each cell apart."""
    return words(markup.replace("<", " <"))


def script(path: str, of: dict[str, bytes]) -> list[list[object]]:
    """The rows that a script of the timeline puts."""
    text = of[path].decode()
    name, rows = re.fullmatch(r'ArchiveTimeline\.put\("([^"]+)", (.*)\);\n', text, re.DOTALL).groups()  # type: ignore[union-attr]
    assert path == f"timeline/{name}.js"
    return json.loads(rows)  # type: ignore[no-any-return]


def unpacked(numbers: str) -> list[int]:
    found, last = [], 0
    for step in numbers.split():
        last += int(step, 36)
        found.append(last)
    return found


# All of them


def test_every_link_of_a_large_archive_leads_somewhere() -> None:
    assert broken_links(large_site()) == []


def test_no_overview_of_a_large_archive_is_long() -> None:
    lists = ("index.html", "timeline.html", "timeline/2", "articles/index", "people/index", "publications/", "tags/")
    sizes = {path: len(content) for path, content in large_site().items() if path.startswith(lists)}

    assert len(sizes) > 20
    assert max(sizes.values()) < 200_000


def test_every_page_loads_scripts_and_styles_within_the_budget() -> None:
    for path, content in {**site(), **{path: large_site()[path] for path in ("timeline/2001.html", "people/index.2.html")}}.items():
        if path.endswith(".html") and path != "search.html":
            tags = Tags(content.decode()).tags
            loaded = [attrs["src"] for tag, attrs in tags if tag == "script" and "src" in attrs]
            sheets = [attrs["href"] for tag, attrs in tags if tag == "link" and attrs.get("rel") == "stylesheet"]
            assert sum(len(static()[str(one).rpartition("/")[2]]) for one in loaded) <= 8_000, path
            assert sum(len(site()["assets/" + str(one).rpartition("/")[2]]) for one in sheets) <= 12_000, path


def test_a_list_is_cut_into_parts() -> None:
    parts = in_parts(list(range(7)), 3, "p{}".format)

    assert [(part.path, part.number, part.first, part.last, part.items) for part in parts] == [
        ("p1", 1, 1, 3, (0, 1, 2)),
        ("p2", 2, 4, 6, (3, 4, 5)),
        ("p3", 3, 7, 7, (6,)),
    ]
    nothing: tuple[str, ...] = ()
    assert [part.items for part in in_parts(nothing, 3, str)] == [()]


# Home


def test_home_draws_the_years_and_each_bar_leads_to_its_year() -> None:
    home = text_of("index.html")
    drawing = home.partition('<figure class="chart">')[2].partition("</figure>")[0]

    assert re.findall(r'href="(timeline\.html#y\d+)" tabindex="-1"><title>([^<]+)</title>', drawing) == [
        ("timeline.html#y2004", "2004: 1"),
        ("timeline.html#y2006", "2006: 2"),
        ("timeline.html#y2007", "2007: 2"),
        ("timeline.html#y2009", "2009: 1"),
        ("timeline.html#y2010", "2010: 1"),
    ]
    assert '<a href="timeline.html#y2006">2006</a> <span class="tally">2</span>' in drawing


def test_home_of_a_short_time_draws_months() -> None:
    given = an_archive({"2001-01-02": "Ada came.", "2001-01-09": "Ada spoke.", "2001-04-30": "Ada left."}, (("Ada", "person"),))
    home = build(given)["index.html"].decode()

    assert '<a href="timeline.html#y2001-january">January 2001</a> <span class="tally">2</span>' in home
    assert '<a href="timeline.html#y2001-april">April 2001</a> <span class="tally">1</span>' in home


def test_home_of_a_large_archive_leads_to_the_pages_of_the_years() -> None:
    assert '<a href="timeline/2001.html#y2001" tabindex="-1">' in page("index.html")


def test_home_ranks_who_is_named_most_with_bars() -> None:
    home = page("index.html")
    ranking = home.partition('id="most-people"')[2].partition("</section>")[0]

    assert re.findall(r'class="tally">([\d,]+)<', ranking) == ["1,700", "850", "567", "425", "340", "284", "243", "213"]
    assert re.findall(r'<rect width="(\d+)"', ranking) == ["100", "50", "33", "25", "20", "17", "14", "13"]


def test_what_was_published_on_a_day_is_a_script_a_month() -> None:
    home = text_of("index.html")
    may = site()["assets/days-05.js"].decode()

    assert 'data-months="01 02 05 11"' in home  # not 03: that date is inferred; not the article of which the year alone is known
    assert '"11": ["11 May", ["2007", "2007-05-11-accord-signed", "Accord signed: ferries to sail again", "North Wire"]]' in may
    assert "zwei-ufer" not in may  # its day is not known
    assert re.search(r'<section id="on-this-day"[^>]* hidden>', home)


def test_of_a_day_few_articles_are_shipped() -> None:
    days = json.loads(large_site()["assets/days-01.js"].decode().removeprefix("ArchiveDays.put(").removesuffix(");\n"))

    assert max(len(rows) for rows in days.values()) == 1 + 5


def test_home_leads_to_publications_and_tags_where_there_are_any() -> None:
    assert '<a href="publications/index.html">Publications</a> <span class="tally">4</span>' in text_of("index.html")
    assert '<a href="tags/index.html">Tags</a> <span class="tally">2</span>' in text_of("index.html")
    bare = replace(archive(), articles=tuple(replace(article, publication="", agency="", tags=()) for article in ARTICLES))
    built = build(bare)
    assert not [path for path in built if path.startswith(("publications/", "tags/"))]
    assert b"publications" not in built["index.html"]
    assert b"Other orders" not in built["articles/index.html"]


# The timeline


def test_a_small_timeline_holds_its_articles() -> None:
    timeline = text_of("timeline.html")

    assert not [path for path in site() if path.startswith("timeline/") and path.endswith(".html")]
    assert timeline.index('id="y2007-may"') < timeline.index("2007-05-11-accord-signed") < timeline.index('id="y2009-other"')
    assert 'href="#undated"' in timeline


def test_a_large_timeline_has_a_page_for_each_year_and_several_for_a_long_one() -> None:
    timeline = page("timeline.html")

    assert "report-0001" not in timeline
    assert '<a href="timeline/2001.html#y2001">2001</a>' in timeline
    assert '<a href="timeline/undated.html#undated">Undated</a>' in timeline
    pages_of_2001 = sorted(path for path in large_site() if path.startswith("timeline/2001"))
    assert len(pages_of_2001) > 2
    listed = [
        slug for path in large_site() if path.startswith("timeline/") for slug in re.findall(r"articles/(report-\d+)\.html", page(path))
    ]
    assert sorted(listed) == [article.slug for article in sorted(many_articles(), key=lambda article: article.slug)]


def test_a_month_of_a_large_timeline_leads_to_the_page_on_which_it_begins() -> None:
    for path, place in re.findall(r'<td[^>]*><a href="(timeline/[\d.]+\.html)#([^"]+)"', page("timeline.html")):
        assert f'id="{place}"' in page(path)
        year = path.partition("/")[2][:4]
        numbers = [f"timeline/{year}.html", *(f"timeline/{year}.{number}.html" for number in range(2, 9))]
        assert not [other for other in numbers[: numbers.index(path)] if f'id="{place}"' in page(other)]


def test_the_cells_count_and_number_all_articles() -> None:
    cells = re.findall(r'<td data-first="(\d+)" data-count="(\d+)"><a [^>]*>([\d,]+)<', page("timeline.html"))
    rows = [row for row in page("timeline.html").split("<tr>") if "data-first" in row]
    totals = [re.findall(r'data-first="(\d+)" data-count="(\d+)"', row)[-1] for row in rows]

    assert all(int(count) == int(shown.replace(",", "")) for _, count, shown in cells)
    assert [int(first) for first, _ in totals] == [sum(int(count) for _, count in totals[:at]) for at in range(len(totals))]
    assert sum(int(count) for _, count in totals) == MANY


def test_the_scripts_tell_who_is_named_where() -> None:
    order = [article.slug for article in many_articles()]
    titles = [row for number in range(-(-MANY // TITLES)) for row in script(f"timeline/titles-{number}.js", large_site())]
    people = {row[0]: row for row in script("timeline/named-people.js", large_site())}

    assert [row[0] for row in titles] == order
    assert titles[0] == [order[0], "Report 1", "2 January 2001", "Courier"]
    assert titles[-1][2] == ""
    assert people["person-006"][1:3] == ["Ann", "Gbody006"]
    assert unpacked(str(people["person-006"][3])) == list(range(0, MANY, 7))


@pytest.mark.parametrize("numbers", [[], [0], [0, 1, 2], [35, 36, 71, 1331, 20_000]])
def test_numbers_are_packed_and_come_back(numbers: list[int]) -> None:
    assert unpacked(packed(numbers)) == numbers


def test_an_inferred_date_is_told_with_the_title() -> None:
    (row,) = (row for row in script("timeline/titles-0.js", site()) if row[0] == "2010-03-09-halvorsen-to-lead")

    assert row == ["2010-03-09-halvorsen-to-lead", "Halvorsen to lead Strait Authority", "9 March 2010", "The Daily Ledger", 1]


def test_hostile_names_do_not_end_a_script() -> None:
    given = an_archive({"2001-01-01": "Ada.", "2001-01-02": "Ada."}, (("Ada", "organisation"),))
    named = replace(given.entities[0], name="Ada \u2028</script>\"'\\")
    built = build(replace(given, entities=(named,), articles=tuple(replace(one, title="\u2029</script>") for one in given.articles)))

    assert script("timeline/named-organisations.js", built)[0][1:3] == ["", "Ada \u2028</script>\"'\\"]
    assert not [path for path in built if path.endswith(".js") and ("\u2028" in built[path].decode() or "\u2029" in built[path].decode())]


# Company


def test_any_two_that_share_articles_have_their_list_a_link_away() -> None:
    entity = page("people/person-000.html")

    assert 'href="../timeline.html?name=people/person-000&amp;name=people/person-001"' in entity
    assert 'href="../timeline.html?name=people/person-000&amp;name=people/person-049"' in entity  # named in “others”
    assert 'href="../timeline.html?name=people/person-000&amp;kind=people">and 649 others<' in entity
    assert 'href="../timeline.html?name=people/person-000">On the timeline<' in entity


# Indexes


def test_a_long_index_is_cut_into_pages_and_its_letters_lead_to_them() -> None:
    paths = ["people/index.html", "people/index.2.html", "people/index.3.html"]

    assert [path for path in sorted(large_site()) if re.fullmatch(r"people/index[.\d]*\.html", path)] == sorted(paths)
    listed = [int(number) for path in paths for number in re.findall(r"<li><span><a [^>]*person-(\d+)\.html", page(path))]
    assert sorted(listed) == list(range(NAMES))
    for path in paths:
        letters = page(path).partition('aria-label="Letters"')[2].partition("</nav>")[0]
        leads = re.findall(r'href="(?:\.\./(people/index[.\d]*\.html))?#(l-[A-Z])"', letters)
        assert [place for _, place in leads] == [f"l-{chr(65 + number)}" for number in range(26)]
        assert all(f'id="{place}"' in page(to or path) for to, place in leads)
    assert "Page 2 of 3" in page(paths[1])
    assert 'rel="prev" href="../people/index.html"' in page(paths[1])
    assert 'rel="next" href="../people/index.3.html"' in page(paths[1])


def test_an_entry_has_a_chart_on_the_scale_of_the_archive() -> None:
    index = text_of("people/index.html")
    drawn = re.findall(r'class="spark" width="(\d+)"[^>]*><path d="([^"]+)"', index)

    assert len(drawn) == index.count("<li><span>") == 4
    assert {width for width, _ in drawn} == {"27"}  # seven years
    (brandt,) = re.findall(r"<b>Brandt</b>.*?<path d=\"([^\"]+)\"", index)
    assert re.findall(r"M(\d+) ", brandt) == ["8", "20"]  # 2006 and 2009, of 2004 to 2010


def test_a_spark_shows_the_most_as_its_full_height() -> None:
    fitting = scale(["1990", "2010"])

    assert fitting
    assert spark(["1990", "2000", "2000", ""], fitting).path == f"M0 16v-8h3v8zM40 16v-{SPARK_HEIGHT}h3v{SPARK_HEIGHT}z"


def test_a_scale_holds_any_time() -> None:
    fitting = scale(["0001", "9999-12-31"])

    assert fitting
    assert fitting.position("0001-01") == 0
    assert len(scale(["1700", "2020"]).starts) <= MOST_BARS  # type: ignore[union-attr]
    assert scale(["", ""]) is None


# Articles by year, publication, tag


def test_a_long_list_of_articles_is_cut_and_its_years_lead_to_the_pages() -> None:
    paths = ["articles/index.html", *(f"articles/index.{number}.html" for number in range(2, 5))]
    listed = [slug for path in paths for slug in re.findall(r'href="\.\./articles/(report-\d+)\.html"', page(path))]

    assert "articles/index.5.html" not in large_site()
    assert listed == [article.slug for article in many_articles()]
    years = page(paths[0]).partition('aria-label="Years"')[2].partition("</nav>")[0]
    assert re.findall(r"#(\w+)", years)[-1] == "undated"
    assert chronicle.PAGE == 500


def test_publications_lead_to_their_articles() -> None:
    index = text_of("publications/index.html")

    assert [words(name) for name in re.findall(r"<li><span>(<a .*?</a>)", index)] == [
        "The Daily Ledger",
        "Hafenblatt",
        "North Wire",
        "The Reading Room",
    ]
    ledger = text_of("publications/the-daily-ledger.html")
    assert re.findall(r'href="\.\./articles/(\d[\w-]+)\.html"', ledger) == [ARTICLES[at].slug for at in (1, 2, 6)]
    assert "3 articles, 2006–2010" in ledger
    assert 'id="y2006-january"' in ledger


def test_a_long_list_of_a_publication_goes_on() -> None:
    assert "publications/ledger.2.html" in large_site()
    assert 'aria-current="true">Articles' in page("publications/ledger.2.html")


def test_tags_lead_to_their_articles_and_keep_apart() -> None:
    tagged = replace(ARTICLES[0], tags=("Sea", "sea", "Море", "北", "index"))
    built = build(replace(archive(), articles=(tagged, *ARTICLES[1:])))
    pages_of = sorted(path for path in built if path.startswith("tags/"))

    assert len(pages_of) == 1 + 2 + 5
    assert "tags/more.html" in pages_of
    assert "tags/index-page.html" in pages_of
    assert broken_links(built) == []
    assert ">strikes</h1>" in built["tags/strikes.html"].decode()


def test_names_sort_where_a_reader_looks() -> None:
    names = ["Zürich", "Łódź", "The Hague", "3 Corps", "Äland"]
    filed = sorted(names, key=lambda name: index_pages.filing_order(*index_pages.filing(name), name))

    assert filed[0] == "Äland"
    assert filed[1] == "The Hague"
    assert filed[-1] == "3 Corps"


# About


def test_about_counts_what_was_made_and_what_is_unsure() -> None:
    told = spaced(text_of("about.html"))

    assert "Articles without a date 1" in told
    assert "Dates concluded, not read; marked as inferred 1" in told
    assert "Articles without a publication or an agency 0" in told
    assert f"Made with Cuttings {__version__}." in told
    assert 'href="timeline.html#undated"' in text_of("about.html")


def test_about_counts_doubtful_cuts_and_contradictions() -> None:
    close = Step("unlikely", "it is unlike text", 3, "Five words and one more", score=0.4)
    far = replace(close, score=0.1)
    doubted = replace(ARTICLES[0], steps=(close, far), contradictions=("date: 2001 (JSON-LD), but 2002 (line 4)",))
    told = spaced(build(replace(archive(), articles=(doubted, *ARTICLES[1:])))["about.html"].decode())

    assert "Articles whose sources disagree on a fact 1" in told
    assert "Lines cut that may be text all the same 1" in told


def test_about_counts_names_that_several_bear() -> None:
    given = an_archive(
        {"2001-01-01": "Ada Finch and Max Finch.", "2001-01-02": "Ada Finch, Max Finch."},
        (("Ada Finch", "person"), ("Max Finch", "person")),
    )

    assert "Names that several people, places or things may go by 1" in spaced(build(given)["about.html"].decode())


def test_templates_of_overviews_take_their_words_from_gettext() -> None:
    folder = Path(__file__).parent.parent / "templates"
    for name in ("home", "timeline", "timeline_year", "articles", "a_to_z", "about", "_lists", "_chart"):
        text = re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", "", (folder / f"{name}.html").read_text("utf-8"), flags=re.DOTALL)
        left = re.sub(r"<[^>]*>", " ", text)
        assert not re.findall(r"[A-Za-z]{2,}", left), name
