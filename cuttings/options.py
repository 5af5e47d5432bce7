"""Options: what the command line says of a build."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent  # where build.py, templates/ and static/ are


@dataclass(frozen=True, slots=True)
class Options:
    """Where from, where to, and how."""

    content: Path = HOME / "content"
    output: Path = HOME / "site"
    base_url: str | None = None
    jobs: int = 1
    cache: bool = True
    keep_going: bool = False
    strict: bool = False
    cluster: str | None = None  # the address of a Dask scheduler, where the work is not done here
