"""A build that is killed, refused or short of room at any moment: the site is the old or the new, and the next build mends all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from archives import FIRST, HOME, Place, environment

UNREACHED = 77
#: Moments, as changes of the file system: the first, some within each stage, and past the end.
MOMENTS = (1, 9, 25, 60, 100, 116, 122, 128)


def strike(place: Place, moment: int, what: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HOME / "tests" / "dying_build.py"), str(moment), what, "build", "--no-cache"]
    places = ["--content", str(place.content), "--output", str(place.site)]
    return subprocess.run(
        [*command, *places], cwd=place.root, capture_output=True, text=True, env=environment(), check=False, start_new_session=True
    )


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Place, dict[str, bytes]]:
    """An archive with its site, changed since; and what a clean build makes of the change."""
    place = Place(tmp_path_factory.mktemp("faults"))
    place.put("originals/first.txt", FIRST)
    assert place.build().status == 0
    place.put("originals/third.txt", FIRST.replace("14 June", "15 June").replace("bridge", "tunnel"))
    clean = Place(tmp_path_factory.mktemp("clean"))
    shutil.copytree(place.content, clean.content)
    assert clean.build("--no-cache").status == 0
    return place, clean.files()


@pytest.fixture
def here(changed: tuple[Place, dict[str, bytes]], tmp_path: Path) -> Place:
    shutil.copytree(changed[0].root, tmp_path / "archive")
    return Place(tmp_path / "archive")


def originals(place: Place) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (place.content / "originals").glob("*.txt")}


def is_whole_and_mended(place: Place, old: dict[str, bytes], new: dict[str, bytes], given: dict[str, bytes]) -> None:
    assert place.files() in (old, new)
    assert originals(place) == given
    assert place.build("--no-cache").status == 0
    assert place.files() == new
    assert {path.name for path in place.root.iterdir()} == {"content", "site"}


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_killed_build_leaves_a_whole_site(here: Place, changed: tuple[Place, dict[str, bytes]], moment: int) -> None:
    old, given = here.files(), originals(here)

    struck = strike(here, moment, "kill")

    assert struck.returncode in (-9, UNREACHED), struck.stderr
    is_whole_and_mended(here, old, changed[1], given)


@pytest.mark.parametrize(("moment", "what"), [(5, "ENOSPC"), (40, "EIO"), (100, "ENOSPC"), (115, "EACCES")])
def test_a_build_that_the_disk_refuses_says_so(here: Place, changed: tuple[Place, dict[str, bytes]], moment: int, what: str) -> None:
    old, given = here.files(), originals(here)

    struck = strike(here, moment, what)

    assert "Traceback" not in struck.stderr
    assert struck.returncode in (0, 1, UNREACHED)
    assert struck.returncode != 1 or "error: " in struck.stderr
    is_whole_and_mended(here, old, changed[1], given)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of four megabytes."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "none", str(disk)], capture_output=True, check=False)
    if mounted.returncode:
        pytest.skip("no small disk can be mounted here: that takes root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.skipif(not shutil.which("mount"), reason="there is no mount on this machine")
def test_a_full_disk_leaves_the_old_site(small_disk: Path) -> None:
    place = Place(small_disk)
    place.put("originals/first.txt", FIRST)
    assert place.build().status == 0
    old = place.files()
    place.put("originals/third.txt", FIRST.replace("14 June", "15 June").replace("bridge", "tunnel"))
    filler = small_disk / "filler"
    free = os.statvfs(small_disk)
    filler.write_bytes(b"x" * (free.f_bavail * free.f_frsize - 40_000))

    full = place.build()

    assert full.status == 1
    assert "No space left on device" in full.told or "no space left on the disk" in full.told
    assert place.files() == old
    filler.unlink()
    assert place.build().status == 0
    assert any("2008-06-15" in path for path in place.files())
