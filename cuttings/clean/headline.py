"""Which line is the headline."""

from __future__ import annotations

from collections.abc import Sequence

from cuttings import datelines
from cuttings.clean.lines import ends_sentence, folded, is_bullet, is_metadata, is_prose, words
from cuttings.model import Line

LEADS = 0.05  # one line in many: a small chance is much
HEAD = 25  # a headline stands among the first lines, whatever stands before it


def headline(lines: Sequence[Line]) -> int:
    """The index of the line that is most like a headline, -1 where none is.

    Of a text that was judged, the line that the forest takes for it.  Else a headline stands before
    the first paragraph, has some words, ends without a full stop, and scraped pages often repeat it.
    """
    judged = [line.leads if line.leads and _may_lead(line) else 0.0 for line in lines]
    if max(judged, default=0.0) >= LEADS:
        return judged.index(max(judged))
    head = list(lines[: head_end(lines)])
    repeated = [folded(line.text) for line in lines]
    best, best_score = -1, 0.0
    for index, line in enumerate(head):
        score = _score(line, repeated)
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


def _score(line: Line, all_folded: Sequence[str]) -> float:
    if not _may_lead(line):
        return 0
    count = words(line.text)
    score = 2.0 if 4 <= count <= 20 else 1.0
    if line.tag == "h1":
        score += 6
    if ends_sentence(line.text) and not line.text.endswith(("?", "!")):
        score -= 1.5
    own = folded(line.text)
    if count >= 4 and sum(other.startswith(own) for other in all_folded) > 1:
        score += 1
    return max(score, 0.1)


def _may_lead(line: Line) -> bool:
    count = words(line.text)
    return (
        (count >= 2 or line.tag == "h1")
        and count <= 40
        and not is_bullet(line.text)
        and not is_metadata(line.text)
        and not datelines.find(line.text)
    )
