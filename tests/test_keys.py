"""A page that has the key it had is the page it was, whatever changes in the archive around it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from archives import HOME, Place, put_sample
from test_entity_pages import MOSCOW, RUSSIA, WASHINGTON, an_archive
from test_pages import MARKDOWN, archive, static, templates

from cuttings.check import Check
from cuttings.model import Archive, Article, Entity, Settings, Slug
from cuttings.pages import AsBefore, LongPage, pages
from cuttings.pages.keys import sum_of

DAYS = [f"2001-01-{day:02}" for day in range(1, 9)]
#: Seats that stand for governments, namesakes, and one who is in enough articles to have a network.
SEATS = an_archive(
    {day: f"Moscow said on day {day} that Washington, Ada Bell, Bob Bell and Russia must meet Cleo." for day in DAYS}
    | {"2002-02-02": "Moscow has agreed, said Ada Bell.", "2003-03-03": "Dora met Bob Bell in Russia."},
    (MOSCOW, RUSSIA, WASHINGTON, ("Ada Bell", "person"), ("Bob Bell", "person"), ("Cleo", "person"), ("Dora", "person")),
    moscow={"coordinates": (55.75, 37.62)},
    washington={"coordinates": (38.9, -77.04)},
)
#: One who is in more articles than a page holds.
LONG = an_archive(
    {f"19{year}-01-01": f"Ada met Bob{' and Cleo' if year % 7 == 0 else ''} in Russia." for year in range(10, 99)},
    (("Ada", "person"), ("Bob", "person"), ("Cleo", "person"), RUSSIA),
)
GIVEN = {"papers": archive(), "seats": SEATS, "long": LONG}
#: What another value of it would make an archive that no stage gives: another kind of text, another address for the same file.
FIXED = {"slug", "id", "kind", "html", "type", "path", "start", "end", "a", "b"}


def _another(name: str, value: Any) -> Any:
    """Another value of the same kind."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str):
        return {"date": "1998-07-06", "updated": "1998-07-06", "date_inferred": "1998-07-06", "language": "de"}.get(name, f"{value}x")
    if name == "coordinates":
        return (1.0, 2.0)
    if name in ("authors", "editors", "section", "tags", "aliases", "doubts", "notes", "contradictions"):
        return (*value, "Another")
    return value[:-1] or None


def _changed(value: Any) -> Iterator[tuple[str, Any]]:
    """A value with each of its fields changed in turn."""
    for field in fields(value):
        if field.name not in FIXED:
            other = _another(field.name, getattr(value, field.name))
            if other is not None:
                yield field.name, replace(value, **{field.name: other})


def _changes(given: Archive) -> Iterator[tuple[str, Archive]]:
    """Archives that differ from one in a field of an article, an entity or a link, or in an article more or fewer."""
    for what, own in (("articles", given.articles), ("entities", given.entities), ("links", given.links)):
        place = len(own) // 2
        for name, other in _changed(own[place]) if own else ():
            yield f"{what}: {name}", replace(given, **{what: (*own[:place], other, *own[place + 1 :])})  # type: ignore[arg-type]
    gone = given.articles[1]
    yield "an article goes", _without(given, gone)
    yield "an article comes", replace(given, articles=(*given.articles, replace(gone, slug=Slug("another"), title="Another")))
    yield "mentions go", replace(given, mentions=given.mentions[::2])
    yield "a link goes", replace(given, links=given.links[1:])


def _without(given: Archive, article: Article) -> Archive:
    def fewer(entity: Entity) -> Entity:
        left = tuple(slug for slug in entity.articles if slug != article.slug)
        return replace(entity, articles=left, page=entity.page and bool(left))

    return replace(
        given,
        articles=tuple(one for one in given.articles if one != article),
        entities=tuple(map(fewer, given.entities)),
        mentions=tuple(one for one in given.mentions if one.article != article.slug),
        links=tuple(one for one in given.links if article.slug not in (one.a, one.b)),
    )


@cache
def _site(which: str) -> tuple[dict[str, bytes], dict[str, str]]:
    made = list(pages(GIVEN[which], templates(), static(), MARKDOWN))
    keys = {page.path: page.key for page in made if not isinstance(page, LongPage) and page.key}
    return {page.path: page.content for page in made if not isinstance(page, AsBefore)}, keys


CHANGES = {f"{which}: {what}": (which, other) for which, given in GIVEN.items() for what, other in _changes(given)}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_kept_would_be_made_the_same(change: str) -> None:
    which, other = CHANGES[change]
    before, keys = _site(which)
    kept = {page.path: isinstance(page, AsBefore) for page in pages(other, templates(), static(), MARKDOWN, before=keys)}
    whole = {page.path: page.content for page in pages(other, templates(), static(), MARKDOWN) if not isinstance(page, AsBefore)}

    assert kept.keys() == whole.keys()
    assert [path for path in whole if kept[path] and whole[path] != before[path]] == []


@pytest.mark.parametrize("which", GIVEN)
def test_all_articles_and_entities_are_kept_where_nothing_changes(which: str) -> None:
    _, keys = _site(which)
    kept = {page.path for page in pages(GIVEN[which], templates(), static(), MARKDOWN, before=keys) if isinstance(page, AsBefore)}

    assert kept == keys.keys()
    own = {f"articles/{article.slug}.{suffix}" for article in GIVEN[which].articles for suffix in ("html", "ris", "bib", "json")}
    assert own <= kept
    whole = {re.sub(r"\.\d+\.html$", ".html", path) for path in kept - own}  # "people/ada.2.html" continues Ada's
    assert len(whole) == len([entity for entity in GIVEN[which].entities if entity.page])
    assert (len(kept - own) > len(whole)) == (which == "long")


def test_most_is_kept_where_one_article_changes() -> None:
    _, keys = _site("papers")
    given = GIVEN["papers"]
    longer = replace(given.articles[0], notes=("Two pages are missing.",))
    other = replace(given, articles=(longer, *given.articles[1:]))
    made = {
        page.path
        for page in pages(other, templates(), static(), MARKDOWN, before=keys)
        if page.path in keys and not isinstance(page, AsBefore)
    }

    named_there = {mention.entity for mention in given.mentions if mention.article == longer.slug}
    assert f"articles/{longer.slug}.html" in made
    assert {path.partition("/")[2].removesuffix(".html") for path in made if not path.startswith("articles/")} <= named_there


def test_settings_templates_and_static_files_are_part_of_every_key() -> None:
    _, keys = _site("papers")
    given = GIVEN["papers"]
    for archive_, templates_, static_ in (
        (replace(given, settings=replace(given.settings, accent_dark="#1d4f7c")), templates(), static()),
        (given, {**templates(), "missing.html": "x"}, static()),
        (given, templates(), {**static(), "search.js": b"1"}),
    ):
        assert not [page for page in pages(archive_, templates_, static_, MARKDOWN, before=keys) if isinstance(page, AsBefore)]


def test_a_sum_is_of_values_and_not_of_where_they_came_from() -> None:
    name = "Norland"
    assert sum_of((name, name)) == sum_of((name, name.upper().capitalize()))
    assert sum_of("a", "b") != sum_of("ab")
    assert sum_of(None) != sum_of("")
    assert sum_of(SEATS.articles[0]) != sum_of(SEATS.articles[1])


def test_after_an_edit_the_site_is_what_a_build_from_nothing_makes(tmp_path: Path) -> None:
    """By hand, of an original, by a decision, of a template, by an original that goes: with the pages that are kept, and without any."""
    place = Place(tmp_path)
    put_sample(place)
    assert place.build().status == 0
    article = sorted((place.content / "articles").glob("*.md"))[2]
    original = next(file for file in sorted((place.content / "originals").glob("*.txt")) if file.read_bytes().isascii())
    steps: tuple[tuple[Path, Callable[[str], str | None]], ...] = (
        (article, lambda text: text.replace("title: ", "title: Once more, ", 1)),
        (original, lambda text: text.replace("NATO", "the Northern Council")),
        (place.content / "entities.yaml", lambda text: text.replace("Secretary General of NATO, 2004", "Head of NATO, 2004")),
        (place.content / "templates" / "missing.html", lambda _: (HOME / "templates" / "missing.html").read_text("utf-8") + "<!-- -->"),
        (original, lambda _: None),
    )
    for file, change in steps:
        after = change(file.read_text("utf-8") if file.exists() else "")
        if after is None:
            file.unlink()
        else:
            place.put(str(file.relative_to(place.content)), after)
        assert place.build().status == 0
        whole = Place(tmp_path / "whole")
        shutil.rmtree(whole.root, ignore_errors=True)
        shutil.copytree(place.content, whole.content)
        assert whole.build("--no-cache").status == 0
        own, made = place.files(), whole.files()
        assert sorted(own) == sorted(made)
        assert [path for path in made if own[path] != made[path]] == [], file


def test_a_page_that_somebody_changed_is_made_again(tmp_path: Path) -> None:
    place = Place(tmp_path)
    put_sample(place)
    place.build()
    page = place.site / "about.html"
    entity = next((place.site / "organisations").glob("*.html"))
    before = entity.read_bytes()
    entity.write_bytes(before.replace(b"<h1", b"<h2", 1))
    place.put(
        f"articles/{next((place.content / 'articles').glob('*.md')).name}",
        next((place.content / "articles").glob("*.md")).read_text("utf-8") + "\nMore.\n",
    )
    assert place.build().status == 0
    assert entity.read_bytes() == before
    assert page.is_file()


def test_a_kept_page_is_looked_at_again_if_what_it_leads_to_goes() -> None:
    policy = b'<meta http-equiv="Content-Security-Policy">'
    old = {"a.html": policy + b'<a href="b.html#end"></a>', "b.html": policy + b'<p id="end"></p>', "c.html": policy + b'<p id="one"></p>'}

    def problems(made: dict[str, bytes]) -> list[str]:
        check = Check(Archive(Settings(), ()), "content", lambda path: old.get(path, b""))
        check.keep("a.html")
        for path, content in made.items():
            check.add(path, policy + content)
        return [f"{problem.where}: {problem.message}" for problem in check.problems(old)]

    assert problems({"b.html": b'<p id="end">', "c.html": b""}) == []
    assert problems({"b.html": b'<p id="another">', "c.html": b""}) == ["a.html: a link leads nowhere: b.html#end; please report this"]
    assert problems({"c.html": b""}) == ["a.html: a link leads nowhere: b.html#end; please report this"]
    # A new link to an anchor in a page that is kept.
    assert problems({"b.html": b'<p id="end">', "c.html": b'<a href="a.html#top">'}) == [
        "c.html: a link leads nowhere: a.html#top; please report this"
    ]
