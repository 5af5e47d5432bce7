"""entities: names found, joined where they should be and nowhere else, and put right by people."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuttings.entities import Resolved, resolve
from cuttings.entities import lock as locks
from cuttings.entities.decisions import Decisions, parse
from cuttings.entities.lock import Lock
from cuttings.entities.names import fold
from cuttings.mentions import candidates
from cuttings.model import Article, Block, Settings, Slug

NO_LOCK = Lock({}, {}, {})


def article(slug: str, *paragraphs: str, title: str = "On the day") -> Article:
    return Article(title, Slug(slug), "2008-01-01", blocks=tuple(Block("paragraph", text) for text in paragraphs))


def resolved(*articles: Article, decisions: str = "", lock: Lock = NO_LOCK) -> Resolved:
    seen = {one.slug: candidates(one) for one in articles}
    return resolve(articles, seen, parse(decisions) if decisions else Decisions(), lock, Settings())


def surfaces(found: Resolved) -> Mapping[str, set[str]]:
    return {entity.id: {join.surface for join in entity.joins} for entity in found.entities}


def ids(found: Resolved, surface: str) -> set[str]:
    return {mention.entity for mention in found.mentions if mention.surface == surface}


@pytest.mark.parametrize(
    ("texts", "together"),
    [
        (["President Jaap de Vries met them. “Yes,” said de Vries. De Vries left.", "Vries wrote later that it was over."], {"Jaap de Vries", "de Vries", "De Vries", "Vries"}),
        (["Foreign Minister Sergey Petrov said so.", "Sergei Petrov, the foreign minister, said no."], {"Sergey Petrov", "Sergei Petrov"}),
        (["President Dmitry Kovalevsky came. Kovalevski spoke."], {"Dmitry Kovalevsky", "Kovalevski"}),
        (["The Sund Bridge Authority (SBA) met. The SBA decided.", "The SBA met again in May."], {"Sund Bridge Authority", "SBA"}),
        (["NATO met.", "The ministers of Nato met again."], {"NATO", "Nato"}),
        (["The United States agreed.", "The U.S. president said that the US would pay."], {"United States", "U.S.", "US"}),
        (["President George W. Bush spoke. Bush left."], {"George W. Bush", "Bush"}),
    ],
)  # fmt: skip
def test_what_is_joined(texts: list[str], together: set[str]) -> None:
    found = resolved(*(article(f"a-{number}", text) for number, text in enumerate(texts)))

    assert together in [own & together for own in surfaces(found).values()]


@pytest.mark.parametrize(
    ("texts", "apart"),
    [
        (["Foreign Minister Igor Petrov met Defence Minister Sergei Petrov. Petrov spoke."], ("Igor Petrov", "Sergei Petrov", "Petrov")),
        (["President George W. Bush spoke.", "President George H. Bush spoke."], ("George W. Bush", "George H. Bush")),
        (["World War I began.", "World War II ended."], ("World War I", "World War II")),
        (["The Minsk agreements hold.", "In Minsk it rained."], ("Minsk agreements", "Minsk")),
        (["South Ossetia is quiet.", "North Ossetia is not."], ("South Ossetia", "North Ossetia")),
        (["Anna Berg, the minister, came.", "Tom Berg, the minister, came too."], ("Anna Berg", "Tom Berg")),
    ],
)
def test_what_stays_apart(texts: list[str], apart: tuple[str, ...]) -> None:
    found = resolved(*(article(f"a-{number}", text) for number, text in enumerate(texts)))

    owners = [frozenset(ids(found, surface)) for surface in apart]
    assert all(owners)
    assert len(set(owners)) == len(apart)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Labour Centre", "Labor Center"),
        ("Ministry of Defence’s", "the Ministry  of Defense"),
        ("Co-operation", "Cooperation"),
        ("O’Brien", "OBrien"),
        ("Zürich–Łódź", "Zurich Łodz"),
        ("U.S.", "US"),
        ("Abuʼl Fazl", "Abul Fazl"),
    ],
)
def test_names_that_are_the_same_but_for_spelling(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_a_name_may_mean_another_thing_at_each_place_of_an_article() -> None:
    found = resolved(article("a", "It rained in Atlanta, Georgia, on Friday. Georgia and Russia agreed to talk, said Georgia."))
    meant = [mention.entity for mention in sorted(found.mentions, key=lambda one: one.start) if mention.surface == "Georgia"]

    assert len(meant) == 3
    assert meant[1] == meant[2] != meant[0]


def test_a_surname_means_the_one_who_is_named_in_the_article() -> None:
    found = resolved(article("a", "Anna Berg spoke. Berg left."), article("b", "Tom Berg spoke. Berg left."), article("c", "Berg left."))

    by_article = {mention.article: mention.entity for mention in found.mentions if mention.surface == "Berg"}
    assert by_article == {"a": "anna-berg", "b": "tom-berg", "c": "berg"}


@pytest.mark.parametrize(
    ("text", "surface", "kind"),
    [
        ("Georgia and Russia fought.", "Georgia", "place"),
        ("The Sund Bridge Authority met.", "Sund Bridge Authority", "organisation"),
        ("They signed the Treaty of Malmö in spring.", "Treaty of Malmö", "agreement"),
        ("Ever since the Cold War ended it has been quiet.", "Cold War", "event"),
        ("Ever since the Russia-Georgia military conflict it has been quiet.", "Russia-Georgia military conflict", "event"),
        ("They met President Anna Kowalczyk there.", "Anna Kowalczyk", "person"),
        ("The pro-Western parties won.", "Western", "other"),
        ("NATO-led troops came.", "NATO", "organisation"),
    ],
)
def test_types_and_spans(text: str, surface: str, kind: str) -> None:
    found = resolved(article("a", text))

    assert {(mention.type) for mention in found.mentions if mention.surface == surface} == {kind}
    assert all(text[mention.start : mention.end] == mention.surface for mention in found.mentions if mention.field == "text")


@pytest.mark.parametrize("text", ["Ministers met. Security was tight. Defence was the subject. Indeed it rained on Monday in June."])
def test_words_that_only_begin_sentences_are_no_names(text: str) -> None:
    assert resolved(article("a", text)).mentions == ()


def test_each_join_says_why() -> None:
    found = resolved(
        article("a", "Foreign Minister Sergey Petrov said so. Petrov left."),
        article("b", "Sergei Petrov said no. Sergei Petrov left. Sergei Petrov came."),
    )

    whys = {join.surface: join.why for entity in found.entities for join in entity.joins}
    assert (
        whys["Petrov"] == "the surname of Sergey Petrov, the only one of that name in the same article; another spelling of Sergei Petrov"
    )
    assert whys["Sergey Petrov"] == "another spelling of Sergei Petrov"


PETROV = (article("a", "Igor Petrov met Anna Berg. Petrov left."), article("b", "Igor Petrov spoke in Georgia. The State was silent."))


def test_merge() -> None:
    found = resolved(*PETROV, decisions="entities:\n  the-two:\n    name: The Two\n    aliases: [Igor Petrov, Anna Berg]\n")

    assert {"Igor Petrov", "Anna Berg", "Petrov"} <= surfaces(found)["the-two"]
    joins = {join.surface: join for entity in found.entities for join in entity.joins}
    assert joins["Anna Berg"].by_person
    assert joins["Anna Berg"].why == "decided in entities.yaml, line 2"


def test_name_type_and_description_are_the_person_s() -> None:
    found = resolved(
        *PETROV,
        decisions="entities:\n  igor-petrov:\n    name: Igor I. Petrov\n    type: other\n    description: a clerk\n    wikidata: Q7\n"
        "    viaf: 75213107\n    wikipedia: https://en.wikipedia.org/wiki/Igor_Petrov\n",
    )

    entity = next(entity for entity in found.entities if entity.id == "igor-petrov")
    assert (entity.name, entity.type, entity.description, entity.wikidata) == ("Igor I. Petrov", "other", "a clerk", "Q7")
    assert (entity.viaf, entity.wikipedia) == ("75213107", "https://en.wikipedia.org/wiki/Igor_Petrov")
    assert entity.articles == ("a", "b")


def test_split_takes_a_string_out_in_one_article_only() -> None:
    found = resolved(
        *PETROV, article("c", "Georgia won the match."), decisions="split:\n  - {text: Georgia, in: [c], to: georgia-the-state}\n"
    )

    assert {mention.article: mention.entity for mention in found.mentions if mention.surface == "Georgia"} == {
        "b": "georgia",
        "c": "georgia-the-state",
    }


def test_in_gives_a_string_to_an_entity_in_one_article_only() -> None:
    found = resolved(*PETROV, decisions="entities:\n  igor-petrov:\n    in: {b: [The State]}\n")

    assert "igor-petrov" in ids(found, "The State")


def test_a_decided_string_wins_over_names_that_it_crosses_and_not_over_those_that_hold_it() -> None:
    text = "Igor Petrov met Anna Berg in Paris."

    crossing = resolved(article("a", text), decisions="entities:\n  x: {name: Petrov met Anna}\n")
    assert ids(crossing, "Petrov met Anna") == {"x"}
    assert ids(crossing, "Igor Petrov") == set()

    held = resolved(article("a", text), decisions="entities:\n  x: {name: Petrov}\n")
    assert ids(held, "Igor Petrov") != set()


@pytest.mark.parametrize("string", ["’t Hooft", "@nato", "北约"])
def test_a_decided_string_may_be_of_any_form(string: str) -> None:
    found = resolved(
        article("a", f"They met ’t Hooft and @nato there; 北约秘书长 spoke of {string}."),
        decisions=f"entities:\n  x: {{name: '{string}'}}\n",
    )

    assert len([mention for mention in found.mentions if mention.entity == "x"]) >= 2


@given(
    st.lists(
        st.sampled_from(
            ("den", "de", "Nato-Rat", "Berlin", "EU", "of", "the", "Jan", "Foreign", "Minister", "met", "Bank", "-", ".", "General")
        ),
        max_size=12,
    )
)
def test_any_run_of_words_comes_to_an_end(words: list[str]) -> None:
    one = article("a", " ".join(words))

    assert all(one.text[found.start : found.end] == found.surface for found in candidates(one) if found.field == "text")


def test_ignore_everywhere_and_in_one_article() -> None:
    found = resolved(*PETROV, decisions="ignore:\n  - Anna Berg\n  - {text: Igor Petrov, in: [b]}\n")

    assert ids(found, "Anna Berg") == set()
    assert {mention.article for mention in found.mentions if mention.surface == "Igor Petrov"} == {"a"}


def test_different_are_never_joined_nor_what_is_joined_to_them() -> None:
    articles = (article("a", "Sergey Petrov spoke. He came late."), article("b", "Sergei Petrov spoke."))
    assert len(ids(resolved(*articles), "Sergey Petrov") | ids(resolved(*articles), "Sergei Petrov")) == 1

    found = resolved(*articles, decisions="different:\n  - [sergey-petrov, sergei-petrov]\n")

    assert (ids(found, "Sergey Petrov"), ids(found, "Sergei Petrov")) == ({"sergey-petrov"}, {"sergei-petrov"})


def test_one_wikidata_id_is_one_entity() -> None:
    found = resolved(*PETROV, decisions="entities:\n  igor-petrov: {wikidata: Q1}\n  anna-berg: {wikidata: Q1}\n")

    assert ids(found, "Igor Petrov") == ids(found, "Anna Berg")


def test_renamed_keeps_the_old_address_as_a_former_one() -> None:
    first = resolved(*PETROV)
    found = resolved(*PETROV, lock=first.lock, decisions="renamed: {igor-petrov: petrov-igor}\n")

    entity = next(entity for entity in found.entities if entity.id == "petrov-igor")
    assert entity.former == (("person", "igor-petrov"),)
    assert resolved(*PETROV, lock=found.lock).entities[0].id != "igor-petrov"


def test_renamed_without_a_lock_and_onto_another_entity() -> None:
    assert ids(resolved(*PETROV, decisions="renamed: {igor-petrov: ip}\n"), "Igor Petrov") == {"ip"}

    found = resolved(*PETROV, lock=resolved(*PETROV).lock, decisions="renamed: {igor-petrov: georgia}\n")
    assert ids(found, "Igor Petrov") == {"igor-petrov"}
    assert "georgia is another entity’s id" in found.problems[0].message


def test_an_id_may_be_renamed_to_the_name() -> None:
    lock = Lock({"petrov": ("Igor Petrov",)}, {"petrov": "person"}, {})

    assert ids(resolved(*PETROV, lock=lock, decisions="renamed: {petrov: igor-petrov}\n"), "Igor Petrov") == {"igor-petrov"}


def test_chains_of_names_all_lead_to_the_last() -> None:
    first = resolved(*PETROV)
    second = resolved(*PETROV, lock=first.lock, decisions="entities:\n  x1: {name: Igor Petrov}\n")
    third = resolved(*PETROV, lock=second.lock, decisions="entities:\n  y1: {name: Igor Petrov}\nrenamed: {x1: y1}\n")
    fourth = resolved(*PETROV, lock=third.lock, decisions="entities:\n  y1: {name: Igor Petrov, type: organisation}\nrenamed: {x1: y1}\n")

    former = next(entity.former for entity in fourth.entities if entity.id == "y1")
    assert former == (("person", "igor-petrov"), ("person", "x1"), ("person", "y1"))


def test_addresses_stay_when_articles_are_added() -> None:
    first = resolved(*PETROV)
    more = [article(f"c-{number}", f"Igor Petrov and Igor Ivanovich Petrov met in Georgia with Tom Hill {number}.") for number in range(3)]

    found = resolved(*PETROV, *more, lock=first.lock)

    before = {(mention.article, mention.start, mention.surface): mention.entity for mention in first.mentions}
    after = {(mention.article, mention.start, mention.surface): mention.entity for mention in found.mentions}
    assert {place: after[place] for place in before} == before


def test_the_lock_reads_as_it_was_written() -> None:
    lock = Lock({"a": ("A", "Alpha"), "b": ("B",)}, {"a": "person", "b": "place"}, {("place", "old"): "a"})

    assert locks.parse(locks.render(lock)) == lock


def test_the_order_of_articles_changes_nothing() -> None:
    articles = (*PETROV, article("c", "Sergey Petrov spoke."), article("d", "Sergei Petrov spoke. The SBA met."))

    forward, backward = resolved(*articles), resolved(*reversed(articles))

    assert surfaces(forward) == surfaces(backward)


@pytest.mark.parametrize(
    ("decisions", "line", "told"),
    [
        ("entities:\n  nobody: {name: Nobody Known}\n", 2, "nobody matches nothing"),
        ("ignore:\n  - Nowhere\n", 2, "stands in no article"),
        ("split:\n  - {text: Georgia, in: [x], to: y}\n", 2, "there is no article x"),
        ("entities:\n  igor-petrov: {in: {a: [Nowhere]}}\n", 2, "does not stand in a"),
        ("different:\n  - [igor-petrov, nobody]\n", 2, "nobody is no entity"),
    ],
)
def test_stale_decisions_are_told(decisions: str, line: int, told: str) -> None:
    problems = resolved(*PETROV, decisions=decisions).problems

    assert [(problem.line, told in problem.message) for problem in problems] == [(line, True)]


def test_one_article_makes_no_page_unless_a_person_named_the_entity() -> None:
    pages = {entity.id for entity in resolved(*PETROV).entities if entity.page}
    assert pages == {"igor-petrov"}

    decided = resolved(*PETROV, decisions="entities:\n  anna-berg: {type: person}\n")
    assert {entity.id for entity in decided.entities if entity.page} == {"igor-petrov", "anna-berg"}


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_two_of_one_name_each_keeps_its_address(order: tuple[int, int]) -> None:
    """However they are numbered, the one in more articles has the plain address, and nobody's is swallowed."""
    both = [("Luxembourg", "Luxembourg", "Bank of Luxembourg"), ("Luxembourg", "Luxembourg")]
    lock = Lock(
        {"luxembourg": ("Luxembourg",), "luxembourg-place": ("Luxembourg",)}, {"luxembourg": "place", "luxembourg-place": "place"}, {}
    )
    found = locks.assign([both[number] for number in order], lock, ["", ""], [(1, 34)[number] for number in order])

    assert {order[number]: ids for number, ids in found.items()} == {0: ("luxembourg-place", ()), 1: ("luxembourg", ())}


def test_what_is_joined_swallows_the_address_that_is_left() -> None:
    lock = Lock({"ada": ("Ada",), "ada-bell": ("Ada Bell",)}, {"ada": "person", "ada-bell": "person"}, {})

    assert locks.assign([("Ada Bell", "Ada Bell", "Ada")], lock, [""], [3]) == {0: ("ada-bell", ("ada",))}
