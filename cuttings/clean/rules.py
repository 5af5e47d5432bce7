"""The rules that cut: each takes the lines and gives what it would cut of them.

A rule is a function `lines, title → cuts`, pure, and says in its docstring which fault of scraping it
mends; `title` is the index of the headline, -1 where none is.  Rules run in the order of RULES until
none of them finds anything; each cut becomes a Step under the rule's name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from cuttings import bylines, captions, datelines, dates
from cuttings.clean import furniture
from cuttings.clean.headline import head_end
from cuttings.clean.lines import (
    SPEAKER_ALONE,
    ends_sentence,
    folded,
    is_breadcrumb,
    is_bullet,
    is_metadata,
    is_prose,
    remembered,
    shingles,
    words,
)
from cuttings.clean.score import LIKELY
from cuttings.model import Line

Lines = Sequence[Line]
HEAD_LINES = 8  # so far above a page's text stand the lines that tell about it
OPENING = 3  # lines below the headline or first sentence in which the place and date of filing stand
HEADING = 8  # words of a subhead at most
REPEATED = 0.6  # of a quotation's word sequences
NOTICE = 90  # words: a longer paragraph is no notice, and no row of buttons
WORDS_OF_BUTTONS = 20  # a longer run of words is no row of buttons
HARDLY = 0.05  # score of a line that only its neighbours speak for
SURELY = 0.9  # score of a line that the classifier is sure of
FOOT_LINES = 5  # and so far below
PARTS = re.compile(r"\s*[|·•]\s*|\s{3,}|\t+")
PARTED = re.compile(r"[|·•\s](?:(?<=[|·•\t])|\s\s)")  # the same, found sooner
STANDFIRST = 45  # words: a longer line is no standfirst, nor is one of less than six


class Cut(NamedTuple):
    """The line `at` goes; where `text` is given, only that part of it, and `put` stays."""

    at: int
    text: str = ""
    put: str = ""


Rule = Callable[[Lines, int], Iterable[Cut]]


def unlikely(lines: Lines, title: int) -> Iterator[Cut]:
    """What the classifier does not take for article, unless it tells about the article or is a caption."""
    likely = {index for index, line in enumerate(lines) if line.score is None or line.score >= LIKELY}
    inside = {index for index in likely if is_prose(lines[index].text)} or likely
    if not inside:
        return
    first, last = min(inside), max(inside)
    for index, line in enumerate(lines):
        if line.score is None or line.score >= LIKELY or index == title or (line.tag == "h1" and index < first):
            continue
        if -OPENING <= first - index <= HEAD_LINES and datelines.of_line(line.text):
            continue
        if 0 < first - index <= HEAD_LINES and _of_head(line, index - title if title >= 0 else 0):
            continue
        if first <= index <= last and _of_body(lines, index, likely):
            continue
        if 0 < index - last <= FOOT_LINES and (bylines.parse(line.text) or (not line.tag and dates.is_date_line(line.text))):
            continue
        yield Cut(index)


def _of_head(line: Line, behind: int) -> bool:
    """Whether a line above the text tells about the article, or is its standfirst: `behind` lines below the headline."""
    if line.tag in ("standfirst", "lead", "time", "figcaption") or _tells(line.text):
        return True
    if captions.is_caption(line.text) or folded(line.text) in furniture.SECTIONS:
        return True
    return 0 < behind <= 2 and not line.tag and 6 <= words(line.text) <= STANDFIRST and not _is_parted(line.text)


def _of_body(lines: Lines, index: int, likely: AbstractSet[int]) -> bool:
    """Whether a line among the paragraphs is a caption, a pull quote, a heading of text that follows, or of a list within the text."""
    line = lines[index]
    if line.tag == "figcaption" or captions.is_caption(line.text) or _is_repeated_quotation(lines, index):
        return True
    if line.tag in ("h2", "h3", "h4"):
        return index + 1 in likely
    if not line.tag and line.text.isupper() and words(line.text) <= HEADING and (line.score or 0.0) >= HARDLY:
        return index + 1 in likely and is_prose(lines[index + 1].text)
    if SPEAKER_ALONE.match(line.text):
        return _is_repeated_quotation(lines, index - 1)
    return line.tag == "li" and not line.anchors and (line.score or 0.0) >= HARDLY and _between(lines, index, likely)


def _is_repeated_quotation(lines: Lines, index: int) -> bool:
    """Whether a line in quotation marks says what a longer one says too, as pull quotes do."""
    text = lines[index].text
    if not text.startswith(("“", '"', "„", "«", "‘")) or not 6 <= words(text) <= STANDFIRST:
        return False
    own = shingles(text)
    others = (other.text for at, other in enumerate(lines) if at != index and len(other.text) > len(text))
    return any(len(own & shingles(other)) >= REPEATED * len(own) for other in others)


def _between(lines: Lines, index: int, likely: AbstractSet[int]) -> bool:
    """Whether the list that a line is of stands between lines of the text."""
    before = next((at for at in range(index - 1, -1, -1) if lines[at].tag != "li"), -1)
    behind = next((at for at in range(index + 1, len(lines)) if lines[at].tag != "li"), -1)
    return before in likely and behind in likely


def phrases(lines: Lines, title: int) -> Iterator[Cut]:
    """Words of menus, share bars and forms: "Share", "Skip to content", "Share | Tweet | Print"."""
    return (Cut(index) for index, line in enumerate(lines) if _is_phrases(line.text))


def menu(lines: Lines, title: int) -> Iterator[Cut]:
    """Names of sections in a row before the headline; one alone says where the article stood."""
    sections = [
        index
        for index, line in enumerate(lines[: max(title, 0)])
        if folded(line.text) in furniture.SECTIONS and not is_breadcrumb(line.text)
    ]
    if len(sections) > 1:
        yield from map(Cut, sections)


def no_words(lines: Lines, title: int) -> Iterator[Cut]:
    """Counts of comments, clocks of players, rules of dashes: lines without a word."""
    return (Cut(index) for index, line in enumerate(lines) if _is_count(line.text))


def pagination(lines: Lines, title: int) -> Iterator[Cut]:
    """ "Previous page 1 2 3 Next page"."""
    return (Cut(index) for index, line in enumerate(lines) if furniture.PAGINATION.match(line.text))


def stylesheet(lines: Lines, title: int) -> Iterator[Cut]:
    """Names of a stylesheet's classes and screen widths, that a scraper took for text."""
    for index, line in enumerate(lines):
        if furniture.CSS_NAME.match(line.text) and (is_bullet(line.text) or _beside(lines, index, furniture.CSS_NAME)):
            yield Cut(index)


def glued_headline(lines: Lines, title: int) -> Iterator[Cut]:
    """A list of other articles whose links all begin with this one's headline (a picture's text)."""
    named = lines[title].text if title >= 0 else ""
    if words(named) < 4:
        return
    for index, line in enumerate(lines):
        if index != title and line.text.startswith(named):
            behind = line.text[len(named) :]
            if re.match(r"[\s\u00a0|:·»-]", behind) and not is_prose(behind):
                yield Cut(index)


def related(lines: Lines, title: int) -> Iterator[Cut]:
    """ "Related readings:", "Latest articles" and the headlines below, to where sentences begin again."""
    index = 0
    while index < len(lines):
        text = lines[index].text
        if index != title and _opens_related(text):
            yield Cut(index)
            index += 1
            gap = lines[index].gap if index < len(lines) else 0
            while index < len(lines) and index != title and not _resumes(lines, index, gap):
                yield Cut(index)
                index += 1
            continue
        if _is_related(text):
            yield Cut(index)
        index += 1


def repeated(lines: Lines, title: int) -> Iterator[Cut]:
    """A headline, caption or paragraph that stands a second time."""
    seen = {folded(lines[title].text)} if title >= 0 else set()
    for index, line in enumerate(lines):
        own = folded(line.text)
        if index == title or words(line.text) < 3:
            continue
        if own in seen:
            yield Cut(index)
        seen.add(own)


def notices(lines: Lines, title: int) -> Iterator[Cut]:
    """Cookies, newsletters, copyright: what the site says of itself."""
    small = [line.text.casefold() for line in lines]
    whole = "\n".join(small)
    signs = [sign for sign in furniture.NOTICE_SIGNS if sign in whole]  # few of many: no line need be asked for the others
    for index, line in enumerate(lines):
        if any(map(small[index].__contains__, signs)) and _is_notice(line.text):
            yield Cut(index)


def closing_notice(lines: Lines, title: int) -> Iterator[Cut]:
    """The paragraphs at the end that speak to the reader, and the one above them on the publisher itself."""
    end = last = len(lines)
    while end > 1 and _speaks_to_reader(lines[end - 1]):
        end -= 1
    if end == last or end < 2:
        return
    mark = agency_mark(lines)
    if mark and lines[end - 1].text.startswith(mark):
        end -= 1
    yield from map(Cut, range(end, last))


def before_headline(lines: Lines, title: int) -> Iterator[Cut]:
    """Short lines before the headline that say nothing of the article."""
    for index in range(max(title, 0)):
        line = lines[index]
        keeps = _tells(line.text) or captions.is_caption(line.text) or folded(line.text) in furniture.SECTIONS
        if not keeps and words(line.text) <= 12 and not is_prose(line.text):
            yield Cut(index)


SURE: tuple[tuple[str, str, Rule], ...] = (
    ("phrases", "belongs to the page’s menus and buttons", phrases),
    ("no-words", "a count or sign without words", no_words),
    ("pagination", "leads to other pages", pagination),
    ("stylesheet", "names of a stylesheet", stylesheet),
    ("glued-headline", "a link to another article, behind this one’s headline", glued_headline),
    ("related", "a list of other articles", related),
    ("notices", "a notice of the site", notices),
    ("repeated", "stands a second time", repeated),
)
RULES: tuple[tuple[str, str, Rule], ...] = (
    *SURE,
    ("menu", "belongs to the page’s menu", menu),
    ("closing-notice", "a notice to the reader", closing_notice),
    ("before-headline", "stands before the headline", before_headline),
    ("unlikely", "reads like the page’s own and not like its article", unlikely),
)
#: Those that look at the text of each line alone, whatever stands around it.
ALONE: frozenset[Rule] = frozenset((phrases, no_words, pagination, notices))


def agency_mark(lines: Lines) -> str:
    """The agency that the dateline names, "" where there is none."""
    for line in lines[head_end(lines) : head_end(lines) + 3]:
        dateline = datelines.find(line.text)
        if dateline and dateline.agency:
            return dateline.agency
    return ""


def _resumes(lines: Lines, index: int, gap: int) -> bool:
    """Whether the article goes on at this line, after a list of others that stand `gap` lines apart."""
    line = lines[index]
    if (line.score or 0.0) >= SURELY:
        return True
    if line.tag in ("li", "a"):
        return False
    if (bylines.parse(line.text) and not is_prose(line.text)) or line.tag == "figcaption":
        return True
    # A subhead of the article: set off from the list, with a paragraph below.
    set_off = line.tag in ("h2", "h3", "h4") or (not line.tag and line.gap > gap)
    following = lines[index + 1] if index + 1 < len(lines) else None
    if set_off and words(line.text) <= 8 and following and is_prose(following.text) and _resumes(lines, index + 1, gap):
        return not furniture.RELATED.match(line.text)
    return words(line.text) >= 8 and ends_sentence(line.text) and not (line.text.endswith("?") and words(line.text) < 20)


@remembered
def _is_count(text: str) -> bool:
    counts = furniture.NO_WORDS.match(text) and not furniture.YEAR.match(text)
    return bool(counts or furniture.SHARE_COUNT.match(text))


@remembered
def _opens_related(text: str) -> bool:
    return words(text) <= 8 and bool(furniture.RELATED.match(text))


@remembered
def _is_related(text: str) -> bool:
    return words(text) <= 30 and bool(furniture.RELATED_INLINE.match(text))


def _is_parted(text: str) -> bool:
    """Whether PARTS is found in a line."""
    if text.isascii():
        return "|" in text or "\t" in text or "   " in text
    return bool(PARTED.search(text))


@remembered
def _is_phrases(text: str) -> bool:
    parted = text.count(" ") <= NOTICE and _is_parted(text)
    if not parted and text.count(" ") > WORDS_OF_BUTTONS:
        return False
    parts = [folded(part) for part in (PARTS.split(text) if parted else [text]) if part.strip(" |·•")]
    known = furniture.PHRASES | furniture.SECTIONS if len(parts) > 2 else furniture.PHRASES
    return bool(parts) and all(part in known or _only_phrases(part) for part in parts)


@remembered
def _is_notice(text: str) -> bool:
    return words(text) <= NOTICE and bool(furniture.NOTICE.search(text)) and not captions.is_caption(text)


@remembered
def _only_phrases(text: str) -> bool:
    """Whether a text is nothing but phrases of menus, one behind the other: "share tweet print this article"."""
    found = text.split()
    if not found or found[0] not in furniture.FIRST_WORDS:
        return False
    at, count = 0, 0
    while at < len(found) <= 20:
        upto = next((end for end in range(len(found), at, -1) if " ".join(found[at:end]) in furniture.PHRASES), 0)
        if not upto:
            return False
        at, count = upto, count + 1
    return count > 1


@remembered
def _tells(text: str) -> bool:
    """Whether a line tells about the article: its date, section, agency or writer."""
    return is_metadata(text) or bool(bylines.parse(text) or bylines.bare(text))


def _speaks_to_reader(line: Line) -> bool:
    sure = (line.score or 0.0) >= SURELY
    return not sure and furniture.speaks_to_reader(line.text) and not _quotes(line.text)


@remembered
def _quotes(text: str) -> bool:
    return text.startswith(("“", '"', "„", "«", "‘")) or bool(re.search(r"[”\"’,»] (?:he|she|they|[A-Z]\w+) (?:said|told|added)\b", text))


def _beside(lines: Lines, index: int, pattern: re.Pattern[str]) -> bool:
    return any(0 <= other < len(lines) and pattern.match(lines[other].text) for other in (index - 1, index + 1))
