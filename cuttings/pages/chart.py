"""Small charts: how many of something there are in each year, or month, as bars of an SVG.

Styles inside a page are forbidden by its Content-Security-Policy, attributes of a drawing are not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from cuttings.pages.days import in_words
from cuttings.pages.wording import Wording

HEIGHT = 48
STEP, GAP = 16, 3
MOST_BARS = 40
SPANS = (1, 5, 10, 25, 100)  # years that a bar may stand for
FEWEST = 3  # bars: below, the list of years says as much
SPARK_HEIGHT, SPARK_STEP, SPARK_GAP = 16, 4, 1
SHARE = 100  # the longest bar of a ranking

_NOWHERE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Scale:
    """The bars' places on a scale of time: each stands for `span` years, or where that is 0 for a month."""

    span: int
    starts: range

    def position(self, date: str) -> int:
        """Which bar a date belongs to."""
        return (_month(date) if self.span == 0 else int(date[:4])) // self.starts.step - self.starts.start // self.starts.step

    def name(self, number: int, wording: Wording) -> str:
        """What a bar stands for: "2001", "1995–1999", "May 2001"."""
        start = self.starts[number]
        if self.span == 0:
            return in_words(_date(start), wording)
        return f"{start:04}" if self.span == 1 else f"{start:04}–{start + self.span - 1:04}"


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of a chart: what it stands for, how many, and the page that it leads to, "" for none."""

    x: int
    y: float
    width: int
    height: float
    name: str
    count: int
    path: str


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars, from the `first` time to the `last`; each stands for `span` years, 0 is a month.

    `peak` is the highest, None where others are as high.
    """

    width: int
    height: int
    bars: tuple[Bar, ...]
    span: int
    first: str
    last: str
    peak: Bar | None


@dataclass(frozen=True, slots=True)
class Spark:
    """A chart as small as a word: `path` draws all its bars."""

    width: int
    height: int
    path: str


def scale(dates: Iterable[str]) -> Scale | None:
    """The scale for some dates: months where all are known and few, else years; None where no date is known.

    >>> from cuttings.pages.wording import wording
    >>> scale(["2001-11", "2002-01-31"]).name(1, wording("en")), scale(["2001", "2002-01", ""]).name(1, wording("en"))
    ('December 2001', '2002')
    """
    known = sorted({date[:7] for date in dates if date})
    if not known:
        return None
    if all(len(date) == 7 for date in known) and _month(known[-1]) - _month(known[0]) < MOST_BARS:
        return Scale(0, range(_month(known[0]), _month(known[-1]) + 1))
    first, last = int(known[0][:4]), int(known[-1][:4])
    span = next((span for span in SPANS if (last - first) // span < MOST_BARS), SPANS[-1])
    return Scale(span, range(first - first % span, last + 1, span))


def chart(dates: Iterable[str], wording: Wording, paths: Mapping[str, str] = _NOWHERE) -> Chart | None:
    """A chart of what has these dates; `paths` lead from a year or a month.  None where there is too little to show.

    >>> from cuttings.pages.wording import wording
    >>> [(bar.name, bar.count) for bar in chart(["1999", "2001", "2001", ""], wording("en")).bars]
    [('1999', 1), ('2001', 2)]
    """
    known = [date for date in dates if date]
    fitting = scale(known)
    if not fitting or len(fitting.starts) < FEWEST or len(set(known)) < 2:
        return None
    counts = Counter(map(fitting.position, known))
    length = 4 if fitting.span else 7
    leads = {fitting.position(date): path for date, path in reversed([*paths.items()]) if len(date) == length}
    top = max(counts.values())
    bars = tuple(_bar(number, fitting.name(number, wording), counts[number], top, leads.get(number, "")) for number in sorted(counts))
    return Chart(
        width=len(fitting.starts) * STEP - GAP,
        height=HEIGHT,
        bars=bars,
        span=fitting.span,
        first=fitting.name(0, wording).partition("–")[0],
        last=fitting.name(len(fitting.starts) - 1, wording).rpartition("–")[2],
        peak=next(bar for bar in bars if bar.count == top) if [*counts.values()].count(top) == 1 else None,
    )


def spark(dates: Iterable[str], fitting: Scale) -> Spark:
    """A chart of some dates on the scale of many, so that one can be held against the other.

    >>> spark(["2001", "2003", "2003"], scale(["2001", "2003"])).path
    'M0 16v-8h3v8zM8 16v-16h3v16z'
    """
    counts = Counter(fitting.position(date) for date in dates if date and (fitting.span or len(date) >= 7))
    top = max(counts.values(), default=1)
    heights = {number: max(1, round(SPARK_HEIGHT * count / top)) for number, count in sorted(counts.items())}
    width = SPARK_STEP - SPARK_GAP
    path = "".join(f"M{number * SPARK_STEP} {SPARK_HEIGHT}v-{height}h{width}v{height}z" for number, height in heights.items())
    return Spark(len(fitting.starts) * SPARK_STEP - SPARK_GAP, SPARK_HEIGHT, path)


def share(count: int, top: int) -> int:
    """How long the bar of a ranking is, where the longest stands for `top`."""
    return max(1, round(SHARE * count / top))


def _bar(number: int, name: str, count: int, top: int, path: str) -> Bar:
    drawn = max(1.0, round(HEIGHT * count / top, 1))
    return Bar(number * STEP, round(HEIGHT - drawn, 1), STEP - GAP, drawn, name, count, path)


def _month(date: str) -> int:
    return int(date[:4]) * 12 + int(date[5:7]) - 1


def _date(month: int) -> str:
    return f"{month // 12:04}-{month % 12 + 1:02}"
