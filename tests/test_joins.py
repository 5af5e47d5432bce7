"""Which names are one, rule by rule, each with a case that it must leave alone."""

from __future__ import annotations

import pytest
from test_entities import article, resolved


def names(*texts: str) -> dict[str, str]:
    """Each surface → the name of its entity; a surface that stands for several, for all of them."""
    found = resolved(*(article(f"a-{number}", text) for number, text in enumerate(texts)))
    called = {entity.id: entity.name for entity in found.entities}
    told: dict[str, set[str]] = {}
    for mention in found.mentions:
        told.setdefault(mention.surface, set()).add(called[mention.entity])
    return {surface: " / ".join(sorted(those)) for surface, those in told.items()}


@pytest.mark.parametrize(
    ("texts", "surface", "name"),
    [
        # Particles
        (["They met President Osama van den Berg in Oslo. Van den Berg left."], "Van den Berg", "Osama van den Berg"),
        (["Sheikh Hamad bin Khalid spoke in Doha on Monday."], "Hamad bin Khalid", "Hamad bin Khalid"),
        (["They met Karim al-Zahrani in Oslo. Al-Zahrani left. “No,” said Zahrani."], "Zahrani", "Karim al-Zahrani"),
        # A surname that is a place's name too, in the article of a person who bears it; and the place all the same
        (["The actress Anna Paris came to the town in June. Paris spoke to reporters for an hour."], "Paris", "Anna Paris"),
        (["The actress Anna Paris came to the town in June. They met in Paris for an hour."], "Paris", "Paris"),
        # A surname that is a common word is a person's only where one is named in full
        (["Secretary of State Condoleezza Rice came. “No,” said Rice."], "Rice", "Condoleezza Rice"),
        # Transliterations, of the first letter too
        (["Prime Minister Yevgeny Primov came to Oslo.", "Evgeny Primov, the prime minister, left Oslo. Evgeny Primov smiled."], "Yevgeny Primov", "Evgeny Primov"),
        # Regnal numbers are no surnames
        (["The Emperor Charles VI signed the treaty in Vienna.", "The airport is named for Charles Duval."], "Charles Duval", "Charles Duval"),
    ],
)  # fmt: skip
def test_people(texts: list[str], surface: str, name: str) -> None:
    assert names(*texts)[surface] == name


@pytest.mark.parametrize(
    ("texts", "surface", "name"),
    [
        # A ministry is its country's: that stands in its name, right before it, or of which the article speaks
        (["The Russian Foreign Ministry said so in Moscow.", "Russia is ready, the Foreign Ministry said."], "Foreign Ministry", "Russian Foreign Ministry"),
        (["Georgia is ready. The Georgian Defence Ministry said so.", "Georgia waits, the Defence Ministry said."], "Defence Ministry", "Georgian Defence Ministry"),
        # … and never that of another
        (["The Polish Foreign Ministry said so in Warsaw. Poland is ready.", "Russia is ready, the Foreign Ministry said."], "Foreign Ministry", "Ministry of Foreign Affairs (Russia)"),
        # Names that each country has for a body of its own
        (["Britain votes in May. The Labour Party is ahead in Britain."], "Labour Party", "British Labour Party"),
        (["Norway votes in May. The Labour Party is ahead in Norway."], "Labour Party", "Labour Party (Norway)"),
        # A single word for the one body of the article that has it for its head
        (["The European Commission met in Brussels. The Commission decided."], "Commission", "European Commission"),
        # A company with and without what it does, and its legal form
        (["Shares of Lindqvist Motor Company fell. Lindqvist said it would cut jobs.", "Lindqvist Motor Company sold cars."], "Lindqvist Motor Company", "Lindqvist Motor Company"),
        (["Apple Inc. said on Monday that it would cut prices. Apple shares rose."], "Apple", "Apple Inc."),
    ],
)  # fmt: skip
def test_bodies(texts: list[str], surface: str, name: str) -> None:
    assert same(names(*texts), surface, name)


@pytest.mark.parametrize(
    ("texts", "surface", "name"),
    [
        # A city of that name elsewhere, by what stands behind it, in the whole article; and not in another
        (["The house stands in Cambridge, Massachusetts. Cambridge is old.", "He studied at Cambridge in May."], "Cambridge", "Cambridge / Cambridge (Massachusetts)"),
        (["They met in Moscow, Russia, on Monday."], "Moscow", "Moscow"),
        (["They spoke with Moscow, Ukraine and Georgia."], "Moscow", "Moscow"),
        (["They came to Hyderabad, Pakistan, on Monday."], "Hyderabad", "Hyderabad (Pakistan)"),
        # The state behind a town is not the city of its name, nor the country
        (["The college stands in Saratoga Springs, New York, and is old."], "New York", "New York State"),
        (["The museum stands in New York, and is old."], "New York", "New York"),
        (["They landed at Atlanta, Georgia, on Monday."], "Georgia", "Georgia (US)"),
        (["They landed at Tbilisi, Georgia, on Monday."], "Georgia", "Georgia"),
        (["It has members in Ukraine, Georgia, and elsewhere."], "Georgia", "Georgia"),
        # A language, and the people's and the country's things
        (["She speaks Polish and German well."], "Polish", "Polish language"),
        (["She has taught French, German and Russian."], "French", "French language"),
        (["The Polish minister came in a German car."], "Polish", "Poland"),
        (["They agreed in Russian territory."], "Russian", "Russia"),
        # What is short for a longer name of the same article
        (["A storm formed over the Gulf of Mexico. Rigs in the Gulf were closed."], "Gulf", "Gulf of Mexico"),
        (["Troops in the Gulf were ready."], "Gulf", "Persian Gulf"),
        # A land and a body that acts
        (["The pro-Russian rebels met."], "Russian", "Russia"),
    ],
)  # fmt: skip
def test_places_peoples_languages(texts: list[str], surface: str, name: str) -> None:
    assert names(*texts)[surface] == name


def test_events_differ_by_their_year() -> None:
    found = names("The 2022 World Cup was held in Qatar. The World Cup was a success.", "The World Cup 2018 was held in Russia.")

    assert (found["World Cup"], found["World Cup 2018"]) == ("2022 World Cup", "2018 World Cup")


def test_an_event_without_a_year_is_none_of_them() -> None:
    assert names("The World Cup is held every fourth year.")["World Cup"] == "World Cup"


@pytest.mark.parametrize(
    ("texts", "parted", "whole"),
    [
        # Two names beside each other, of which each stands alone elsewhere
        (["The British FTSE rose.", "The FTSE fell in London."], {"British", "FTSE"}, "British FTSE"),
        # … and one that only begins with a land
        (["The British Library opened.", "The British Library closed in London."], {"British Library"}, "Library"),
    ],
)
def test_names_are_parted_where_each_is_one(texts: list[str], parted: set[str], whole: str) -> None:
    found = names(*texts)

    assert parted <= found.keys()
    assert whole not in found


@pytest.mark.parametrize(
    ("texts", "together"),
    [
        # An acronym that no article defines, of the one body that has the initials
        (["The Lindqvist Kelp Board met.", "The LKB decided."], True),
        # … but not of one of two
        (["The Lindqvist Kelp Board met.", "The London Kettle Bureau met.", "The LKB decided."], False),
    ],
)
def test_acronyms(texts: list[str], together: bool) -> None:
    found = names(*texts)

    assert (found["LKB"] == found["Lindqvist Kelp Board"]) is together


def test_a_name_that_a_person_and_a_slip_share_is_one() -> None:
    found = names("President Dmitry Medvedev spoke. Medevedev left.", "Dmitry Medvedev spoke again.")

    assert found["Medevedev"] == "Dmitry Medvedev"
    assert names("Martin Schulz spoke. Scholz answered him.").get("Scholz") != "Martin Schulz"


def same(found: dict[str, str], surface: str, name: str) -> bool:
    """Whether a surface is found and its entity is the one that bears a name, or has it for a surface."""
    return surface in found and (found[surface] == name or found.get(name) == found[surface])


def test_a_text_of_nothing_but_capitals_takes_time_as_it_is_long() -> None:
    run = " ".join(f"Zorblat{chr(97 + number % 26)}" for number in range(3000))

    assert max((len(surface.split(" ")) for surface in names(run)), default=0) <= 16
