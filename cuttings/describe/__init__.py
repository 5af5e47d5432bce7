"""Describe: the lines that are left become an Article, each field with where it was found.

A line that only tells about the article (its date, section, writer) leaves the text and becomes a
field, by a Step that says so; every other line becomes a block of the body.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from cuttings import dates
from cuttings.clean import furniture
from cuttings.clean.headline import HEAD, headline
from cuttings.clean.lines import is_prose, squeezed
from cuttings.describe import body, head, titles, when, who
from cuttings.describe.capitals import as_sentence, is_capitals
from cuttings.describe.contradictions import contradictions
from cuttings.describe.facts import Fact, first_value, gather
from cuttings.describe.language import language_of
from cuttings.describe.page import CONCLUDED, HTML_LANG, page_facts
from cuttings.describe.spot import Spot, spot
from cuttings.lists import agency
from cuttings.model import Article, Cleaned, Original, Settings, Step

PAGES = re.compile(r"(?:^|\D)(\d{1,2})\s*(?:next(?: page)?)?[\s»›>]*$", re.IGNORECASE)

SHORT = 200  # letters of a text that does not tell its language by itself


def describe(original: Original, cleaned: Cleaned, settings: Settings, known: tuple[Fact, ...] = ()) -> Article:
    """An Article without a slug, from what is known from elsewhere, the page's metadata and the cleaned lines."""
    captured = first_value(known, "captured")
    from_page, impossible = _believed(page_facts(original, settings), captured)
    title_at = _title_line(cleaned, from_page)
    reading = head.read(cleaned.lines, title_at, from_page)
    url = first_value((*known, *from_page), "url")
    composed = body.compose(reading.body, url)
    # What a page states of itself comes before what its text tells; but the standfirst is as shown.
    stated = [fact for fact in from_page if fact.field not in ("description", "language") and fact.where != CONCLUDED]
    text = "\n".join(block.text for block in composed.blocks)
    language = _language(text if len(text) > SHORT else _all_text(cleaned, text), settings, from_page)
    title = first_value((*known, *stated, *reading.facts), "title")
    shown, unlikely = _believed(_shown(_spot(cleaned, reading, title), language.value, (*known, *stated), reading.facts), captured)
    told = (*known, *stated, *shown, *reading.facts, *composed.facts, *_copyright(cleaned.steps))
    article = gather((*told, language, *(fact for fact in from_page if fact.field != "language" and not _opens(fact, text))))
    article = _in_small_letters(article, text, known)
    steps = (*cleaned.steps, *reading.steps, *composed.steps, *_other_headline(cleaned, title_at, article.title))
    return replace(
        article,
        title=article.title or _first_words(text),
        blocks=composed.blocks,
        steps=tuple(sorted(steps, key=lambda step: step.line)),
        notes=_notes(cleaned.steps),
        doubts=() if article.date else (*_doubts(cleaned), *impossible, *unlikely),
        contradictions=tuple(contradictions(article, (*told, *from_page))),
        original=original.path,
        original_sha256=original.sha256,
    )


def has_title(article: Article) -> bool:
    """Whether the headline was found, and is not the text's first words in its place."""
    return any(found.field == "title" for found in article.found)


def _title_line(cleaned: Cleaned, from_page: tuple[Fact, ...]) -> int:
    """The headline's line: the one that the page's metadata names, else the most likely one."""
    names = [fact.value for fact in from_page if fact.field == "title"]
    if not names:
        return headline(cleaned.lines)
    return titles.closest([line.text for line in cleaned.lines[: 2 * HEAD]], names)


def _believed(facts: Iterable[Fact], captured: str) -> tuple[tuple[Fact, ...], tuple[str, ...]]:
    """The facts but for dates that cannot be right, and what is told of these."""
    kept, told = [], []
    for fact in facts:
        if fact.field in ("date", "updated") and (fault := dates.fault(fact.value, captured)):
            told.append(f"{fact.where}: {fact.value} {fault}")
        else:
            kept.append(fact)
    return tuple(kept), tuple(told)


def _language(text: str, settings: Settings, from_page: Sequence[Fact]) -> Fact:
    """The language that the text is in, refined by what the page says; an original's front matter decides by itself."""
    hint = next((fact for fact in from_page if fact.field == "language"), Fact("language", "", ""))
    if hint.value and hint.where != HTML_LANG:
        return hint
    found = language_of(text, settings.language, hint.value)
    return Fact("language", found, "the text" if found != hint.value else f"{HTML_LANG}, borne out by the text")


def _all_text(cleaned: Cleaned, text: str) -> str:
    """A short text with what was cut around it, which is in its language mostly."""
    return "\n".join((text, *(step.text for step in cleaned.steps)))


def _opens(fact: Fact, text: str) -> bool:
    """Whether what a page gives as its description is the beginning of its text: then it is no standfirst."""
    return fact.field == "description" and squeezed(text[: 2 * len(fact.value)]).startswith(squeezed(fact.value))


def _in_small_letters(article: Article, text: str, known: Sequence[Fact]) -> Article:
    """A headline set wholly in capitals, as one writes a sentence; its place tells how it stood."""
    if not is_capitals(article.title) or any(fact.field == "title" for fact in known):
        return article
    found = (
        replace(one, where=f"{one.where}; there in capitals: {article.title}") if one.field == "title" else one for one in article.found
    )
    return replace(article, title=as_sentence(article.title, text), found=tuple(found))


def _other_headline(cleaned: Cleaned, title_at: int, title: str) -> Iterator[Step]:
    """The headline's line, where the title is another wording: the line is in the article no more."""
    if title_at >= 0 and cleaned.lines[title_at].text != title:
        line = cleaned.lines[title_at]
        yield Step("headline", "the headline as it stands here; the title is told above", line.number, line.text, kept="title")


def _spot(cleaned: Cleaned, reading: head.Reading, title: str) -> Spot:
    prose = [line.number for line in reading.body if is_prose(line.text)] or [line.number for line in reading.body] or [0]
    return spot(cleaned, title, prose[0], prose[-1])


def _shown(place: Spot, language: str, stated: Sequence[Fact], read: Sequence[Fact]) -> Iterator[Fact]:
    """Date and writers by the lines near headline and text, those that were cut too, where no one stated them."""
    known = {fact.field: fact.value for fact in stated}
    line = 0
    if "date" not in known:
        order = dates.order_of((text for _, text in place.lines), language)
        for fact in when.dated(place, order, known.get("captured", "")):
            line = fact.line if fact.field == "date" else line
            yield fact
    if not {"authors", "agency"} & (known.keys() | {fact.field for fact in read if fact.field == "authors"}):
        yield from who.authors(place, line)


def _first_words(text: str) -> str:
    words = text.split()
    return " ".join(words[:10]) + ("…" if len(words) > 10 else "")


def _doubts(cleaned: Cleaned) -> Iterator[str]:
    """What stands where a date should and can be none: told, not used."""
    first = {line.number: line.text for line in cleaned.lines[:HEAD]} | {
        step.line: step.text for step in cleaned.steps if step.line <= HEAD
    }
    for number, text in sorted(first.items()):
        yield from (f"line {number}: {found} is no date" for found in dates.impossible(text))


def _copyright(steps: tuple[Step, ...]) -> Iterator[Fact]:
    """The publication, from the copyright line that was cut."""
    for step in steps:
        match = furniture.COPYRIGHT.search(step.text)
        if match and not agency(match["holder"]):
            yield Fact("publication", match["holder"].strip(), f"the copyright line, line {step.line}")


def _notes(steps: tuple[Step, ...]) -> tuple[str, ...]:
    """What a reader should know of the original: that it is one page of several."""
    for step in steps:
        pages = PAGES.search(step.text) if step.rule == "pagination" else None
        if pages and int(pages[1]) > 1:
            return (f"The page says that there are {pages[1]} pages; only this one is here.",)
    return ()
