"""entities.yaml: what it may say, and what is wrong with it, by line."""

from __future__ import annotations

import pytest

from cuttings.entities import decisions
from cuttings.entities.decisions import Decided, DecisionError, Ignored, Split

WHOLE = """\
entities:
  anna-berg:
    name: Anna Berg
    type: person
    wikidata: Q1
    viaf: 75213107
    wikipedia: https://en.wikipedia.org/wiki/Anna_Berg
    description: a minister
    aliases: [Berg]
    in: {a-meeting: [the minister]}
  tom-hill:
different:
  - [anna-berg, anna-hill]
split:
  - {text: Georgia, in: [atlanta], to: georgia-us}
ignore:
  - Common concerns
  - {text: State, in: [a-meeting]}
renamed: {old-berg: anna-berg}
"""


def test_all_that_it_may_say() -> None:
    found = decisions.parse(WHOLE)

    assert found.entities == (
        Decided(
            id="anna-berg",
            line=2,
            name="Anna Berg",
            type="person",
            wikidata="Q1",
            viaf="75213107",
            wikipedia="https://en.wikipedia.org/wiki/Anna_Berg",
            description="a minister",
            aliases=("Berg",),
            within=(("a-meeting", "the minister"),),
        ),
        Decided("tom-hill", 11),
    )
    assert found.different == ((("anna-berg", "anna-hill"), 13),)
    assert found.split == (Split("Georgia", ("atlanta",), "georgia-us", 15),)
    assert found.ignore == (Ignored("Common concerns", (), 17), Ignored("State", ("a-meeting",), 18))
    assert found.renamed == (("old-berg", "anna-berg", 19),)


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "entities:\nignore:\n"])
def test_an_empty_file_decides_nothing(text: str) -> None:
    assert decisions.parse(text) == decisions.Decisions()


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        ("people:\n", 1, "known are entities"),
        ("entities:\n  Anna Berg: {}\n", 2, "cannot be an id"),
        ("entities:\n  a:\n    type: human\n", 3, "types are person"),
        ("entities:\n  a:\n    wikidata: 7184\n", 3, "Wikidata id"),
        ("entities:\n  a:\n    wikidata: Q０1\n", 3, "Wikidata id"),
        ("entities:\n  a:\n    viaf: https://viaf.org/viaf/1\n", 3, "VIAF id, which is of digits"),
        ("entities:\n  a:\n    wikipedia: en:NATO\n", 3, "copy its address"),
        ("entities:\n  a:\n    wikipedia: http://en.wikipedia.org.evil.org/wiki/NATO\n", 3, "copy its address"),
        ("entities:\n  a:\n    nmae: A\n", 3, "“nmae” is unknown"),
        ("entities:\n  a:\n  a:\n", 3, "second time"),
        ("entities:\n\ta: x\n", 2, "tab"),
        ("entities:\n  a: *b\n", 2, "references"),
        ("ignore: !!python/object:os.system x\n", 1, "tags"),
        ("different:\n  - [a]\n", 2, "at least two"),
        ("split:\n  - {text: X}\n", 2, "split takes"),
        ("entities: [\n", 2, "expected"),
    ],
)
def test_faults_name_their_line(text: str, line: int, told: str) -> None:
    with pytest.raises(DecisionError, match=told) as caught:
        decisions.parse(text)

    assert caught.value.line == line


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("entities:\n  a: {aliases: [X]}\n  b: {aliases: [X]}\n", ("line 2", "line 3")),
        ("entities:\n  a: {name: X}\nignore:\n  - X\n", ("line 2", "line 4")),
        ("split:\n  - {text: X, in: [s], to: a}\n  - {text: X, in: [s], to: b}\n", ("line 2", "line 3")),
        ("entities:\n  a: {wikidata: Q1}\n  b: {wikidata: Q1}\ndifferent:\n  - [a, b]\n", ("line 5", "lines 2 and 3")),
        ("entities:\n  old: {name: X}\nrenamed:\n  old: new\n", ("line 2",)),
    ],
)
def test_contradictions_name_both_lines(text: str, lines: tuple[str, ...]) -> None:
    with pytest.raises(DecisionError) as caught:
        decisions.parse(text)

    for line in lines:
        assert line in caught.value.message


def test_one_name_may_be_ignored_here_and_decided_everywhere() -> None:
    found = decisions.parse("entities:\n  a: {aliases: [X]}\nignore:\n  - {text: X, in: [s]}\n")

    assert found.ignore == (Ignored("X", ("s",), 4),)
