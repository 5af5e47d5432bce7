"""What people decided holds: with more articles, in another order, with another recogniser; and addresses stay."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pytest
from archives import FIRST, SECOND, Place
from test_entities import NO_LOCK, article

from cuttings.entities import Resolved, resolve
from cuttings.entities.decisions import DecisionError, Decisions, parse
from cuttings.entities.facts import facts
from cuttings.entities.lock import Lock, render
from cuttings.entities.lock import parse as parse_lock
from cuttings.mentions import candidates
from cuttings.model import Article, Candidate, Settings, Slug

TOWNS = "Oslo Malmö Turku Narva Riga Gdansk Odense Bergen Vaasa Kotka".split()
PEOPLE = [
    ("Anna", "Lindqvist"), ("Karl", "Novotny"), ("Sergei", "Kolski"), ("Maria", "Zarembo"), ("Jaap", "Storebro"),
    ("Tom", "Berg"), ("Ilse", "Berg"), ("Piotr", "Wisniak"), ("Elena", "Dragova"), ("Hugo", "Almeida"),
]  # fmt: skip
BODIES = ["Sund Bridge Authority", "Danube Shipping Company", "Baltic Harbour Council", "Nordic Ferry Association"]


def story(number: int) -> Article:
    """One of many articles on the same people, by names that shift: some early ones in full, later ones by surname."""
    given, last = PEOPLE[number % len(PEOPLE)]
    other_given, other_last = PEOPLE[(number * 3 + 1) % len(PEOPLE)]
    town, body = TOWNS[number % len(TOWNS)], BODIES[number % len(BODIES)]
    initials = "".join(word[0] for word in body.split())
    spelled = {"Kolski": "Kolsky", "Lindqvist": "Lindquist"}.get(last, last) if number // 10 % 2 else last
    return article(
        f"story-{number:02}",
        f"President {given} {spelled} met the {body} ({initials}) in {town}. {spelled} spoke of the harbour with Minister {other_given} {other_last}.",
        *(
            [f"“No,” said {spelled}. {spelled} left {town}, and {initials} wrote to {spelled}. The {initials} waited."]
            if number > 36
            else []
        ),
        f"The Harbour Treaty was signed in {town}, said {other_last}.",
    )


FEW = tuple(story(number) for number in range(40))
MANY = tuple(story(number) for number in range(60))

Recogniser = Callable[[Article], tuple[Candidate, ...]]


def fewer(one: Article) -> tuple[Candidate, ...]:
    """A recogniser that misses every third name."""
    return tuple(found for number, found in enumerate(candidates(one)) if number % 3)


def more(one: Article) -> tuple[Candidate, ...]:
    """A recogniser that takes every long word for a name, too."""
    words = [(field, match) for field, text in one.fields() for match in re.finditer(r"\b[a-zA-Zö]{7,}\b", text)]
    return (*candidates(one), *(Candidate(field, match.start(), match.end(), match[0], (0.0, 0.0, 0.0, 0.95)) for field, match in words))


def other(one: Article) -> tuple[Candidate, ...]:
    """A recogniser that thinks otherwise of types, and is sure of nothing."""
    return tuple(_turned(found) for found in candidates(one))


def _turned(found: Candidate) -> Candidate:
    person, organisation, place, rest = (chance / 2 for chance in found.likely)
    return replace(found, likely=(organisation, place, person, rest))


def nothing(one: Article) -> tuple[Candidate, ...]:
    """A recogniser that finds nothing: only what is decided or listed is left."""
    return ()


def built(articles: Sequence[Article], decisions: str, lock: Lock = NO_LOCK, recogniser: Recogniser = candidates) -> Resolved:
    seen: dict[Slug, tuple[Candidate, ...]] = {one.slug: recogniser(one) for one in articles}
    found = resolve(articles, seen, parse(decisions) if decisions else Decisions(), lock, Settings())
    return replace(found, lock=parse_lock(render(found.lock)))


def owners(found: Resolved, surface: str, *articles: str) -> set[str]:
    return {one.entity for one in found.mentions if one.surface == surface and (not articles or one.article in articles)}


@dataclass(frozen=True)
class Case:
    """Decisions, and who owns a surface (in an article, or in all) while they hold."""

    decisions: str
    owners: tuple[tuple[str, str, set[str]], ...]


CASES = {
    "merge by alias": Case(
        "entities:\n  tom-berg: {aliases: [Karl Novotny, Tom Berg]}\n",
        (("Tom Berg", "", {"tom-berg"}), ("Karl Novotny", "", {"tom-berg"})),
    ),
    "merge by wikidata": Case(
        "entities:\n  tom-berg: {name: Tom Berg, wikidata: Q1}\n  karl-novotny: {name: Karl Novotny, wikidata: Q1}\n",
        (("Tom Berg", "", {"tom-berg"}), ("Karl Novotny", "", {"tom-berg"})),
    ),
    "split": Case(
        "split:\n  - {text: Turku, in: [story-02], to: turku-the-ship}\n",
        (("Turku", "story-02", {"turku-the-ship"}), ("Turku", "story-12", {"turku"})),
    ),
    "split of a likeness": Case(
        "split:\n  - {text: Anna Lindquist, in: [story-10, story-30, story-50], to: anna-lindquist}\n",
        (("Anna Lindquist", "", {"anna-lindquist"}), ("Anna Lindqvist", "", {"anna-lindqvist"})),
    ),
    "in": Case(
        "entities:\n  tom-berg: {in: {story-12: [Turku]}}\n", (("Turku", "story-12", {"tom-berg"}), ("Turku", "story-02", {"turku"}))
    ),
    "rename": Case("renamed: {tom-berg: thomas-berg}\n", (("Tom Berg", "", {"thomas-berg"}),)),
    "rename of what is different and of what was split off": Case(
        "different:\n  - [anna-lindqvist, anna-lindquist]\nsplit:\n  - {text: Turku, in: [story-02], to: turku-the-ship}\n"
        "renamed: {anna-lindquist: anna-lindquist-the-poet, turku-the-ship: ferry-turku}\n",
        (("Anna Lindquist", "", {"anna-lindquist-the-poet"}), ("Turku", "story-02", {"ferry-turku"}), ("Turku", "story-12", {"turku"})),
    ),
    "ignore": Case("ignore:\n  - Tom Berg\n  - {text: Turku, in: [story-02]}\n", (("Tom Berg", "", set()), ("Turku", "story-02", set()))),
    "different": Case(
        "entities:\n  anna-lindqvist: {}\n  anna-lindquist: {}\ndifferent:\n  - [anna-lindqvist, anna-lindquist]\n",
        (("Anna Lindqvist", "", {"anna-lindqvist"}), ("Anna Lindquist", "", {"anna-lindquist"})),
    ),
}
WORLDS: Mapping[str, tuple[Sequence[Article], Recogniser]] = {
    "the same": (FEW, candidates),
    "half as many articles again": (MANY, candidates),
    "the other way round": (tuple(reversed(FEW)), candidates),
    "a recogniser that finds fewer": (FEW, fewer),
    "a recogniser that finds more": (MANY, more),
    "a recogniser that finds others": (FEW, other),
    "a recogniser that finds nothing": (FEW, nothing),
}


def names(case: Case, surface: str, article_id: str) -> bool:
    """Whether a case names a string, in all articles or in this one."""
    said = facts(parse(case.decisions))
    return any(fact[-1] == surface and (fact[0] in ("alias", "name") or article_id in fact[1:-1]) for fact in said)


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("world", WORLDS)
def test_a_decision_holds(case: str, world: str) -> None:
    """First in the archive as it was, then, with the lock of that, in another world."""
    first = built(FEW, CASES[case].decisions, built(FEW, "").lock)
    articles, recogniser = WORLDS[world]

    found = built(articles, CASES[case].decisions, first.lock, recogniser)

    for surface, article_id, expected in CASES[case].owners:
        where = (article_id,) if article_id else ()
        assert owners(first, surface, *where) == expected
        # What no recogniser finds is nobody's, but a string that people named is found without one.
        missed: list[set[str]] = [set()] if recogniser in (nothing, other, fewer) and not names(CASES[case], surface, article_id) else []
        assert owners(found, surface, *where) in (expected, *missed)
    if recogniser is candidates:
        assert [problem.message for problem in found.problems if "story-50" not in problem.message] == []


@pytest.mark.parametrize("case", CASES)
def test_deciding_twice_changes_nothing(case: str) -> None:
    first = built(FEW, CASES[case].decisions, built(FEW, "").lock)
    second = built(FEW, CASES[case].decisions, first.lock)

    assert (second.entities, second.mentions, second.lock) == (first.entities, first.mentions, first.lock)


@pytest.mark.parametrize("decisions", ["", *(case.decisions for case in CASES.values())])
def test_half_as_many_articles_again_move_no_address(decisions: str) -> None:
    first = built(FEW, decisions)
    found = built(MANY, decisions, first.lock)

    before = {entity.id: entity.type for entity in first.entities if entity.page}
    after = {entity.id: entity.type for entity in found.entities if entity.page}
    old = {(one.article, one.field, one.start, one.end): one.entity for one in first.mentions if one.entity in before}
    new = {(one.article, one.field, one.start, one.end): one.entity for one in found.mentions}

    assert len(before) > 20
    assert {entity: after.get(entity) for entity in before} == before
    assert {place: new.get(place) for place in old} == old


def test_the_names_of_that_archive_do_shift() -> None:
    """Else the test above would prove little: what an entity is called most often changes."""
    often = [{entity.id: entity.joins[0].surface for entity in built(articles, "").entities if entity.page} for articles in (FEW, MANY)]

    assert sum(often[1].get(one, name) != name for one, name in often[0].items()) >= 3


def test_the_order_of_files_changes_nothing_on_the_site(two: Place, tmp_path_factory: pytest.TempPathFactory) -> None:
    decisions = "entities:\n  anna-lindqvist: {aliases: [European Union]}\nignore:\n  - Norway\n"
    other = Place(tmp_path_factory.mktemp("other"))
    for place, names in ((two, ("a.txt", "b.txt")), (other, ("b.txt", "a.txt"))):
        for old in (place.content / "originals").glob("*.txt"):
            old.unlink()
        for name, text in zip(names, (FIRST, SECOND), strict=True):
            place.put(f"originals/{name}", text)
        place.put("entities.yaml", decisions)
        assert place.build().status == 0

    assert two.read("data/entities.jsonl") == other.read("data/entities.jsonl")
    assert two.read("data/mentions.jsonl") == other.read("data/mentions.jsonl")


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("entities:\n  a:\n    aliases: [X]\n  b:\n    aliases: [X]\n", (2, 4)),
        ("entities:\n  a:\n    name: X\nignore:\n  - X\n", (2, 5)),
        ("entities:\n  a:\n    in: {s: [X]}\n  b:\n    in: {s: [X]}\n", (2, 4)),
        ("entities:\n  a:\n    in: {s: [X]}\nsplit:\n  - {text: X, in: [s], to: b}\n", (2, 5)),
        ("entities:\n  a:\n    in: {s: [X]}\nignore:\n  - {text: X, in: [s]}\n", (2, 5)),
        ("split:\n  - {text: X, in: [s], to: a}\n  - {text: X, in: [r, s], to: b}\n", (2, 3)),
        ("entities:\n  a:\n    wikidata: Q1\n  b:\n    wikidata: Q1\ndifferent:\n  - [a, c, b]\n", (2, 4, 7)),
        ("entities:\n  old:\n    name: X\nrenamed:\n  old: new\n", (2, 5)),
        ("renamed:\n  a: b\n  b: c\n", (2, 3)),
    ],
)
def test_contradictions_name_every_line(text: str, lines: tuple[int, ...], two: Place) -> None:
    with pytest.raises(DecisionError) as caught:
        parse(text)

    named = {caught.value.line, *map(int, re.findall(r"(?<=line )\d+|(?<=lines )\d+|(?<=and )\d+", caught.value.message))}
    assert named == set(lines)
    two.put("entities.yaml", text)
    run = two.build()
    assert run.status == 1
    assert f"error: content/entities.yaml:{caught.value.line}: " in run.told
