"""metadata.csv: what it states wins, and what is wrong in it is named by row and column."""

from __future__ import annotations

import json

import pytest
from archives import Place

from cuttings import metadata

HEAD = "filename,title,creator,date,source,url,captured,subject\n"


def test_what_it_states_wins(two: Place) -> None:
    row = "first.txt,A stated title,Anna Berg; Tom Hill,2001-02-03,The Courier,https://courier.example/a,2020-01-01,bridges; ferries\n"
    two.put("originals/metadata.csv", HEAD + row)

    assert two.build().status == 0

    article = next(one for one in map(json.loads, two.read("data/articles.jsonl").splitlines()) if one["original"] == "first.txt")
    assert article["title"] == "A stated title"
    assert article["authors"] == ["Anna Berg", "Tom Hill"]
    assert (article["date"], article["captured"], article["publication"]) == ("2001-02-03", "2020-01-01", "The Courier")
    assert (article["url"], article["tags"]) == ("https://courier.example/a", ["bridges", "ferries"])
    assert article["dateline"] == "Oslo"


def test_a_sub_folder_has_its_own(two: Place) -> None:
    two.put("originals/sub/third.txt", "A text\n\nMinisters agreed on Friday to build a tunnel under the water between them.\n")
    two.put("originals/sub/metadata.csv", "objectid,title\nthird,A tunnel\n")

    two.build()

    assert "A tunnel" in two.read("data/articles.jsonl")


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("title,date\nA,2001\n", 1, "the column filename is missing"),
        (HEAD + "a.txt,,,3 May,,,,\n", 2, "column date: “3 May” is no date"),
        (HEAD + "a.txt,,,,,javascript:x,,\n", 2, "column url"),
        (HEAD + "a.txt,A,,,,,,\na.txt,B,,,,,,\n", 3, "a.txt has a row already, on line 2"),
        (HEAD + ",A,,,,,,\n", 2, "filename is empty"),
        (HEAD + "a.txt,A,B,C,D,E,F,G,H\n", 2, "more cells"),
        ("filename,colour\na.txt,red\n", 1, "“colour” means nothing"),
        ('filename,title\na.txt,"A\n', 1, "no table"),
    ],
)
def test_faults_name_row_and_column(text: str, line: int, told: str) -> None:
    faults = metadata.parse(text)[1]

    assert any(fault.line == line and told in fault.message for fault in faults), faults


def test_a_wrong_cell_is_left_out_and_the_rest_holds(two: Place) -> None:
    two.put("originals/metadata.csv", "filename,title,date\nfirst.txt,A stated title,soon\n")

    run = two.build("--keep-going")

    assert run.status == 1
    assert "error: content/originals/metadata.csv:2: column date: “soon” is no date" in run.told
    article = next(one for one in map(json.loads, two.read("data/articles.jsonl").splitlines()) if one["original"] == "first.txt")
    assert (article["title"], article["date"]) == ("A stated title", "2008-06-14")


def test_a_row_without_its_original_is_told(two: Place) -> None:
    two.put("originals/metadata.csv", "filename,title\nnowhere.txt,A\n")

    run = two.build()

    assert run.status == 0
    assert "warning: content/originals/metadata.csv:2: there is no nowhere.txt in originals/" in run.told
