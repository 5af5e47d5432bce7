"""Fixity and bags: what is changed, missing or new is found, and the copy for a repository is valid."""

from __future__ import annotations

import os
from pathlib import Path

import bagit
import pytest
from archives import SECOND, Place


@pytest.fixture
def built(two: Place) -> Place:
    assert two.build().status == 0
    return two


def _check(place: Place) -> tuple[int, list[str]]:
    done = place.run("check", "--fixity")
    return done.status, done.told.splitlines()


def test_what_is_as_it_was_received_is_said_to_be(built: Place) -> None:
    status, [told] = _check(built)
    assert status == 0
    assert told.startswith("2 originals and ")
    assert told.endswith("published files compared; all are as they were")


def test_each_change_of_an_original_is_found(built: Place) -> None:
    originals = built.content / "originals"
    with (originals / "first.txt").open("ab") as file:
        file.write(b" ")
    (originals / "second.txt").unlink()
    built.put("originals/third.txt", SECOND.replace("Wednesday", "Monday"))
    status, lines = _check(built)
    assert status == 1
    assert [line.partition("originals/")[2] for line in lines[:3]] == [
        "first.txt: changed since its sum was taken",
        "second.txt: it is missing",
        "third.txt: it has no sum yet; `build.py add` on its folder gives it one",
    ]
    assert lines[-1].endswith("2 are not as they were")


def test_a_moved_original_is_known_by_its_sum(built: Place) -> None:
    originals = built.content / "originals"
    (originals / "1999").mkdir()
    (originals / "second.txt").rename(originals / "1999" / "other.txt")
    status, lines = _check(built)
    assert status == 0
    assert lines[0].endswith("originals/second.txt: it is 1999/other.txt now; its sum is the same")


def test_a_flipped_byte_of_the_site_is_found(built: Place) -> None:
    page = built.site / "about.html"
    content = bytearray(page.read_bytes())
    content[100] ^= 1
    page.unlink()
    page.write_bytes(content)
    (built.site / "feed.xml").unlink()
    status, lines = _check(built)
    assert status == 1
    assert [line.rpartition("/")[2] for line in lines[:2]] == ["about.html: changed since its sum was taken", "feed.xml: it is missing"]


def test_without_a_manifest_one_is_told_how_to_get_it(two: Place) -> None:
    status, lines = _check(two)
    assert status == 1
    assert "a build makes it" in lines[0]


def test_add_on_the_folder_gives_what_is_new_its_sum(built: Place) -> None:
    built.put("originals/third.txt", SECOND.replace("Wednesday", "Monday"))
    assert "no sum yet" in "".join(_check(built)[1])
    built.run("add", str(built.content / "originals"))
    assert _check(built) == (
        0,
        [f"3 originals and {len(built.files()) - len(_index(built)) - 1} published files compared; all are as they were"],
    )


def _index(place: Place) -> list[str]:
    return [path for path in place.files() if path.startswith("pagefind")]


def test_a_bag_is_valid_and_holds_all_of_the_archive(built: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built.put("archive.toml", 'title = "Two"\ndescription = "A\\nsmall archive."\n')
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    done = built.run("bag", str(tmp_path / "kept" / "bag"))
    assert done.status == 0, done.told
    bag = bagit.Bag(str(tmp_path / "kept" / "bag"))
    bag.validate()
    assert {"data/content/originals/first.txt", "data/content/entities.lock", "data/site/index.html"} <= set(bag.payload_entries())
    assert (tmp_path / "kept/bag/data/content/originals/first.txt").read_bytes() == (built.content / "originals/first.txt").read_bytes()
    assert bag.info["External-Description"] == "Two. A small archive."
    assert bag.info["Bagging-Date"] == "1970-01-02"
    assert bag.info["Bag-Software-Agent"].startswith("Cuttings ")
    assert os.listdir(tmp_path / "kept") == ["bag"]


@pytest.mark.parametrize("folder", ["content/bag", "content", "site/bag"])
def test_a_bag_takes_no_place_that_is_taken(folder: str, built: Place) -> None:
    before = sorted(built.content.rglob("*"))
    done = built.run("bag", str(built.content.parent / folder))
    assert done.status == 1
    assert "error: " in done.told
    assert sorted(built.content.rglob("*")) == before


def test_links_are_not_followed_into_a_bag(built: Place, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    (built.content / "originals" / "link.txt").symlink_to(secret)
    done = built.run("bag", str(tmp_path / "bag"))
    assert done.status == 0
    assert any("link.txt: no regular file, not in the bag" in line for line in done.told.splitlines())
    assert not [path for path in (tmp_path / "bag").rglob("*") if path.name == "link.txt"]
