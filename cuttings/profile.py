"""Profile: what each stage of a build took, in seconds and in memory."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass

try:
    import resource
except ImportError:  # Windows has no such count
    resource = None  # type: ignore[assignment]


@dataclass(frozen=True, slots=True)
class Moment:
    """When a stage began: seconds by the clock and of all processors, and the most memory until then, in MB."""

    stage: str
    count: int
    seconds: float
    cpu: float
    memory: float


class Profile:
    """The stages of one build."""

    def __init__(self) -> None:
        self.moments = [_now("starting", 0)]

    def stage(self, name: str, count: int) -> None:
        self.moments.append(_now(name, count))

    def table(self) -> list[str]:
        """A line a stage, and one for all of them."""
        ends = [*self.moments[1:], _now("", 0)]
        lines = [f"{'stage':<22}{'items':>9}{'seconds':>9}{'CPU':>9}{'peak MB':>9}"]
        for began, ended in zip(self.moments, ends, strict=True):
            lines.append(_line(began.stage, began.count, ended.seconds - began.seconds, ended.cpu - began.cpu, ended.memory))
        first, last = self.moments[0], ends[-1]
        return [*lines, _line("all", 0, last.seconds - first.seconds, last.cpu, last.memory)]


def _line(name: str, count: int, seconds: float, cpu: float, memory: float) -> str:
    most = f"{memory:.0f}" if memory else "?"
    return f"{name:<22}{count or '':>9}{seconds:>9.1f}{cpu:>9.1f}{most:>9}"


def _now(stage: str, count: int) -> Moment:
    used = os.times()
    return Moment(stage, count, time.monotonic(), used.user + used.system + used.children_user + used.children_system, _peak())


def _peak() -> float:
    """The most memory that this process or one of its children has had, in MB; 0 where that isn't known."""
    if resource is None:
        return 0.0
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return most / (1_000_000 if os.uname().sysname == "Darwin" else 1_000)
