"""Suggestion: something that a person should look at, with how to settle it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from cuttings.model import Slug

Group = Literal[
    "likely same",
    "likely different",
    "odd type",
    "wikidata id",
    "one article only",
    "one article twice",
    "sources disagree",
    "undated",
    "no publication",
    "cut, but close",
]
GROUPS: tuple[Group, ...] = get_args(Group)


@dataclass(frozen=True, slots=True)
class Passage:
    """A name where it stands in an article, with a little around it."""

    article: Slug
    before: str
    name: str
    after: str

    def __str__(self) -> str:
        return f"{self.before}[{self.name}]{self.after}"


@dataclass(frozen=True, slots=True)
class Way:
    """One way to settle a suggestion: `when` it holds, `what` to do, `lines` to paste into entities.yaml."""

    when: str
    what: str = ""
    lines: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing to look at; `weight` is how many mentions a decision would put right.

    `entities` are the ids of those that it is about, `articles` the slugs.
    """

    group: Group
    title: str
    weight: int = 0
    entities: tuple[str, ...] = ()
    articles: tuple[Slug, ...] = ()
    passages: tuple[Passage, ...] = ()
    ways: tuple[Way, ...] = ()
