"""Archives made on the spot, and the command run as a person runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
SEEDS = HOME.parent / "shared" / "seeds"
EVAL = HOME.parent / "shared" / "eval"

needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five seed articles are not beside the project")

FIRST = """Ministers agree on a bridge over the Sund

14 June 2008

OSLO: Ministers of Norway and Sweden agreed on Friday to build a bridge, said Anna Lindqvist, the Swedish foreign minister.

Lindqvist told reporters in Oslo that the European Union would pay a third of the cost of the work.
"""
SECOND = """Work on the bridge begins

20 May 2009

OSLO: Work on the bridge over the Sund began on Wednesday in the presence of Anna Lindqvist, who had signed the agreement.

The European Union has paid the first part of what it promised, said Lindqvist, and Norway the second.
"""


@dataclass(frozen=True)
class Run:
    """What a command answered."""

    status: int
    told: str
    out: str

    @property
    def last(self) -> str:
        return self.told.strip().splitlines()[-1]


@dataclass(frozen=True)
class Place:
    """An archive in a folder of its own, and the site that it makes."""

    root: Path

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def site(self) -> Path:
        return self.root / "site"

    def put(self, name: str, text: str | bytes) -> Path:
        file = self.content / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def read(self, path: str) -> str:
        return (self.site / path).read_text("utf-8")

    def article(self, slug: str) -> Path:
        return self.content / "articles" / f"{slug}.md"

    def run(self, *arguments: str) -> Run:
        command = [sys.executable, str(HOME / "build.py"), *arguments]
        places = ["--content", str(self.content), "--output", str(self.site)]
        done = subprocess.run([*command, *places], cwd=self.root, capture_output=True, text=True, env=environment(), check=False)
        assert "Traceback" not in done.stderr, done.stderr
        return Run(done.returncode, done.stderr, done.stdout)

    def build(self, *arguments: str) -> Run:
        return self.run("build", *arguments)

    def files(self) -> dict[str, bytes]:
        return {path.relative_to(self.site).as_posix(): path.read_bytes() for path in self.site.rglob("*") if path.is_file()}


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONIOENCODING": "utf-8", "PYTHONWARNINGS": ""}


def put_sample(place: Place) -> None:
    for file in (HOME / "content").rglob("*"):
        if file.is_file() and "articles" not in file.parts:
            place.put(file.relative_to(HOME / "content").as_posix(), file.read_bytes())
