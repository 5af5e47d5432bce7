"""The five seeds come out as a careful archivist would make them."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from archives import SEEDS, Place, Run, needs_seeds

pytestmark = needs_seeds
CASES = ("000", "001", "002", "003", "004")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, Run]:
    place = Place(tmp_path_factory.mktemp("seeds"))
    for file in sorted(SEEDS.glob("*.txt")):
        place.put(f"originals/{file.name}", file.read_bytes())
    return place, place.build()


@pytest.fixture(scope="module")
def articles(built: tuple[Place, Run]) -> dict[str, dict[str, Any]]:
    lines = built[0].read("data/articles.jsonl").splitlines()
    return {article["original"][:3]: article for article in map(json.loads, lines)}


def gold(case: str) -> dict[str, Any]:
    wanted: dict[str, Any] = json.loads((SEEDS / "gold" / f"{case}.json").read_text("utf-8"))
    return wanted


def test_five_articles_and_no_warning(built: tuple[Place, Run]) -> None:
    status, told = built[1].status, built[1].told.strip().splitlines()
    assert status == 0
    assert len(told) == 1
    assert told[0].startswith("5 articles, ")


@pytest.mark.parametrize("case", CASES)
def test_fields(case: str, articles: dict[str, dict[str, Any]]) -> None:
    found, wanted = articles[case], gold(case)
    date = wanted["date"] and wanted["date"] + (f"T{wanted['time']}" if wanted.get("time") else "")
    assert found["date"] == date
    names = {"description": "deck", "publication": "publisher"}
    for field in ("title", "dateline", "agency", "publication", "description", "language"):
        assert (field, found[field]) == (field, wanted[names.get(field, field)])
    for field in ("authors", "editors", "captions", "pull_quotes", "subheads"):
        assert (field, found[field]) == (field, wanted[field])
    assert (found["section"] or None) == wanted["section"]


@pytest.mark.parametrize("case", CASES)
def test_body_paragraph_by_paragraph(case: str, articles: dict[str, dict[str, Any]]) -> None:
    wanted = gold(case)
    found = [paragraph for paragraph in articles[case]["text"].split("\n\n") if paragraph not in wanted["subheads"]]
    assert found == wanted["body"]


REMOVED = {
    "000": ["1", "Latest articles", *["Musk ramps up SpaceX moon plans as Bezos accelerates Blue Origin in race against China"] * 2],
    "001": ["WORLD> Europe", "NATO, Russia agree to resume military-to-military contacts", "Related readings:"],
    "002": ["Accessibility links", "Breaking News", "To find out more, click here."],
    "003": ["|"],
    "004": ["9 years ago", "0 : 0", "• narrow-browser-and-phone", "Writing by Thomas Grove, editing by Mark Trevelyan"],
}


@pytest.mark.parametrize("case", CASES)
def test_what_was_removed_is_told(case: str, articles: dict[str, dict[str, Any]]) -> None:
    removed = [step["text"] for step in articles[case]["removed"]]
    for text in set(REMOVED[case]):
        assert removed.count(text) == REMOVED[case].count(text), text
    assert all(step["why"] for step in articles[case]["removed"])


def test_one_page_of_several_says_so(built: tuple[Place, Run], articles: dict[str, dict[str, Any]]) -> None:
    assert "The page says that there are 4 pages; only this one is here." in built[0].read(articles["001"]["path"])


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the scorer leaves its files to be closed
def test_entities_are_found_and_joined(built: tuple[Place, Run], articles: dict[str, dict[str, Any]]) -> None:
    """Crosslink and typed F1 by the scorer beside the gold, over the articles' own text."""
    sys.path.insert(0, str(SEEDS.parent / "eval"))
    import score_entities

    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    by_id = {article["id"]: article for article in articles.values()}
    for line in built[0].read("data/mentions.jsonl").splitlines():
        mention = json.loads(line)
        article = by_id[mention["article"]]
        raw = (SEEDS / article["original"]).read_text("utf-8")
        start = in_original(raw, article, mention)
        text = raw[start : start + len(mention["surface"])]
        found[Path(article["original"]).stem].append(
            {"start": start, "end": start + len(text), "text": text, "type": mention["type"], "entity_id": mention["entity"]}
        )
    scores = score_entities.score(score_entities.load_gold(str(SEEDS / "gold" / "mentions")), found)
    assert scores["crosslink"][2] >= 0.98, score_entities.fmt(scores)
    assert scores["typed"][2] >= 0.98, score_entities.fmt(scores)


def in_original(raw: str, article: dict[str, Any], mention: dict[str, Any]) -> int:
    """Where a mention of a field stands in the article's original."""
    field, _, number = mention["field"].partition(":")
    fields = {"caption": "captions", "pull_quote": "pull_quotes"}
    text = article[fields.get(field, field)]
    text = text[int(number)] if number else text
    if field == "dateline":
        return max(raw.find(f"{place}{sign}") for place in (text, text.upper()) for sign in (":", " (", ", "))
    first = text.rfind("\n\n", 0, mention["start"]) + 2 if "\n\n" in text[: mention["start"]] else 0
    paragraph = text[first:].split("\n\n")[0]
    return raw.index(paragraph) + int(mention["start"]) - first


JOINED = {
    "jaap-de-hoop-scheffer": {"de Hoop Scheffer", "Scheffer", "Jaap de Hoop Scheffer"},
    "nato-russia-council": {"NRC", "Nato-Russia Council", "NATO-Russia Council"},
    "nato": {"Nato", "NATO"},
    "international-security-assistance-force": {"ISAF", "International Security Assistance Force"},
}


@pytest.mark.parametrize("entity", JOINED)
def test_surfaces_of_one_entity(entity: str, built: tuple[Place, Run]) -> None:
    entities = {one["id"]: one for one in map(json.loads, built[0].read("data/entities.jsonl").splitlines())}
    assert JOINED[entity] <= {entities[entity]["name"], *entities[entity]["aliases"]}


def test_a_slip_belongs_to_the_name_it_is_one_for(built: tuple[Place, Run]) -> None:
    mentions = [json.loads(line) for line in built[0].read("data/mentions.jsonl").splitlines()]
    ids = {mention["entity"] for mention in mentions if "Med" in mention["surface"] and mention["type"] == "person"}
    assert len(ids) == 1


def test_georgia_is_a_place(built: tuple[Place, Run]) -> None:
    mentions = [json.loads(line) for line in built[0].read("data/mentions.jsonl").splitlines()]
    assert {mention["type"] for mention in mentions if mention["surface"] == "Georgia"} == {"place"}
