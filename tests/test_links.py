"""Links: what ties two articles is rare, prominent and shared, whichever of the two one asks."""

from __future__ import annotations

import random
from itertools import combinations

import pytest

from cuttings import links as module
from cuttings.links import MOST_LINKS, Named, links
from cuttings.model import Article, Block, Entity, EntityType, Link, Mention, Slug

KINDS: dict[str, EntityType] = {"NATO": "organisation", "Russia": "place", "Corfu": "place", "Reuters": "organisation", "Friday": "other"}


def article(slug: str, text: str, title: str = "A headline", date: str = "") -> Article:
    return Article(title=title, slug=Slug(slug), date=date, blocks=(Block("paragraph", text),))


def named_in(articles: tuple[Article, ...], *names: str) -> tuple[tuple[Entity, ...], tuple[Mention, ...]]:
    """Each name as an entity, mentioned wherever it stands."""
    mentions = tuple(
        Mention(one.slug, field, at, at + len(name), name, KINDS.get(name, "person"), name)
        for one in articles
        for field, text in one.fields()
        for name in names
        for at in range(len(text))
        if text.startswith(name, at)
    )
    slugs = {name: dict.fromkeys(mention.article for mention in mentions if mention.entity == name) for name in names}
    return tuple(Entity(name, name, KINDS.get(name, "person"), articles=tuple(slugs[name])) for name in names), mentions


def linked(articles: tuple[Article, ...], *names: str) -> tuple[Link, ...]:
    return links(articles, *named_in(articles, *names))


def order(found: tuple[Link, ...], slug: str) -> list[str]:
    """The articles linked to one, the strongest first."""
    ends = [(link.weight, link.b if link.a == slug else link.a) for link in found if slug in (link.a, link.b)]
    return [other for _, other in sorted(ends, reverse=True)]


PAD = "Nobody else was there, and nothing else was said about it on the day. " * 6


def test_what_is_rare_ties_more_than_what_everyone_has() -> None:
    crowd = tuple(article(f"crowd-{number}", f"{PAD} Ada spoke.") for number in range(8))
    here, rare, common = article("here", f"{PAD} Ada met Bo."), article("rare", f"{PAD} Bo left."), article("common", f"{PAD} Ada left.")
    found = linked((here, rare, common, *crowd), "Ada", "Bo")

    assert order(found, "here")[0] == "rare"


def test_what_is_said_most_tellingly_is_named_first() -> None:
    texts = "Ada and Bo met at NATO in Russia."
    crowd = tuple(article(f"crowd-{number}", f"{PAD} Ada spoke in Russia at NATO.") for number in range(4))
    (link,) = (one for one in linked((article("a", texts), article("b", texts), *crowd), "Ada", "Bo", "NATO", "Russia") if one.b == "b")

    assert link.shared == ("Bo", "Ada", "NATO", "Russia")


def test_headline_and_lead_count_more_than_passing() -> None:
    here = article("here", "Ada spoke.", title="Ada comes home")
    lead, passing = article("lead", f"Ada spoke. {PAD}"), article("passing", f"{PAD} Ada spoke.")
    others = tuple(article(f"other-{number}", PAD) for number in range(6))

    assert order(linked((here, lead, passing, *others), "Ada"), "here") == ["lead", "passing"]


def test_a_country_an_agency_or_a_word_alone_ties_nobody() -> None:
    for name in ("Russia", "Reuters", "Friday"):
        two = (article("a", f"{PAD} {name} again."), article("b", f"{PAD} {name} again."), article("c", PAD), article("d", PAD))
        assert linked(two, name) == (), name
    assert linked((article("a", PAD, "Rain in Russia"), article("b", PAD, "Russia votes"), article("c", PAD)), "Russia")


def test_a_long_list_of_names_is_not_related_to_everything() -> None:
    people = [f"Person{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWX"]
    here, akin = article("here", f"{PAD} PersonA spoke to PersonB."), article("akin", f"{PAD} PersonA answered PersonB.")
    roll = article("roll", PAD + " ".join(people))
    spread = tuple(article(f"spread-{name}", f"{PAD} {name} again.") for name in people)

    assert order(linked((here, akin, roll, *spread), *people), "here")[0] == "akin"


def test_reports_of_one_week_are_nearer_than_those_years_apart() -> None:
    days = (("here", "2008-08-19"), ("same-week", "2008-08-21"), ("years-later", "2014-04-01"), ("undated", ""))
    found = linked((*(article(slug, f"{PAD} Ada spoke.", date=date) for slug, date in days), article("else", PAD)), "Ada")

    assert order(found, "here") == ["same-week", "years-later", "undated"]


def test_nearly_the_same_text_is_told() -> None:
    more = " ".join(f"On day {number} it rained on {number * 7} people, who had come by boat." for number in range(9))
    text = "Ada said on Friday that the bridge over the strait would open in May, a month later than she had promised. "
    two = linked((article("a", text + more), article("b", text + more + " It snowed."), article("c", text + PAD)), "Ada")

    assert {(link.a, link.b): link.alike for link in two} == {("a", "b"): True, ("a", "c"): False, ("b", "c"): False}


def many(number: int, seed: int = 1) -> tuple[tuple[Article, ...], tuple[str, ...]]:
    chance = random.Random(seed)
    names = tuple(f"Name{at:03}" for at in range(40))
    texts = [" ".join(chance.sample(names, 5)) for _ in range(number)]
    return tuple(article(f"a{at:03}", text, date=f"20{at % 20:02}-01-01") for at, text in enumerate(texts)), names


def test_each_pair_is_there_once_whatever_the_order() -> None:
    articles, names = many(60)
    entities, mentions = named_in(articles, *names)
    found = links(articles, entities, mentions)

    assert found
    assert all(link.a < link.b for link in found)
    assert len({(link.a, link.b) for link in found}) == len(found)
    assert links(articles[::-1], entities[::-1], mentions[::-1]) == found


def test_every_article_keeps_its_strongest_links() -> None:
    articles, names = many(40)
    found = linked(articles, *names)
    unlimited = pytest.MonkeyPatch()
    with unlimited.context() as patched:
        patched.setattr(module, "MOST_LINKS", 1000)
        patched.setattr(module, "FAINT", 1000)
        everything = linked(articles, *names)
    kept = {(link.a, link.b) for link in found}

    assert len(everything) > len(found)
    for one in articles:
        for other in order(everything, one.slug)[:3]:
            assert (min(one.slug, other), max(one.slug, other)) in kept


def test_the_work_grows_with_the_articles_and_not_with_their_square(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed: list[float] = []
    weight = module._weight

    def counted(a: Named, b: Named, mean: float) -> float:
        weighed.append(weight(a, b, mean))
        return weighed[-1]

    monkeypatch.setattr(module, "_weight", counted)
    monkeypatch.setattr(module, "MOST_ARTICLES", 20)

    def pairs(number: int) -> int:
        weighed.clear()
        # Everyone names Russia and Ada; each eight articles have a person of their own.
        articles = tuple(article(f"a{at:04}", f"{PAD} Ada in Russia with Own{at // 8:03}x.") for at in range(number))
        names = ("Ada", "Russia", *(f"Own{at:03}x" for at in range(number // 8)))
        assert len(linked(articles, *names)) == number // 8 * len(list(combinations(range(8), 2)))
        return len(weighed)

    assert pairs(160) == 2 * pairs(80) == 160 // 8 * 28  # each pair is weighed once
    assert MOST_LINKS > 8
