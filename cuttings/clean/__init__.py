"""Clean: an original becomes the lines that may be its article, and the Steps that led there.

Nothing is lost in silence: `replay(lines of the original, steps) == lines left`, and cleaning what
is clean changes nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from itertools import cycle, islice

from cuttings.clean.headline import headline
from cuttings.clean.lines import lines_of
from cuttings.clean.recurring import cut_recurring
from cuttings.clean.rules import ALONE, RULES, SURE, Cut, Rule
from cuttings.model import Anchor, Cleaned, Line, Original, Step

JUDGED = "unlikely"  # the rule that goes by the score
ROUNDS = 10  # a cut may lay bare what another rule then sees; in practice two rounds do


def clean(original: Original, known: frozenset[int] = frozenset()) -> Cleaned:
    """The lines of an original that may be its article, and each cut as a Step; `known` are the `recurring` lines of its archive."""
    return clean_lines(source_lines(original), known)


def source_lines(original: Original) -> tuple[Line, ...]:
    """All lines of an original that hold text, before any is cut."""
    if original.media_type == "text/html":
        from cuttings.clean.score import page_lines  # the parsers take a while to load

        return page_lines(original.text)
    return lines_of(original.text)


def clean_lines(lines: Sequence[Line], known: frozenset[int] = frozenset()) -> Cleaned:
    """Run the rules over lines until none of them finds anything more.

    The classifier is asked between: what is surely furniture is gone by then, and has left a gap.
    """
    sure = settled(lines, SURE)
    rule = ("recurring", "stands in several originals of the archive", partial(cut_recurring, known=known))
    judged = settled(_judged(sure.lines, lines, spare=not sure.steps), (rule, *RULES), asked=ALONE)
    return Cleaned(judged.lines, sure.steps + judged.steps)


def settled(lines: Sequence[Line], rules: Sequence[tuple[str, str, Rule]], asked: Collection[Rule] = ()) -> Cleaned:
    """What rules leave of lines when they find nothing more, and the Steps that led there.

    A rule that looks at each line alone finds nothing a second time; those of `asked` have had their first.
    """
    steps: list[Step] = []
    title: int | None = None  # looked for when a rule wants it
    in_vain = 0  # rules since the last that found something
    done = set(asked)
    for name, why, rule in islice(cycle(rules), ROUNDS * len(rules)):
        alone = rule in ALONE
        title = headline(lines) if title is None and not alone else title
        cuts = () if rule in done else sorted(set(rule(lines, -1 if title is None else title)), key=lambda cut: cut.at)
        done |= {rule} & ALONE
        in_vain = 0 if cuts else in_vain + 1
        if in_vain == len(rules):
            break
        if cuts:
            found = [_step(lines[cut.at], cut, name, why) for cut in cuts]
            lines, title = replay(lines, found), None
            steps += found
    return Cleaned(tuple(lines), tuple(steps))


def _judged(lines: Sequence[Line], whole: Sequence[Line], *, spare: bool) -> Sequence[Line]:
    """Lines with their scores; a page's have them already.

    A text in which nothing is surely furniture may have been cleaned before: then (`spare`) hardly any
    of it can be furniture, or the classifier errs.
    """
    if all(line.score is not None for line in lines):
        return lines
    from cuttings.clean.score import scored, spared

    found = scored(lines, whole)
    return spared(found) if spare else found


def replay(lines: Iterable[Line], steps: Iterable[Step]) -> tuple[Line, ...]:
    """The lines that the Steps leave of an original's lines."""
    by_number: dict[int, list[Step]] = {}
    for step in steps:
        by_number.setdefault(step.line, []).append(step)
    left: list[Line] = []
    gap = 0
    for line in lines:
        text = line.text
        for step in by_number.get(line.number, ()):
            text = text.replace(step.text, step.put, 1).strip()
        if not text:
            gap = max(gap, line.gap)
            continue
        if text != line.text or gap > line.gap:
            anchors = _kept(line, text) if line.anchors else ()
            left.append(Line(line.number, text, max(line.gap, gap), line.tag, line.score, line.leads, anchors))  # sooner than `replace`
        else:
            left.append(line)
        gap = 0
    return tuple(left)


def _kept(line: Line, text: str) -> tuple[Anchor, ...]:
    """The links of a line that was shortened: those that are left where they stood."""
    return tuple(anchor for anchor in line.anchors if line.text[anchor.start : anchor.end] == text[anchor.start : anchor.end])


def _step(line: Line, cut: Cut, rule: str, why: str) -> Step:
    told = f"{why} ({line.score or 0:.0%} likely of its text)" if rule == JUDGED else why
    return Step(rule, told, line.number, cut.text or line.text, cut.put, score=line.score or 0.0)
