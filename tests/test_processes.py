"""Copies of a process make pages side by side: the same ones, in the same order, and nothing is left when they end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from multiprocessing import active_children
from pathlib import Path

import pytest
from archives import HOME
from test_keys import GIVEN
from test_pages import MARKDOWN, static, templates

from cuttings import processes
from cuttings.pages import LongPage, TemplateFault, pages
from cuttings.processes import MANY, PART, Processes
from cuttings.workers import HERE, Workers, WorkersError

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux copies processes safely")
NUMBERS = range(MANY + PART + 5)


def _twice(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    for number in numbers:
        yield number, os.getpid()
        yield -number, os.getpid()


def _at(number: int, numbers: Sequence[int]) -> Iterator[int]:
    for one in numbers:
        if one == number:
            raise TemplateFault("article.html", 7, "no such word")
        yield one


def _dies(numbers: Sequence[int]) -> Iterator[int]:
    if 100 in numbers:
        os.kill(os.getpid(), signal.SIGKILL)
    yield from numbers


def test_several_processes_make_what_one_makes_in_the_same_order() -> None:
    made = list(Processes(3).stream(_twice, NUMBERS))

    assert [number for number, _ in made] == [number for number, _ in _twice(NUMBERS)]
    assert len({process for _, process in made} - {os.getpid()}) == 3
    assert active_children() == []


def test_little_is_made_here() -> None:
    assert {process for _, process in Processes(3).stream(_twice, NUMBERS[: MANY - 1])} == {os.getpid()}


def test_processes_are_no_more_than_memory_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_fitting", lambda: 2)
    assert len({process for _, process in Processes(8).stream(_twice, NUMBERS)}) == 2
    monkeypatch.setattr(processes, "_fitting", lambda: 0)
    assert {process for _, process in Processes(8).stream(_twice, NUMBERS)} == {os.getpid()}


def test_memory_has_room_for_a_process_like_this_one() -> None:
    assert 1 <= processes._fitting() < 1_000_000


def test_what_goes_wrong_in_a_process_is_raised_here() -> None:
    made: list[int] = []
    with pytest.raises(TemplateFault, match="no such word"):
        made.extend(Processes(2).stream(lambda numbers: _at(100, numbers), NUMBERS))
    assert active_children() == []


def test_a_process_that_dies_is_told() -> None:
    with pytest.raises(WorkersError, match="--jobs 1"):
        list(Processes(2).stream(_dies, NUMBERS))
    assert active_children() == []


def test_who_wants_no_more_leaves_no_process_behind() -> None:
    made = Processes(2).stream(lambda numbers: (bytes(100_000) for _ in numbers), NUMBERS)
    next(made)
    assert len(active_children()) == 2
    made.close()  # type: ignore[attr-defined]
    assert active_children() == []


ORPHANS = f"""
import itertools, os, sys
sys.path.insert(0, {str(HOME)!r})
from cuttings.processes import Processes

def endless(numbers):
    return ((os.getpid(), bytes(100_000)) for _ in numbers)

made = Processes(2).stream(endless, range(100_000))
print(*{{process for process, _ in itertools.islice(made, 40)}}, flush=True)
sys.stdin.read()
"""


def test_processes_end_when_the_one_that_they_were_copied_from_is_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHANS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout
        copies = [int(number) for number in first.stdout.readline().split()]
        assert len(copies) == 2
        first.kill()
    deadline = time.monotonic() + 20
    while any(map(_runs, copies)):
        assert time.monotonic() < deadline, "a copy goes on though nobody wants what it makes"
        time.sleep(0.05)


def _runs(process: int) -> bool:
    try:
        return ") Z " not in Path(f"/proc/{process}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


def _site(which: str, workers: Workers) -> list[tuple[str, bytes, str]]:
    made = pages(GIVEN[which], templates(), static(), MARKDOWN, workers=workers)
    return [(page.path, page.content, "" if isinstance(page, LongPage) else page.key) for page in made]  # type: ignore[union-attr]


@pytest.mark.parametrize("which", GIVEN)
def test_an_archive_has_the_same_pages(which: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "MANY", 1)
    monkeypatch.setattr(processes, "PART", 2)
    assert _site(which, Processes(3)) == _site(which, HERE)


def test_a_fault_in_a_template_is_told_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "MANY", 1)
    which = next(iter(GIVEN))
    faulty = {**templates(), "article.html": "\n\n{{ article.nothing.at_all }}"}
    with pytest.raises(TemplateFault) as told:
        list(pages(GIVEN[which], faulty, static(), MARKDOWN, workers=Processes(2)))
    assert (told.value.template, told.value.line) == ("article.html", 3)
