"""The search index: packed for a disk, in one order, and clear about what is missing."""

from __future__ import annotations

import base64
import importlib
import itertools
import json
import re
import sys
import types
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from asking import bundle as files

from cuttings.search import SearchError, engine, index, listing, unmet, version
from cuttings.search.facets import Marks, marked, marks, unsorted
from cuttings.search.form import plain, unpacked
from cuttings.search.pack import script, script_of, scripts
from cuttings.search.sheets import read_sheet, rising

PAGE = '<html lang="en"><head><title>x</title></head><body>{}</body></html>'
ARTICLE = (
    '<main data-pagefind-body><data hidden data-pagefind-filter="year[value]" value="{year}"></data>'
    '<data hidden data-pagefind-filter="people[value]" value="{name}"></data><h1>{name}</h1><p>Text number {year}.</p></main>'
)


def _put(site: Path, path: str, body: str) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(PAGE.format(body), "utf-8")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for number in range(24):
        _put(tmp_path, f"articles/a{number}.html", ARTICLE.format(year=1990 + number, name=f"Person {number % 7}"))
    _put(tmp_path, "articles/index.html", "<h1>All</h1>")
    _put(tmp_path, "people/somebody.html", "<h1>Somebody</h1>")
    return tmp_path


def _index(site: Path) -> dict[str, bytes]:
    index(site)
    return {f"{folder}/{path}": content for folder in ("pagefind", "pagefind-offline") for path, content in files(site / folder).items()}


def unpack(scripts: dict[str, bytes]) -> dict[str, bytes]:
    """What search-loader.js reads from the scripts."""
    files: dict[str, bytes] = {}
    for content in scripts.values():
        given, _ = json.JSONDecoder().raw_decode(content.decode().removeprefix("ArchiveSearch.put("))
        files |= {path: base64.b64decode(text) for path, text in given.items()}
    return files


BUNDLE = {
    "pagefind-worker.js": b"(() => {})();",
    "pagefind-entry.json": b"{}",
    "wasm.en.pagefind": bytes(range(256)),
    "index/en_1a2b3c4.pf_index": b"words",
    "facets/5d6e7f8.pf_facets": b"values",
    **{f"fragment/en_{number:07x}.pf_fragment": bytes([number]) * 9000 for number in range(40)},
}


def pack(bundle: Mapping[str, bytes]) -> dict[str, bytes]:
    """The bundle as scripts, by their names."""
    planned = scripts({path: len(content) for path, content in bundle.items()})
    return {name: script({path: bundle[path] for path in paths}, planned.buckets) for name, paths in planned.files.items()}


def test_packing_loses_nothing() -> None:
    assert unpack(pack(BUNDLE)) == BUNDLE


def test_each_file_is_in_the_script_that_its_path_names() -> None:
    scripts = pack(BUNDLE)
    buckets = int(re.search(rb'"buckets":(\d+)', scripts["boot.js"])[1])  # type: ignore[index]
    for path, content in BUNDLE.items():
        assert unpack({"": scripts[script_of(path, buckets)]})[path] == content


def test_a_changed_article_changes_one_script() -> None:
    changed = BUNDLE | {"fragment/en_0000003.pf_fragment": b"x" * 9000}
    before, after = pack(BUNDLE), pack(changed)
    assert len([name for name in before if before[name] != after[name]]) == 1


def test_scripts_are_ascii_and_one_call_each() -> None:
    for content in pack({"index/é.pf_index": "ü".encode()}).values():
        assert re.fullmatch(rb"ArchiveSearch\.put\(\{[\x20-\x7e]*\}\);\n", content)


def test_the_guard_names_what_a_release_has_dropped(site: Path) -> None:
    index(site)
    assert unmet(site / "pagefind") == ()
    worker = site / "pagefind" / "pagefind-worker.js"
    worker.write_bytes(worker.read_bytes().replace(b'case"preload"', b'case"load"'))
    assert unmet(site / "pagefind") == ('pagefind-worker.js: case"preload"',)
    worker.unlink()
    assert "pagefind-worker.js: fetch(" in unmet(site / "pagefind")


def test_the_same_articles_give_the_same_bytes(site: Path) -> None:
    first = _index(site)
    assert {path.partition("/")[0] for path in first} == {"pagefind", "pagefind-offline"}
    assert all(_index(site) == first for _ in range(2))


def _facets(site: Path) -> list[Marks]:
    """The marks of articles as the facets tell them, the oldest first."""
    held = files(site / "pagefind")
    return marked(held[f"facets/{_entry(held)['facets']}.pf_facets"], lambda name: held[f"facets/{name}.pf_facets"])


def _entry(held: Mapping[str, bytes]) -> dict[str, Any]:
    told: dict[str, Any] = json.loads(held["pagefind-entry.json"])
    return told


def test_facets_tell_which_articles_have_which_value(site: Path) -> None:
    index(site)
    assert _facets(site) == [
        Marks("0000", (("people", f"Person {number % 7}"), ("year", str(1990 + number))))
        for number in sorted(range(24), key=lambda number: f"a{number}.html")
    ]


def test_nothing_needless_is_published_and_pagefind_has_no_filters(site: Path) -> None:
    index(site)
    assert not [path for path in files(site / "pagefind") if re.search("-ui|highlight|unknown|filter", path)]


def test_marks_are_read_in_every_form_of_html() -> None:
    page = """<data data-pagefind-filter=year[value] value=2005></data>
    <data hidden value='A "b"' data-pagefind-filter="people[value]"><data data-pagefind-sort='date[value]' value='2005-06'></data>
    <data data-pagefind-filter="people[value]" value=""></data><data value="kept"></data>"""
    assert marks(page) == Marks("2005-06", (("year", "2005"), ("people", 'A "b"')))
    assert "data-pagefind-sort" not in unsorted(page)
    assert unsorted(page).count("<data") == page.count("<data") - 1


def test_only_articles_are_taken_in(site: Path) -> None:
    index(site)
    entry = json.loads((site / "pagefind" / "pagefind-entry.json").read_bytes())
    assert entry["languages"]["en"]["page_count"] == 24


def test_values_are_kept_to_the_letter(site: Path) -> None:
    _put(site, "articles/quoted.html", ARTICLE.format(year=2014, name="William &quot;Bill&quot; A\\B"))
    index(site)
    assert ("people", 'William "Bill" A\\B') in {mark for article in _facets(site) for mark in article.filters}


def test_what_has_no_stems_goes_with_the_archives_own_language(site: Path) -> None:
    (site / "search.html").write_text('<!doctype html>\n<html class="x" lang="uk-UA"><body></body></html>', "utf-8")
    for page in (site / "articles").glob("a*.html"):
        page.write_text(page.read_text("utf-8").replace('lang="en"', 'lang="bg"'), "utf-8")
    index(site)
    assert list(json.loads((site / "pagefind" / "pagefind-entry.json").read_bytes())["languages"]) == ["uk"]


def test_without_articles_there_is_no_index(site: Path) -> None:
    index(site)
    for page in (site / "articles").glob("a*.html"):
        page.unlink()
    index(site)
    assert sorted(path.name for path in site.iterdir()) == ["articles", "people"]


def test_nothing_else_is_left_in_the_site(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAGEFIND_OUTPUT_SUBDIR", "elsewhere")
    (site / "pagefind").mkdir()
    (site / "pagefind" / "old.pf_fragment").touch()
    index(site)
    assert sorted(path.name for path in site.iterdir()) == ["articles", "pagefind", "pagefind-offline", "people"]
    assert not (site / "pagefind" / "old.pf_fragment").exists()


def test_a_version_is_told() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", version())


def _program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    package = types.ModuleType("pagefind_bin")
    package.get_executable = lambda: program  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "pagefind_bin", package)


def test_a_missing_pagefind_is_named(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pagefind_bin", None)
    with pytest.raises(SearchError, match=r"^Pagefind is not installed; install it anew: pip install"):
        index(site)
    assert not (site / "pagefind").exists()


def test_a_package_without_its_program_is_named(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.import_module("pagefind_bin"), "get_candidate_paths", list)
    with pytest.raises(SearchError, match=r"^Pagefind is not installed"):
        index(site)


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand in for Pagefind")
@pytest.mark.parametrize(
    ("script", "told"),
    [
        ("kill -9 $$", r"^Pagefind was stopped by SIGKILL; where memory ran out"),
        ("echo; echo 'No room left' >&2; exit 7", r"^Pagefind failed with status 7: No room left$"),
        ("exit 3", r"^Pagefind failed with status 3: it said nothing$"),
    ],
)
def test_a_failing_pagefind_is_told_in_a_sentence(
    script: str, told: str, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _program(tmp_path, monkeypatch, script)
    with pytest.raises(SearchError, match=told):
        index(site)


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand in for Pagefind")
def test_a_pagefind_that_never_ends_is_ended(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, monkeypatch, "exec sleep 1000")
    monkeypatch.setattr(engine, "PATIENCE", 1)
    with pytest.raises(SearchError, match=r"^Pagefind did not come to an end within 1 s"):
        index(site)


def test_a_program_that_cant_be_started_is_told(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _program(tmp_path, monkeypatch, "")
    (tmp_path / "program").chmod(0o644)
    with pytest.raises(SearchError, match=r"^Pagefind can't be started"):
        index(site)


def test_an_article_that_pagefind_passes_over_is_an_error(site: Path) -> None:
    (site / "articles" / "odd.html").write_text("<!-- data-pagefind-body --><p>No such element.</p>", "utf-8")
    with pytest.raises(SearchError, match=r"^Pagefind took in 24 of 25 articles"):
        index(site)


@pytest.mark.skipif(sys.platform == "win32", reason="shell scripts stand in for Pagefind")
@pytest.mark.parametrize("meta", [b"", zlib.compress(b"pagefind_dcd\x9f\xff", wbits=31), zlib.compress(b"pagefind_dcd\x80", wbits=31)])
def test_an_unknown_form_of_the_files_is_told(meta: bytes, site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "odd").write_bytes(meta)
    _program(tmp_path, monkeypatch, f'"{engine._program()}" "$@"; for file in pagefind/*.pf_meta; do cp "{tmp_path}/odd" "$file"; done')
    with pytest.raises(SearchError, match=r"^Pagefind's files are in a form that is not known here"):
        index(site)


def test_pages_are_numbered_by_date_and_words_lead_to_them(site: Path) -> None:
    for page in (site / "articles").glob("a*.html"):
        page.unlink()
    for name, date, text in (("a", "2009", "all TWO"), ("b", "2007", "all one"), ("c", "2008", "âll two über")):
        _put(
            site,
            f"articles/{name}.html",
            f'<main data-pagefind-body><data data-pagefind-sort="date[value]" value="{date}"></data><p>{text}</p></main>',
        )
    index(site)
    held = files(site / "pagefind")
    told = _listed(held)
    assert [_url(held, name) for name in told.names] == ["b", "c", "a"]
    assert told.lengths == [2, 3, 2]
    words = {stem: (pages, forms) for part in told.parts for stem, pages, forms in unpacked(held[f"index/{part}.pf_index"])[0]}
    numbers = {stem: list(itertools.accumulate(step for step, *_ in pages)) for stem, (pages, _) in words.items()}
    assert {stem: numbers[stem] for stem in ("all", "one", "two")} == {"all": [0, 2], "one": [0], "two": [1, 2]}
    assert [(form, [step for step, *_ in pages]) for form, pages in words["all"][1]] == [("âll", [1])]


@dataclass(frozen=True)
class Listed:
    """What the list of an index tells: names of texts and numbers of words, by number; how parts begin, and their names; places."""

    names: list[str]
    lengths: list[int]
    starts: list[str]
    parts: list[str]
    places: list[int]


def _listed(held: Mapping[str, bytes], language: str = "en") -> Listed:
    head, columns = read_sheet(held[f"{_entry(held)['languages'][language]['list']}.pf_list"])
    count, width, starts = head["pages"], head["width"], [""]
    for told in head["starts"].split(" "):
        starts.append(starts[-1][: int(told[0])] + told[1:])
    lengths = [int.from_bytes(columns[number : 3 * count : count], "little") for number in range(count)]
    parts, rest = columns[3 * count :][: 5 * (len(starts) - 1)], columns[3 * count + 5 * (len(starts) - 1) :]
    for size, name in head["blocks"]:
        block = read_sheet(held[f"names/{name}.pf_names"])[1]
        assert len(block) == size * width
        rest += block
    named = [f"{language}_{rest[at : at + width].hex()}" for at in range(0, width * count, width)]
    return Listed(
        named,
        lengths,
        starts[1:],
        [f"{language}_{parts[at : at + 5].hex()}" for at in range(0, len(parts), 5)],
        rising(rest[width * count :]),
    )


def _url(held: Mapping[str, bytes], id_: str) -> str:
    url: str = json.loads(plain(held[f"fragment/{id_}.pf_fragment"]))["url"]
    return url.removeprefix("/articles/").removesuffix(".html")


def test_each_language_has_an_index_of_its_own_and_all_one_table(site: Path) -> None:
    for number, language in enumerate(("de-AT", "fr", "ru", "uk")):
        text = f'<main data-pagefind-body><data data-pagefind-sort="date[value]" value="200{9 - number}"></data><article lang="{language}"><h1>T</h1>'
        _put(site, f"articles/b{number}.html", text)
    index(site)
    held = files(site / "pagefind")
    languages = json.loads(held["pagefind-entry.json"])["languages"]
    # Ukrainian, which Pagefind can't inflect, goes with the archive's own.
    assert {language: about["page_count"] for language, about in languages.items()} == {"de": 1, "en": 25, "fr": 1, "ru": 1}
    assert {f"wasm.{language}.pagefind" for language in languages} <= set(held)
    table = _facets(site)
    assert len(table) == 28
    assert [article.date for article in table[-5:]] == ["0000", "2006", "2007", "2008", "2009"]
    assert {language: _listed(held, language).places for language in languages} == {"de": [27], "en": [*range(25)], "fr": [26], "ru": [25]}


@pytest.mark.parametrize("few", [0, 8_000])
def test_the_list_tells_how_the_parts_of_the_index_begin_and_where_texts_are(few: int, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "FEW", few)
    words = " ".join(f"word{number:05}x" for number in range(12_000))
    _put(site, "articles/many.html", f"<main data-pagefind-body><h1>T</h1><p>{words}</p></main>")
    index(site)
    held = files(site / "pagefind")
    told = _listed(held)
    assert len(told.starts) == len(told.parts) == len([path for path in held if path.startswith("index/")]) > 1
    assert told.starts == sorted(told.starts)
    firsts = [unpacked(held[f"index/{part}.pf_index"])[0][0][0] for part in told.parts]
    assert all(first.startswith(start) for first, start in zip(firsts, told.starts, strict=True))
    assert [_url(held, name) for name in told.names] == sorted(
        page.stem for page in (site / "articles").glob("*.html") if page.stem != "index"
    )
    assert bool([path for path in held if path.startswith("names/")]) == (few == 0)
