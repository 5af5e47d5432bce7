"""Addresses once published never break: a renamed file redirects for good, a lost one is told."""

from __future__ import annotations

import re

import pytest
from archives import SECOND, Place

from cuttings import redirects
from cuttings.model import Article, Sha256, Slug

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
