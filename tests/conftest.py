"""Fixtures: archives in folders of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from archives import FIRST, SECOND, Place, put_sample
from chromium import browser, serve
from hypothesis import settings

__all__ = ["browser", "serve"]

# No deadline: the first example loads parsers, and machines are busy.
settings.register_profile("here", deadline=None)
settings.load_profile("here")


@pytest.fixture
def empty(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def two(empty: Place) -> Place:
    """An archive of two articles that share a person, a place and an organisation."""
    empty.put("originals/first.txt", FIRST)
    empty.put("originals/second.txt", SECOND)
    return empty


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The sample archive, built once."""
    place = Place(tmp_path_factory.mktemp("sample"))
    put_sample(place)
    assert place.build().status == 0
    return place
