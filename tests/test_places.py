"""Where places lie, and the lists behind it: coordinates only for the place that is meant."""

from __future__ import annotations

import pytest
from test_entities import article, resolved

from cuttings.entities.places import located
from cuttings.lists import aliases, cities, coordinates, rows, seats, shared_names
from cuttings.model import Entity, EntityType, Slug
from cuttings.slugs import slug


def entity(name: str, *articles: str, id: str = "", kind: EntityType = "place") -> Entity:
    return Entity(id or slug(name, otherwise="x"), name, kind, articles=tuple(map(Slug, articles)))


def where(*entities: Entity) -> tuple[float, float] | None:
    """The coordinates of the first."""
    return located(entities)[0].coordinates


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Brussels", (50.85, 4.35)),
        ("Moscow", (55.75, 37.62)),
        ("Russia", (60, 100)),
        ("Black Sea", (43, 35)),
        ("Georgia (US)", (32.7, -83.4)),
        ("Nowhere", None),
        ("Soviet Union", None),
    ],
)
def test_places_lie_where_the_lists_say(name: str, expected: tuple[float, float] | None) -> None:
    found = where(entity(name, "a"))

    assert (found and tuple(round(degrees, 2) for degrees in found)) == expected


def test_only_places_lie_somewhere() -> None:
    assert where(entity("Lebanon", "a", kind="organisation")) is None


def test_a_shared_name_lies_where_its_articles_say() -> None:
    cambridge = entity("Cambridge", "a", "b", "c")
    kingdom, states = entity("United Kingdom", "a", "b"), entity("United States", "c")

    assert where(cambridge, kingdom, states) == pytest.approx((52.2, 0.117))
    assert where(cambridge) is None
    assert where(cambridge, entity("United Kingdom", "a"), states) is None
    assert where(entity("Springfield", "a"), entity("United States", "a")) is None


def test_a_place_that_is_a_word_too_lies_somewhere_where_its_country_is_named() -> None:
    name = next(city.name for city in cities().values() if city.ambiguous and city.name not in shared_names())
    city = cities()[name]

    assert where(entity(name, "a")) is None
    assert where(entity(name, "a"), entity(city.country, "a")) == (city.latitude, city.longitude)


def test_what_a_person_set_apart_is_not_what_the_list_means() -> None:
    assert where(entity("Georgia", "a", id="georgia-us-state")) is None
    assert where(entity("Georgia", "a", id="georgia-place")) == (42, 43.5)


def test_coordinates_and_what_is_different_come_out_of_the_stage() -> None:
    found = resolved(
        article("a", "Minister Igor Petrov met Minister Sergei Petrov in Brussels. Igor Petrov spoke to Sergei Petrov."),
        decisions="different:\n  - [igor-petrov, sergei-petrov]\n",
    )
    by_id = {one.id: one for one in found.entities}

    assert by_id["brussels"].coordinates == pytest.approx((50.85, 4.349))
    assert by_id["igor-petrov"].different == ("sergei-petrov",)
    assert by_id["sergei-petrov"].different == ("igor-petrov",)
    assert by_id["brussels"].different == ()


# The lists


@pytest.mark.parametrize("name", ["coordinates", "capitals", "shared-names"])
def test_the_lists_are_sorted_and_name_their_source(name: str) -> None:
    entries = [" | ".join(fields) for fields in rows(name)]

    assert entries
    assert entries == sorted(set(entries))


def test_coordinates_are_of_listed_places_and_on_the_earth() -> None:
    listed = {*aliases("countries").values(), *aliases("regions").values()}
    for name, (latitude, longitude) in coordinates().items():
        assert name in listed, name
        assert -90 <= latitude <= 90, name
        assert -180 <= longitude <= 180, name


def test_a_capital_is_a_listed_city_of_its_country() -> None:
    for name, seat in seats().items():
        assert name in cities() or name in aliases("organisations").values(), name
        if seat.capital_of and name in cities():
            parts_of = {"United Kingdom": {"Scotland", "Wales", "Northern Ireland"}}
            assert seat.capital_of in {cities()[name].country, *parts_of.get(cities()[name].country, ())} or name in BREAKAWAY, name
        assert not seat.stands_for or seat.stands_for in {*aliases("countries").values(), "European Union"}, name


BREAKAWAY = ("Grozny", "Stepanakert", "Sukhumi", "Tiraspol", "Tskhinvali")


def test_capitals_lie_near_their_countries() -> None:
    """A slip in a hand-written line would put a country elsewhere."""
    for seat in seats().values():
        country = coordinates().get(seat.capital_of)
        if country and seat.name in cities() and seat.capital_of not in ("Russia", "Kiribati", "United States"):
            city = cities()[seat.name]
            assert abs(city.latitude - country[0]) < 20, seat.name
            assert abs(city.longitude - country[1]) < 24, seat.name


def test_seats() -> None:
    assert seats()["Moscow"].stands_for == "Russia"
    assert (seats()["Brussels"].capital_of, seats()["Brussels"].stands_for) == ("Belgium", "European Union")
    assert (seats()["The Hague"].capital_of, seats()["The Hague"].stands_for) == ("", "Netherlands")
    assert (seats()["Amsterdam"].capital_of, seats()["Amsterdam"].stands_for) == ("Netherlands", "")
    assert seats()["Kremlin"].stands_for == "Russia"
