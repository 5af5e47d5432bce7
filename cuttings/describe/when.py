"""The date of an article whose page does not state it: which of the dates around its text is its own.

It stands in a short line near the headline or the start of the text.  Where nothing tells, there is
no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cuttings import captions, dates
from cuttings.clean.lines import WORD
from cuttings.dates import Order
from cuttings.describe.facts import Fact
from cuttings.describe.spot import Spot

FARTHEST = 8.5  # lines, and words beside it: a date farther off is of something else
NEAR = 5  # lines: so near a date may have company
FEW = 3  # words beside a date that says what it is
BESIDE = 14  # words that may stand beside a date in its line: a writer, an agency, a section
#: Lines of other things that have a date: a broadcast, an event, a right.
OTHER = re.compile(
    r"\b(?:sendung|broadcast|aired|abgerufen|retrieved|accessed|copyright|issue|expires?|until|deadline|effective|updated daily|"
    r"born|died|says?|said|reply)\b|©",
    re.I,
)
AGE = re.compile(r"\b(?P<count>an?|one|\d{1,3})\s+(?P<unit>minute|min|hour|hr|day|week)s?\s+ago\b", re.I)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date, in which line, how far from where it should stand, and whether it is of a change."""

    iso: str
    line: int
    far: float
    changed: bool


def dated(place: Spot, order: Order, captured: str = "") -> Iterator[Fact]:
    """The date, and that of the last change, with the line of each; an age counts from the day of capture."""
    near = (candidate for candidate in _candidates(place, order) if candidate.far <= FARTHEST)
    found = sorted(near, key=lambda candidate: candidate.far) or list(_elsewhere(place, order))[:1]
    for field, changed in (("date", False), ("updated", True)):
        best = next((candidate for candidate in found if candidate.changed == changed), None)
        if best:
            yield Fact(field, best.iso, f"line {best.line}", best.line)
    if not found and captured:
        yield from _by_age(place, captured)


def _candidates(place: Spot, order: Order) -> Iterator[Candidate]:
    for number, text, far, before_text in place.near():
        if len(text) > dates.LONGEST_LINE or not dates.ABLE.search(text) or OTHER.search(text) or captions.is_caption(text):
            continue
        beside = len(WORD.findall(dates.rest_of(text, order)))
        # Within the text only a line that gives nothing else is about the article.
        if beside > (BESIDE if far <= NEAR and before_text else 4):
            continue
        end = 0
        for found in dates.find(text, order):
            before = text[end : found.start]
            changed, published = dates.CHANGED.search(before), dates.PUBLISHED.search(before)
            end = found.end
            yield Candidate(found.iso, number, far + beside / 4 - (3 if published else 0), bool(changed) and not published)


def _elsewhere(place: Spot, order: Order) -> Iterator[Candidate]:
    """Dates away from headline and start that say what they are: "Published …" below the text, one behind the title."""
    for at, (number, text) in enumerate(place.lines):
        if len(text) > dates.LONGEST_LINE or not dates.ABLE.search(text):
            continue
        named = place.title and text.startswith(place.title)
        said = at > place.start and dates.PUBLISHED.search(text) and len(WORD.findall(dates.rest_of(text, order))) <= FEW
        below = at == place.end + 1 and dates.is_date_line(text, order)
        if named or said or below:
            found = next(dates.find(text[len(place.title) if named else 0 :], order), None)
            if found:
                yield Candidate(found.iso, number, 0, bool(dates.CHANGED.search(text)))


def _by_age(place: Spot, captured: str) -> Iterator[Fact]:
    """The date of an article that only says how old it was when it was captured."""
    day = date.fromisoformat(captured[:10]) if len(captured) >= 10 else None
    for number, text, far, _ in place.near():
        age = AGE.search(text[: dates.LONGEST_LINE])
        if day and age and far <= NEAR and len(text) <= 80:
            count = int(age["count"]) if age["count"].isdigit() else 1
            days = {"day": count, "week": 7 * count}.get(age["unit"].lower(), 0)
            yield Fact("date", (day - timedelta(days=days)).isoformat(), f"line {number}, counted from the day of capture")
            return
