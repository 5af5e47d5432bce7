"""How a build grows with the archive: the scaling exponent of each stage, and of the largest process's memory.

python build.py bench scale [--sizes 1000,3000,10000]      (up to 100,000 articles: hours)

An exponent is log(cost at one size / cost at the one before) / log(their ratio): 1 grows with the archive,
2 with its square.  Made-up articles as they are received, built from nothing; seconds of all processors.
"""

from __future__ import annotations

import argparse
import math
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from costs import Cost, cost, cuttings, memory_folder
from generated import put_received

LITTLE = 0.1  # seconds: of less no exponent can be told


def measured(size: int) -> Cost:
    """What an archive of so many articles costs, built from nothing."""
    with tempfile.TemporaryDirectory(dir=memory_folder()) as folder:
        place = Path(folder)
        put_received(place / "content", size)
        return cost(cuttings(place, "--no-cache", "--base-url", "https://archive.example/"), place)


def tell(sizes: Sequence[int], costs: Sequence[Cost]) -> None:
    """A line a stage: its seconds at each size, and the exponent from the size before."""
    print(f"{'CPU seconds':<22}{sizes[0]:>10,}{''.join(f'{size:>10,}  exp.' for size in sizes[1:])}")
    for stage in costs[-1].stages:
        if stage != "all":
            row(stage, sizes, [one.stages[stage].cpu if stage in one.stages else 0.0 for one in costs])
    row("all", sizes, [one.cpu for one in costs])
    row("MB until publishing", sizes, [one.stages["publishing"].memory for one in costs])
    row("MB with the index", sizes, [one.memory for one in costs])


def row(name: str, sizes: Sequence[int], figures: Sequence[float]) -> None:
    cells = f"{figures[0]:>10.1f}"
    for at in range(1, len(sizes)):
        cells += f"{figures[at]:>10.1f}{exponent(sizes[at - 1 : at + 1], figures[at - 1 : at + 1]):>6}"
    print(f"{name:<22}{cells}", flush=True)


def exponent(sizes: Sequence[int], figures: Sequence[float]) -> str:
    """How a figure grows from one size to the next; "" where it is too little to tell."""
    (small, large), (before, after) = sizes, figures
    return f"{math.log(after / before) / math.log(large / small):.2f}" if min(before, after) >= LITTLE else ""


def main() -> None:
    parser = argparse.ArgumentParser(prog="build.py bench scale", allow_abbrev=False)
    parser.add_argument("--sizes", default="1000,3000,10000", metavar="N,…", help="articles (1000,3000,10000)")
    sizes = [int(size) for size in parser.parse_args().sizes.split(",")]
    tell(sizes, [measured(size) for size in sizes])


if __name__ == "__main__":
    main()
