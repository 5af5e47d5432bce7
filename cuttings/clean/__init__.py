"""Clean: an original becomes the lines that may be its article, and the Steps that led there.

Nothing is lost in silence: `replay(lines of the original, steps) == lines left`, and cleaning what
is clean changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cuttings.clean.lines import lines_of
from cuttings.clean.rules import RULES, Cut
from cuttings.model import Cleaned, Line, Original, Step

ROUNDS = 10  # a cut may lay bare what another rule then sees; in practice two rounds do


def clean(original: Original) -> Cleaned:
    """The lines of an original that may be its article, and each cut as a Step."""
    return clean_lines(source_lines(original))


def source_lines(original: Original) -> tuple[Line, ...]:
    """All lines of an original that hold text, before any is cut."""
    if original.media_type == "text/html":
        from cuttings.clean.html import html_lines  # the parsers take a while to load

        return html_lines(original.text)
    return lines_of(original.text)


def clean_lines(lines: Sequence[Line]) -> Cleaned:
    """Run the rules over lines until none of them finds anything more."""
    steps: list[Step] = []
    for _ in range(ROUNDS):
        before = len(steps)
        for name, why, rule in RULES:
            cuts = sorted(set(rule(lines)), key=lambda cut: cut.index)
            steps += [_step(lines[cut.index], cut, name, why) for cut in cuts]
            lines = _without(lines, cuts)
        if len(steps) == before:
            break
    return Cleaned(tuple(lines), tuple(steps))


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
        if text:
            left.append(replace(line, text=text, gap=max(line.gap, gap)))
            gap = 0
        else:
            gap = max(gap, line.gap)
    return tuple(left)


def _step(line: Line, cut: Cut, rule: str, why: str) -> Step:
    return Step(rule, why, line.number, cut.text or line.text, cut.put)


def _without(lines: Sequence[Line], cuts: Sequence[Cut]) -> tuple[Line, ...]:
    if not cuts:
        return tuple(lines)
    return replay(lines, [_step(lines[cut.index], cut, "", "") for cut in cuts])
