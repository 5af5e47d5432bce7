"""Where the nodes of a network stand.

Only sums, products, quotients and square roots are taken, which every machine rounds alike, and in a
fixed order: the same network is drawn the same everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

from cuttings.pages.labels import Box

ROUNDS = 80
APART = 4  # steps between nodes that no way joins
PUSHES = 120

Point = tuple[float, float]


def spread(size: int, edges: Sequence[tuple[int, int]]) -> list[Point]:
    """The nodes so that their distances on paper are about their distances in the network.

    This is stress majorisation: each node in turn goes to where the others, by their distances, want it.
    """
    steps = _steps(size, edges)
    points = [_on_circle(number, size) for number in range(size)]
    for _ in range(ROUNDS):
        for node in range(size):
            points[node] = _wanted(node, points, steps[node])
    return points


def _steps(size: int, edges: Sequence[tuple[int, int]]) -> list[list[int]]:
    """From each node to each other, over how many edges the way leads."""
    beside: list[list[int]] = [[] for _ in range(size)]
    for a, b in edges:
        beside[a].append(b)
        beside[b].append(a)
    return [_steps_from(start, beside) for start in range(size)]


def _steps_from(start: int, beside: Sequence[Sequence[int]]) -> list[int]:
    steps = {start: 0}
    reached = [start]
    for node in reached:
        for other in beside[node]:
            if other not in steps:
                steps[other] = steps[node] + 1
                reached.append(other)
    return [steps.get(node, APART) for node in range(len(beside))]


def _on_circle(number: int, size: int) -> Point:
    """A point of a circle; without sines, which machines round each in their way."""
    t = 2 * number / size - 1
    side = 1 if number % 2 else -1
    return side * (1 - t * t) / (1 + t * t) * 2, 4 * t / (1 + t * t)


def _wanted(node: int, points: Sequence[Point], steps: Sequence[int]) -> Point:
    x, y = points[node]
    sum_x = sum_y = weights = 0.0
    for other, (other_x, other_y) in enumerate(points):
        if other == node:
            continue
        dx, dy = x - other_x, y - other_y
        far = math.sqrt(dx * dx + dy * dy) or 1.0
        wanted = steps[other]
        weight = 1 / (wanted * wanted)
        sum_x += weight * (other_x + wanted * dx / far)
        sum_y += weight * (other_y + wanted * dy / far)
        weights += weight
    return (sum_x / weights, sum_y / weights) if weights else (x, y)


def fitted(points: Sequence[Point], width: int, height: int) -> list[Point]:
    """The points, stretched to a paper of this size."""
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    top, bottom = min(y for _, y in points), max(y for _, y in points)
    return [((x - left) / ((right - left) or 1) * width, (y - top) / ((bottom - top) or 1) * height) for x, y in points]


def parted(points: Sequence[Point], boxes: Sequence[Box]) -> list[tuple[int, int]]:
    """The points, moved until the boxes around them do not meet (or it was tried long enough), in whole numbers."""
    places = [list(point) for point in points]
    for _ in range(PUSHES):
        pushed = [_push(places[a], boxes[a], places[b], boxes[b]) for a, b in combinations(range(len(places)), 2)]
        if not any(pushed):
            break
    return [(round(x), round(y)) for x, y in places]


def _push(a: list[float], box_a: Box, b: list[float], box_b: Box) -> bool:
    """Two boxes moved apart, the shorter way; whether they met."""
    from_left = a[0] + box_a.right - b[0] - box_b.left
    from_right = b[0] + box_b.right - a[0] - box_a.left
    from_top = a[1] + box_a.bottom - b[1] - box_b.top
    from_bottom = b[1] + box_b.bottom - a[1] - box_a.top
    if min(from_left, from_right, from_top, from_bottom) <= 0:
        return False
    sideways, upwards = min(from_left, from_right), min(from_top, from_bottom)
    axis = 0 if sideways < upwards else 1
    first_before = (from_left <= from_right) if axis == 0 else (from_top <= from_bottom)
    half = (min(sideways, upwards) / 2 + 0.5) * (1 if first_before else -1)
    a[axis] -= half
    b[axis] += half
    return True


def ring(size: int, across: int, down: int) -> list[tuple[int, int]]:
    """Points on an ellipse around nothing, the first at the top, clockwise; radii as given."""
    turns = (2 * math.pi * number / size for number in range(size))
    return [(round(across * math.sin(turn)), -round(down * math.cos(turn))) for turn in turns]
