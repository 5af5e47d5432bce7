"""Floors: what each measure has reached, in bench/floors.json; they may only go up."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

FILE = Path(__file__).with_name("floors.json")


def floors() -> dict[str, dict[str, float]]:
    """What each measure must reach, by what is measured; of what is invented, what it must not pass."""
    found: dict[str, dict[str, float]] = json.loads(FILE.read_text("utf-8")) if FILE.exists() else {}
    return found


def is_bad(measure: str) -> bool:
    """Whether less of a measure is better."""
    return measure in ("date invented", "dateline false alarm")


def raised(what: str, told: Mapping[str, float]) -> None:
    """Raise the floors to what was reached, to three digits; none is lowered."""
    known = floors()
    own = known.setdefault(what, {})
    for measure, value in told.items():
        reached = math.ceil(value * 1000) / 1000 if is_bad(measure) else math.floor(value * 1000) / 1000
        better = min if is_bad(measure) else max
        own[measure] = better(own.get(measure, reached), reached)
    FILE.write_text(json.dumps(known, indent=1) + "\n", "utf-8")


def fallen(what: str, reached: Mapping[str, float]) -> dict[str, tuple[float, float]]:
    """The measures that are worse than their floor: what was reached, and the floor."""
    return {
        measure: (reached[measure], floor)
        for measure, floor in floors()[what].items()
        if (reached[measure] > floor if is_bad(measure) else reached[measure] < floor)
    }
