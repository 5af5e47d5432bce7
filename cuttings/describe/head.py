"""The head and the foot of an article: the lines that tell about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cuttings import bylines, captions, datelines, dates
from cuttings.clean import furniture
from cuttings.clean.lines import breadcrumb, ends_sentence, folded, is_breadcrumb, is_prose, words
from cuttings.clean.score import LIKELY
from cuttings.describe import who
from cuttings.describe.facts import Fact
from cuttings.lists import agency
from cuttings.model import Line, Step

AROUND = ("figcaption", "byline", "time")  # elements that are never the text's first
CLOSE = 12  # lines before the text: farther up a line of names is of other articles
TEXT = 0.6  # score from which a line is taken for the text's first, whatever stands below it
FOOT = 5  # contributors and dates stand among the last lines, if not among the first
UPDATED = re.compile(r"\b(?:updated|modified|aktualisiert|mis à jour|actualizado|обновлено)\b", re.IGNORECASE)
WRITER = re.compile(r" (?:staff )?(?:writer|correspondent)$", re.IGNORECASE)  # "Associated Press Writer"
BRACKETED = re.compile(r"^[(\[]\s*(?:source:\s*)?([^()\[\]]{2,40})\s*[)\]]$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reading:
    """The facts of the lines around the text, the Steps that took them out, and the text's lines."""

    facts: tuple[Fact, ...]
    steps: tuple[Step, ...]
    body: tuple[Line, ...]


def read(lines: Sequence[Line], title_at: int, from_page: Sequence[Fact] = ()) -> Reading:
    """Tell the lines about the article from the lines of it; `title_at` is -1 without a headline."""
    facts: list[Fact] = []
    steps: list[Step] = []
    body: list[Line] = []
    if title_at >= 0:
        facts.append(Fact("title", lines[title_at].text, f"line {lines[title_at].number}"))
    start = _text_start(lines, title_at)
    standfirst_at = _standfirst(lines, title_at, start, from_page)
    for index, line in enumerate(lines):
        if index == title_at:
            continue
        if index == standfirst_at:
            facts.append(Fact("description", line.text, f"line {line.number}"))
            continue
        outer = index < start or index >= len(lines) - FOOT
        told = list(facts_of(line, index < start, index > title_at and start - index <= CLOSE)) if outer else []
        if told:
            # Which of the dates above the text is the article's own, is told by where they stand (`when`).
            facts += [fact for fact in told if index >= start or fact.field not in ("date", "updated")]
            steps += _kept(line, told)
        elif index <= start and _doubted(line):
            steps.append(
                Step("unlikely", "stands above the text and does not read like it", line.number, line.text, score=line.score or 0.0)
            )
        else:
            body.append(line)
    return Reading(tuple(facts), tuple(steps), tuple(body))


def facts_of(line: Line, in_head: bool, close: bool = True) -> Iterator[Fact]:
    """What a line tells about the article; nothing if it is part of the text."""
    where = f"line {line.number}"
    text = line.text
    by = bylines.parse(text) or (bylines.bare(text) if in_head and close else None)
    if by and (in_head or not is_prose(text) or bylines.ROLE.match(text.lstrip("(["))):
        yield from (Fact("authors", name, where) for name in by.authors)
        yield from (Fact("editors", name, where) for name in by.editors)
        yield from (Fact("agency", mark, where) for mark in (by.agency,) if mark)
    elif dates.is_date_line(text):
        yield from _date_facts(text, where)
    elif in_head:
        yield from _head_facts(text, where, close)


def _head_facts(text: str, where: str, close: bool) -> Iterator[Fact]:
    bracketed = BRACKETED.match(text)
    if bracketed:
        mark = agency(bracketed[1])
        if mark or (words(bracketed[1]) <= 3 and bracketed[1][0].isupper()):
            yield Fact("agency", mark or bracketed[1], where)
    elif len(text) > 2 and agency(WRITER.sub("", text)):  # "AA" alone is a button for the size of letters
        yield Fact("agency", agency(WRITER.sub("", text)), where)
    elif is_breadcrumb(text):
        parts = [part for part in breadcrumb(text) if folded(part) not in ("home", "news", "homepage")]
        yield from (Fact("section", _as_section(part), where) for part in parts)
    elif folded(text) in furniture.SECTIONS:
        yield Fact("section", _as_section(text), where)
    elif next(dates.find(text), None) and words(dates.rest_of(text)) <= 6:
        yield from _dated_byline(text, where)
    else:
        for read_line in (who.by_line, who.names_line)[: 1 + close]:
            named = read_line(text)
            if named.people:
                yield from (Fact("authors", name, where) for name in named.people)
                yield from (Fact("agency", mark, where) for mark in (named.agency,) if mark)
                return


def _date_facts(text: str, where: str) -> Iterator[Fact]:
    """Dates of a line that gives nothing else: "Published 3 May 2004, updated 4 May 2004"."""
    end = 0
    for found in dates.find(text):
        before = text[end : found.start]
        yield Fact("updated" if UPDATED.search(before) else "date", found.iso, where)
        end = found.end


def _dated_byline(text: str, where: str) -> Iterator[Fact]:
    """A line of a date and little more: a place, a writer, an agency, a place between strokes."""
    yield from _date_facts(text, where)
    place = datelines.of_line(text)
    if place:
        yield Fact("dateline", place, where)
        return
    named = who.by_line(text).people or who.names_line(text).people
    if named:
        yield from (Fact("authors", name, where) for name in named)
        return
    for part in re.split(r"\s*[|·•/,–—]\s*|\s-\s", text):
        by = bylines.parse(part)
        if by:
            yield from (Fact("authors", name, where) for name in by.authors)
        elif agency(part):
            yield Fact("agency", agency(part), where)


def _kept(line: Line, told: Sequence[Fact]) -> Iterator[Step]:
    """The Steps of a line that became fields: an age in words is cut, the rest is kept."""
    age = dates.RELATIVE.search(line.text)
    if age:
        yield Step("relative-date", "an age that was true on the day of scraping", line.number, age[0])
    fields = " and ".join(dict.fromkeys(fact.field for fact in told))
    rest = line.text.replace(age[0], "", 1).strip() if age else line.text
    yield Step("about-the-article", f"tells about the article: kept as {fields}", line.number, rest, kept=fields)


def _as_section(text: str) -> str:
    return text.capitalize() if text.isupper() and len(text) > 3 else text


def _text_start(lines: Sequence[Line], title_at: int) -> int:
    """The index of the first line of the text: the first after the headline that only text can be."""
    first = title_at + 1
    for index in range(first, len(lines)):
        text = lines[index].text
        if lines[index].tag in AROUND:
            continue
        # A caption may have run into the dateline: then the line is the text's first all the same.
        if is_prose(text) and not bylines.parse(text) and (not captions.is_caption(text) or datelines.find(text)):
            return index
    return first


def _standfirst(lines: Sequence[Line], title_at: int, start: int, from_page: Sequence[Fact]) -> int:
    """The index of the standfirst, -1 without one.

    It is one sentence between the headline and the text.  That it is not the text's first shows by
    what follows: a dateline, a date or writer, a gap where none stands above it; or the page says so.
    """
    if title_at < 0 or start + 1 >= len(lines) or start >= len(lines):
        return -1
    opened = bool(datelines.find(lines[start].text))  # nothing above a dateline is of the text
    described = {folded(fact.value) for fact in from_page if fact.field == "description"}
    for index in range(title_at + 1, start + 1):
        line = lines[index]
        if datelines.find(line.text):
            break
        ends = ends_sentence(line.text)
        # What some call a lead, others call their first paragraph.
        lead = line.tag == "lead" and not (ends and _likely(line))
        stated = line.tag == "standfirst" or lead or (not _likely(line) and folded(line.text) in described)
        # A line of some length before the text that ends without a full stop can hardly be anything else.
        unended = index < start and words(line.text) >= 6 and line.tag in ("", "p") and not captions.is_caption(line.text)
        if (
            index + 1 < len(lines)
            and (stated or (unended and (opened or not _likely(line))) or _doubted(line))
            and not list(facts_of(line, True))
        ):
            return index
    line, following = lines[start], lines[start + 1]
    if line.tag or datelines.find(line.text) or words(line.text) > 45:
        return -1
    one_sentence = not re.search(r"[.!?]['\"”’)]* +[\"“‘'(]?[^\W\d_a-z]", line.text[:-1])
    opens = datelines.find(following.text) and is_prose(following.text)
    told = bool(list(facts_of(following, True)))
    set_off = line.gap == 0 and following.gap > 0 and one_sentence and words(line.text) <= 35
    return start if opens or set_off or (told and not _likely(line)) else -1


def _likely(line: Line) -> bool:
    """Whether a line is likely the text's first and no standfirst."""
    return line.score is not None and line.score >= TEXT


def _doubted(line: Line) -> bool:
    """Whether a line was kept for its place alone, and reads like nothing of the text."""
    doubted = line.score is not None and line.score < LIKELY and words(line.text) >= 6
    return doubted and line.tag not in ("h1", "figcaption") and not captions.is_caption(line.text)
