"""Which line is the headline."""

from __future__ import annotations

from collections.abc import Sequence

from cuttings import datelines
from cuttings.clean.lines import ends_sentence, folded, is_bullet, is_metadata, is_prose, remembered, words
from cuttings.model import Line

LEADS = 0.05  # one line in many: a small chance is much
SENTENCE = 0.9  # score from which a whole sentence is of the text, and no headline
HEAD = 25  # a headline stands among the first lines, whatever stands before it


def headline(lines: Sequence[Line]) -> int:
    """The index of the line that is most like a headline, -1 where none is.

    Of a text that was judged, the line that the forest takes for it.  Else a headline stands before
    the first paragraph, has some words, ends without a full stop, and scraped pages often repeat it.
    """
    judged = sorted((-line.leads, index) for index, line in enumerate(lines) if line.leads is not None and line.leads >= LEADS)
    for _, index in judged:
        if _may_lead(lines[index]):
            return index
    everything = "\n".join(["", *(folded(line.text) for line in lines)])
    best, best_score = -1, 0.0
    for index, line in enumerate(lines[: head_end(lines)]):
        score = _score(line, everything)
        if score > best_score:
            best, best_score = index, score
    return best


def head_end(lines: Sequence[Line]) -> int:
    """The index of the first line that can only be the text: it has a dateline, or is long."""
    for index, line in enumerate(lines[:HEAD]):
        if line.tag in ("", "p") and ((datelines.find(line.text) and is_prose(line.text)) or words(line.text) >= 30):
            return index
    prose = [index for index, line in enumerate(lines[:HEAD]) if is_prose(line.text)]
    return prose[0] if prose else min(len(lines), HEAD)


def _score(line: Line, everything: str) -> float:
    if not _may_lead(line):
        return 0
    count = words(line.text)
    score = 2.0 if 4 <= count <= 20 else 1.0
    if line.tag == "h1":
        score += 6
    if ends_sentence(line.text) and not line.text.endswith(("?", "!")):
        score -= 1.5
    own = folded(line.text)
    if count >= 4 and everything.count(f"\n{own}") > 1:
        score += 1
    return max(score, 0.1)


def _may_lead(line: Line) -> bool:
    if (line.score or 0.0) >= SENTENCE and ends_sentence(line.text) and line.tag != "h1":
        return False
    return (line.tag == "h1" or words(line.text) >= 2) and _reads_as_headline(line.text)


@remembered
def _reads_as_headline(text: str) -> bool:
    return words(text) <= 40 and not is_bullet(text) and not is_metadata(text) and not datelines.find(text)
