"""Content and site at addresses: what is fetched, what is sent back, in which order, and what is never changed."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from archives import FIRST, SECOND, Place

from cuttings import builder, mirror
from cuttings.cli import main
from cuttings.report import Report

fsspec = pytest.importorskip("fsspec", reason="the library of addresses is not installed: pip install '.[remote]'")

SLUG = "2008-06-14-ministers-agree-on-a-bridge-over-the-sund"


class Remote:
    """An archive in a store in memory, the command run on it, and what was written and taken away there, in order."""

    def __init__(self, store: Any, root: Path) -> None:
        self.store = store
        self.place = Place(root)
        self.sent: list[str] = []
        self.removed: list[str] = []
        self.fetched: list[str] = []

    def put(self, path: str, text: str) -> None:
        self.store.pipe(f"/archive/{path}", text.encode())

    def read(self, path: str) -> str:
        return str(self.store.cat(f"/archive/{path}").decode())

    def files(self, folder: str) -> dict[str, bytes]:
        start = len(f"/archive/{folder}/")
        return {path[start:]: self.store.cat(path) for path in self.store.find(f"/archive/{folder}")}

    def run(self, *arguments: str) -> int:
        for seen in (self.sent, self.removed, self.fetched):
            seen.clear()
        return main([*arguments, "--content", "memory://archive/content", "--output", "memory://archive/site"])


@pytest.fixture
def remote(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Remote]:
    store = fsspec.filesystem("memory")
    there = Remote(store, tmp_path / "local")
    put, remove, get = store.put_file, store.rm_file, store.get_file

    def watched(call: Callable[..., Any], seen: list[str], at: int) -> Callable[..., Any]:
        def asked(*arguments: Any, **named: Any) -> Any:
            seen.append(str(arguments[at]).removeprefix("/archive/"))
            return call(*arguments, **named)

        return asked

    monkeypatch.setattr(store, "put_file", watched(put, there.sent, 1))
    monkeypatch.setattr(store, "rm_file", watched(remove, there.removed, 0))
    monkeypatch.setattr(store, "get_file", watched(get, there.fetched, 0))
    for module in (mirror, builder):
        monkeypatch.setattr(module, "cache_folder", lambda: tmp_path)
    monkeypatch.chdir(tmp_path)
    there.put("content/originals/first.txt", FIRST)
    there.put("content/originals/second.txt", SECOND)
    yield there
    store.rm("/archive", recursive=True)


def test_the_site_there_is_the_one_that_would_be_here(remote: Remote, two: Place) -> None:
    assert remote.run() == 0
    assert two.build().status == 0

    assert remote.files("site") == two.files()
    assert remote.files("content").keys() == {path.relative_to(two.content).as_posix() for path in two.content.rglob("*") if path.is_file()}
    assert remote.read("content/entities.lock") == (two.content / "entities.lock").read_text()


def test_pages_come_after_what_they_show_and_the_first_page_last(remote: Remote) -> None:
    assert remote.run() == 0

    site = [path for path in remote.sent if path.startswith("site/")]
    first_page = site.index(next(path for path in site if path.endswith(".html")))
    assert site[-1] == "site/index.html"
    assert all(path.endswith(".html") for path in site[first_page:])
    assert max(index for index, path in enumerate(remote.sent) if path.startswith("content/")) < remote.sent.index(site[0])


def test_a_build_of_which_nothing_changed_fetches_and_sends_nothing(remote: Remote) -> None:
    remote.run()

    assert remote.run() == 0
    assert remote.sent == remote.fetched == remote.removed == []


def test_only_what_changed_travels(remote: Remote) -> None:
    remote.run()
    remote.put(f"content/articles/{SLUG}.md", remote.read(f"content/articles/{SLUG}.md").replace("third", "fourth"))

    assert remote.run() == 0
    assert remote.fetched == [f"content/articles/{SLUG}.md"]
    assert "fourth of the cost" in remote.read(f"site/articles/{SLUG}.html")
    assert f"site/articles/{SLUG}.html" in remote.sent
    assert "site/assets/base.css" not in remote.sent
    assert not [path for path in remote.sent if path.startswith("content/")]


def test_an_original_is_never_written_and_what_is_gone_goes(remote: Remote) -> None:
    remote.run()
    remote.store.rm("/archive/content/originals/first.txt")

    assert remote.run() == 0
    assert not [path for path in (*remote.sent, *remote.removed) if path.startswith("content/originals/")]
    assert f"content/articles/{SLUG}.md" in remote.removed
    assert f"site/articles/{SLUG}.html" in remote.removed
    assert f"articles/{SLUG}.html" not in remote.files("site")


def test_another_machine_finds_the_site_as_it_is(remote: Remote, tmp_path: Path) -> None:
    remote.run()
    remote.put("site/CNAME", "example.org")
    before = remote.files("site")
    shutil.rmtree(tmp_path / "mirrors")

    assert remote.run() == 0
    assert remote.files("site") == before
    assert remote.sent == remote.removed == []


def test_an_article_that_was_edited_there_meanwhile_stays(
    remote: Remote, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    remote.run()
    file = f"content/articles/{SLUG}.md"
    edited = remote.read(file).replace("third", "fourth")
    remote.put("content/originals/first.txt", FIRST.replace("third", "fifth"))
    asked = mirror.Mirror.send

    def send(self: mirror.Mirror, *arguments: Any) -> None:
        remote.put(file, edited)
        asked(self, *arguments)

    monkeypatch.setattr(mirror.Mirror, "send", send)
    remote.run()

    assert remote.read(file) == edited
    assert f"warning: memory://archive/{file}: changed there while the build ran" in capsys.readouterr().err


def test_add_puts_new_originals_there_and_changes_none(remote: Remote, tmp_path: Path) -> None:
    (tmp_path / "first.txt").write_text(FIRST.replace("bridge", "tunnel"))

    assert remote.run("add", str(tmp_path / "first.txt")) == 0
    assert remote.read("content/originals/first.txt") == FIRST
    assert "tunnel" in remote.read("content/originals/first-2.txt")
    assert sorted(remote.sent) == ["content/originals/first-2.txt", "content/originals/manifest-sha256.txt"]


def test_a_review_lies_where_the_command_runs(remote: Remote, tmp_path: Path) -> None:
    remote.run()

    assert remote.run("review", "--html") == 0
    assert "<title>" in (tmp_path / "review.html").read_text()
    assert remote.sent == []


def test_messages_name_the_address(remote: Remote, capsys: pytest.CaptureFixture[str]) -> None:
    remote.put("content/archive.toml", "title = 3\n")

    assert remote.run() == 1
    assert "error: memory://archive/content/archive.toml:1: title must be a text in quotes" in capsys.readouterr().err
    assert remote.files("site") == {}


def test_names_that_lead_out_of_the_folder_are_left_out(remote: Remote, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lying = Lying(remote.store, {f"/archive/content/{name}": {"type": "file", "size": 3, "ETag": "1"} for name in ("../evil.txt", "a/")})

    mirror.Mirror(mirror.Store("memory://archive/content", lying, "/archive/content"), tmp_path / "here").fetch(Report())

    assert remote.fetched == []
    assert "warning: memory://archive/content/../evil.txt: left out" in capsys.readouterr().err


class Lying:
    """A store whose listing holds other files."""

    def __init__(self, store: Any, found: dict[str, Any]) -> None:
        self.store = store
        self.found = found

    def find(self, _root: str, detail: bool) -> dict[str, Any]:
        return self.found if detail else {}

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)


def test_folders_by_their_file_address(two: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mirror, "cache_folder", lambda: tmp_path)
    there = tmp_path / "there" / "site"

    assert main(["--content", two.content.as_uri(), "--output", there.as_uri()]) == 0
    assert two.build().status == 0
    assert Place(tmp_path / "there").files() == two.files()


@pytest.mark.parametrize(
    ("address", "told"),
    [
        (
            "nonsense://bucket/archive",
            "error: nonsense://bucket/archive: this is no address that can be used (Protocol not known: nonsense)",
        ),
        ("s3://bucket/archive", "error: s3://bucket/archive: Install s3fs to access S3, by python -m pip install …"),
    ],
)
def test_an_address_that_cannot_be_used_is_told(address: str, told: str, two: Place, capsys: pytest.CaptureFixture[str]) -> None:
    if address.startswith("s3:") and importlib.util.find_spec("s3fs"):
        pytest.skip("s3fs is installed")

    assert main(["--content", str(two.content), "--output", address]) == 1
    assert told in capsys.readouterr().err


def test_a_store_that_fails_is_told_and_the_next_build_goes_on(
    remote: Remote, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    put, broken = remote.store.put_file, [f"/archive/site/articles/{SLUG}.html"]

    def failing(here: str, there: str, **named: Any) -> None:
        if there in broken:
            raise PermissionError("no more room\nsecond line")
        put(here, there, **named)

    monkeypatch.setattr(remote.store, "put_file", failing)
    assert remote.run() == 1
    assert capsys.readouterr().err.endswith(
        "error: memory://archive/site: it cannot be written to (no more room); try again, what is done stays done\n"
    )
    assert "index.html" not in remote.files("site")
    broken.clear()

    assert remote.run() == 0
    assert remote.sent[-1] == "site/index.html"
    assert not [path for path in remote.sent if path.startswith("content/")]


def test_without_its_library_an_address_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(mirror.MirrorError, match=r"python -m pip install '\.\[remote\]'"):
        mirror.store("memory://archive")


def test_serve_needs_folders(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["serve", "--content", "memory://archive/content"]) == 2
    assert "error: serve needs folders of this machine" in capsys.readouterr().err
