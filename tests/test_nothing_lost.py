"""Nothing that a person wrote is lost, whatever is edited, changed, renamed and killed in whatever order.

CUTTINGS_SEQUENCES=1000 runs more sequences than the suite has time for, with -o faulthandler_timeout=0.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from archives import FIRST, SECOND
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cuttings import content
from cuttings.cache import Cache
from cuttings.content import Content
from cuttings.options import Options
from cuttings.report import Report
from cuttings.stages import assemble

DECISIONS = "ignore:\n  - Sund\n"


class KilledError(BaseException):
    """Stands for the end of the process: nothing after it runs."""


class Person(RuleBasedStateMachine):
    """Somebody at work on an archive, and a machine that is killed now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.folder = Path(self.place.name)
        self.mine: set[str] = set()  # sentences that the person wrote into articles
        self.given: dict[str, str] = {"first.txt": FIRST, "second.txt": SECOND}
        self.number = 0
        (self.folder / "originals").mkdir()
        (self.folder / "entities.yaml").write_text(DECISIONS, "utf-8")
        for name, text in self.given.items():
            (self.folder / "originals" / name).write_text(text, "utf-8")
        self.build()

    def teardown(self) -> None:
        self.place.cleanup()

    def _articles(self) -> list[Path]:
        return sorted((self.folder / "articles").glob("*.md"))

    def _new(self, what: str) -> str:
        self.number += 1
        return f"{what}{self.number}"

    @rule(where=st.integers(0, 9))
    def edit(self, where: int) -> None:
        if files := self._articles():
            file = files[where % len(files)]
            sentence = f"A person wrote sentence {self._new('number ')} here."
            file.write_text(f"{file.read_text('utf-8').rstrip()}\n\n{sentence}\n", "utf-8")
            self.mine.add(sentence)

    @rule(where=st.integers(0, 9))
    def edit_a_title(self, where: int) -> None:
        if files := self._articles():
            file = files[where % len(files)]
            title = f"A headline by hand, {self._new('no. ')}"
            head, line, rest = file.read_text("utf-8").partition("title: ")
            if line:
                # What the person replaces is the person's to replace.
                self.mine.discard(rest.partition("\n")[0].strip("'"))
                file.write_text(f"{head}title: {title}\n{rest.partition(chr(10))[2]}", "utf-8")
                self.mine.add(title)

    @rule(where=st.integers(0, 9), word=st.sampled_from(["Monday", "Tuesday", "Thursday"]))
    def change_an_original(self, where: int, word: str) -> None:
        if self.given:
            name = sorted(self.given)[where % len(self.given)]
            self.given[name] = self.given[name].replace("day", "day (that is, " + word + ")", 1)
            (self.folder / "originals" / name).write_text(self.given[name], "utf-8")

    @rule(where=st.integers(0, 9))
    def rename_an_original(self, where: int) -> None:
        if self.given:
            name = sorted(self.given)[where % len(self.given)]
            new = f"{self._new('renamed-')}.txt"
            (self.folder / "originals" / name).rename(self.folder / "originals" / new)
            self.given[new] = self.given.pop(name)

    @rule(where=st.integers(0, 9))
    def take_an_original_away(self, where: int) -> None:
        if len(self.given) > 1:
            name = sorted(self.given)[where % len(self.given)]
            (self.folder / "originals" / name).unlink()
            del self.given[name]

    @rule(day=st.integers(10, 28))
    def add_an_original(self, day: int) -> None:
        name = f"{self._new('new-')}.txt"
        self.given[name] = SECOND.replace("20 May", f"{day} June").replace("begins", f"goes on, part {self.number}")
        (self.folder / "originals" / name).write_text(self.given[name], "utf-8")

    @rule(where=st.integers(0, 9))
    def rename_an_article(self, where: int) -> None:
        if files := self._articles():
            file = files[where % len(files)]
            file.rename(file.with_name(f"{self._new('by-hand-')}.md"))

    @rule()
    def build(self) -> None:
        cache = Cache(self.folder / ".cache")
        assemble(Content(self.folder), Options(self.folder, self.folder / "site"), cache, Report(quiet=True)).keep()

    @rule()
    def forget_the_cache(self) -> None:
        shutil.rmtree(self.folder / ".cache", ignore_errors=True)

    @rule(after=st.integers(0, 6), whole=st.booleans())
    def build_and_be_killed(self, after: int, whole: bool) -> None:
        """Killed at a write: before it, or with its file aside half written."""
        left = after

        def put(file: Path, made: bytes) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                if not whole:
                    file.with_name(f".{file.name}.part").write_bytes(made[: len(made) // 2])
                raise KilledError
            before(file, made)

        before: Any = content.put
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(content, "put", put)
            with contextlib.suppress(KilledError):
                self.build()

    @invariant()
    def all_that_a_person_wrote_is_there(self) -> None:
        texts = "\n".join(file.read_text("utf-8") for file in self._articles())
        assert [sentence for sentence in self.mine if sentence not in texts] == []
        assert {
            file.name: file.read_text("utf-8") for file in (self.folder / "originals").iterdir() if "manifest" not in file.name
        } == self.given
        assert (self.folder / "entities.yaml").read_text("utf-8") == DECISIONS


TestNothingIsLost = Person.TestCase
TestNothingIsLost.settings = settings(
    max_examples=int(os.environ.get("CUTTINGS_SEQUENCES", "12")),
    stateful_step_count=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
