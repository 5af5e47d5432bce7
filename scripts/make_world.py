"""Make templates/_world.html, the outline of the world under the map, from the npm package world-atlas 2.0.2.

    npm pack world-atlas@2.0.2 && tar -xzf world-atlas-2.0.2.tgz
    python scripts/make_world.py package

The package holds Natural Earth's map at 1:110,000,000, which is in the public domain, as TopoJSON:
arcs that neighbours share, so that a border is written once.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

OUTLINE = Path(__file__).resolve().parent.parent / "templates" / "_world.html"
PER_DEGREE = 10  # units of the drawing
AROUND = 360 * PER_DEGREE
WEST = -170 * PER_DEGREE  # where the drawing begins: in the Bering Strait, so that Asia is whole
ANTARCTICA = 60 * PER_DEGREE  # has no news, and lies around a pole

Point = tuple[int, int]

HEAD = """{# The land and the borders of the world, in tenths of a degree east and south; made by scripts/make_world.py
   from Natural Earth, which is in the public domain.  Gets nothing. #}"""


def arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """The arcs in tenths of a degree east and south; in the file each point is given from the one before."""
    (wide, high), (west, south) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((round((x * wide + west) * PER_DEGREE), -round((y * high + south) * PER_DEGREE)))
        found.append(points)
    return found


def rings(geometry: dict[str, Any]) -> Iterator[list[int]]:
    """The rings of a geometry as numbers of arcs, `~n` for arc n backwards."""
    for part in geometry.get("geometries", ()):
        yield from rings(part)
    if geometry["type"] == "Polygon":
        yield from geometry["arcs"]
    if geometry["type"] == "MultiPolygon":
        yield from (ring for polygon in geometry["arcs"] for ring in polygon)


def joined(ring: list[int], known: list[list[Point]]) -> list[Point]:
    """The points of a ring; each arc begins where the last one ended."""
    parts = [known[number] if number >= 0 else known[~number][::-1] for number in ring]
    return [*parts[0], *(point for part in parts[1:] for point in part[1:])]


def whole(points: list[Point]) -> list[Point]:
    """A line that goes on over the edge of the map where it jumped to the other side, as far west as the drawing begins."""
    turns = list(
        accumulate(((x1 > x2) - (x1 < x2) if abs(x1 - x2) > AROUND // 2 else 0 for (x1, _), (x2, _) in pairwise(points)), initial=0)
    )
    found = [(x + turn * AROUND, y) for (x, y), turn in zip(points, turns, strict=True)]
    middle = (min(x for x, _ in found) + max(x for x, _ in found)) // 2
    shift = (middle - WEST) // AROUND * AROUND
    return [(x - shift, y) for x, y in found]


def path(points: list[Point], *, closed: bool) -> str:
    """A line in SVG's shortest form: relative steps, none of length nothing; "" where nothing is left of it."""
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(points) if (x1, y1) != (x2, y2)]
    if len(steps) < (3 if closed else 1):
        return ""
    x, y = points[0]
    told = " ".join(f"{dx} {dy}" for dx, dy in (steps[:-1] if closed else steps))
    return f"M{x} {y}l{told}{'z' if closed else ''}".replace(" -", "-")


def main(package: Path) -> None:
    topology = json.loads((package / "countries-110m.json").read_text("utf-8"))
    known = arcs(topology)
    land = [whole(joined(ring, known)) for ring in rings(topology["objects"]["land"])]
    uses = Counter(number if number >= 0 else ~number for ring in rings(topology["objects"]["countries"]) for number in ring)
    shores = {number if number >= 0 else ~number for ring in rings(topology["objects"]["land"]) for number in ring}
    shown = [ring for ring in land if min(y for _, y in ring) < ANTARCTICA]
    borders = [whole(known[number]) for number in sorted(uses) if number not in shores]
    OUTLINE.write_text(
        f'{HEAD}\n<g id="outline"><path class="land" d="{"".join(path(ring, closed=True) for ring in shown)}"/>\n'
        f'<path class="borders" d="{"".join(path(line, closed=False) for line in borders)}"/></g>\n',
        "utf-8",
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
