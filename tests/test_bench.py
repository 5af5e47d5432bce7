"""The benchmarks measure what they say: a process and its children, each stage, the same pages of each program."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from archives import HOME, Place

from cuttings.profile import Moment, Profile

sys.path.insert(0, str(HOME / "bench"))

import against
import bench_build
import bench_scale
import costs

BUSY = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'sum(range(20_000_000))'], check=True)"


def test_a_cost_is_that_of_all_processes(tmp_path: Path) -> None:
    alone = costs.cost([sys.executable, "-c", "pass"], tmp_path)
    busy = costs.cost([sys.executable, "-c", BUSY], tmp_path)

    assert busy.cpu > alone.cpu + 0.05
    assert busy.memory > 1


def test_a_command_that_fails_ends_the_benchmark(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="status 3\nout of order"):
        costs.cost([sys.executable, "-c", "print('out of order'); raise SystemExit(3)"], tmp_path)


def test_the_stages_of_a_profile_are_read() -> None:
    profile = Profile()
    profile.moments = [Moment("starting", 0, 0.0, 0.0, 50.0), Moment("indexing for search", 1234, 1.0, 0.2, 60.0)]

    found = {row["stage"]: (float(row["cpu"]), row["memory"]) for row in costs.ROW.finditer("\n".join(profile.table()))}

    assert list(found) == ["starting", "indexing for search", "all"]
    assert found["starting"] == (0.2, "60")


def test_what_no_peer_does_are_stages_of_a_build(two: Place) -> None:
    two.put("originals/later.txt", "A letter\n\n1 May 2010\n\nThe harbour is open again, as everybody in the town could see.\n")

    found = costs.cost(costs.cuttings(two.root, *bench_build.ADDRESS, "--no-cache"), two.root)

    assert not set(bench_build.BESIDES) - set(found.stages)
    assert 0 < found.without(bench_build.BESIDES) < found.cpu


def test_the_peers_get_the_same_articles_and_entities(two: Place) -> None:
    two.build()
    entries = against.entries(two.root)

    first = next(entry for entry in entries if "bridge-over" in entry.slug)
    assert (first.title, first.date, first.dateline) == ("Ministers agree on a bridge over the Sund", "2008-06-14", "Oslo")
    assert first.body.startswith("Ministers of Norway and Sweden agreed")
    assert {"anna-lindqvist", "european-union", "norway", "oslo"} <= set(first.entities)
    for peer in against.ALL.values():
        peer.put(two.root / peer.name, entries)
        written = (two.root / peer.name / peer.articles / f"{first.slug}.md").read_text()
        assert all(entity in written for entity in first.entities)
        assert written.rstrip().endswith(first.body)
        assert (two.root / peer.name / peer.style).is_file()


def idle() -> costs.Cost:
    return costs.Cost(0.0, 0.0)


def test_a_peer_that_leaves_pages_out_ends_the_benchmark(two: Place) -> None:
    two.build()
    entries = against.entries(two.root)
    program = bench_build.Program("pelican", idle, idle, two.site, two.article(entries[0].slug))

    two.put("../site/entities/index.html", "")
    bench_build.check(program, entries, set())
    (two.site / "articles" / f"{entries[0].slug}.html").unlink()
    with pytest.raises(SystemExit, match="pelican did not write articles/2008-06-14-ministers"):
        bench_build.check(program, entries, set())


def test_an_exponent_is_1_where_cost_grows_with_the_size() -> None:
    assert bench_scale.exponent((1000, 10000), (2.0, 20.0)) == "1.00"
    assert bench_scale.exponent((1000, 2000), (1.0, 4.0)) == "2.00"
    assert not bench_scale.exponent((1000, 2000), (0.0, 4.0))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("build", "--against", "nobody"), "no peer nobody; there are hugo, pelican, eleventy"),
        (("build", "scale", "--sizes", "100"), "error: bench: --sizes: name the one benchmark that it is for"),
        (("nothing",), "error: bench: no benchmark nothing"),
    ],
)
def test_wrong_usage_of_a_benchmark_is_2(arguments: tuple[str, ...], told: str, two: Place) -> None:
    run = two.run("bench", *arguments)

    assert run.status == 2
    assert told in run.told
