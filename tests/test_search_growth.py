"""What a first question of search loads, as the archive grows; and that a table of facets loses nothing."""

from __future__ import annotations

import hashlib
import itertools
import random
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from cuttings.search.facets import LEAST, Facets, Marks, facets, marked
from cuttings.search.indexes import Index, Part
from cuttings.search.listing import FEW, Listing, listing, read_listing
from cuttings.search.sheets import gzipped, read_sheet, rising, stepped

SIZES = (2_000, 10_000, 40_000)
NAMES = {"people": 12, "organisations": 14, "places": 9, "events": 1}  # values an article has, as news does


def _articles(count: int) -> list[Marks]:
    """Articles of twenty years with names by Zipf's law: new ones come with every article."""
    rng = random.Random(7)
    known = count + 1_000
    often = list(itertools.accumulate(1 / (rank + 3) for rank in range(known)))
    ranks = {name: rng.choices(range(known), cum_weights=often, k=count * most) for name, most in NAMES.items()}
    days = sorted("0000" if not rng.randrange(25) else str(date(1995, 1, 1) + timedelta(rng.randrange(7_300))) for _ in range(count))
    return [
        Marks(day, tuple(dict.fromkeys((("year", day[:4]), ("publication", f"Paper {rng.randrange(6)}"), *_named(ranks, at)))))
        for at, day in enumerate(days)
    ]


def _named(ranks: dict[str, list[int]], at: int) -> list[tuple[str, str]]:
    return [(name, f"{name} {rank:x}") for name, of in ranks.items() for rank in of[at * NAMES[name] : (at + 1) * NAMES[name]]]


def _listing(count: int) -> Listing:
    """The list of so many articles; parts of the index grow about with the square root of their number."""
    rng = random.Random(8)
    names = [hashlib.sha256(b"%d" % number).hexdigest()[:8] for number in range(count)]
    stems = sorted({f"{rng.randrange(36**6):x}" for _ in range(int(30 * count**0.5))})
    parts = [Part(stem, stem, f"en_{hashlib.sha256(stem.encode()).hexdigest()[:10]}") for stem in stems]
    lengths = [max(50, int(rng.gauss(500, 200))) for _ in range(count)]
    return listing(Index(Path(), "en", "en", [""] * count, lengths, ["title"], parts), names, None, "1.5.2")


def _first(count: int) -> tuple[int, int]:
    """The bytes of the table of facets and of the list."""
    return len(gzipped(facets(_articles(count)).table)), len(gzipped(_listing(count).content))


def _apart(told: Facets) -> Callable[[str], bytes]:
    return lambda name: gzipped(told.sheets[name])


def test_a_first_question_hardly_grows_with_the_archive() -> None:
    (facets_2, list_2), (facets_10, list_10), (facets_40, list_40) = map(_first, SIZES)
    assert facets_2 < 80_000
    assert list_2 < 25_000
    assert facets_10 + list_10 < 150_000
    assert facets_40 + list_40 < 320_000
    assert facets_40 < 3 * facets_10, "four times as many articles"
    assert list_40 < 4 * list_10


@pytest.mark.parametrize("count", [1, 300, 3_000])
def test_a_table_of_facets_loses_nothing(count: int) -> None:
    articles = _articles(count)
    told = facets(articles)
    assert [(article.date, {*article.filters}) for article in marked(gzipped(told.table), _apart(told))] == [
        (article.date, {*article.filters}) for article in articles
    ]


def test_a_little_archive_has_one_table_and_one_list() -> None:
    assert facets(_articles(300)).sheets == {}
    assert _listing(FEW).blocks == {}


def test_what_stands_apart_is_rarer_than_what_does_not() -> None:
    told = facets(_articles(10_000))
    head, _ = read_sheet(gzipped(told.table))
    for name in ("people", "organisations", "places"):
        common, rest = head["filters"][name]["values"], head["filters"][name]["rest"]
        further, _ = read_sheet(gzipped(told.sheets[rest["whole"]]))
        index, _ = read_sheet(gzipped(told.sheets[rest["index"]]))
        assert len(common) >= LEAST
        assert common[-1][1] >= rest["most"] == further[0][1]
        some = [value for _, sheet in index for value in read_sheet(gzipped(told.sheets[sheet]))[0]]
        assert sorted(some) == sorted(further)
        assert [first for first, _ in index] == sorted(first for first, _ in index)


def test_an_article_more_changes_few_sheets() -> None:
    articles = _articles(3_000)
    before = facets(articles).sheets
    after = facets([*articles, Marks("2099-01-01", (("people", "people 5a1"), ("people", "Somebody New")))]).sheets
    assert len(before) > 40
    assert len(after.keys() - before.keys()) <= 5  # two of some values, perhaps cut anew, and whole and index


def test_an_article_more_changes_one_block_of_names() -> None:
    before = _listing(FEW + 1).blocks
    after = _listing(FEW + 2).blocks
    assert len(before) > 20
    assert len(after.keys() - before.keys()) == 1


def test_dates_that_are_no_days_are_kept() -> None:
    dates = ["0000", "0000", "1999", "1999-12", "1999-12-31", "2000-02", "2000-02-29", "2000-02-30", "2000-03-01"]
    told = facets([Marks(date, (("year", date[:4]),)) for date in dates])
    assert [article.date for article in marked(gzipped(told.table), _apart(told))] == dates


@pytest.mark.parametrize("numbers", [[0], [254, 255, 256], [255, 510, 765], [3, 100_000, 100_001]])
def test_steps_of_any_length_are_told_in_bytes(numbers: list[int]) -> None:
    assert rising(stepped(numbers)) == numbers


def test_numbers_of_words_of_any_length_are_told(tmp_path: Path) -> None:
    lengths = [0, 255, 256, 70_000, 16_000_000]
    told = listing(
        Index(Path(), "en", "en", [""] * 5, lengths, ["title"], [Part("", "", "en_0123456789")]), ["01234567"] * 5, None, "1.5.2"
    )
    (tmp_path / "list").write_bytes(gzipped(told.content))
    assert read_listing(tmp_path / "list") == (lengths, ["title"])
