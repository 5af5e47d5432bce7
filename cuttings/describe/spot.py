"""Where on a page its own byline and date stand: near the headline and the start of the text.

Dates and names stand everywhere: beside other articles, in the clock of a page's head.  Cleaning may
have cut the line that is the article's own; so all lines are looked at, by their distance.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from cuttings.clean.lines import folded
from cuttings.model import Cleaned

BESIDE = 3  # lines
ABOVE, BELOW, FAR = 18, 14, 40  # lines: before the headline, after the text's start, between the two


@dataclass(frozen=True, slots=True)
class Spot:
    """All lines of an original as (number, text), and where among them headline (-1: unknown) and text begin.

    `end` is where the last line of the text stands.
    """

    lines: tuple[tuple[int, str], ...]
    heading: int
    start: int
    end: int
    title: str = ""

    def near(self) -> Iterator[tuple[int, str, float, bool]]:
        """The lines that are near enough: number, text, distance, and whether they stand before the text.

        Below a short text begin other articles.
        """
        top = self.heading if self.heading >= 0 else self.start
        for at in range(max(0, top - ABOVE), min(self.end + 1, self.start + BELOW + 1, len(self.lines))):
            number, text = self.lines[at]
            yield number, text, self._distance(at, top), at < self.start

    def beside(self, number: int, other: int) -> bool:
        """Whether the lines of these numbers stand within a few lines of each other."""
        one, two = (bisect_left(self.lines, (line, "")) for line in (number, other))
        return other > 0 and abs(one - two) <= BESIDE

    def _distance(self, at: int, top: int) -> float:
        if at < top:
            return 2 + (top - at) / 2
        return (at - top) / 10 if at < self.start else 3 + (at - self.start) / 2


def spot(cleaned: Cleaned, title: str, first: int, last: int) -> Spot:
    """The Spot of an article by its title and the numbers of its text's first and last lines."""
    texts: dict[int, str] = {}
    for number, text in [(step.line, step.text) for step in cleaned.steps] + [(line.number, line.text) for line in cleaned.lines]:
        texts[number] = max(texts.get(number, ""), text, key=len)
    lines = tuple(sorted(texts.items()))
    start = next((at for at, (number, _) in enumerate(lines) if number >= first), len(lines))
    wanted = folded(title)
    near = range(max(0, start - FAR), min(start + 2, len(lines)))
    heading = max((at for at in near if wanted and folded(lines[at][1]) == wanted), default=-1)
    end = max((at for at, (number, _) in enumerate(lines) if number <= last), default=start)
    return Spot(lines, heading, max(start, heading + 1), end, title)
