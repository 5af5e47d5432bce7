"""A small chart: how often the articles of each year name an entity, as bars of an SVG.

Styles inside a page are forbidden by its Content-Security-Policy, attributes of a drawing are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from cuttings.pages.wording import Wording

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


def chart(years: Iterable[str], wording: Wording) -> Chart | None:
    """A chart of mentions, each given by its year; None where there is too little to show.

    >>> from cuttings.pages.wording import wording
    >>> chart(["1999", "2001", "2001", ""], wording("en")).words
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
    words = [f"{name}: {wording.number(height)}" for name, height in told]
    bars = (_bar(number, height, top, words[number]) for number, height in enumerate(heights) if height)
    peak = next(words[number] for number, height in enumerate(heights) if height == top)
    first_year, last_year = told[0][0][:4], told[-1][0][-4:]
    listed = ", ".join(words[number] for number, height in enumerate(heights) if height)
    gettext = wording.gettext
    return Chart(
        width=len(starts) * STEP - GAP,
        height=HEIGHT,
        bars=tuple(bars),
        words=gettext("Mentions by year: %(counts)s", counts=listed)
        if span == 1
        else gettext("Mentions by %(span)s years: %(counts)s", span=span, counts=listed),
        caption=gettext("Mentions by year, %(first)s to %(last)s; most in %(peak)s", first=first_year, last=last_year, peak=peak)
        if span == 1
        else gettext(
            "Mentions by %(span)s years, %(first)s to %(last)s; most in %(peak)s", span=span, first=first_year, last=last_year, peak=peak
        ),
    )


def _bar(number: int, height: int, top: int, words: str) -> Bar:
    drawn = max(1.0, round(HEIGHT * height / top, 1))
    return Bar(number * STEP, round(HEIGHT - drawn, 1), STEP - GAP, drawn, words)


def _name(begin: int, span: int) -> str:
    return str(begin) if span == 1 else f"{begin}–{begin + span - 1}"
