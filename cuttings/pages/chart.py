"""A small chart: how often the articles of each year name an entity, as bars of an SVG.

Styles inside a page are forbidden by its Content-Security-Policy, attributes of a drawing are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

HEIGHT = 48
STEP, GAP = 16, 3
MOST_BARS = 40
SPANS = (1, 5, 10, 25, 100)  # years that a bar may stand for
FEWEST = 3  # bars: below, the list of years says as much


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the chart; `words` say what it shows."""

    x: int
    y: float
    width: int
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars; `words` say all that they show, `caption` from when to when, and how high they go."""

    width: int
    height: int
    bars: tuple[Bar, ...]
    words: str
    caption: str


def chart(years: Iterable[str]) -> Chart | None:
    """A chart of mentions, each given by its year; None where there is too little to show.

    >>> chart(["1999", "2001", "2001", ""]).words
    'Mentions by year: 1999: 1, 2001: 2'
    """
    counts = Counter(int(year) for year in years if year.isdecimal())
    if len(counts) < 2:
        return None
    first, last = min(counts), max(counts)
    span = next((span for span in SPANS if (last - first) // span < MOST_BARS), SPANS[-1])
    start = first - first % span
    starts = range(start, last + 1, span)
    if len(starts) < FEWEST:
        return None
    heights = [sum(counts[year] for year in range(begin, begin + span)) for begin in starts]
    top = max(heights)
    told = [(_name(begin, span), height) for begin, height in zip(starts, heights, strict=True)]
    bars = (_bar(number, name, height, top) for number, (name, height) in enumerate(told) if height)
    words = ", ".join(f"{name}: {height:,}" for name, height in told if height)
    peak = next(name for name, height in told if height == top)
    by = "by year" if span == 1 else f"by {span} years"
    return Chart(
        width=len(starts) * STEP - GAP,
        height=HEIGHT,
        bars=tuple(bars),
        words=f"Mentions {by}: {words}",
        caption=f"Mentions {by}, {told[0][0][:4]} to {told[-1][0][-4:]}; most in {peak}: {top:,}",
    )


def _bar(number: int, name: str, height: int, top: int) -> Bar:
    drawn = max(1.0, round(HEIGHT * height / top, 1))
    return Bar(number * STEP, round(HEIGHT - drawn, 1), STEP - GAP, drawn, f"{name}: {height:,}")


def _name(begin: int, span: int) -> str:
    return str(begin) if span == 1 else f"{begin}–{begin + span - 1}"
