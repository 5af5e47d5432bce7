"""The sample archive: first build against the second, of which nothing changed.  CPU seconds, medians and their ratio."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
ROUNDS = 5


def main() -> None:
    first, again = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(ROUNDS):
            place = Path(folder)
            shutil.rmtree(place / "content", ignore_errors=True)
            shutil.rmtree(place / "site", ignore_errors=True)
            shutil.copytree(HOME / "content", place / "content", ignore=shutil.ignore_patterns("articles", "entities.lock"))
            first.append(seconds(place, "--no-cache"))
            again.append(seconds(place))
    one, other = statistics.median(first), statistics.median(again)
    print(f"first build {one:.2f} s, second build {other:.2f} s of CPU; ratio {one / other:.1f} (median of {ROUNDS})")


def seconds(place: Path, *options: str) -> float:
    """User and system time of one build, its children's included."""
    before = os.times()
    command = [sys.executable, str(HOME / "build.py"), "--content", str(place / "content"), "--output", str(place / "site"), "--quiet"]
    subprocess.run([*command, *options], check=True)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


if __name__ == "__main__":
    main()
