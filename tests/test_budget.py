"""One article that takes for ever is left out, and told; the rest is built."""

from __future__ import annotations

import contextlib
import signal
import threading
from pathlib import Path

import pytest
from archives import FIRST, SECOND

from cuttings import stages
from cuttings.articles import Draft
from cuttings.budget import OverBudget, budget
from cuttings.cache import Cache
from cuttings.content import Content
from cuttings.model import Settings
from cuttings.options import Options
from cuttings.report import Report
from cuttings.stages import Received, assemble


def _for_ever() -> None:
    while True:
        with contextlib.suppress(Exception):  # as a library may
            sum(range(1000))


def test_what_takes_longer_is_ended_even_if_its_code_catches_all_errors() -> None:
    with pytest.raises(OverBudget), budget(0.05):
        _for_ever()


def test_what_takes_less_is_not_and_nothing_is_left_running() -> None:
    with budget(0.2):
        pass
    assert sum(range(20_000_000)) == 199_999_990_000_000  # takes longer than the budget that was


def test_in_another_thread_there_is_no_limit() -> None:
    done: list[int] = []

    def work() -> None:
        with budget(0.001):
            done.append(sum(range(1_000_000)))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [499_999_500_000]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="no timer of processor time on this system")
def test_an_article_over_budget_is_left_out_told_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "originals").mkdir()
    (tmp_path / "originals" / "first.txt").write_text(FIRST, "utf-8")
    (tmp_path / "originals" / "second.txt").write_text(SECOND, "utf-8")
    made = stages._draft

    def slow(received: Received, settings: Settings) -> Draft:
        if received.original.path == "second.txt":
            _for_ever()
        return made(received, settings)

    def built(folder: Path | None) -> tuple[list[str], list[str]]:
        content = Content(tmp_path)
        assembled = assemble(content, Options(tmp_path, tmp_path / "site"), Cache(folder), Report(quiet=True))
        return [article.original for article in assembled.archive.articles], list(map(str, content.problems))

    built(None)  # loads what the first article needs
    monkeypatch.setattr(stages, "_draft", slow)
    monkeypatch.setattr(stages, "budget", lambda: budget(0.5))
    originals, told = built(tmp_path)
    assert originals == ["first.txt"]
    assert (
        len([line for line in told if "originals/second.txt:1: working on it takes more than 60 s, so it was left out; split" in line]) == 1
    )
    monkeypatch.setattr(stages, "_draft", made)
    assert sorted(built(tmp_path)[0]) == ["first.txt", "second.txt"]
