"""The review as one page of HTML, to be read beside the site."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from cuttings.model import Archive, Slug
from cuttings.pages import routes
from cuttings.pages.press import count
from cuttings.review.suggestion import GROUPS, Group, Suggestion

#: By this a page is known as the review's own.
MARK = '<meta name="generator" content="Cuttings review">'
MOST = 200  # suggestions of one group on the page

ABOUT: Mapping[Group, str] = {
    "likely same": "Entities that may be one, and that nothing has joined.",
    "likely different": "What was joined by little: a likeness, a surname alone, a name of a person and a place.",
    "odd type": "Entities of which the articles speak as of something else.",
    "wikidata id": "Entities that may be items of Wikidata.",
    "one article only": "Names that one article mentions, those that look least like names first.",
    "one article twice": "Articles that have nearly all their words in common.",
    "sources disagree": "Articles whose page says one thing here and another there.",
    "undated": "Articles without a date that could be read.",
    "no publication": "Articles of which nobody knows who published them.",
    "cut, but close": "Lines that were cut though they might be of the text.",
}


@dataclass(frozen=True, slots=True)
class Section:
    """The suggestions of one group; `more` are not shown."""

    id: str
    name: Group
    about: str
    suggestions: tuple[Suggestion, ...]
    more: int


def sections(found: Sequence[Suggestion], most: int = MOST) -> tuple[Section, ...]:
    """The suggestions by group, in the order of the groups."""
    ordered = sorted(found, key=lambda one: GROUPS.index(one.group))
    made = []
    for name, group in groupby(ordered, key=lambda one: one.group):
        own = tuple(group)
        address = "-".join(name.replace(",", "").split())
        made.append(Section(address, name, ABOUT[name], own[:most], max(0, len(own) - most)))
    return tuple(made)


def page(found: Sequence[Suggestion], archive: Archive, templates: Mapping[str, str], colours: str, site: str) -> str:
    """The page; `colours` is a style sheet of the site's own, `site` leads to the site's folder."""
    root = f"{site}/"
    entities = {entity.id: entity for entity in archive.entities}

    def entity(entity_id: str) -> str:
        """The address of an entity's page, "" where it has none."""
        one = entities.get(entity_id)
        return root + quote(routes.entity(one)) if one and one.page else ""

    def article(slug: Slug) -> str:
        return root + quote(routes.article(slug))

    environment = Environment(
        loader=DictLoader(dict(templates)), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["count"] = count
    return environment.get_template("review.html").render(
        site=archive.settings,
        home=root + routes.HOME,
        mark=Markup(MARK),  # noqa: S704 (our own)
        colours=Markup(colours),  # noqa: S704 (a file of the program)
        sections=sections(found),
        total=len(found),
        entities=entities,
        titles={article.slug: article.title for article in archive.articles},
        entity=entity,
        article=article,
    )
