"""What a decision changed is told in the build in which it first holds, and in no other."""

from __future__ import annotations

import re

import pytest
from archives import Place
from test_entities import NO_LOCK, article, resolved

from cuttings.entities import lock as locks
from cuttings.entities.decisions import parse
from cuttings.entities.effects import effects
from cuttings.entities.facts import facts, without
from cuttings.mentions import candidates
from cuttings.model import Settings

ARTICLES = (
    article("a", "President Igor Petrov met Anna Berg in Oslo. Petrov left. Petrov came."),
    article("b", "Igor Petrov spoke in Georgia. “No,” said Berg. Anna Berg left."),
    article("c", "Georgia lies far from Oslo. President Sergey Kolski met Sergei Kolski there."),
    article("d", "Sergei Kolski met Anna Berg in Georgia, said Igor Petrov in Oslo."),
)
ALL = """\
entities:
  igor-petrov: {name: Igor I. Petrov, aliases: [Anna Berg], in: {b: [Berg]}}
  oslo: {type: organisation, wikidata: Q1}
different:
  - [sergei-kolski, sergey-kolski]
split:
  - {text: Georgia, in: [c, d], to: georgia-us}
ignore:
  - Kolski
  - {text: Oslo, in: [a]}
renamed: {georgia: georgien}
"""


def told(decisions: str, before: str = "") -> list[str]:
    """The notes of a build with decisions, after one with those before."""
    lock = locks.parse(locks.render(resolved(*ARTICLES, decisions=before).lock))
    after = resolved(*ARTICLES, decisions=decisions, lock=lock)
    seen = {one.slug: candidates(one) for one in ARTICLES}
    return [str(note) for note in effects(ARTICLES, seen, parse(decisions), lock, Settings(), after, "entities.yaml")]


@pytest.mark.parametrize(
    ("decisions", "notes"),
    [
        (
            "entities:\n  igor-petrov:\n    aliases: [Anna Berg]\n",
            ["note: entities.yaml:2: igor-petrov took “Anna Berg”, “Berg” (4 mentions in 3 articles) from anna-berg"],
        ),
        (
            "entities:\n  igor-petrov: {in: {b: [Berg]}}\n",
            ["note: entities.yaml:2: igor-petrov took “Berg” (1 mention in 1 article) from anna-berg"],
        ),
        (
            "entities:\n  igor-petrov: {wikidata: Q1}\n  anna-berg: {wikidata: Q1}\n",
            [
                "note: entities.yaml:2: Q1 makes one of igor-petrov and anna-berg: igor-petrov took “Anna Berg”, “Berg” (4 mentions in 3 articles) from anna-berg"
            ],
        ),
        (
            "split:\n  - {text: Georgia, in: [c], to: georgia-us}\n",
            ["note: entities.yaml:2: georgia-us took “Georgia” (1 mention in 1 article) from georgia"],
        ),
        (
            "different:\n  - [sergei-kolski, sergey-kolski]\n",
            [
                "note: entities.yaml:2: sergei-kolski and sergey-kolski are kept apart: sergey-kolski took “Sergey Kolski” (1 mention in 1 article) from sergei-kolski"
            ],
        ),
        ("ignore:\n  - Anna Berg\n", ["note: entities.yaml:2: no entity any more: “Anna Berg” (3 mentions in 3 articles) from anna-berg"]),
        (
            "renamed: {georgia: georgien}\n",
            [
                "note: entities.yaml:1: georgia is georgien now, and its old address leads there: “Georgia” (3 mentions in 3 articles) from georgia"
            ],
        ),
        ("entities:\n  oslo: {type: organisation}\n", ["note: entities.yaml:2: oslo is of type organisation now, no longer place"]),
        (
            "entities:\n  igor-petrov: {name: Igor I. Petrov}\n",
            ["note: entities.yaml:2: igor-petrov is called “Igor I. Petrov” now, no longer “Igor Petrov”"],
        ),
        ("entities:\n  igor-petrov: {description: a clerk, aliases: [Igor Petrov]}\n", []),
        (
            "entities:\n  igor-petrov: {aliases: [President Igor Petrov]}\n",
            [],
        ),
        ("entities:\n  nobody: {aliases: [Nobody Known]}\n", []),
    ],
)
def test_each_decision_is_told_in_one_line(decisions: str, notes: list[str]) -> None:
    assert told(decisions) == notes


def test_only_what_is_new_is_told() -> None:
    first = "entities:\n  igor-petrov:\n    aliases: [Anna Berg]\n"

    assert told(first, first) == []
    assert told(first + "ignore:\n  - Oslo\n", first) == [
        "note: entities.yaml:5: no entity any more: “Oslo” (3 mentions in 3 articles) from oslo"
    ]
    assert told("", first) == []


def test_the_first_build_of_all_has_nothing_to_tell() -> None:
    after = resolved(*ARTICLES, decisions=ALL)
    seen = {one.slug: candidates(one) for one in ARTICLES}

    assert effects(ARTICLES, seen, parse(ALL), NO_LOCK, Settings(), after, "entities.yaml") == ()


def test_decisions_without_their_facts_are_none() -> None:
    decisions = parse(ALL)

    assert facts(without(decisions, facts(decisions))) == {}
    for fact in facts(decisions):
        left = facts(without(decisions, {fact}))
        assert fact not in left
        assert len(left) >= len(facts(decisions)) - (4 if fact[0] == "entity" else 1)


def test_the_lock_remembers_facts_as_they_were_said() -> None:
    lock = resolved(*ARTICLES, decisions=ALL).lock

    assert locks.parse(locks.render(lock)).facts == frozenset(facts(parse(ALL)))


def test_the_next_build_says_it_once(two: Place) -> None:
    two.build()
    two.put("entities.yaml", "ignore:\n  - Norway\nentities:\n  anna-lindqvist:\n    aliases: [European Union]\n")

    checked, built, again, anew = (two.run(*said) for said in (("check",), ("build",), ("build",), ("build", "--no-cache")))

    notes = [
        "note: content/entities.yaml:2: no entity any more: “Norway” (2 mentions in 2 articles) from norway",
        "note: content/entities.yaml:4: anna-lindqvist took “European Union” (2 mentions in 2 articles) from european-union",
    ]
    assert [[line for line in run.told.splitlines() if line.startswith("note")] for run in (checked, built, again, anew)] == [
        notes,
        notes,
        [],
        [],
    ]


def test_quiet_leaves_it_out_and_strict_lets_it_pass(two: Place) -> None:
    two.build()
    two.put("entities.yaml", "ignore:\n  - Norway\n")
    assert two.build("--quiet").told == ""

    two.put("entities.yaml", "ignore:\n  - Norway\n  - Sweden\n")
    run = two.build("--strict")
    assert run.status == 0
    assert re.search(r"^note: content/entities.yaml:3: no entity any more: “Sweden”", run.told, re.MULTILINE)
