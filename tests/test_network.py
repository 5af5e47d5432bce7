"""The network: who is tied to whom, how it is drawn, and that the table says the same."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache
from itertools import combinations

import pytest
from test_entity_pages import Named, an_archive, words
from test_pages import Tags, broken_links, build, text_of

from cuttings.model import Archive
from cuttings.pages.catalogue import catalogue
from cuttings.pages.labels import Box
from cuttings.pages.layout import parted, ring, spread
from cuttings.pages.network import EDGES, NODES, _box, _drawn, _of_archive, _readable
from cuttings.pages.pairs import archive_pairs, pair
from cuttings.pages.wording import wording

PEOPLE: tuple[Named, ...] = (("Ada", "person"), ("Bert", "person"), ("Cleo", "person"), ("Dora", "person"), ("Everywhere", "place"))
#: Ada is with Bert three times, Cleo with Dora twice, Ada with Cleo once; Everywhere is in every article.
MEETINGS = ("Ada Bert", "Ada Bert", "Ada Bert", "Cleo Dora", "Cleo Dora", "Ada Cleo", "Dora", "Bert", "")


@cache
def meetings() -> Archive:
    return an_archive({f"2001-01-{day:02}": f"{text} Everywhere." for day, text in enumerate(MEETINGS, 1)}, PEOPLE)


@cache
def crowd() -> Archive:
    """Two hundred people, each of whom is in two or more articles with the next ones."""
    names = [f"Person {chr(65 + number // 26)}{chr(97 + number % 26)}" for number in range(200)]
    texts = {f"20{year:02}-01-{day:02}": ". ".join(names[(year * 9 + day * 2) % 196 :][:5]) for year in range(30) for day in range(1, 20)}
    return an_archive(texts, tuple((name, "person") for name in names))


def rows(page: str) -> list[str]:
    return [words(row) for row in re.findall(r'<tr id="p\d+">.*?</tr>', page, re.DOTALL)]


def test_who_meets_more_often_than_by_chance_is_tied_and_who_is_everywhere_is_not() -> None:
    found = [(one.a.name, one.b.name, one.count, one.times) for one in archive_pairs(catalogue(meetings(), wording("en")))]

    assert found == [("Ada", "Bert", 3, 1.7), ("Cleo", "Dora", 2, 2.0)]


@pytest.mark.parametrize(("shared", "counts", "total"), [(1, (1, 1), 100), (10, (10, 10), 10), (4, (8, 50), 100)])
def test_one_meeting_and_meetings_by_chance_are_no_tie(shared: int, counts: tuple[int, int], total: int) -> None:
    card = next(iter(catalogue(meetings(), wording("en")).cards.values()))

    assert pair(card, card, shared, counts, total) is None


def test_a_tie_that_shows_often_weighs_more_than_one_that_shows_twice() -> None:
    card = next(iter(catalogue(meetings(), wording("en")).cards.values()))
    often, twice = pair(card, card, 40, (100, 80), 2000), pair(card, card, 2, (2, 2), 2000)

    assert often
    assert twice
    assert often.weight > twice.weight
    assert often.times < twice.times


def test_the_table_tells_each_pair_with_its_articles() -> None:
    page = text_of("network.html", build(meetings()))

    assert rows(page) == [
        "Ada and Bert31.7On 2001-01-01 · On 2001-01-02 · On 2001-01-03",
        "Cleo and Dora22.0On 2001-01-04 · On 2001-01-05",
    ]
    assert 'href="articles/a-2001-01-02.html"' in page
    assert 'href="network.html" aria-current="page"' in page


def test_each_edge_leads_to_its_row_and_each_node_to_its_page() -> None:
    built = build(meetings())
    figure = ET.fromstring(re.findall(r"<svg.*?</svg>", text_of("network.html", built), re.DOTALL)[0])
    links = {link.attrib["href"]: link for link in figure.iter("a")}

    assert list(links) == ["#p1", "#p2", "people/ada.html", "people/bert.html", "people/cleo.html", "people/dora.html"]
    assert links["#p1"].findtext("title") == "Ada and Bert: 3 articles"
    assert links["people/ada.html"].findtext("title") == "Ada (Person), 4 articles"
    assert links["people/ada.html"].findtext("text") == "Ada"
    assert broken_links(built) == []


def test_where_nobody_meets_there_is_no_network() -> None:
    built = build(an_archive({"2001-01-01": "Ada and Bert.", "2001-01-02": "Ada and Bert."}, PEOPLE[:2]))

    assert "network.html" not in built
    assert 'href="network.html"' not in text_of("index.html", built)


def test_a_large_archive_is_drawn_no_larger_than_one_can_read() -> None:
    pairs = archive_pairs(catalogue(crowd(), wording("en")))
    shown = _readable(pairs)
    network = _of_archive(shown)
    page = text_of("network.html", build(crowd()))

    assert len(pairs) > 2 * EDGES
    assert len(network.nodes) <= NODES
    assert len(network.edges) == len(shown) == len(rows(page)) <= EDGES
    assert len(page) < 150_000


def test_names_do_not_overlap() -> None:
    network = _of_archive(_readable(archive_pairs(catalogue(crowd(), wording("en")))))
    most = max(node.card.count for node in network.nodes)
    boxes = []
    for node in network.nodes:
        box = _box(node.card, most)
        boxes.append(Box(node.x + box.left + 1, node.y + box.top + 1, node.x + box.right - 1, node.y + box.bottom - 1))

    assert not any(a.meets(b) for a, b in combinations(boxes, 2))
    frame = Box(network.left, network.top, network.left + network.width, network.top + network.height)
    assert all(box.within(frame) for box in boxes)


def test_every_kind_has_a_shape_of_its_own_and_the_legend_names_it() -> None:
    kinds = ("person", "organisation", "place", "event", "agreement", "work", "other")
    names: tuple[Named, ...] = tuple((f"A {kind}", kind) for kind in kinds)  # type: ignore[misc]
    cards = [
        catalogue(an_archive({"2001-01-01": ". ".join(name for name, _ in names)}, names), wording("en")).cards[f"a-{kind}"]
        for kind in kinds
    ]
    one = pair(cards[0], cards[1], 2, (2, 2), 9)
    assert one
    network = _drawn(cards, ring(7, 200, 100), [one])

    assert [kind.one for kind, _ in network.legend] == ["Person", "Organisation", "Place", "Event", "Agreement", "Work", "Other"]
    assert len({outline for _, outline in network.legend}) == 7


# The layout


def test_distances_on_paper_follow_those_in_the_network() -> None:
    points = spread(6, [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)])
    far = {(a, b): (points[a][0] - points[b][0]) ** 2 + (points[a][1] - points[b][1]) ** 2 for a, b in combinations(range(6), 2)}

    assert max(far, key=lambda pair: far[pair]) == (0, 5)
    assert all(far[0, number] < far[0, number + 1] for number in range(1, 5))


def test_a_layout_is_the_same_on_every_machine() -> None:
    points = parted([(100 * x, 100 * y) for x, y in spread(5, [(0, 1), (1, 2), (2, 0), (3, 4)])], [Box(-40, -10, 40, 25)] * 5)

    assert points == [(-83, -228), (-19, -156), (-120, -139), (40, 206), (-59, 223)]


def test_boxes_that_lie_on_each_other_are_parted() -> None:
    box = Box(-30, -10, 30, 10)
    points = parted([(0, 0)] * 8, [box] * 8)
    boxes = [Box(x - 29, y - 9, x + 29, y + 9) for x, y in points]

    assert not any(a.meets(b) for a, b in combinations(boxes, 2))


# The page of an entity


def test_an_entity_stands_amid_its_companions_and_they_are_tied_too() -> None:
    texts = {f"2001-01-{day:02}": "Ada. Bert. Cleo. Dora." if day < 5 else "Ada. Bert." if day < 7 else "Nobody" for day in range(1, 13)}
    built = build(an_archive(texts, PEOPLE))
    page = text_of("people/ada.html", built)
    figure = ET.fromstring(re.findall(r'<div class="plot"[^>]*>\n(<svg.*?</svg>)', page, re.DOTALL)[0])
    nodes = [(link.attrib["href"], link.find("text")) for link in figure.iter("a") if link.find("path") is not None]

    assert [href for href, _ in nodes] == ["../people/ada.html", "../people/bert.html", "../people/cleo.html", "../people/dora.html"]
    centre = nodes[0][1]
    assert centre is not None
    assert centre.attrib["x"] == "0"
    assert [row[: row.index("On")] for row in rows(page)] == [
        "Ada and Bert62.0",
        "Ada and Cleo42.0",
        "Ada and Dora42.0",
        "Cleo and Dora41.5",
    ]
    assert sum(tag == "line" for tag, _ in Tags(page).tags) == 4
    assert broken_links(built) == []


def test_where_companions_are_few_the_page_has_no_drawing() -> None:
    assert 'class="plot"' not in text_of("people/ada.html", build(meetings()))
