"""The index that stands: what is taken from it, and that nothing tells how an index came about."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import cbor2
import pytest
from asking import bundle as files

from cuttings.search import engine, index, parts
from cuttings.search.indexes import Part
from cuttings.search.parts import affected, cut, moves
from cuttings.search.postings import Postings, entry, spliced

WORDS = [
    f"{first}{second}{third}"
    for first in "bdfglmnprst"
    for second in ("an", "ei", "ol", "ur")
    for third in ("berg", "dale", "ing", "mond", "s")
]
ARTICLES = 40


def _article(number: int, text: str = "", language: str = "en", day: str = "", foot: str = "") -> str:
    rng = random.Random(number)
    date = day or f"20{number:02}-01-01"
    words = " ".join(rng.choices(WORDS, k=150))
    source = f'<data hidden data-pagefind-meta="source[value]" value="Paper {number % 3}"></data>' if number % 2 else ""
    return (
        f'<html lang="{language}"><body><main data-pagefind-body><data hidden data-pagefind-sort="date[value]" value="{date}"></data>{source}'
        f'<data hidden data-pagefind-filter="people[value]" value="Person {number % 7}"></data>'
        f"<h1>Über {words[:20]} {number}</h1><p>{text} {words} café</p></main><footer>{foot}</footer></body></html>"
    )


class Sites:
    """Sites one after the other: each begins with the pages of the last, and is indexed beside it."""

    def __init__(self, root: Path) -> None:
        self.root, self.count, self.pages = root, 0, {f"a{number:02}": _article(number) for number in range(ARTICLES)}
        self.now = self._next(None, 1000)

    def changed(self, pages: dict[str, str | None], batch: int = 1000) -> Path:
        """The site with other pages; None takes one away."""
        self.pages = {name: page for name, page in (self.pages | pages).items() if page is not None}
        self.now = self._next(self.now, batch)
        return self.now

    def afresh(self) -> dict[str, bytes]:
        """What an index of the same pages is that knows of no other."""
        site = self._put()
        index(site)
        return files(site)

    def _next(self, before: Path | None, batch: int) -> Path:
        site = self._put()
        index(site, before, batch)
        return site

    def _put(self) -> Path:
        self.count += 1
        site = self.root / str(self.count)
        (site / "articles").mkdir(parents=True)
        for name, page in self.pages.items():
            (site / "articles" / f"{name}.html").write_text(page, "utf-8")
        return site


@pytest.fixture
def sites(tmp_path: Path) -> Sites:
    return Sites(tmp_path)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The articles of each run of Pagefind."""
    seen: list[list[str]] = []
    run = engine.run

    def watched(folder: Path, output: str) -> None:
        seen.append(sorted(page.stem for page in folder.rglob("*.html")))
        run(folder, output)

    monkeypatch.setattr("cuttings.search.run", watched)
    return seen


CHANGES: dict[str, dict[str, str | None]] = {
    "an edit": {"a07": _article(7, "zyzzyva cafés")},
    "new words only": {"a07": _article(7, "aardvark zyzzyva " + " ".join(f"word{number}" for number in range(400)))},
    "the newest article": {"new": _article(41, "hello", day="2099-01-01")},
    "an article of long ago": {"old": _article(41, "hello", day="1901-01-01")},
    "an article less": {"a20": None},
    "the last article less": {"a39": None},
    "another day": {"a03": _article(3, day="2050-01-01")},
    "another language": {"a03": _article(3, language="de")},
    "other marks": {"a03": _article(3).replace("Person 3", "Person 99")},
    "no source any more": {f"a{number:02}": _article(number).replace("source[value]", "x") for number in (1, 3)},
    "what a template of one's own tells": {"a03": _article(3).replace("<p>", '<p data-pagefind-meta="lead">')},
    "nothing": {},
    "all of it": {f"a{number:02}": _article(number, "all new") for number in range(ARTICLES)},
    "less by far": {f"a{number:02}": None for number in range(3, ARTICLES)},
}


@pytest.mark.parametrize("change", CHANGES)
def test_no_byte_tells_how_an_index_came_about(change: str, sites: Sites) -> None:
    before = dict(sites.pages)
    assert files(sites.changed(CHANGES[change])) == sites.afresh()
    back: dict[str, str | None] = {**dict.fromkeys(sites.pages), **before}
    assert files(sites.changed(back)) == sites.afresh()


def test_many_small_steps_are_one(sites: Sites) -> None:
    rng = random.Random(5)
    for step in range(12):
        number = rng.randrange(60)
        language = rng.choice(("en", "en", "de", "fr"))
        page = _article(number, " ".join(rng.choices(WORDS, k=30)), language, f"20{rng.randrange(60):02}-05-05")
        sites.changed({f"a{number:02}": rng.choice((page, page, None))}, batch=rng.choice((1, 7, 1000)))
        if step % 4 == 3:
            assert files(sites.now) == sites.afresh()


@pytest.mark.parametrize("batch", [1, 3, 39, 40])
def test_no_byte_tells_in_how_many_runs(batch: int, sites: Sites, runs: list[list[str]]) -> None:
    whole = files(sites.now)
    index(sites.now, None, batch)
    assert len(runs) == -(-ARTICLES // batch)
    assert files(sites.now) == whole


def test_only_what_changed_is_read(sites: Sites, runs: list[list[str]]) -> None:
    sites.changed({"a07": _article(7, "zyzzyva"), "a08": None})
    assert runs == [["a07"], ["a07", "a08"]]  # as they are, and as they were


def test_only_files_that_differ_are_written(sites: Sites) -> None:
    before = sites.now
    after = sites.changed({"a07": _article(7, "zyzzyva")})
    old, new = (
        {
            path.relative_to(site): path
            for folder in ("pagefind", "pagefind-offline")
            for path in (site / folder).rglob("*")
            if path.is_file()
        }
        for site in (before, after)
    )
    written = {path.as_posix() for path, file in new.items() if path not in old or not file.samefile(old[path])}
    assert len([path for path in written if "/fragment/" in path]) == 1
    assert "pagefind/built.json" in written
    kept = {path.as_posix() for path in new} - written
    assert len([path for path in kept if "/fragment/" in path]) == ARTICLES - 1


def test_a_page_that_changes_beside_its_article_changes_nothing(sites: Sites, runs: list[list[str]]) -> None:
    before = files(sites.now / "pagefind")
    after = files(sites.changed({"a07": _article(7, foot="Related: another")}) / "pagefind")
    assert runs == [["a07"], ["a07"]]
    assert after == before


def _cut_short(site: Path) -> None:
    part = min((site / "pagefind" / "index").iterdir())
    part.write_bytes(part.read_bytes()[:-5])


def _other_program(site: Path) -> None:
    built = site / "pagefind" / "built.json"
    built.write_text(json.dumps(json.loads(built.read_text()) | {"form": "other"}))


def _page_not_that_of_the_index(site: Path) -> None:
    page = site / "articles" / "a07.html"
    page.write_text(page.read_text().replace("café", "tea"))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "a part is missing": lambda site: min((site / "pagefind" / "index").iterdir()).unlink(),
    "a part is cut short": _cut_short,
    "an article is missing": lambda site: sorted((site / "pagefind" / "fragment").iterdir())[3].unlink(),
    "a script is missing": lambda site: sorted((site / "pagefind-offline").iterdir())[3].unlink(),
    "half of it is missing": lambda site: shutil.rmtree(site / "pagefind-offline"),
    "what is for the next build is missing": lambda site: (site / "pagefind" / "built.json").unlink(),
    "it is no JSON": lambda site: (site / "pagefind" / "built.json").write_text("{"),
    "it is another program's": _other_program,
    "a page was changed by hand": _page_not_that_of_the_index,
    "a page is missing": lambda site: (site / "articles" / "a09.html").unlink(),
    "a page is none any more": lambda site: (site / "articles" / "a09.html").write_bytes(b"\xff"),
    "a page is no article any more": lambda site: (site / "articles" / "a09.html").write_bytes(b"<p>data-pagefind-body"),
    "all of it is missing": shutil.rmtree,
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_what_does_not_stand_is_made_anew(damage: str, sites: Sites) -> None:
    DAMAGE[damage](sites.now)
    assert files(sites.changed({"a09": _article(9, "zyzzyva")})) == sites.afresh()


def test_a_part_that_was_tampered_with_is_not_taken_for_what_it_says(sites: Sites) -> None:
    for part in (sites.now / "pagefind" / "index").iterdir():
        content = bytearray(part.read_bytes())
        content[len(content) // 2] ^= 0xFF
        part.write_bytes(content)
    assert files(sites.changed({"a09": _article(9, "zyzzyva")})) == sites.afresh()


def test_files_are_copied_where_there_are_no_links(sites: Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refused)
    assert files(sites.changed({"a09": _article(9, "zyzzyva")})) == sites.afresh()


def test_a_part_is_cut_where_its_stems_say() -> None:
    rng = random.Random(3)
    held = {f"stem{number:05}": bytes(rng.randrange(1, 300)) for number in range(3_000)} | {"stem01000x": bytes(60_000)}
    whole = [(first, last) for first, last, _ in cut(sorted(held.items()))]
    assert len(whole) > 10
    assert ("stem01000x", "stem01000x") in whole
    before = [Part(first, last, "") for first, last in whole]
    for stem, content in (
        ("stem01500", bytes(50_000)),
        ("stem01000x", b""),
        ("stem01000y", b"x"),
        (whole[3][0], b""),
        ("a", b"x"),
        ("z", b"x"),
    ):
        changed = {word: entry for word, entry in (held | {stem: content}).items() if entry}
        anew = [(first, last) for first, last, _ in cut(sorted(changed.items()))]
        touched = {(part.first, part.last) for part in affected(before, [stem])}
        assert len(touched) <= 3
        assert [part for part in whole if part not in touched] == [part for part in anew if part in whole and part not in touched]


@pytest.mark.parametrize("seed", range(40))
def test_what_is_spliced_is_what_is_written_anew(seed: int) -> None:
    rng = random.Random(seed)
    size = rng.choice((60, 300, 70_000))
    places = [cbor2.dumps([rng.randrange(99_999) for _ in range(rng.randrange(30))]) for _ in range(9)]
    here = sorted(rng.sample(range(size), 50))
    pages = [(number, rng.choice(places), rng.choice(places)) for number in here]
    gone, fresh = {*rng.sample(here, rng.randrange(3)), *rng.sample(range(size), rng.randrange(3))}, rng.randrange(4)
    room = size - len(gone) + fresh
    further = sorted(rng.sample(range(room), fresh))
    rest = iter(number for number in range(room) if number not in further)
    numbers = [None if old in gone else next(rest) for old in range(size)]
    came = [(number, rng.choice(places), rng.choice(places)) for number in further]
    moved = moves(numbers)
    assert moved is not None
    kept = [(new, held, fields) for number, held, fields in pages if (new := numbers[number]) is not None]
    spliced_entry = spliced(entry("stem", Postings(pages, {})), numbers, parts._changes(moved, came))
    assert spliced_entry == entry("stem", Postings(sorted([*kept, *came]), {}))
