"""publish: whole or not at all, and nothing that is not ours is touched."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cuttings import publish
from cuttings.publish import MANIFEST, Changes, Edition, PublishError

PAGES = {"index.html": b"<p>home</p>", "articles/a.html": b"<main data-pagefind-body>a</main>", "data/articles.jsonl": b"{}\n"}


def index(site: Path) -> None:
    for folder in ("pagefind", "pagefind-offline"):
        (site / folder).mkdir()
        (site / folder / "x").write_bytes(b"".join(file.read_bytes() for file in sorted((site / "articles").glob("*.html"))))


def put(pages: dict[str, bytes], site: Path, index: Callable[[Path], None] = index) -> tuple[Changes, bool]:
    with Edition(site) as edition:
        for path, content in pages.items():
            edition.put(path, content)
        return edition.close(), edition.publish(index)


def tree(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_the_site_is_the_pages_and_the_index(tmp_path: Path) -> None:
    found, _ = put(PAGES, tmp_path / "site")

    assert set(found.added) == {*PAGES, MANIFEST}
    published = {path: content for path, content in tree(tmp_path / "site").items() if not path.startswith("pagefind")}
    assert published.pop(MANIFEST).count(b"\n") == len(PAGES)
    assert published == PAGES
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_is_gone_goes_and_what_is_unchanged_is_the_same_file(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put({**PAGES, "articles/b.html": b"<main data-pagefind-body>b</main>"}, site)
    inode = (site / "index.html").stat().st_ino

    found, _ = put({**PAGES, "articles/a.html": b"<main data-pagefind-body>A</main>"}, site)

    assert (found.added, found.changed, found.removed) == ((), ("articles/a.html", MANIFEST), ("articles/b.html",))
    assert (site / "index.html").stat().st_ino == inode
    assert (site / "pagefind" / "x").read_bytes() == b"<main data-pagefind-body>A</main>"


def test_the_index_is_made_anew_only_where_articles_changed(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(PAGES, site)
    made: list[Path] = []
    pages = {**PAGES, "index.html": b"<p>HOME</p>"}

    put(pages, site, made.append)

    assert made == []
    assert (site / "pagefind" / "x").is_file()


def test_the_index_is_made_anew_for_another_loader(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put({**PAGES, "assets/search-loader.js": b"old"}, site)
    pages = {**PAGES, "assets/search-loader.js": b"new"}
    made: list[Path] = []

    put(pages, site, made.append)

    assert len(made) == 1


def test_a_failing_index_leaves_the_old_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(PAGES, site)
    before = tree(site)

    def fails(staged: Path) -> None:
        raise PublishError("no")

    pages = {"articles/c.html": b"<main data-pagefind-body>c</main>", "data/articles.jsonl": b"{}\n"}
    with pytest.raises(PublishError):
        put(pages, site, fails)

    assert tree(site) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_a_killed_build_left_is_cleared(tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(PAGES, site)
    before = tree(site)
    (tmp_path / ".site.new" / "articles").mkdir(parents=True)

    publish.recover(site)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]

    site.rename(tmp_path / ".site.old")
    publish.recover(site)
    assert tree(site) == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_folder_that_is_not_a_site_of_ours_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")

    with pytest.raises(PublishError, match="choose another --output"):
        put(PAGES, tmp_path)

    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_a_page_outside_of_the_site_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="outside"):
        put({**PAGES, "../evil/x.html": b""}, tmp_path / "site")

    assert not (tmp_path / "evil").exists()


def test_where_folders_cannot_be_exchanged_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    put(PAGES, site)
    monkeypatch.setattr(publish, "_renameat2", lambda first, second: False)
    pages = {**PAGES, "index.html": b"<p>HOME</p>"}

    assert put(pages, site)[1] is False

    assert (site / "index.html").read_bytes() == b"<p>HOME</p>"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
