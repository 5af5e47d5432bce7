"""What the articles call a person: "the Russian foreign minister", where the words stand beside the name.

It is their word, quoted, and the page says in how many articles; nothing is concluded from it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cuttings.lists import words
from cuttings.model import Article, Entity, Mention, Slug

LONGEST = 6  # words of a title with what belongs to it
REACH = 80  # characters looked at before and after a mention

_AFTER = re.compile(r", (?:the |an? |then )?(?P<what>[^\s,.;:()“”\"]+(?: [^\s,.;:()“”\"]+){0,7})(?=,|\.(?:\s|$)|;| who\b| said\b)")
_BEFORE = re.compile(r"(?P<what>(?:[A-Za-z][\w’'-]* ){1,6})$")
# "Igor Ivanov, and the defence minister, Igor Sergeyev, …" is of two.
_BEGINS_ANOTHER = frozenset("and or but with while as when after before".split())
_OF = (" of ", " for ", " to ", " at ")
_DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday yesterday today".split())
#: Words of courtesy or of rank alone say nothing of an office.
_BARE = frozenset("mr mrs ms miss dr sir lady lord prof professor madame colonel col general gen lt sgt major captain king queen".split())


@dataclass(frozen=True, slots=True)
class Office:
    """What a person is called, and in how many articles."""

    words: str
    count: int


def offices(entities: Iterable[Entity], mentions: Mapping[Slug, Iterable[Mention]], articles: Iterable[Article]) -> dict[str, Office]:
    """Persons of whom nobody wrote a line → what most articles call them; `mentions` are those of each article."""
    asked = {entity.id for entity in entities if entity.type == "person" and entity.page and not entity.description}
    called: dict[str, list[tuple[Slug, str]]] = defaultdict(list)
    for article in articles:
        own = [mention for mention in mentions.get(article.slug, ()) if mention.field == "text" and mention.entity in asked]
        text = article.text if own else ""
        for mention in own:
            called[mention.entity] += ((article.slug, words_beside) for words_beside in beside(text, mention.start, mention.end))
    found = ((id_, _office(called[id_])) for id_ in called)
    return {id_: office for id_, office in found if office}


def _office(called: Iterable[tuple[Slug, str]]) -> Office | None:
    """What a person is called most, of what each article calls them."""
    used: dict[str, set[Slug]] = defaultdict(set)
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for article, words_beside in called:
        key = words_beside.casefold().replace("-", " ")
        used[key].add(article)
        spelt[key][words_beside] += 1
    # "President" in one article is nobody in particular.
    telling = {key: len(slugs) * min(3, len(key.split())) for key, slugs in used.items() if len(slugs) > 1 or " " in key}
    if not telling:
        return None
    key = min(telling, key=lambda key: (-telling[key], -len(key), key))
    office = min(spelt[key], key=lambda form: (-spelt[key][form], form))
    return Office(office, len(used[key]))


def beside(text: str, start: int, end: int) -> list[str]:
    """The offices that stand beside a name.

    >>> text = "Sergei Lavrov, the Russian foreign minister, met NATO Secretary-General Jaap de Hoop Scheffer."
    >>> beside(text, 0, 13), beside(text, text.index("Jaap"), len(text) - 1)
    (['Russian foreign minister'], ['NATO Secretary-General'])
    """
    after = _AFTER.match(text[end : end + REACH])
    before = _BEFORE.search(text[max(0, start - REACH) : start])
    found = (_of_apposition(after["what"]) if after else "", _of_title(before["what"].split()) if before else "")
    return [office for office in found if office]


def _of_apposition(what: str) -> str:
    """All of it, where a title is its last word, or what stands before an "of"."""
    if what.split(maxsplit=1)[0].casefold() in _BEGINS_ANOTHER:
        return ""
    head = next((what.partition(word)[0] for word in _OF if word in what), what)
    return what if len(what.split()) <= LONGEST + 2 and _title_at_end(head.split()) else ""


def _of_title(beside_it: list[str]) -> str:
    """The title that ends just before the name, with the capitalised words that belong to it."""
    length = _title_at_end(beside_it)
    first = len(beside_it) - length
    # "Russian foreign minister", "NATO Secretary-General", but not "Yesterday President".
    while length and first and beside_it[first - 1][0].isupper() and first - 1 > 0 and beside_it[first - 1].casefold() not in _DAYS:
        first -= 1
    return " ".join(beside_it[first:])


def _title_at_end(said: list[str]) -> int:
    """How many words at the end are a title, 0 where they are none."""
    for length in range(min(LONGEST, len(said)), 0, -1):
        title = " ".join(said[-length:]).casefold()
        if title in words("titles") and title not in _BARE:
            return length
    return 0
