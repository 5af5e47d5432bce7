"""articles on disk: what a person changed stays, what the machine wrote follows the original."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from archives import FIRST, Place

from cuttings import articles, search
from cuttings.builder import build
from cuttings.frontmatter import FrontMatterError
from cuttings.options import Options
from cuttings.report import Report
from cuttings.workers import Workers

SLUG = "2008-06-14-ministers-agree-on-a-bridge-over-the-sund"


def titles(place: Place) -> list[str]:
    return [json.loads(line)["title"] for line in place.read("data/articles.jsonl").splitlines()]


def test_front_matter_survives_reading_and_writing(two: Place) -> None:
    two.build()
    content = two.article(SLUG).read_bytes()

    stored = articles.parse(SLUG, content)

    assert not stored.article.edited
    assert articles.render(stored.article) == content


def test_the_form_on_disk(two: Place) -> None:
    two.build()

    lines = two.article(SLUG).read_text().split("\n")

    assert lines[:4] == ["---", "title: Ministers agree on a bridge over the Sund", "date: 2008-06-14", "dateline: Oslo"]
    assert "original: first.txt" in lines
    assert lines[lines.index("---", 1) + 2].startswith("Ministers of Norway and Sweden agreed on Friday")


def test_a_second_build_changes_nothing(two: Place) -> None:
    two.build()
    before = {file: file.read_bytes() for file in two.root.rglob("*") if file.is_file()}

    assert "0 added, 0 changed, 0 removed" in two.build("--no-cache").last
    assert {file: file.read_bytes() for file in two.root.rglob("*") if file.is_file()} == before


def test_an_edited_body_survives_and_shows(two: Place) -> None:
    two.build()
    file = two.article(SLUG)
    edited = file.read_text().replace("a third of the cost", "a *quarter* of the cost")
    file.write_text(edited)

    run = two.build()

    assert "1 changed" in run.last or "changed" in run.last
    assert file.read_text() == edited
    assert "a <em>quarter</em> of the cost" in two.read(f"articles/{SLUG}.html")
    assert "a quarter of the cost" in two.read("data/articles.jsonl")


def test_edited_front_matter_survives_and_shows(two: Place) -> None:
    two.build()
    file = two.article(SLUG)
    edited = file.read_text().replace(
        "title: Ministers agree on a bridge over the Sund", "title: A bridge at last # at last!\nx-note: mine"
    )
    file.write_text(edited)
    two.build()
    two.put("originals/second.txt", FIRST.replace("bridge", "tunnel"))
    two.build("--no-cache")

    assert file.read_text() == edited
    assert "A bridge at last" in titles(two)


def test_an_edit_outlives_a_changed_original(two: Place) -> None:
    two.build()
    file = two.article(SLUG)
    edited = file.read_text().replace("a third", "a quarter")
    file.write_text(edited)
    two.put("originals/first.txt", FIRST.replace("told reporters", "told journalists"))

    run = two.build()

    assert file.read_text() == edited
    beside = file.with_name(f"{SLUG}.md.new")
    assert "told journalists" in beside.read_text()
    assert f"articles/{SLUG}.md: edited by hand, and its original changed; your version stays" in run.told
    assert "told journalists" not in two.read(f"articles/{SLUG}.html")


def test_a_conflict_is_settled_by_taking_over_the_sums(two: Place) -> None:
    two.build()
    file = two.article(SLUG)
    file.write_text(file.read_text().replace("a third", "a quarter"))
    two.put("originals/first.txt", FIRST.replace("told reporters", "told journalists"))
    two.build()
    beside = file.with_name(f"{SLUG}.md.new")
    sums = [line for line in beside.read_text().split("\n") if "sha256:" in line]
    kept = [line for line in file.read_text().split("\n") if "sha256:" not in line]
    end = kept.index("---", 1)
    file.write_text("\n".join([*kept[:end], *sums, *kept[end:]]))

    run = two.build()

    assert "edited by hand" not in run.told
    assert not beside.exists()
    assert "a quarter" in file.read_text()


def test_an_unedited_article_follows_its_original(two: Place) -> None:
    two.build()
    two.put("originals/first.txt", FIRST.replace("told reporters", "told journalists"))

    run = two.build()

    assert "told journalists" in two.read(f"articles/{SLUG}.html")
    assert "originals/first.txt: changed since it was received" in run.told


def test_a_renamed_original_keeps_its_article_and_its_edits(two: Place) -> None:
    two.build()
    file = two.article(SLUG)
    edited = file.read_text().replace("a third", "a quarter")
    file.write_text(edited)
    (two.content / "originals/first.txt").rename(two.content / "originals/1.txt")

    two.build()

    assert file.read_text() == edited
    assert len(titles(two)) == 2


def test_an_article_whose_original_is_gone_goes_unless_it_was_edited(two: Place) -> None:
    two.build()
    file = two.article(SLUG)
    edited = file.read_text().replace("a third", "a quarter")
    file.write_text(edited)
    for name in ("first", "second"):
        (two.content / f"originals/{name}.txt").unlink()
    two.put("originals/third.txt", FIRST.replace("bridge", "tunnel"))

    run = two.build()

    assert file.read_text() == edited
    assert "its original first.txt is gone; the article stays, since you edited it" in run.told
    assert sorted(titles(two)) == ["Ministers agree on a bridge over the Sund", "Ministers agree on a tunnel over the Sund"]
    assert not (two.site / "articles/2009-05-20-work-on-the-bridge-begins.html").exists()


def test_an_article_without_an_original_is_an_article(two: Place) -> None:
    two.put("articles/by-hand.md", "---\ntitle: By hand\ndate: 2001\n---\n\nWritten by hand, about Anna Lindqvist.\n")

    two.build()

    assert "Written by hand" in two.read("articles/by-hand.html")


def test_a_key_that_means_nothing_is_kept_and_told(two: Place) -> None:
    two.build()
    file = two.article(SLUG)
    edited = file.read_text().replace("language: en", "language: en\nautors: [me]\nslug: ../../etc")
    file.write_text(edited)

    run = two.build()

    assert run.status == 0
    assert f"warning: content/articles/{SLUG}.md:6: “autors” means nothing here: is it a slip?" in run.told
    assert f"warning: content/articles/{SLUG}.md:7: “slug” means nothing here: the address is the file’s name" in run.told
    assert file.read_text() == edited


@pytest.mark.parametrize("address", ["index.html", "people/index.html", "../evil", "data/articles.jsonl", f"articles/{SLUG}.html"])
def test_an_old_address_that_cannot_be_is_told(address: str, two: Place) -> None:
    two.build()
    file = two.article(SLUG)
    file.write_text(file.read_text().replace("language: en", f"language: en\naliases: ['{address}']"))

    run = two.build("--keep-going")

    assert address.removeprefix("../").removesuffix(".html") in run.told
    assert not (two.root / "evil.html").exists()
    assert "<h1" in two.read("index.html")


def test_a_draft_is_not_published(two: Place) -> None:
    two.build()
    file = two.article(SLUG)
    file.write_text(file.read_text().replace("language: en", "language: en\ndraft: true"))

    run = two.build()

    assert titles(two) == ["Work on the bridge begins"]
    assert "left out: first.txt" in run.last


def test_two_articles_of_one_headline_and_day_are_both_there(two: Place) -> None:
    two.put("originals/other.txt", FIRST.replace("a third", "a quarter"))

    run = two.build()

    assert titles(two).count("Ministers agree on a bridge over the Sund") == 2
    assert f"same headline and date as content/articles/{SLUG}.md" in run.told


def test_the_same_text_twice_is_one_article_and_told(two: Place) -> None:
    two.put("originals/sub/again.txt", FIRST)

    run = two.build()

    assert len(titles(two)) == 2
    assert "content/originals/sub/again.txt: the very same as first.txt: left out" in run.told
    assert "left out: sub/again.txt" in run.last


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("no front matter", 1, "there is no front matter"),
        ("---\ntitle: a\n", 1, "never closed"),
        ("---\ntitle: a\ntitle: b\n---\n", 3, "second time"),
        ("---\ntitle: a\ndate: 2024-02-30\n---\n", 3, "is no date"),
        ("---\ntitle: a\n\tdate: x\n---\n", 3, "tab"),
        ("---\ndate: 2024\n---\n", 1, "title is missing"),
        ("---\ntitle: a\nauthors: {b: c}\n---\n", 3, "list of texts"),
        ("---\ntitle: [a]\n---\n", 2, "one text"),
        ("---\ntitle: a\nurl: javascript:alert(1)\n---\n", 3, "https://"),
        ("---\ntitle: !!python/object/apply:os.system [x]\n---\n", 2, "tags"),
        ("---\ntitle: a\n---\n\n<<<<<<< mine\nb\n=======\nc\n>>>>>>> theirs\n", 5, "conflict"),
        ("---\na: &a [x]\nb: [*a]\n---\n", 3, "references"),
    ],
)
def test_a_broken_front_matter_names_its_line(text: str, line: int, told: str) -> None:
    with pytest.raises(FrontMatterError, match=told) as caught:
        articles.parse("a", text.encode())

    assert caught.value.line == line


def test_a_broken_article_is_left_as_it_is_and_stops_the_build(two: Place) -> None:
    two.build()
    site = two.files()
    file = two.article(SLUG)
    broken = file.read_text().replace("date: 2008-06-14", "date: the day after")
    file.write_text(broken)

    run = two.build()

    assert run.status == 1
    assert f"error: content/articles/{SLUG}.md:3: date: “the day after” is no date" in run.told
    assert file.read_text() == broken
    assert two.files() == site


def test_keep_going_publishes_the_others(two: Place) -> None:
    two.build()
    file = two.article(SLUG)
    file.write_text(file.read_text().replace("date: 2008-06-14", "date: the day after"))

    run = two.build("--keep-going")

    assert run.status == 1
    assert titles(two) == ["Work on the bridge begins"]
    assert "left out: first.txt" in run.last


def test_an_edit_made_while_the_build_runs_is_kept_and_published_next(two: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    two.build()
    two.put("originals/first.txt", FIRST.replace("told reporters", "told journalists"))
    file = two.article(SLUG)
    index = search.index

    def index_while_someone_writes(site: Path, before: Path, workers: Workers | None) -> None:
        file.write_text(file.read_text().replace("a third", "a quarter"))
        index(site, before, workers=workers)

    monkeypatch.setattr(search, "index", index_while_someone_writes)
    told: list[str] = []
    report = Report()
    monkeypatch.setattr(report, "say", told.append)
    build(Options(two.content, two.site), report, started=0.0)
    monkeypatch.undo()

    assert "a quarter" in file.read_text()
    assert any("changed while the build ran" in line for line in told)
    two.build()
    assert "a quarter" in two.read(f"articles/{SLUG}.html")


def test_what_cannot_be_read_is_not_taken_for_gone(two: Place) -> None:
    two.build()
    two.put("originals/first.txt", b"\x89PNG now a picture")

    run = two.build("--keep-going")

    assert two.article(SLUG).exists()
    assert "taken down" not in run.told


def test_a_copy_under_another_name_makes_no_second_article(two: Place) -> None:
    two.build()
    two.put("originals/aaa.txt", FIRST)

    two.build()

    assert titles(two).count("Ministers agree on a bridge over the Sund") == 1


def test_a_file_name_of_any_bytes_does_not_stop_the_next_build(two: Place) -> None:
    (two.content / os.fsdecode(b"originals/latin\xe9.txt")).write_text(FIRST.replace("bridge", "tunnel"))

    assert two.build().status == 0
    assert two.build("--no-cache").status == 0
