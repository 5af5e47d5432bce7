"""What is as it was is not read again, and what only looks so is."""

from __future__ import annotations

import os
import time
from io import BufferedReader
from pathlib import Path

import pytest

from cuttings import fixity, memo
from cuttings.memo import Memo
from cuttings.options import Options

LATER = 2 * memo.FINE / 1e9  # seconds, after which no write leaves the times that a file had


@pytest.fixture
def options(tmp_path: Path) -> Options:
    for name in ("content/originals/a.txt", "content/originals/b.txt", "site/index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return Options(tmp_path / "content", tmp_path / "site")


def _built(folder: Path, options: Options) -> Memo:
    time.sleep(LATER)  # so that the files are no longer new
    built = Memo(folder, options)
    assert built.unchanged() == []
    built.remember(["2 articles"], (), {"index.html": "k"})
    return Memo(folder, options)


def test_a_file_is_read_again_only_if_its_times_are_others(tmp_path: Path, options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    again = _built(tmp_path, options)
    read: list[str] = []

    def sha256_of(file: BufferedReader) -> str:
        read.append(Path(file.name).name)
        return fixity.sha256_of(file)

    monkeypatch.setattr(memo, "sha256_of", sha256_of)

    assert again.unchanged() == ["2 articles"]
    assert read == []
    (options.content / "originals" / "b.txt").write_text("content/originals/b.txt")
    assert Memo(tmp_path, options).unchanged() == ["2 articles"]
    assert read == ["b.txt"]


def test_a_change_is_seen_though_size_and_time_are_as_before(tmp_path: Path, options: Options) -> None:
    file = options.content / "originals" / "a.txt"
    again = _built(tmp_path, options)
    state = file.stat()
    file.write_text(file.read_text()[::-1])
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))

    assert again.unchanged() == []


def test_what_was_new_when_it_was_looked_up_is_read_again(tmp_path: Path, options: Options, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else a write at the same moment would pass unseen."""
    file = options.content / "originals" / "a.txt"
    built = Memo(tmp_path, options)
    monkeypatch.setattr(memo, "FINE", 10**18)
    built.unchanged()
    built.remember(["2 articles"], (), {})
    state = file.stat()
    monkeypatch.setattr(memo, "_times", lambda _state: (state.st_mtime_ns, state.st_ctime_ns))
    file.write_text(file.read_text()[::-1])

    assert Memo(tmp_path, options).unchanged() == []


def test_the_keys_hold_for_the_site_as_it_was_left(tmp_path: Path, options: Options) -> None:
    again = _built(tmp_path, options)
    assert again.keys() == {"index.html": "k"}
    (options.output / "index.html").write_text("by hand, another")
    assert again.keys() == {}


@pytest.mark.parametrize("left", [b"", b"{", b"[]", b"{}", b'{"keys": {}}'])
def test_a_memo_that_cannot_be_read_is_none(tmp_path: Path, options: Options, left: bytes) -> None:
    again = _built(tmp_path, options)
    assert again.file
    assert again.keys_file
    again.file.write_bytes(left)
    again.keys_file.write_bytes(left)

    assert again.unchanged() == []
    assert again.keys() == {}
