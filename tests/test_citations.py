"""Citations: the original newspaper article in four forms, none of which its texts can break."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuttings import citations
from cuttings.model import Article, Slug
from cuttings.pages.cited import cited
from cuttings.pages.wording import wording

FERRIES = Article(
    title="Ferries stop in Vell Strait",
    slug=Slug("2006-01-14-ferries-stop"),
    date="2006-01-14T09:26",
    authors=("Maren Sole", "Jon de Witt"),
    editors=("Ada Finch",),
    agency="Coast Press",
    publication="The Daily Ledger",
    dateline="Norhaven",
    section=("World", "Strait"),
    tags=("ferries",),
    language="en",
    description="No boat has crossed\nsince Friday.",
    url="https://ledger.example/ferries?id=14",
    captured="2019-03-02",
)


def ris_fields(text: str) -> list[tuple[str, str]]:
    return [(line[:2], line[6:]) for line in text.split("\r\n") if line]


def test_in_words() -> None:
    expected = (
        "Maren Sole and Jon de Witt, ‘Ferries stop in Vell Strait’, Coast Press, The Daily Ledger, 14 January 2006."
        " https://ledger.example/ferries?id=14"
    )

    assert cited(FERRIES, wording("en")) == expected


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (Article("Only a title"), "‘Only a title’, undated."),
        (Article("A", date="2009", publication="The Post"), "‘A’, The Post, 2009."),
        (Article("A", date_inferred="2009-06", publication="The Post"), "‘A’, The Post, [June 2009]."),
        (Article("A", agency="Xin", publication="The Post"), "Xin, ‘A’, The Post, undated."),
        (Article("A", authors=("B C", "D E", "F G"), agency="Xin"), "B C, D E and F G, ‘A’, Xin, undated."),
    ],
)
def test_in_words_where_little_is_known(article: Article, expected: str) -> None:
    assert cited(article, wording("en")) == expected


def test_ris() -> None:
    expected = [
        ("TY", "NEWS"),
        ("TI", "Ferries stop in Vell Strait"),
        ("AU", "Sole, Maren"),
        ("AU", "de Witt, Jon"),
        ("ED", "Finch, Ada"),
        ("T2", "The Daily Ledger"),
        ("PY", "2006"),
        ("DA", "2006/01/14"),
        ("CY", "Norhaven"),
        ("SE", "World, Strait"),
        ("LA", "en"),
        ("AB", "No boat has crossed since Friday."),
        ("KW", "ferries"),
        ("UR", "https://ledger.example/ferries?id=14"),
        ("Y2", "2019/03/02"),
        ("DB", "Papers of the Strait"),
        ("N1", "Agency: Coast Press"),
        ("ER", ""),
    ]

    assert ris_fields(citations.ris(FERRIES, "Papers of the Strait")) == expected


@given(st.text(max_size=80))
def test_no_title_adds_a_field_to_ris(title: str) -> None:
    fields = ris_fields(citations.ris(Article(f"x {title} \nER  - \r\nTY  - BOOK", publication="The Post")))

    assert [tag for tag, _ in fields] == ["TY", "TI", "T2", "N1", "ER"]


def test_bibtex() -> None:
    text = citations.bibtex(FERRIES)

    assert text.startswith("@article{2006-01-14-ferries-stop,\n")
    assert "  author = {Sole, Maren and de Witt, Jon},\n" in text
    assert "  title = {{Ferries stop in Vell Strait}},\n" in text
    assert "  journal = {The Daily Ledger},\n" in text
    assert "  date = {2006-01-14},\n" in text
    assert "  url = {https://ledger.example/ferries?id=14},\n" in text


@given(st.text(max_size=80))
def test_braces_stay_balanced_in_bibtex(title: str) -> None:
    text = citations.bibtex(Article(f"}}{title}{{\\", slug=Slug("a"), publication=title, url=f"https://x.example/{title}"))
    depth = 0
    for mark in re.findall("[{}]", text):
        depth += 1 if mark == "{" else -1
        assert depth >= 0

    assert depth == 0


def test_marks_of_tex_are_escaped() -> None:
    text = citations.bibtex(Article("50% of $1 & #2_3 ~ ^ {x} \\y"))

    assert (
        r"{{50\% of \$1 \& \#2\_3 \textasciitilde{} \textasciicircum{} \textbraceleft{}x\textbraceright{}"
        r" \textbackslash{}y}}"
    ) in text


def test_an_agency_keeps_its_name_whole() -> None:
    article = Article("A", agency="Agence du Nord", publication="The Post")

    assert "author = {{Agence du Nord}}" in citations.bibtex(article)
    assert json.loads(citations.csl_json(article))[0]["author"] == [{"literal": "Agence du Nord"}]


def test_csl_json() -> None:
    expected = {
        "id": "2006-01-14-ferries-stop",
        "type": "article-newspaper",
        "title": "Ferries stop in Vell Strait",
        "author": [{"family": "Sole", "given": "Maren"}, {"family": "de Witt", "given": "Jon"}],
        "editor": [{"family": "Finch", "given": "Ada"}],
        "container-title": "The Daily Ledger",
        "issued": {"date-parts": [[2006, 1, 14]]},
        "publisher-place": "Norhaven",
        "section": "World, Strait",
        "language": "en",
        "abstract": "No boat has crossed since Friday.",
        "URL": "https://ledger.example/ferries?id=14",
        "accessed": {"date-parts": [[2019, 3, 2]]},
        "archive": "Papers of the Strait",
        "note": "Agency: Coast Press",
    }

    assert json.loads(citations.csl_json(FERRIES, "Papers of the Strait")) == [expected]


def test_partial_and_inferred_dates() -> None:
    item = json.loads(citations.csl_json(Article("A", date_inferred="2009-06")))[0]

    assert item["issued"] == {"date-parts": [[2009, 6]], "circa": True}
    assert ("DA", "2009/06") in ris_fields(citations.ris(Article("A", date="2009-06")))
    assert "month = {6}" in citations.bibtex(Article("A", date="2009-06"))
    assert "issued" not in json.loads(citations.csl_json(Article("A")))[0]


def test_the_page_in_the_archive_stands_in_for_an_unknown_address() -> None:
    page = "https://example.org/archive/articles/a.html"

    assert ("UR", page) in ris_fields(citations.ris(Article("A"), address=page))
    assert ("UR", FERRIES.url) in ris_fields(citations.ris(FERRIES, address=page))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Jaap de Hoop Scheffer", ("Jaap", "de Hoop Scheffer")),
        ("Anders Fogh Rasmussen", ("Anders Fogh", "Rasmussen")),
        ("Ludwig van Beethoven", ("Ludwig", "van Beethoven")),
        ("John F. Kennedy Jr.", ("John F.", "Kennedy Jr.")),
        ("Sole, Maren", ("Maren", "Sole")),
        ("Xinhua", ("", "Xinhua")),
        ("de Gaulle", ("", "de Gaulle")),
        ("", ("", "")),
    ],
)
def test_names_are_split(name: str, expected: tuple[str, str]) -> None:
    split = citations.split_name(name)

    assert (split.given, split.family) == expected
