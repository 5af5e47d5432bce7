"""The same archive gives the same bytes, whoever builds it where, when and how."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from archives import HOME, Place, environment, put_sample

CONFIGURED = ("LANG", "LANGUAGE", "LC_ALL", "TZ", "PYTHONHASHSEED")
#: How two people's machines may differ: environment, options, the mask of new files.
HERE = ({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo", "LC_ALL": "C"}, ("--jobs", "1", "--no-cache"), 0o022)
THERE = ({"PYTHONHASHSEED": "2", "TZ": "America/St_Johns", "LANG": "tr_TR.UTF-8"}, ("--jobs", "4"), 0o077)


def _site(place: Place, names: list[Path], way: tuple[dict[str, str], tuple[str, ...], int]) -> dict[str, bytes]:
    said, options, mask = way
    for name in names:
        target = place.content / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HOME / "content" / name, target)
    command = [sys.executable, str(HOME / "build.py"), "--base-url", "https://archive.example/", *options]
    plain = {name: value for name, value in environment().items() if name not in CONFIGURED}
    before = os.umask(mask)
    try:
        places = ["--content", str(place.content), "--output", str(place.site)]
        done = subprocess.run([*command, *places], cwd=place.root, env=plain | said, capture_output=True, text=True, check=False)
    finally:
        os.umask(before)
    assert done.returncode == 0, done.stderr
    return place.files()


@pytest.fixture(scope="module")
def originals() -> list[Path]:
    """The files of the sample that a person gave."""
    files = [file.relative_to(HOME / "content") for file in (HOME / "content").rglob("*") if file.is_file()]
    return sorted(name for name in files if "articles" not in name.parts and name.suffix != ".lock")


def test_another_machine_gives_the_same_bytes(originals: list[Path], tmp_path: Path) -> None:
    """Another path, order of files on the disk, hash seed, time zone, locale, mask, number of workers, with and without a cache."""
    here = _site(Place(tmp_path / "here"), originals, HERE)
    there = _site(Place(tmp_path / "some where ö else"), originals[::-1], THERE)
    assert {path for path in here if path.endswith(".html")}
    assert sorted(here) == sorted(there)
    assert [path for path in here if here[path] != there[path]] == []


@pytest.mark.skipif(not Path("/dev/shm").is_dir(), reason="there is no file system in memory (/dev/shm)")
def test_another_file_system_gives_the_same_bytes(sample: Place, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Which lists a folder's files in another order: in memory the newest first."""
    folder = Path("/dev/shm") / f"archive-{os.getpid()}"
    try:
        place = Place(folder)
        put_sample(place)
        assert place.build().status == 0
        assert place.files() == sample.files()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
