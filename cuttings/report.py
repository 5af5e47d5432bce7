"""Report: what a person is told, one line each, on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cuttings.profile import Profile

if TYPE_CHECKING:  # a build that has nothing to do does without
    from cuttings.model import Problem

BETWEEN = 0.2  # seconds between two drawings of how far a stage is
SOON = 3.0  # seconds after which a stage's pace is known


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage that is under way, how many it has to do, and when it began (in seconds)."""

    name: str
    count: int
    began: float

    def progress(self, number: int, now: float) -> str:
        """How far it is, and how long it takes from here.

        >>> Stage("cleaning", 4000, 100.0).progress(1000, 140.0)
        'cleaning: 1,000 of 4,000, about 2 min left'
        >>> Stage("cleaning", 4000, 100.0).progress(10, 101.0)
        'cleaning: 10 of 4,000'
        """
        number, spent = min(number, self.count), now - self.began
        line = f"{self.name}: {number:,} of {self.count:,}"
        if not number or spent < SOON:
            return line
        left = spent / number * (self.count - number)
        return f"{line}, about {left / 60:.0f} min left" if left >= 90 else f"{line}, about {left:.0f} s left"


class Report:
    """Lines for a person; on a terminal the stage that is under way stands in a line that changes."""

    def __init__(self, quiet: bool = False, verbose: bool = False, profile: Profile | None = None) -> None:
        self.quiet = quiet
        self.profile = profile
        self.verbose = verbose
        self.terminal = sys.stderr.isatty() and not quiet
        self.called: Mapping[str, str] = {}  # folders that stand for an address → the address, by which they are told
        self._under_way: Stage | None = None
        self._drawn = 0.0

    def say(self, line: str) -> None:
        """A line that stands also under --quiet."""
        self._clear()
        for folder, address in self.called.items():
            line = line.replace(folder, address)
        print(visible(line), file=sys.stderr)

    def note(self, line: str) -> None:
        """A line that --quiet leaves out."""
        if not self.quiet:
            self.say(line)

    def detail(self, line: str) -> None:
        """A line that only --verbose shows."""
        if self.verbose:
            self.say(line)

    def stage(self, name: str, count: int) -> None:
        """The stage that begins, and how many it has to do."""
        if self.profile:
            self.profile.stage(name, count)
        if self.verbose:
            self.say(f"{name}: {count}")
        self._under_way = Stage(name, count, time.monotonic())
        self._draw(f"{name} ({count:,}) …" if count else f"{name} …")

    def done(self, number: int) -> None:
        """So many of the stage's are done."""
        if self.terminal and self._under_way and time.monotonic() - self._drawn > BETWEEN:
            self._draw(self._under_way.progress(number, time.monotonic()))

    def profiled(self) -> None:
        """The table of what each stage took, where it was asked for."""
        for line in self.profile.table() if self.profile else ():
            self.say(line)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Errors, and unless quiet warnings, by file and line."""
        for problem in in_order(problems):
            if problem.severity == "error" or not self.quiet:
                self.say(str(problem))

    def _draw(self, line: str) -> None:
        if self.terminal and not self.verbose:
            self._drawn = time.monotonic()
            print(f"\r\033[K{line}", end="", file=sys.stderr, flush=True)

    def _clear(self) -> None:
        if self.terminal:
            print("\r\033[K", end="", file=sys.stderr)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file and line, each once."""
    return sorted(set(problems), key=lambda one: (one.where, one.line, one.severity, one.message))


def visible(text: str) -> str:
    """A text with what a terminal would obey or not show made visible.

    >>> visible("a\\x1b[31m\\u202eb")
    'a\\\\x1b[31m\\\\u202eb'
    """
    shown = "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode("ascii") for c in text)
    encoding = sys.stderr.encoding or "utf-8"
    return shown.encode(encoding, "backslashreplace").decode(encoding)
