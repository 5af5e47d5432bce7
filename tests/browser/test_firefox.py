"""Search from a disk in Firefox, whose rules for pages in a folder are its own: every file is a stranger to every other."""

from __future__ import annotations

import pytest
from archives import Place
from chromium import taken_home
from firefox import Firefox, firefox

__all__ = ["firefox"]


@pytest.fixture(scope="module")
def root(sample: Place, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The sample archive in a folder that a reader named."""
    return taken_home(sample.site, tmp_path_factory.mktemp("disk"))


def _ask(firefox: Firefox, root: str, question: str, told: str) -> None:
    firefox.open(f"{root}search.html?{question}")
    firefox.wait("#search-status", told)


@pytest.mark.parametrize(
    ("question", "told", "first"),
    [
        ("q=Scheffer%20Corfu", "1 article for “Scheffer Corfu”", "Military contacts between NATO and Russia to resume"),
        ("q=%22Founding%20Act%22%20Paris", 'for “"Founding Act" Paris”', "NATO and Russia sign Founding Act in Paris"),
        ("q=Lavrof", "for “Lavrov”. The archive does not have “Lavrof”.", ""),
        ("q=NATO&f.year=2007-12-12..2008-04", "2 articles for “NATO”", ""),
    ],
)
def test_questions_are_answered_from_a_disk(firefox: Firefox, root: str, question: str, told: str, first: str) -> None:
    _ask(firefox, root, question, told)
    assert firefox.text(".result-title").startswith(first)
    assert firefox.text(".result mark")


def test_narrowing_counts(firefox: Firefox, root: str) -> None:
    _ask(firefox, root, "q=Scheffer", "articles for “Scheffer”")
    before = int(firefox.text("#search-status").split()[0])
    firefox.says("document.querySelector('[data-filter=places] [type=checkbox]').click()")
    firefox.wait(".chip", "×")
    firefox.wait("#search-status", "for “Scheffer”")
    chosen = firefox.text("[data-filter=places] label:has(:checked) .count")
    after = int(firefox.text("#search-status").split()[0])
    assert chosen == f"({after})"
    assert 0 < after <= before


def test_a_result_leads_to_its_words_marked(firefox: Firefox, root: str) -> None:
    _ask(firefox, root, "q=submarine%20OR%20frigate", "for “submarine OR frigate”")
    firefox.says("document.querySelector('.result-title a').click()")
    firefox.wait("main mark", "rigate")
    assert "/articles/" in str(firefox.says("return location.href"))
