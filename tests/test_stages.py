"""A stage over one article after the other: kept as it goes, and told how far it is."""

from __future__ import annotations

from pathlib import Path

import pytest

from cuttings.cache import Cache
from cuttings.processes import Processes
from cuttings.stages import KEPT_AT_ONCE, each
from cuttings.workers import Here

NUMBERS = range(KEPT_AT_ONCE + 500)


def test_a_build_that_is_broken_off_was_not_for_nothing(tmp_path: Path) -> None:
    made: list[int] = []

    def dies(number: int) -> int:
        if len(made) > KEPT_AT_ONCE:
            raise KeyboardInterrupt
        made.append(number)
        return -number

    def goes_on(number: int) -> int:
        made.append(number)
        return -number

    goes_on.__name__ = dies.__name__
    with pytest.raises(KeyboardInterrupt):
        each(dies, NUMBERS, str, Cache(tmp_path), Here())
    made.clear()

    assert each(goes_on, NUMBERS, str, Cache(tmp_path), Here()) == tuple(-number for number in NUMBERS)
    assert made == list(NUMBERS[KEPT_AT_ONCE:])


def test_how_far_it_is_counts_what_was_known(tmp_path: Path) -> None:
    each(abs, NUMBERS[:100], str, Cache(tmp_path), Here())
    heard: list[int] = []
    each(abs, NUMBERS[:103], str, Cache(tmp_path), Here(), heard.append)

    assert heard == [101, 102, 103]


def test_what_does_not_last_is_made_again(tmp_path: Path) -> None:
    each(abs, NUMBERS[:5], str, Cache(tmp_path), Here(), lasts=lambda number: number != 3)
    heard: list[int] = []
    assert each(abs, NUMBERS[:5], str, Cache(tmp_path), Here(), heard.append) == (0, 1, 2, 3, 4)
    assert heard == [5]


def test_several_processes_tell_how_far_they_are_while_they_work() -> None:
    given = Processes(2).map(abs, NUMBERS)
    assert next(given) == 0
    assert list(given) == list(NUMBERS[1:])
