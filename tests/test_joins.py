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
        # A surname that is a place's name too, in the article of a person who bears it; and the place all the same
        (["The actress Anna Paris came to the town in June. Paris spoke to reporters for an hour."], "Paris", "Anna Paris"),
        (["The actress Anna Paris came to the town in June. They met in Paris for an hour."], "Paris", "Paris"),
        # A surname that is a common word is a person's only where one is named in full
        (["Secretary of State Condoleezza Rice came. “No,” said Rice."], "Rice", "Condoleezza Rice"),
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


def same(found: dict[str, str], surface: str, name: str) -> bool:
    """Whether a surface is found and its entity is the one that bears a name, or has it for a surface."""
    return surface in found and (found[surface] == name or found.get(name) == found[surface])
