"""entities: the table, and which items of Wikidata the entities may be by a file that a person has."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from archives import Place

from cuttings.authorities.records import Record, of_row, of_value
from cuttings.authorities.stream import CHUNK, SourceError, opened, rows, values
from cuttings.entities.decisions import parse

MINISTER: dict[str, object] = {
    "id": "Q101",
    "type": "item",
    "labels": {"en": {"language": "en", "value": "Anna Lindqvist"}, "sv": {"language": "sv", "value": "Anna Lindqvist"}},
    "aliases": {"en": [{"language": "en", "value": "Anna M. Lindqvist"}]},
    "descriptions": {"en": {"language": "en", "value": "politician of Sweden, once envoy to the European Union"}},
    "claims": {
        "P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q5"}}}, "rank": "normal"}],
        "P214": [{"mainsnak": {"datavalue": {"value": "75213107"}}, "rank": "normal"}],
    },
    "sitelinks": {
        "enwiki": {"site": "enwiki", "title": "Anna Lindqvist (minister)"},
        "svwiki": {"site": "svwiki", "title": "Anna Lindqvist"},
    },
}
FERRY: dict[str, object] = {
    "id": "Q202",
    "labels": {"en": {"language": "en", "value": "Anna Lindqvist"}},
    "aliases": [],
    "descriptions": {"en": {"language": "en", "value": "ferry"}},
    "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q11424"}}}}]},
    "sitelinks": {},
}
NORWAY: dict[str, object] = {
    "id": "Q20",
    "labels": {"en": {"language": "en", "value": "Norway"}},
    "aliases": {"en": [{"language": "en", "value": "Kingdom of Norway"}]},
    "claims": {"P31": [{"mainsnak": {"datavalue": {"value": {"id": "Q3624078"}}}}]},
}
OTHER: dict[str, object] = {"id": "Q999", "labels": {"en": {"language": "en", "value": "Nobody of this archive"}}}
DUMP: list[dict[str, object]] = [FERRY, MINISTER, NORWAY, OTHER, {"id": "P31", "datatype": "wikibase-item"}]
LINES = "".join(json.dumps(one) + "\n" for one in DUMP)
EXPECTED = {
    "wikidata": "Q101",
    "viaf": "75213107",
    "wikipedia": "https://en.wikipedia.org/wiki/Anna_Lindqvist_(minister)",
}


def answered(place: Place, text: str | bytes, name: str = "extract.json") -> dict[str, list[str]]:
    """What is printed of each entity: its title → the lines of its ways."""
    file = place.root / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    run = place.run("entities", "--reconcile", str(file))
    assert run.status == 0, run.told
    found: dict[str, list[str]] = {}
    for line in run.out.splitlines():
        if line.startswith(" "):
            found[list(found)[-1]].append(line)
        else:
            found[line] = []
    return found


def pasted(lines: list[str], first: str) -> str:
    """The lines to paste below the way that begins so."""
    at = next(number for number, line in enumerate(lines) if line.startswith(first))
    following = [line[4:] for line in lines[at + 1 :]]
    end = next((number for number, line in enumerate(lines[at + 1 :]) if not line.startswith("    ")), len(following))
    return "\n".join(following[:end]) + "\n"


FORMS = {
    "lines.jsonl": LINES.encode(),
    "list.json": ("[\n" + ",\n".join(map(json.dumps, DUMP)) + "\n]\n").encode(),
    "pretty.json": json.dumps(DUMP, indent=2).encode(),
    "by-id.json": json.dumps({"entities": {str(one["id"]): one for one in DUMP}}).encode(),
    "packed.json.gz": gzip.compress(LINES.encode()),
    "packed.json.bz2": bz2.compress(LINES.encode()),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_dump_says_the_same(form: str, two: Place) -> None:
    found = answered(two, FORMS[form], form)

    lines = found["wikidata id: “Anna Lindqvist” (4 mentions in 2 articles), person, anna-lindqvist"]
    ways = [line for line in lines if line.startswith("  if ")]
    assert ways == [
        "  if Q101 (Anna Lindqvist, politician of Sweden, once envoy to the European Union; its label is the name, a person, 2 other entities of the archive in its description):",
        "  if Q202 (Anna Lindqvist, ferry; its label is the name, but of type work):",
    ]
    assert yaml.safe_load(pasted(lines, "  if Q101")) == {"entities": {"anna-lindqvist": EXPECTED}}
    assert "wikidata id: “Norway” (2 mentions in 2 articles), place, norway" in found
    assert not any("Nobody" in line for line in found)


def test_what_is_pasted_is_decided_and_then_left_alone(two: Place) -> None:
    lines = answered(two, LINES)["wikidata id: “Anna Lindqvist” (4 mentions in 2 articles), person, anna-lindqvist"]
    text = pasted(lines, "  if Q101")
    two.put("entities.yaml", text)

    (decided,) = parse(text).entities
    assert (decided.wikidata, decided.viaf, decided.wikipedia) == tuple(EXPECTED.values())
    assert [title for title in answered(two, LINES) if "Lindqvist" in title] == []
    assert (two.content / "entities.yaml").read_text() == text
    two.build()
    record = next(one for one in map(json.loads, two.read("data/entities.jsonl").splitlines()) if one["id"] == "anna-lindqvist")
    assert {key: record[key] for key in EXPECTED} == EXPECTED


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("open.csv", "name,wikidata,judgement\nAnna Lindqvist,Q202,matched\nAnna Lindqvist,Q101,\nNorway,,new\n"),
        ("open.tsv", "Name\tid\tjudgment\nAnna Lindqvist\thttp://www.wikidata.org/entity/Q202\tmatched\nNorway\tQ20\tnone\n"),
        ("open.csv", "label;wikidata;id;judgement\nDie Ministerin;Q202;anna-lindqvist;matched\nUnknown;Q1;;\n"),
    ],
)
def test_a_table_of_openrefine(name: str, text: str, two: Place) -> None:
    found = answered(two, text, name)

    assert list(found) == ["wikidata id: “Anna Lindqvist” (4 mentions in 2 articles), person, anna-lindqvist"]
    first = next(line for lines in found.values() for line in lines if line.startswith("  if "))
    assert first.startswith("  if Q202 (")
    assert "judged to match" in first


def test_an_answer_of_a_reconciliation_service(two: Place) -> None:
    answer = {
        "q0": {
            "result": [
                {"id": "Q202", "name": "Anna Lindqvist", "type": [{"id": "Q11424", "name": "film"}], "score": 99, "match": False},
                {"id": "Q101", "name": "Anna Lindqvist", "type": [{"id": "Q5", "name": "human"}], "score": 80, "match": False},
            ]
        },
        "q1": {"result": [{"id": "Q20", "name": "Norway", "score": 100, "match": True}, {"id": "/m/05b4w", "name": "Norway"}]},
    }

    found = answered(two, json.dumps(answer))

    ways = [line.partition(" (")[0] for lines in found.values() for line in lines if line.startswith("  if ")]
    assert ways == ["  if Q101", "  if Q202", "  if Q20"]


def test_an_item_of_two_entities_suggests_that_they_are_one(two: Place) -> None:
    two.put("originals/third.txt", "A third article\n\n1 May 2010\n\nOSLO: President Astrid Lindqvist spoke of the bridge in Oslo.\n")
    item = {**MINISTER, "aliases": {"sv": [{"language": "sv", "value": "Astrid Lindqvist"}]}}

    found = answered(two, json.dumps(item))

    title = "likely same: “Astrid Lindqvist” (1 mention in 1 article) and “Anna Lindqvist” (4 mentions in 2 articles) are both Q101 (Anna Lindqvist)"
    one, apart = (pasted(found[title], way) for way in ("  if one", "  if not"))
    assert parse(one).entities[0].aliases == ("Astrid Lindqvist",)
    assert parse(apart).different == ((("anna-lindqvist", "astrid-lindqvist"), 2),)
    for decided in (one, apart):
        two.put("entities.yaml", decided)
        assert [line for line in answered(two, json.dumps(item)) if line.startswith("likely same")] == []
        assert "warning" not in two.run("check").told

    two.put("entities.yaml", "entities:\n  anna-lindqvist: {wikidata: Q101}\n")
    again = answered(two, json.dumps(item))
    assert [line for line in again if line.startswith("likely same")] == [title]
    assert not any(line.startswith("  if Q101") for lines in again.values() for line in lines)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("bad.json", LINES + '{"id": "Q1",\n "labels" {}}\n' + LINES, "bad.json:7: this is no JSON: expecting ':' delimiter"),
        ("cut.json", LINES[:-9], "cut.json:5: the file ends in the middle of a value; was it copied whole?"),
        ("odd.json", LINES + "17\n", "odd.json:6: this is neither an item of Wikidata nor an answer"),
        ("odd.json", '{"id": "Q1"}', "odd.json:1: this is neither an item of Wikidata nor an answer"),
        ("deep.json", "[" * 3 + '{"labels":' * 200_000, "deep.json:1: "),
        ("empty.json", " \n", "empty.json:1: the file is empty"),
        ("bad.csv", "name,wikidata\nNorway,Q20\nSweden,thirty-four\n", "bad.csv:3: “thirty-four” is no Wikidata id"),
        ("bad.csv", "who,wikidata\nNorway,Q20\n", "bad.csv:1: no column holds names"),
        ("bad.csv", "name,number\nNorway,Q20\n", "bad.csv:1: no column holds ids of Wikidata"),
        ("bad.csv", 'name,wikidata\n"Norway"x,Q20\n', "bad.csv:2: this is no row of a table"),
        ("bad.json.gz", gzip.compress(LINES.encode())[:-20], "bad.json.gz:1: it cannot be unpacked"),
        ("bad.json.gz", LINES.encode(), "bad.json.gz:1: it cannot be unpacked"),
        ("latin.csv", "name,wikidata\nMalmö,Q2211\n".encode("cp1252"), "latin.csv:1: not UTF-8"),
    ],
)
def test_a_bad_file_is_named_with_its_line(name: str, text: str | bytes, told: str, two: Place) -> None:
    (two.root / name).write_bytes(text if isinstance(text, bytes) else text.encode())

    run = two.run("entities", "--reconcile", str(two.root / name))

    assert run.status == 1
    assert f"error: {told}" in run.told


def test_a_file_that_is_not_there(two: Place) -> None:
    run = two.run("entities", "--reconcile", str(two.root / "none.json"))

    assert run.status == 1
    assert "none.json:1: it cannot be read (No such file or directory)" in run.told


def test_odd_shapes_are_read_for_what_they_are() -> None:
    strange = {
        "id": "Q7",
        "labels": [],
        "aliases": {"en": None},
        "claims": {"P31": [{}, {"mainsnak": {"datavalue": {"value": 7}}}]},
        "sitelinks": [],
    }

    assert list(of_value(strange, "en")) == [Record("Q7", "Q7")]
    assert list(of_value({"result": [None, {"id": "Q8"}]}, "en")) == [Record("Q8", labels=("",))]
    assert list(of_row({"name": "x", "wikidata": ""})) == []


def test_a_dump_is_read_as_a_stream(tmp_path: Path) -> None:
    file = tmp_path / "large.json.gz"
    with gzip.open(file, "wt", compresslevel=1) as out:
        out.write("[\n")
        for number in range(40):
            out.write(json.dumps({"id": f"Q{number + 1}", "labels": {"en": {"value": "x" * (CHUNK // 2)}}}) + ",\n")
        out.write("]\n")

    tracemalloc.start()
    with opened(file) as text:
        found = [line for line, _ in values(text, text.read(10))]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert found == list(range(2, 42))
    assert most < 12 * CHUNK


def test_values_and_rows_over_the_seam_of_what_was_read() -> None:
    def split(text: str, at: int) -> Iterator[object]:
        file = io.StringIO(text)
        head = file.read(at)
        yield from (one for _, one in values(file, head))

    text = '[{"a": "é\\n"},\n {"b": [1, 2]}]'
    assert [list(split(text, at)) for at in range(1, len(text))] == [[{"a": "é\n"}, {"b": [1, 2]}]] * (len(text) - 1)
    table = "name,id\nA,Q1\n\nB\n"
    for at in range(10, len(table)):
        file = io.StringIO(table)
        assert list(rows(file, file.read(at))) == [(2, {"name": "A", "id": "Q1"}), (4, {"name": "B", "id": ""})]
    with pytest.raises(SourceError):
        list(split('{"a": ', 2))


def test_the_table_of_entities(two: Place) -> None:
    run = two.run("entities")

    assert run.status == 0
    assert "place              2  oslo            Oslo" in run.out.splitlines()
    assert [line.split()[0] for line in run.out.splitlines() if "anna-lindqvist" in line] == ["person"]
    more = two.run("entities", "--verbose").out.splitlines()
    assert len(more) >= len(run.out.splitlines())
