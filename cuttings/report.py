"""Report: what a person is told, one line each, on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping

from cuttings.model import Problem
from cuttings.profile import Profile


class Report:
    """Lines for a person; on a terminal the stage that is under way stands in a line that changes."""

    def __init__(self, quiet: bool = False, verbose: bool = False, profile: Profile | None = None) -> None:
        self.quiet = quiet
        self.profile = profile
        self.verbose = verbose
        self.terminal = sys.stderr.isatty() and not quiet
        self.called: Mapping[str, str] = {}  # folders that stand for an address → the address, by which they are told

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
        elif self.terminal:
            print(f"\r\033[K{name} ({count}) …", end="", file=sys.stderr, flush=True)

    def profiled(self) -> None:
        """The table of what each stage took, where it was asked for."""
        for line in self.profile.table() if self.profile else ():
            self.say(line)

    def problems(self, problems: Iterable[Problem]) -> None:
        """Errors, and unless quiet warnings, by file and line."""
        for problem in in_order(problems):
            if problem.severity == "error" or not self.quiet:
                self.say(str(problem))

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
