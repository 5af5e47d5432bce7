"""review: what it suggests, that its lines can be pasted and do what they say, and its page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from types import MappingProxyType

import pytest
import yaml
from archives import Place
from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import html

from cuttings.entities import Resolved, resolve
from cuttings.entities.decisions import Decisions, parse
from cuttings.entities.lines import entity_lines, item_lines
from cuttings.entities.lock import Lock
from cuttings.frontmatter import UNWANTED
from cuttings.mentions import candidates
from cuttings.model import LIKELY_OF, Archive, Article, Block, Candidate, Entity, EntityType, Join, Mention, Settings, Slug
from cuttings.review import Suggestion, suggestions
from cuttings.review.page import sections
from cuttings.slugs import slug

TEXTS = {
    "anna": "President Anna Berg met Karl Novotny, the foreign minister. Anna Berg left Oslo.",
    "tom": "Tom Berg, the minister, met Karl Novotny in Oslo again. Tom Berg said so.",
    "bare": "Berg spoke in Oslo. “No,” said Berg. Novotny said nothing.",
    "department": "The Department of Bridges was founded. The Sund Bridge Authority met the Danube Dredging Company.",
    "other-way": "The Bridges Department was closed. The Black Harbour Fleet sailed. The Storebro Bay Association met.",
    "fleet": "The Norwegian Black Harbour Fleet came home. SBA told them so. The South Bay Academy agreed with SBA.",
    "slip": "Foreign Minister Sergei Lavrinenko spoke. Sergei Lavrinenko left.",
    "slipped": "Sergei Lavrinenka, the foreign minister, said so.",
    "lincoln": "President Maria Jordan went to Amman. Jordan is a kingdom. Maria Jordan said so.",
    "kingdom": "They met in Jordan again. It rained in Jordan.",
    "types": "Mr. Zarembo came. They met Mr. Zarembo and Zarembo, who smiled. In Zarembo it rained.",
    "nearly": "The Minsk Protocol holds. It is called the Minsk Protocols, too.",
    "once": "They ratified the Treaty of Malmö. A Golden Anchor was given to the Harbour Minister.",
}
LOCK = Lock({}, {}, {})


def written(texts: Mapping[str, str]) -> tuple[Article, ...]:
    return tuple(Article(f"On {slug}", Slug(slug), "2008-01-01", blocks=(Block("paragraph", text),)) for slug, text in texts.items())


def reviewed(texts: Mapping[str, str], decisions: str = "", lock: Lock = LOCK) -> tuple[Resolved, tuple[Suggestion, ...]]:
    articles = written(texts)
    seen: dict[Slug, tuple[Candidate, ...]] = {article.slug: candidates(article) for article in articles}
    decided = parse(decisions) if decisions else Decisions()
    found = resolve(articles, seen, decided, lock, Settings())
    return found, suggestions(Archive(Settings(), articles, found.entities, found.mentions), decided, seen)


def pasted(decisions: str, lines: str) -> str:
    """Lines pasted as the review says: at the end, or below the heading that is there, or into the entity that is there."""
    old, new = yaml.safe_load(decisions) or {}, yaml.safe_load(lines)
    if not set(old) & set(new):
        return decisions + lines
    for section, said in new.items():
        if isinstance(said, list):
            old.setdefault(section, []).extend(said)
        for entity, keys in said.items() if isinstance(said, dict) else ():
            old.setdefault(section, {})[entity] = {**(old[section].get(entity) or {}), **keys}
    return yaml.safe_dump(old, sort_keys=False, allow_unicode=True)


def owners(found: Resolved, surface: str, *articles: str) -> set[str]:
    return {one.entity for one in found.mentions if one.surface == surface and (not articles or one.article in articles)}


def of_group(found: tuple[Suggestion, ...], group: str) -> dict[str, Suggestion]:
    return {one.title: one for one in found if one.group == group}


def the_one(found: tuple[Suggestion, ...], group: str, begin: str) -> Suggestion:
    titles = of_group(found, group)
    matching = [one for title, one in titles.items() if title.startswith(begin)]
    assert len(matching) == 1, list(titles)
    return matching[0]


Named = tuple[str, EntityType, tuple[str, ...]]


def archive(texts: Mapping[str, str], *named: Named, joins: Mapping[str, str] = MappingProxyType({})) -> Archive:
    """An archive whose entities are given, (name, type, surfaces): what a recogniser might have made of the texts."""
    owner = {surface: (slug(name, otherwise="x"), kind) for name, kind, surfaces in named for surface in surfaces}
    anything = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(owner, key=len, reverse=True)))})(?!\w)")
    mentions = tuple(
        Mention(Slug(article), "text", match.start(), match.end(), match[0], owner[match[0]][1], owner[match[0]][0])
        for article, text in texts.items()
        for match in anything.finditer(text)
    )
    entities = []
    for name, kind, surfaces in named:
        mine = [one for one in mentions if one.entity == slug(name, otherwise="x")]
        found = tuple(Join(one, sum(mention.surface == one for mention in mine), joins.get(one, "")) for one in surfaces)
        entities.append(Entity(slug(name, otherwise="x"), name, kind, found, tuple(dict.fromkeys(one.article for one in mine))))
    return Archive(Settings(), written(texts), tuple(entities), mentions)


def likely(kind: EntityType, weight: float = 1.0) -> tuple[float, float, float, float]:
    person, organisation, place, rest = (weight * (kind == own) for own in LIKELY_OF)
    return person, organisation, place, rest


def suggested(
    group: str, made: Archive, decisions: str = "", seen: Mapping[Slug, tuple[Candidate, ...]] = MappingProxyType({})
) -> list[Suggestion]:
    return [one for one in suggestions(made, parse(decisions), seen) if one.group == group]


@pytest.mark.parametrize(
    ("lesser", "greater", "why"),
    [
        (("Berg", "other"), ("Anna Berg", "person"), "the surname"),
        (("Hoop Scheffer", "person"), ("Jaap de Hoop Scheffer", "person"), "the surname"),
        (("Saddam", "person"), ("Saddam Tikriti", "person"), "the given name"),
        (("Storebro Department", "organisation"), ("Department of Storebro", "organisation"), "the same words"),
        (("SBA", "organisation"), ("Sund Bridge Authority", "organisation"), "the initials"),
        (("S.B.A.", "other"), ("Sund Bridge Authority", "organisation"), "the initials"),
        (("Harbour Fleet", "organisation"), ("Norwegian Harbour Fleet", "organisation"), "a part of the name"),
        (("Storebro Protocol", "agreement"), ("Storebro Protocols", "agreement"), "the same but for a letter"),
        (("Wladimir Kolski", "person"), ("Vladimir Kolsky", "person"), "another spelling"),
        (("Zarembo", "place"), ("Zaremba", "place"), "the same but for a letter"),
    ],
)
def test_likely_same(lesser: tuple[str, EntityType], greater: tuple[str, EntityType], why: str) -> None:
    texts = {"a": f"Yes, {greater[0]} met. So did {greater[0]}.", "b": f"No, {greater[0]} did.", "c": f"Perhaps, {lesser[0]} did."}

    (one,) = suggested("likely same", archive(texts, (*lesser, (lesser[0],)), (*greater, (greater[0],))))

    assert one.title == f"“{lesser[0]}” (1 mention in 1 article) may be “{greater[0]}” (3 mentions in 2 articles): {why}"
    assert [str(passage) for passage in one.passages] == [f"Perhaps, [{lesser[0]}] did.", f"Yes, [{greater[0]}] met."]
    assert [way.when for way in one.ways] == [f"if {greater[0]}", "if not"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("Anna Berg", "person"), ("Tom Berg", "person")),
        (("Iran", "place"), ("Iraq", "place")),
        (("ADS", "organisation"), ("AIDS", "organisation")),
        (("World War I", "event"), ("World War II", "event")),
        (("Zarembo", "place"), ("Anna Zarembo", "person")),
        (("Assembly of the United Harbours", "organisation"), ("United Harbours", "organisation")),
        (("France", "place"), ("Francе", "organisation")),
    ],
)
def test_nothing_speaks_for_these(first: tuple[str, EntityType], second: tuple[str, EntityType]) -> None:
    texts = {"a": f"Yes, {first[0]} met.", "b": f"No, {second[0]} did."}

    assert suggested("likely same", archive(texts, (*first, (first[0],)), (*second, (second[0],)))) == []


def test_a_surname_of_several_names_them_all() -> None:
    texts = {"a": "Yes, Anna Berg.", "b": "No, Tom Berg.", "c": "Then, Berg spoke. “No,” said Berg."}
    made = archive(texts, ("Anna Berg", "person", ("Anna Berg",)), ("Tom Berg", "person", ("Tom Berg",)), ("Berg", "other", ("Berg",)))

    (one,) = suggested("likely same", made)

    assert one.entities == ("berg", "anna-berg", "tom-berg")
    assert [way.when for way in one.ways] == ["if Anna Berg", "if Tom Berg", "if not"]
    assert one.ways[2].lines == "different:\n  - [berg, anna-berg]\n  - [berg, tom-berg]\n"


def test_likely_different_by_likeness_by_a_surname_alone_and_by_a_place() -> None:
    texts = {"a": "Yes, Karl Novotny.", "b": "No, Novotny.", "c": "And Karl Novotni.", "d": "Maria Storebro went to Storebro."}
    made = archive(
        texts,
        ("Karl Novotny", "person", ("Karl Novotny", "Novotny", "Karl Novotni")),
        ("Maria Storebro", "person", ("Maria Storebro",)),
        ("Storebro", "place", ("to Storebro",)),
        joins={"Karl Novotni": "a slip for Karl Novotny", "Novotny": "the surname of Karl Novotny"},
    )

    assert [one.title for one in suggested("likely different", made)] == [
        "“Karl Novotni” (1 mention in 1 article) is taken for Karl Novotny: a slip for Karl Novotny",
        "“Novotny” (1 mention in 1 article) is taken for Karl Novotny, who is named in full in other articles only",
    ]


def test_a_name_that_was_joined_with_a_longer_one_and_its_spellings_are_one_question() -> None:
    texts = {"a": "A Harbour Treaty and a Harbour treaty.", "b": "The Sund Harbour Treaty."}
    why = "short for Sund Harbour Treaty, the only such name in this archive"
    made = archive(
        texts,
        ("Harbour Treaty", "agreement", ("Harbour Treaty", "Harbour treaty", "Sund Harbour Treaty")),
        joins={"Harbour Treaty": why, "Harbour treaty": why},
    )

    (one,) = suggested("likely different", made)

    assert one.title == f"“Harbour Treaty” (2 mentions in 1 article) was joined with another name: {why}"
    assert parse(one.ways[0].lines).entities[0].aliases == ("Harbour Treaty", "Harbour treaty")
    assert {(split.text, split.to) for split in parse(one.ways[1].lines).split} == {
        ("Harbour Treaty", "harbour-treaty-2"),
        ("Harbour treaty", "harbour-treaty-2"),
    }


def test_a_name_within_a_name_does_not_speak_for_its_type() -> None:
    text = "The Storebro-Malmö crisis is over."
    seen = {
        Slug("a"): (
            Candidate("text", 4, 12, "Storebro", likely("place")),
            Candidate("text", 4, 25, "Storebro-Malmö crisis", likely("other")),
        )
    }

    assert suggested("odd type", archive({"a": text}, ("Storebro-Malmö crisis", "event", ("Storebro-Malmö crisis",))), seen=seen) == []


def test_a_place_in_an_article_that_names_a_person_so() -> None:
    found, told = reviewed(TEXTS)

    one = the_one(told, "likely different", "“Jordan” (1 mention in 1 article)")

    assert set(one.entities) == owners(found, "Jordan", "lincoln", "kingdom")


@pytest.mark.parametrize(
    ("kind", "text", "likely"),
    [
        ("place", "They met Mr. Zarembo. “Zarembo left.”", "person"),
        ("place", "They met “Zarembo”. “Zarembo”, who smiled, left.", ""),
        ("place", "They met “Zarembo, who smiled.", "person"),
        ("person", "They met: in Zarembo.", "place"),
        ("organisation", "They met: in Zarembo.", ""),
    ],
)
def test_odd_types_by_context(kind: EntityType, text: str, likely: str) -> None:
    at = [match.start() for match in re.finditer("Zarembo", text)]
    mentions = tuple(Mention(Slug("a"), "text", start, start + 7, "Zarembo", kind, "zarembo") for start in at)
    entity = Entity("zarembo", "Zarembo", kind, (Join("Zarembo", len(at), ""),), (Slug("a"),))

    found = suggested("odd type", Archive(Settings(), written({"a": text}), (entity,), mentions))

    assert [one.title.rpartition(" ")[2] for one in found] == [likely] * bool(likely)


def test_odd_types_by_the_recogniser() -> None:
    text = "Zarembo left. Zarembo came. Zarembo stayed."
    kinds: tuple[EntityType, ...] = ("person", "place", "place")
    at = [match.start() for match in re.finditer("Zarembo", text)]
    seen = {Slug("a"): tuple(Candidate("text", start, start + 7, "Zarembo", likely(kind)) for start, kind in zip(at, kinds, strict=True))}
    made = archive({"a": text}, ("Zarembo", "person", ("Zarembo",)))

    (one,) = suggested("odd type", made, seen=seen)

    assert one.title == "“Zarembo” (3 mentions in 1 article) is of type person, but some of it reads like place"
    assert [way.when for way in one.ways] == ["if place", "if person"]
    assert suggested("odd type", made, "entities:\n  zarembo: {type: person}\n", seen) == []


def test_names_in_one_article_least_like_names_first() -> None:
    text = "Anna Zarembo was given an Anchor and an Evening by Storebro."
    named: tuple[Named, ...] = (
        *(("Anna Zarembo", "person", ("Anna Zarembo",)), ("Anchor", "other", ("Anchor",))),
        ("Storebro", "place", ("Storebro",)),
    )
    made = archive({"a": text}, *named)
    weights = {"Anna Zarembo": 1.0, "Anchor": 0.3, "Storebro": 0.6}
    seen = {Slug("a"): tuple(Candidate("text", text.find(one), 0, one, likely("other", weight)) for one, weight in weights.items())}

    names = [re.split("[“”]", one.title)[1] for one in suggested("one article only", made, seen=seen)]

    assert names == ["Anchor", "Storebro", "Anna Zarembo"]


def test_most_useful_first() -> None:
    texts = {"a": "Yes, Anna Berg. No, Anna Berg.", "c": "Then, Berg spoke. “No,” said Berg.", "d": "So Zarembo met Zaremba."}
    named: tuple[Named, ...] = (
        *(("Zarembo", "place", ("Zarembo",)), ("Zaremba", "place", ("Zaremba",))),
        *(("Berg", "other", ("Berg",)), ("Anna Berg", "person", ("Anna Berg",))),
    )

    assert [one.weight for one in suggested("likely same", archive(texts, *named))] == [2, 1]


def ways(decisions: str = "") -> Iterator[tuple[str, str, str]]:
    _, found = reviewed(TEXTS, decisions)
    for one in found:
        yield from ((one.title, way.when, way.lines) for way in one.ways if way.lines)


@pytest.mark.parametrize("before", ["", "entities:\n  anna-berg: {aliases: [Anna Berg]}\nignore:\n  - Golden Anchor\n"])
def test_every_line_to_paste_is_understood_and_settles_its_suggestion(before: str) -> None:
    titles = list(ways(before))
    assert len(titles) > 20

    for title, when, lines in titles:
        found, told = reviewed(TEXTS, pasted(before, lines))
        assert [str(one) for one in found.problems] == [], (title, when, lines)
        assert title not in {one.title for one in told}, (when, lines)


@given(st.text(min_size=1))
def test_any_name_can_be_pasted(name: str) -> None:
    assume(name.split() and not UNWANTED.search(name))

    alias = parse(entity_lines(Decisions(), "a", {"aliases": [name], "in": {"s": [name + "!"]}}))
    ignored = parse(item_lines("ignore", [name, {"text": name, "in": ["s"]}]))

    folded = " ".join(name.split())
    assert (alias.entities[0].aliases, alias.entities[0].within) == ((folded,), (("s", " ".join(f"{name}!".split())),))
    assert [one.text for one in ignored.ignore] == [folded, folded]


def paste_of(title: str, group: str, when: str, decisions: str = "", texts: Mapping[str, str] = TEXTS) -> Resolved:
    _, told = reviewed(texts, decisions)
    lines = next(way.lines for way in the_one(told, group, title).ways if way.when == when)
    return reviewed(texts, pasted(decisions, lines))[0]


@pytest.mark.parametrize(
    ("title", "when", "surfaces", "together"),
    [
        ("“Berg” (", "if Tom Berg", ("Berg", "Tom Berg"), True),
        ("“Berg” (", "if not", ("Berg", "Tom Berg"), False),
    ],
)
def test_pasting_joins_or_parts(title: str, when: str, surfaces: tuple[str, str], together: bool) -> None:
    found = paste_of(title, "likely same", when)

    assert (owners(found, surfaces[0]) == owners(found, surfaces[1])) is together
    assert all(len(owners(found, surface)) == 1 for surface in surfaces)


def test_pasting_splits_and_types_and_ignores() -> None:
    split = paste_of("“Sergei Lavrinenka” (", "likely different", "if wrong")
    assert owners(split, "Sergei Lavrinenka") == {"sergei-lavrinenka"} != owners(split, "Sergei Lavrinenko")

    jordan = paste_of("“Jordan” (", "likely different", "if wrong")
    assert owners(jordan, "Jordan", "lincoln") != owners(reviewed(TEXTS)[0], "Jordan", "lincoln")

    ignored = paste_of("“Zarembo” (", "one article only", "if it is no name")
    assert (owners(reviewed(TEXTS)[0], "Zarembo"), owners(ignored, "Zarembo")) == ({"zarembo"}, set())


def test_an_entity_that_is_decided_on_keeps_its_aliases_and_its_line_is_named() -> None:
    decisions = "entities:\n  tom-berg: {aliases: [Tom Berg]}\n"
    _, told = reviewed(TEXTS, decisions)

    way = next(way for way in the_one(told, "likely same", "“Berg” (").ways if way.when == "if Tom Berg")

    assert way.what == "tom-berg is on line 2 of entities.yaml already: put this there, in place of its aliases"
    assert yaml.safe_load(way.lines) == {"entities": {"tom-berg": {"aliases": ["Tom Berg", "Berg"]}}}


@pytest.mark.parametrize(
    "decisions",
    [
        "different:\n  - [berg, anna-berg, tom-berg]\n",
        "entities:\n  berg: {name: Berg}\n  anna-berg: {}\n  tom-berg: {}\n",
        "ignore:\n  - Berg\n",
        "split:\n  - {text: Berg, in: [bare], to: another-berg}\nentities:\n  tom-berg: {}\n  anna-berg: {}\n  another-berg: {}\n",
    ],
)
def test_what_is_decided_is_never_suggested_again(decisions: str) -> None:
    _, told = reviewed(TEXTS, decisions)

    assert [title for title in of_group(told, "likely same") if "Berg”" in title] == []


def test_what_is_different_stays_so_when_an_id_is_renamed() -> None:
    first, _ = reviewed(TEXTS)
    _, told = reviewed(TEXTS, "different:\n  - [berg, anna-berg, tom-berg]\nrenamed: {tom-berg: thomas-berg}\n", first.lock)

    assert [title for title in of_group(told, "likely same") if "Berg”" in title] == []


def test_the_order_of_articles_changes_no_suggestion() -> None:
    backward = dict(reversed(TEXTS.items()))

    assert {one.title for one in reviewed(TEXTS)[1]} == {one.title for one in reviewed(backward)[1]}


def test_work_grows_with_the_archive_and_not_with_its_square(monkeypatch: pytest.MonkeyPatch) -> None:
    from cuttings.review import same

    compared = 0
    real = same._spelled_alike

    def counting(first: str, second: str) -> str:
        nonlocal compared
        compared += 1
        return real(first, second)

    monkeypatch.setattr(same, "_spelled_alike", counting)
    syllables = ["bar", "dun", "fel", "gor", "hil", "kam", "lod", "mir", "nov", "pes"]
    names = [f"{one}{two}{three}".capitalize() for one in syllables for two in syllables for three in syllables]
    reviewed({f"a-{at}": f"President Anna {name} spoke." for at, name in enumerate(names)})

    assert compared < 3 * len(names)


def test_articles_that_are_one_are_found_among_many() -> None:
    words = "harbour bridge minister ferry autumn letter council signal winter paper treaty island garden window".split()
    texts = {f"a-{at}": " ".join(words[(at * step + step) % len(words)] + str(at) for step in range(120)) for at in range(40)}
    texts["copy"] = texts["a-7"] + " And a last sentence was added."

    _, found = reviewed(texts)

    assert [one.articles for one in found if one.group == "one article twice"] == [("a-7", "copy")]


def test_groups_are_capped_and_the_rest_is_counted() -> None:
    found = tuple(Suggestion("undated", f"a-{number}") for number in range(7))

    assert [(section.name, len(section.suggestions), section.more) for section in sections(found, 5)] == [("undated", 5, 2)]


HOSTILE = 'Anna <img src=x onerror=alert(1)> Berg & "sons" </pre><script>alert(2)</script> met Tom Berg in Oslo. Berg left. Berg came.'


@pytest.fixture
def made(two: Place) -> Place:
    two.put(
        "originals/third.txt", f"A third article on the bridge\n\n15 June 2010\n\nOSLO: {HOSTILE} The Bridge Golden Anchor was given.\n"
    )
    two.put(
        "originals/fourth.txt",
        "A fourth one on the bridge\n\n16 June 2010\n\nOSLO: Anna Lindquist and Lindqvist spoke at length of it all.\n",
    )
    assert two.build().status == 0
    return two


def test_the_page_links_to_the_site_and_shows_what_the_command_prints(made: Place) -> None:
    run = made.run("review", "--html")
    page = made.root / "review.html"
    root = html.fromstring(page.read_bytes())

    assert run.status == 0
    assert str(page) in run.last
    links = {str(link) for link in root.xpath("//a/@href") if not str(link).startswith("#")}
    assert any(link.startswith("site/people/") for link in links)
    assert any(link.startswith("site/articles/") for link in links)
    assert [link for link in links if not (made.root / link).is_file()] == []
    printed = made.run("review", "--verbose").out
    assert all(heading.text_content() in printed for heading in root.xpath("//h3"))
    blocks = [block.text_content() for block in root.xpath("//pre")]
    assert blocks
    assert all(parse(block) != Decisions() for block in blocks)
    assert "Anna Lindquist" in {mark.text_content() for mark in root.xpath("//mark")}


def test_the_page_loads_nothing_runs_nothing_and_trusts_no_text(made: Place) -> None:
    made.run("review", "--html", "page.html")
    text = (made.root / "page.html").read_text("utf-8")

    class Tags(HTMLParser):
        found: tuple[tuple[str, dict[str, str | None]], ...] = ()

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            self.found = (*self.found, (tag, dict(attrs)))

    tags = Tags()
    tags.feed(text)
    assert {tag for tag, _ in tags.found} & {"script", "img", "link", "iframe", "object", "form"} == set()
    assert [attributes for _, attributes in tags.found if any(name.startswith("on") or name == "src" for name in attributes)] == []
    assert "default-src 'none'" in text
    assert "light-dark(" in text
    assert 'name="viewport"' in text


def test_the_page_is_never_written_over_another_file(made: Place) -> None:
    thesis = made.root / "thesis.html"
    thesis.write_text("years of work")

    run = made.run("review", "--html", str(thesis))

    assert run.status == 1
    assert "this is no review" in run.told
    assert thesis.read_text() == "years of work"
    for _ in range(2):
        assert made.run("review", "--html", str(made.root / "own.html")).status == 0
    assert made.run("review", "--html", str(made.root / "no/such/folder.html")).status == 0
    assert made.run("review", "--html", str(made.root)).status == 1


def test_the_command_caps_the_names_of_one_article_and_stops_at_wrong_decisions(two: Place) -> None:
    given = "Anna Tom Karl Maria Peter Julia Paul Laura Mark Clara Oscar Helen".split()
    names = " ".join(f"President {name} {name}sson came." for name in given)
    two.put("originals/third.txt", f"A third article\n\n15 June 2010\n\nOSLO: {names}\n")

    run = two.run("review")

    assert sum(line.startswith("one article only: “") for line in run.out.splitlines()) == 10
    assert re.search(r"^one article only: \d+ more; --verbose lists them, --html makes a page$", run.out, re.MULTILINE)

    two.put("entities.yaml", "entities: [\n")
    broken = two.run("review")
    assert broken.status == 1
    assert broken.out == ""
    assert "content/entities.yaml:2" in broken.told
