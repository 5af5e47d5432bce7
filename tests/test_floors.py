"""Quality on real pages does not fall: bench/floors.json holds what was reached, and may only go up."""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
from archives import EVAL, HOME

sys.path.insert(0, str(HOME / "bench"))

pytestmark = pytest.mark.skipif(not EVAL.is_dir(), reason="the cases of cleaning are not beside the project")


def predicted(folder: Path, kind: str) -> None:
    import cases

    every = cases.cases()
    halves = [every[::2], every[1::2]]
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(cases.write_predictions, [folder] * 2, [kind] * 2, [cases.made] * 2, halves))


@pytest.mark.parametrize("kind", ["html", "main", "txt"])
def test_no_measure_falls_below_its_floor(kind: str, tmp_path: Path) -> None:
    import bench_cleaning
    import cases
    import floors

    predicted(tmp_path, kind)
    reached = bench_cleaning.figures(cases.scores(tmp_path, kind))

    assert floors.floors()[kind].keys() == reached.keys()
    assert floors.fallen(kind, reached) == {}


def test_names_do_not_fall_below_their_floors() -> None:
    import bench_entities
    import floors

    for name, (reached, _) in bench_entities.figures().items():
        assert floors.fallen(f"names {name}", reached) == {}, name


@pytest.mark.parametrize("name", ["aida", "gum", "meantime", "dwie"])
def test_linking_does_not_fall_below_its_floors(name: str) -> None:
    import bench_entities
    import floors

    assert floors.fallen(f"given {name}", bench_entities.given(name)) == {}
