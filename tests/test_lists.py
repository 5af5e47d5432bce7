"""The lists are as their heads and the README say."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from cuttings import lists
from cuttings.entities.listed import guarded, listed, weak
from cuttings.lists import GUARD, MARKS, TYPE, WEAK, aliases, rows

FOLDER = Path(lists.__file__).parent
ALL = sorted(path.stem for path in FOLDER.glob("*.txt") if path.stem != "LICENCES")
#: Lists of names with their other names, and marks.
NAMED = tuple(
    "abbreviations companies competitions institutions languages leaders markets media parties peoples products teams universities".split()
)
TYPES = {"person", "organisation", "place", "event", "agreement", "work", "other"}


def lines(name: str) -> list[str]:
    return (FOLDER / f"{name}.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", ALL)
def test_a_list_has_a_head_and_stands_in_the_readme(name: str) -> None:
    assert lines(name)[0].startswith("# ")
    assert f"{name}.txt" in (FOLDER / "README.md").read_text("utf-8")


@pytest.mark.parametrize("name", NAMED)
def test_a_list_is_sorted_and_small(name: str) -> None:
    text = lines(name)
    entries = [line for line in text if not line.startswith("#")]
    assert text == [line for line in text if line.startswith("#")] + sorted(entries)
    assert len(entries) == len(set(entries))
    assert (FOLDER / f"{name}.txt").stat().st_size < 150_000


@pytest.mark.parametrize("name", NAMED)
def test_fields_are_names_or_marks(name: str) -> None:
    places = aliases("countries")
    for fields in rows(name):
        assert all(fields), fields
        assert not fields[0].startswith(MARKS), fields
        assert len(fields) == len(set(fields)), fields
        assert all(field.removeprefix(GUARD) in places for field in fields if field.startswith(GUARD)), fields
        assert all(field.removeprefix(TYPE) in TYPES for field in fields if field.startswith(TYPE)), fields
        assert all(len(field) > 2 for field in fields if field.startswith(WEAK)), fields


@pytest.mark.parametrize("name", NAMED)
def test_a_name_leads_to_one_entry_unless_countries_guard_it(name: str) -> None:
    entries: dict[str, list[list[str]]] = defaultdict(list)
    for fields in rows(name):
        for field in fields:
            if not field.startswith(MARKS):
                entries[field].append(fields)
    for other, found in entries.items():
        countries = [{field for field in fields if field.startswith(GUARD)} for fields in found]
        assert len(found) == 1 or all(countries), (other, [fields[0] for fields in found])


def test_marks_are_no_names() -> None:
    assert not any(other.startswith(MARKS) for name in NAMED for other in aliases(name))
    assert aliases("companies")["Apple Computer"] == "Apple Inc."
    assert "Apple" not in aliases("companies")
    assert [known.name for known in weak()["Apple"]] == ["Apple Inc."]
    assert len(weak()["Bush"]) > 1
    assert len({known.name for known in guarded()["Labour Party"] if known.country in ("Norway", "Israel")}) == 2
    assert listed()["Nikkei 225"].type == "other"
