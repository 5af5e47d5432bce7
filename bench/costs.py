"""What a command costs: processor seconds and memory of all its processes, and what `--profile` says of its stages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
ROW = re.compile(r"^(?P<stage>\S.*?) +(?:\d+ +)?[\d.]+ +(?P<cpu>[\d.]+) +(?P<memory>[\d.?]+)$", re.MULTILINE)  # of cuttings/profile.py


@dataclass(frozen=True, slots=True)
class Stage:
    """Seconds of all processors, and the most memory until its end, in MB."""

    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Cost:
    """User and system seconds of all processes, the memory of the largest in MB; Cuttings' stages."""

    cpu: float
    memory: float
    stages: Mapping[str, Stage] = field(default_factory=dict)

    def without(self, stages: Sequence[str]) -> float:
        """The seconds of all other stages."""
        return self.cpu - sum(self.stages[name].cpu for name in stages if name in self.stages)


def cost(command: Sequence[str], folder: Path) -> Cost:
    """Run a command in a folder; one that fails ends the benchmark with what it said."""
    with tempfile.TemporaryFile("w+") as said:
        run = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said)
        _, status, used = os.wait4(run.pid, 0)
        run.returncode = os.waitstatus_to_exitcode(status)
        said.seek(0)
        told = said.read()
    if run.returncode:
        sys.exit(f"{' '.join(command)}: status {run.returncode}\n{told}")
    stages = {row["stage"]: Stage(float(row["cpu"]), float(row["memory"])) for row in ROW.finditer(told)}
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1000, stages)


def cuttings(place: Path, *options: str) -> list[str]:
    """The command that builds place/content into place/site."""
    places = ["--content", str(place / "content"), "--output", str(place / "site")]
    return [sys.executable, str(HOME / "build.py"), *places, "--profile", *options]


def memory_folder() -> str | None:
    """A folder in memory, where writing costs hardly anything; None for the one that TMPDIR names, or where there is none."""
    return "/dev/shm" if "TMPDIR" not in os.environ and Path("/dev/shm").is_dir() else None
