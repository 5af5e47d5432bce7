"""Addresses once published never break: a renamed file redirects for good, a lost one is told."""

from __future__ import annotations

import re

import pytest
from archives import FIRST, SECOND, Place

from cuttings import redirects
from cuttings.fixity import Sha256
from cuttings.model import Article, Slug

BRIDGE = "2008-06-14-ministers-agree-on-a-bridge-over-the-sund"


@pytest.fixture
def built(two: Place) -> Place:
    assert two.build().status == 0
    assert two.article(BRIDGE).is_file()
    return two


def test_a_renamed_article_redirects_for_good(built: Place) -> None:
    built.article(BRIDGE).rename(built.article("bridge"))
    assert "addresses.lock" not in built.build().told
    assert '<a href="../articles/bridge.html">its new address</a>' in built.read(f"articles/{BRIDGE}.html")
    built.article("bridge").rename(built.article("sund"))
    built.build()
    for old in (BRIDGE, "bridge"):
        assert re.search(rf"^/articles/{old}.html /articles/sund.html 301!$", built.read("_redirects"), re.MULTILINE)


def test_a_renamed_article_is_known_though_its_original_moved_too(built: Place) -> None:
    built.article(BRIDGE).rename(built.article("bridge"))
    (built.content / "originals/first.txt").rename(built.content / "originals/other.txt")
    built.build()
    assert f"/articles/{BRIDGE}.html /articles/bridge.html 301!" in built.read("_redirects")


def test_an_address_that_leads_nowhere_is_told_until_somebody_decides(built: Place) -> None:
    (built.content / "originals/first.txt").unlink()
    told = f"content/addresses.lock: published once, and gone now: {BRIDGE};"
    assert told in built.build().told
    assert told in built.build("--no-cache").told
    [slug] = [file.stem for file in (built.content / "articles").iterdir()]
    file = built.article(slug)
    file.write_text(file.read_text("utf-8").replace("\n---\n", f"\naliases: [/articles/{BRIDGE}.html]\n---\n", 1), "utf-8")
    run = built.build()
    assert told not in run.told
    assert f"/articles/{BRIDGE}.html /articles/{slug}.html 301!" in built.read("_redirects")


def test_a_draft_or_a_broken_file_is_not_gone(built: Place) -> None:
    file = built.article(BRIDGE)
    text = file.read_text("utf-8")
    file.write_text(text.replace("---\n", "---\ndraft: true\n", 1), "utf-8")
    assert "gone now" not in built.build().told
    file.write_text("---\ntitle: [\n---\n", "utf-8")
    assert "gone now" not in built.build("--keep-going").told
    file.write_text(text, "utf-8")
    assert built.build().status == 0


def test_a_new_article_may_take_an_old_address(built: Place) -> None:
    built.article(BRIDGE).rename(built.article("bridge"))
    built.put(f"articles/{BRIDGE}.md", f"---\ntitle: Another\n---\n\n{SECOND.rpartition('OSLO')[2]}")
    built.build()
    assert "Another" in built.read(f"articles/{BRIDGE}.html")
    assert f"/articles/{BRIDGE}.html" not in built.read("_redirects")


def test_the_lock_is_read_as_written() -> None:
    published: dict[Slug, tuple[str, Sha256]] = {Slug("b"): ("b.txt", Sha256("2")), Slug("a"): ("", Sha256(""))}
    assert redirects.parse(redirects.render(published)) == published
    today = redirects.extended(published, [Article("T", Slug("c"), original="c.txt")])
    assert list(today) == ["b", "a", "c"]
    assert today[Slug("c")] == ("c.txt", "")


def test_a_longer_alias_is_no_name(two: Place) -> None:
    """Who decides on an id without a name means the name of which the id is made."""
    two.put(
        "originals/first.txt",
        FIRST.replace("said Anna Lindqvist, the", "said Anna Lindqvist von der Partei, the") + "\nAnna Lindqvist left.\n",
    )
    two.put("entities.yaml", "entities:\n  anna-lindqvist:\n    aliases: [Anna Lindqvist von der Partei]\n")
    two.build()
    assert '<h1 dir="auto">Anna Lindqvist</h1>' in two.read("people/anna-lindqvist.html")


def test_an_old_address_follows_the_mentions_that_a_person_gave_to_another(two: Place) -> None:
    """Two of one surname, and articles that have nothing but it."""
    two.put("originals/first.txt", FIRST.replace("Anna Lindqvist", "Lindqvist"))
    two.put("originals/second.txt", SECOND.replace("Anna Lindqvist", "Lindqvist"))
    for number, name in enumerate(("Karl", "Karl", "Anna", "Anna")):
        text = f"{name} Lindqvist opens school {number}\n\n{number + 3} May 2010\n\nOSLO: {name} Lindqvist opened a school. Lindqvist was glad, he said, and {name} Lindqvist left.\n"
        two.put(f"originals/school{number}.txt", text)
    two.build()
    assert (two.site / "people/lindqvist.html").is_file()
    slugs = [file.stem for file in (two.content / "articles").iterdir() if "school" not in file.stem]
    two.put("entities.yaml", f"entities:\n  anna-lindqvist:\n    in: {{{slugs[0]}: [Lindqvist], {slugs[1]}: [Lindqvist]}}\n")
    two.build()
    assert "/people/lindqvist.html /people/anna-lindqvist.html 301!" in two.read("_redirects")


def test_where_a_person_says_an_old_id_leads_it_leads(two: Place) -> None:
    two.put("originals/third.txt", SECOND.replace("Anna Lindqvist", "Karl Berg").replace("Lindqvist", "Berg").replace("begins", "ends"))
    two.put("originals/fourth.txt", SECOND.replace("Anna Lindqvist", "Karl Berg").replace("Lindqvist", "Berg").replace("begins", "stops"))
    two.build()
    lock = two.content / "entities.lock"
    lock.write_text(lock.read_text("utf-8") + "somebody\t→\tanna-lindqvist\tperson\n", "utf-8")
    two.build()
    assert "/people/somebody.html /people/anna-lindqvist.html 301!" in two.read("_redirects")
    two.put("entities.yaml", "renamed: {somebody: karl-berg}\n")
    two.build()
    assert "/people/somebody.html /people/karl-berg.html 301!" in two.read("_redirects")
