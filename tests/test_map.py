"""The map: which places are on it, where, how large, and what is said of the others."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from functools import cache
from itertools import accumulate, combinations, pairwise

import pytest
from test_entity_pages import Named, an_archive, ident, words
from test_pages import ROOT, Tags, broken_links, build, text_of

from cuttings.model import Archive
from cuttings.pages.labels import Box, Mark, labels

#: Towns around the Baltic, one in New Zealand, and one of which nobody knows where it lies.
PLACES = {
    "Aarhus": (56.15, 10.2),
    "Bergen": (60.4, 5.3),
    "Copenhagen": (55.7, 12.6),
    "Danzig": (54.35, 18.6),
    "Elbing": (54.2, 19.4),
    "Flensburg": (54.8, 9.4),
    "Gothenburg": (57.7, 12.0),
    "Helsinki": (60.2, 24.9),
    "Invercargill": (-46.4, 168.3),
    "Jurmala": (57.0, 23.8),
    "Kiel": (54.3, 10.1),
}


def located(texts: dict[str, str], places: dict[str, tuple[float, float]], *elsewhere: Named) -> Archive:
    """An archive in which these places lie where they are said to lie."""
    known = {ident(name).replace("-", "_"): {"coordinates": where} for name, where in places.items()}
    return an_archive(texts, (*((name, "place") for name in places), *elsewhere), None, **known)


@cache
def baltic() -> Archive:
    texts = {f"2001-01-{day:02}": ". ".join(list(PLACES)[: 12 - day]) + ". Nowhere." for day in range(1, 12)}
    return located(texts, PLACES, ("Nowhere", "place"))


@cache
def figures() -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in re.findall(r"<svg.*?</svg>", build(baltic())["map.html"].decode(), re.DOTALL)]


def circles(figure: ET.Element) -> dict[str, tuple[int, int, int]]:
    """Each place's circle: x, y, radius, by the link around it."""
    found = {}
    for link in figure.iter("a"):
        circle = link.find("circle")
        assert circle is not None
        x, y, r = (int(circle.attrib[name]) for name in ("cx", "cy", "r"))
        found[link.attrib["href"]] = (x, y, r)
    return found


def test_places_lie_as_they_do_on_earth() -> None:
    close, world = map(circles, figures())

    for drawn in (close, world):
        at = {path: (x, y) for path, (x, y, _) in drawn.items()}
        assert at["places/bergen.html"][0] < at["places/copenhagen.html"][0] < at["places/helsinki.html"][0]
        assert at["places/helsinki.html"][1] < at["places/gothenburg.html"][1] < at["places/kiel.html"][1]
    assert len(world) == 11
    x, y, _ = world["places/invercargill.html"]
    assert x > 800
    assert y > 350


def rings() -> list[list[tuple[int, int]]]:
    """The land as rings of points, in tenths of a degree east and south."""
    (land,) = re.findall(r'class="land" d="([^"]+)"', (ROOT / "templates" / "_world.html").read_text("utf-8"))
    found = []
    for ring in land.split("M")[1:]:
        numbers = list(map(int, re.findall(r"-?\d+", ring)))
        steps = list(zip(numbers[::2], numbers[1::2], strict=True))
        found.append(list(accumulate(steps, lambda one, step: (one[0] + step[0], one[1] + step[1]))))
    return found


def is_land(east: float, north: float) -> bool:
    """Whether a ray from the point crosses the coast an odd number of times."""
    x, y = 10 * east, -10 * north
    crossed = 0
    for ring in rings():
        for (x1, y1), (x2, y2) in pairwise([*ring, ring[0]]):
            crossed += (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1
    return crossed % 2 == 1


@pytest.mark.parametrize(
    ("east", "north", "expected"),
    [
        (37.6, 55.8, True),
        (-97, 38, True),
        (186, 66.5, True),
        (170, -44, True),
        (25, -29, True),
        (-30, 40, False),
        (80, -20, False),
        (4, 56, False),
    ],
)
def test_the_outline_is_that_of_the_earth(east: float, north: float, expected: bool) -> None:
    assert is_land(east, north) == expected


def test_the_outline_lies_on_one_sheet() -> None:
    points = [point for ring in rings() for point in ring]

    assert min(x for x, _ in points) > -1_790
    assert max(x for x, _ in points) < 1_920  # an island in the Bering Strait lies on the seam
    assert max(abs(x1 - x2) for ring in rings() for (x1, _), (x2, _) in pairwise(ring)) < 300


def test_the_area_of_a_circle_is_the_number_of_articles() -> None:
    world = circles(figures()[1])

    largest, smaller = world["places/aarhus.html"][2], world["places/gothenburg.html"][2]
    assert round(largest**2 / smaller**2, 1) == round(11 / 5, 1)
    assert list(world)[:2] == ["places/aarhus.html", "places/bergen.html"]
    assert figures()[1].find(".//a/title").text == "Aarhus, 11 articles"  # type: ignore[union-attr]


def test_a_region_is_shown_from_near_and_what_lies_beyond_is_named() -> None:
    page = build(baltic())["map.html"].decode()
    close, world = map(circles, figures())

    assert "places/invercargill.html" not in close
    assert "Beyond the edges: " in words(page)
    assert "Invercargill 3" in words(page).partition("Beyond the edges:")[2].partition("The whole world")[0]
    assert abs(close["places/helsinki.html"][0] - close["places/kiel.html"][0]) > 4 * abs(
        world["places/helsinki.html"][0] - world["places/kiel.html"][0]
    )
    assert all(0 <= x <= 920 and 0 <= y <= 600 for x, y, _ in close.values())


def test_places_all_over_the_world_are_shown_on_the_world_alone() -> None:
    far = {"Lima": (-12.0, -77.0), "Oslo": (59.9, 10.7), "Tokyo": (35.7, 139.7), "Perth": (-31.9, 115.9)}
    given = located({"2001-01-01": ". ".join(far)}, far)
    page = build(given)["map.html"].decode()

    assert page.count("<svg") == 1
    assert page.count('id="outline"') == 1
    assert "The whole world" not in page


def test_every_place_is_in_the_list_the_most_named_first_and_those_that_lie_nowhere_apart() -> None:
    said = words(build(baltic())["map.html"].decode())
    listed, nowhere = said.partition("Places by number of articles")[2].split("Not on the map")

    assert [listed.index(name) for name in PLACES] == sorted(listed.index(name) for name in PLACES)
    assert "Nowhere 11" in nowhere
    assert "Nowhere" not in listed


def test_where_no_place_lies_anywhere_there_is_no_map() -> None:
    built = build(an_archive({"2001-01-01": "Nowhere and Ada."}, (("Nowhere", "place"), ("Ada", "person"))))

    assert "map.html" not in built
    assert 'href="map.html"' not in text_of("index.html", built)
    assert 'href="map.html"' in text_of("index.html", build(baltic()))


def test_a_thousand_places_make_a_page_of_readable_size() -> None:
    names = (f"Town {''.join(chr(97 + int(digit)) for digit in str(1000 + number))}" for number in range(1000))
    towns = {name: (number % 60 - 20.0, number * 7 % 330 - 160.0) for number, name in enumerate(names)}
    given = located({"2001-01-01": ". ".join(towns)}, towns)
    built = build(given)
    page = text_of("map.html", built)

    assert sum(tag == "circle" for tag, _ in Tags(page).tags) == 150
    assert page.count('<span class="meta">') == 300
    assert "the 150 most named are drawn" in words(page)
    assert len(page) < 150_000
    assert broken_links(built) == []


def test_labels_meet_neither_each_other_nor_a_mark_and_stay_in_the_frame() -> None:
    marks = [Mark(f"Name {x}-{y}", x, y, 6) for x in range(5, 300, 90) for y in range(5, 200, 13)]
    frame = Box(0, 0, 300, 200)
    found = list(labels(marks, frame))

    assert 4 < len(found) < len(marks)
    boxes = []
    for label in found:
        wide = 7 * len(label.name)
        left = label.x - {"start": 0, "middle": wide // 2, "end": wide}[label.anchor]
        boxes.append(Box(left, label.y - 11, left + wide, label.y + 3))
    assert all(not a.meets(b) for a, b in combinations(boxes, 2))
    assert all(box.left >= 0 and box.right <= 300 for box in boxes)
