"""The command: what it answers to good content, bad content and wrong usage."""

from __future__ import annotations

import fcntl
import json
import re
import zipfile

import pytest
from archives import FIRST, HOME, SECOND, Place, put_sample

from cuttings.builder import cache_folder
from cuttings.fixity import sha256
from cuttings.memo import place
from cuttings.model import Archive, Article, Settings, Slug, Step
from cuttings.review.articles import close_cuts

LINE = re.compile(r"^(?:error|warning): [^:\n]+(?::\d+)?: .+$")


def test_the_last_line_counts(two: Place) -> None:
    run = two.build()

    assert run.status == 0
    assert re.fullmatch(r"2 articles, \d+ entities, 1 links, \d+ pages; \d+ added, 0 changed, 0 removed; [\d.]+ s", run.last)


def test_a_second_build_says_0_changed_and_takes_the_shortcut(empty: Place) -> None:
    put_sample(empty)
    empty.build("--no-cache")

    run = empty.build("--verbose")

    # --verbose tells each stage: none was run.
    assert [line for line in run.told.splitlines() if not line.startswith("warning")] == [run.last]
    assert "0 added, 0 changed, 0 removed" in run.last


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b"", "error: content/originals/empty.txt:1: the file is empty"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(200), "error: content/originals/picture.txt:1: this is no text but a binary file"),
        ("no-title.txt", b"a long sentence that goes on and on about nothing at all and then comes to an end somewhere, at last, as one had hoped.",
         "warning: content/originals/no-title.txt:1: no headline found"),
        ("latin.txt", FIRST.replace("Sund", "Öresund").replace("\n\n", "\n\n«") .encode("cp1252"), "read as cp1252"),
        ("scan.jpg", b"\xff\xd8\xff", "warning: content/originals/scan.jpg: left out: not one of .txt"),
    ],
)  # fmt: skip
def test_bad_input_is_named_and_the_others_build(name: str, content: bytes, told: str, two: Place) -> None:
    two.put(f"originals/{name}", content)

    run = two.build("--keep-going")

    assert told in run.told
    assert "Ministers agree on a bridge over the Sund" in two.read("data/articles.jsonl")
    assert all(LINE.match(line) for line in run.told.strip().splitlines()[:-1])
    assert (two.content / "originals" / name).read_bytes() == content


def test_without_keep_going_the_old_site_stays(two: Place) -> None:
    two.build()
    before = two.files()
    two.put("originals/empty.txt", "")
    two.put("originals/third.txt", SECOND.replace("bridge", "tunnel"))

    run = two.build()

    assert run.status == 1
    assert "not published" in run.last
    assert two.files() == before


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("entities.yaml", "entities:\n  Anna Berg: {}\n", "error: content/entities.yaml:2: "),
        ("entities.yaml", "entities: [\n", "error: content/entities.yaml:2: "),
        ("archive.toml", 'title = "x"\nbase_url = "ftp://x"\n', "error: content/archive.toml:2: base_url must be an address"),
        ("archive.toml", "title = \n", "error: content/archive.toml:1: "),
        ("archive.toml", 'titel = "x"\n', "error: content/archive.toml:1: unknown setting “titel”"),
    ],
)
def test_a_broken_decision_or_setting_stops_all(name: str, text: str, told: str, two: Place) -> None:
    two.build()
    before = two.files()
    two.put(name, text)

    for arguments in ((), ("--keep-going",)):
        run = two.build(*arguments)
        assert run.status == 1
        assert told in run.told
    assert two.files() == before
    assert (two.content / name).read_text() == text


def test_strict_makes_a_warning_an_error(two: Place) -> None:
    two.put("originals/scan.jpg", "x")

    assert two.build("--strict").status == 1
    assert two.build().status == 0


def test_quiet_and_check(two: Place) -> None:
    run = two.run("check")
    assert run.status == 0
    assert not two.site.exists()
    assert not (two.content / "articles").exists()

    assert two.build("--quiet").told == ""


@pytest.mark.parametrize("arguments", [("--nonsense",), ("build", "--jobs", "0"), ("--base-url", "example.org"), ("add",)])
def test_wrong_usage_is_2(arguments: tuple[str, ...], two: Place) -> None:
    assert two.run(*arguments).status == 2


def test_no_articles_is_an_answer(empty: Place) -> None:
    run = empty.build()

    assert run.status == 1
    assert "there is no such folder" in run.told


def test_a_second_build_of_one_site_waits_its_turn(two: Place) -> None:
    folder = cache_folder()
    assert folder
    with open(folder / f"{place(two.site)}.lock", "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        run = two.build()

    assert run.status == 1
    assert "another build of it is running" in run.told


def test_an_output_that_is_not_ours_is_refused(two: Place) -> None:
    two.site.mkdir()
    (two.site / "thesis.txt").write_text("years of work")

    run = two.build()

    assert run.status == 1
    assert "choose another --output" in run.told
    assert [file.name for file in two.site.iterdir()] == ["thesis.txt"]


def test_files_of_one_s_own_in_the_site_stay(two: Place) -> None:
    two.build()
    (two.site / "CNAME").write_text("example.org")
    (two.site / ".git").mkdir()
    (two.site / ".git/HEAD").write_text("ref")
    two.put("originals/third.txt", FIRST.replace("bridge", "tunnel"))
    (two.content / "originals/second.txt").unlink()

    run = two.build()

    assert run.status == 0
    assert (two.site / "CNAME").read_text() == "example.org"
    assert (two.site / ".git/HEAD").read_text() == "ref"
    assert not (two.site / "articles/2009-05-20-work-on-the-bridge-begins.html").exists()


def test_redirects_of_renamed_entities_and_moved_articles(two: Place) -> None:
    two.build()
    slug = "2008-06-14-ministers-agree-on-a-bridge-over-the-sund"
    file = two.article(slug)
    file.write_text(file.read_text().replace("language: en", "language: en\naliases: [old/bridge.html]"))
    two.put("entities.yaml", "renamed: {anna-lindqvist: lindqvist}\n")

    assert two.build().status == 0

    assert re.search(r'http-equiv="refresh" content="0; ?url=\.\./people/lindqvist\.html"', two.read("people/anna-lindqvist.html"), re.I)
    assert f"../articles/{slug}.html" in two.read("old/bridge.html")
    assert re.search(r"^/people/anna-lindqvist.html /people/lindqvist.html 301!$", two.read("_redirects"), re.MULTILINE)
    assert re.search(rf"^/old/bridge.html /articles/{slug}.html 301!$", two.read("_redirects"), re.MULTILINE)


def test_the_manifest_of_what_was_received(two: Place) -> None:
    two.build()

    lines = (two.content / "originals/manifest-sha256.txt").read_text().splitlines()

    assert lines == [f"{sha256(FIRST)}  first.txt", f"{sha256(SECOND)}  second.txt"]


def test_a_build_only_reads_the_manifest_and_add_extends_it(two: Place) -> None:
    two.build()
    manifest = two.content / "originals/manifest-sha256.txt"
    before = manifest.read_text()
    third = FIRST.replace("bridge", "tunnel")
    two.put("originals/third.txt", third)
    two.put("originals/first.txt", FIRST.replace("told", "informed"))

    run = two.build()
    assert manifest.read_text() == before
    assert f"content/originals/first.txt: changed since it was received (its sha256 began {sha256(FIRST)[:8]})" in run.told

    two.run("add", str(two.content / "originals"))
    assert manifest.read_text() == before + f"{sha256(third)}  third.txt\n"


def test_add_copies_and_never_replaces(two: Place) -> None:
    two.put("../new/first.txt", "Another text of the same name\n\nWith a paragraph that is long enough.\n")
    two.put("../new/second.txt", SECOND)
    with zipfile.ZipFile(two.root / "more.zip", "w") as archive:
        archive.writestr("in/zip.txt", "A text in a zip\n\nWith a paragraph that is long enough.\n")
        archive.writestr("../../evil.txt", "out")
        archive.writestr("notes.docx", "no")

    run = two.run("add", str(two.root / "new"), str(two.root / "more.zip"), "--quiet")

    assert run.status == 0
    names = sorted(path.relative_to(two.content / "originals").as_posix() for path in (two.content / "originals").rglob("*.txt"))
    assert [name for name in names if "evil" not in name and "manifest" not in name] == [
        "first-2.txt",
        "first.txt",
        "in/zip.txt",
        "second.txt",
    ]
    assert (two.content / "originals/first.txt").read_text() == FIRST
    assert not list(two.root.glob("evil*"))


def test_review_names_what_is_unsure(two: Place) -> None:
    two.put(
        "originals/third.txt",
        "A text without a date\n\nPresident Anna Lindqvist and the president, Anna Lindquist, spoke at length about it all.\n",
    )

    run = two.run("review")

    assert run.status == 0
    assert "undated: a-text-without-a-date" in run.out
    assert "“Anna Lindquist” (1 mention in 1 article) is taken for Anna Lindqvist: a slip for Anna Lindqvist" in run.out


def test_review_names_the_cuts_that_were_close() -> None:
    lines = [("The ferry of the line stays in port", 0.31, "unlikely"), ("Two of the ferries are for sale", 0.44, "unlikely")]
    others = [
        ("Sign up for the letter of the harbour", 0.02, "unlikely"),
        ("Two of the ferries are for sale", 0.44, "repeated"),
        ("Ferries", 0.4, "unlikely"),
    ]
    steps = tuple(
        Step(rule, "reads like the page’s own", at, text, score=score) for at, (text, score, rule) in enumerate(lines + others, 1)
    )
    archive = Archive(Settings(), (Article("A bridge", Slug("a-bridge"), steps=steps),))

    assert [one.title.partition("“")[2].partition("”")[0] for one in close_cuts(archive)] == [lines[1][0], lines[0][0]]


def test_review_names_sources_that_disagree(two: Place) -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2008-06-14"}</script><meta name="date" content="2008-06-20">'
    two.put("originals/third.html", f"<html><head>{head}</head><body><h1>Ferries stay</h1><p>{FIRST}</p></body></html>")

    run = two.run("review")

    told = "sources disagree: 2008-06-14-ferries-stay: date: 2008-06-14 (JSON-LD), but 2008-06-20 (meta date)"
    assert told in run.out
    assert "settle it: write date: … into articles/2008-06-14-ferries-stay.md" in run.out


def test_the_sample_says_that_it_was_written_for_the_sample(sample: Place) -> None:
    for file in sorted((HOME / "content/originals").glob("*.*")):
        if file.name != "manifest-sha256.txt":
            text = file.read_bytes()
            decoded = text.decode("utf-16") if text[:2] in (b"\xff\xfe", b"\xfe\xff") else text.decode("utf-8", "replace")
            assert "Written for the Cuttings sample archive from public facts" in decoded, file.name
    assert len([json.loads(line) for line in sample.read("data/articles.jsonl").splitlines()]) >= 15
