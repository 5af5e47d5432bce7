"""The page of each entity.

Where many articles name it the page shows the first of them, and others continue it, so that no
page grows without end and every passage stays within reach.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from markupsafe import Markup

from cuttings.model import Entity, Slug
from cuttings.pages import routes
from cuttings.pages.catalogue import Card, Catalogue, grouped
from cuttings.pages.chart import Chart, chart
from cuttings.pages.company import company, met
from cuttings.pages.glosses import in_degrees
from cuttings.pages.keys import Keys
from cuttings.pages.namesakes import Namesakes, namesakes, not_this, rivals
from cuttings.pages.network import FEWEST_ARTICLES, own_network
from cuttings.pages.parts import Part, in_parts, near
from cuttings.pages.passages import SHOWN, Passage, Passages
from cuttings.pages.press import AsBefore, Page, Press
from cuttings.pages.seats import Stand, stands
from cuttings.pages.standing import Standing
from cuttings.pages.things import elsewhere, thing

PART = 60  # articles on one page
BESIDE = 8  # pages before and after this one that it links; the years lead to all others
NAMES = 12  # shown at once, the others unfold


@dataclass(frozen=True, slots=True)
class InArticle:
    """An article that names the entity, the passages shown and how many more there are."""

    title: Markup
    source: Markup
    passages: tuple[Passage, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Year:
    """The articles of a year; `name` is "" for the undated, `id` where the year stands on the page, `path` on which."""

    name: str
    id: str
    path: str
    count: int
    articles: tuple[InArticle, ...] = ()


@dataclass(frozen=True, slots=True)
class Government:
    """A seat that stands for a government or a body, or whom it stands for, and in how many passages.

    `name` is linked where it can be, `plain` is not; `government` tells whether it is a state's.
    """

    name: Markup
    count: int
    plain: str = ""
    government: bool = False


@dataclass(frozen=True, slots=True)
class Desk:
    """What all entities' pages are made with."""

    press: Press
    catalogue: Catalogue
    standing: Standing
    keys: Keys
    passages: Passages
    stands: Mapping[str, Stand]
    seats_of: Mapping[str, tuple[Stand, ...]]
    namesakes: Namesakes
    years: Mapping[str, tuple[str, ...]]


def entity_pages(press: Press, catalogue: Catalogue, standing: Standing, keys: Keys) -> Callable[[Entity], Iterator[Page | AsBefore]]:
    """What makes the page of an entity, and those that continue it."""
    seats = stands(catalogue)
    desk = Desk(
        press=press,
        catalogue=catalogue,
        standing=standing,
        keys=keys,
        passages=Passages(catalogue),
        stands=seats,
        seats_of=grouped((stand.card.id, stand) for stand in seats.values() if stand.card),
        namesakes=namesakes(catalogue),
        years=grouped((mention.entity, catalogue.rows[mention.article].when.year) for mention in catalogue.mentions),
    )
    return partial(_pages, desk)


def _pages(desk: Desk, entity: Entity) -> Iterator[Page | AsBefore]:
    catalogue, keys = desk.catalogue, desk.keys
    slugs = catalogue.articles_of[entity.id]
    parts = in_parts(slugs, PART, partial(routes.part, catalogue.cards[entity.id].path))
    contents, companions = _contents(desk, entity, parts), met(catalogue, entity)
    key, made_from = _key(desk, entity, companions), f"{entity.type} {entity.id}"
    yield keys.page(parts[0].path, made_from, key, partial(_page, desk, entity, parts, contents, companions))
    for part in parts[1:]:
        key = _continued_key(desk, entity, parts, part, contents)
        yield keys.page(part.path, f"{made_from}, continued", key, partial(_continued, desk, entity, parts, part, contents))


def _key(desk: Desk, entity: Entity, companions: Sequence[tuple[Card, int]]) -> str:
    """What an entity's page is made of: itself and its articles, those of its seats, whom it met, and whom it isn't to be taken for."""
    catalogue, keys = desk.catalogue, desk.keys
    stand = desk.stands.get(entity.id)
    seats = [keys.entity(stand.seat.id) for stand in desk.seats_of.get(entity.id, ())]
    others = [keys.face(other) for other in rivals(entity, catalogue, desk.namesakes)]
    order = [card.id for card, _ in companions]
    network: tuple[object, ...] = ()
    if catalogue.cards[entity.id].count >= FEWEST_ARTICLES:
        # How often two would meet by chance is told from how many articles name either, and how many there are.
        network = (len(catalogue.articles), [keys.face(card.id) for card, shared in companions if shared > 1])
    return keys.of(keys.entity(entity.id), stand, seats, others, order, network)


def _continued_key(desk: Desk, entity: Entity, parts: tuple[Part[Slug], ...], part: Part[Slug], contents: tuple[Year, ...]) -> str:
    """What a page that continues an entity's is made of: its own articles, where all others stand, and for whom the entity stands."""
    keys, stand = desk.keys, desk.stands.get(entity.id)
    others = [(one.path, one.first, one.last) for one in parts]
    articles = [keys.named_in(slug) for slug in part.items]
    return keys.of(keys.face(entity.id), articles, others, part.number, contents, stand, keys.entity(entity.id) if stand else "")


def _page(
    desk: Desk,
    entity: Entity,
    parts: tuple[Part[Slug], ...],
    contents: tuple[Year, ...],
    companions: Sequence[tuple[Card, int]],
) -> Page:
    card = desk.catalogue.cards[entity.id]
    settings = desk.catalogue.settings
    return desk.press.page(
        card.path,
        "entity.html",
        entity.name,
        f"{entity.type} {entity.id}",
        section=routes.kind(card.kind),
        description=f"{entity.name}: {card.description or _named(desk, card)}",
        entity=entity,
        card=card,
        office=desk.catalogue.offices.get(entity.id),
        json_ld=thing(entity, card, settings),
        timeline=routes.together(card.path),
        coordinates=in_degrees(entity.coordinates, desk.catalogue.wording),
        elsewhere=tuple(elsewhere(entity)),
        not_this=tuple(not_this(entity, desk.catalogue, desk.namesakes, desk.standing)),
        government=_government(desk, entity),
        seats=tuple(_seats(desk, entity)),
        chart=_chart(desk, entity, contents),
        joins=entity.joins[:NAMES],
        more_joins=entity.joins[NAMES:],
        company=tuple(company(desk.catalogue, desk.standing, entity, companions)),
        network=own_network(desk.catalogue, card, companions),
        standing=desk.standing,
        contents=contents,
        years=_years(desk, entity, parts[0]),
        part=parts[0],
        parts=near(parts, 1, BESIDE),
    )


def _named(desk: Desk, card: Card) -> str:
    """What it is and how often it is named, for machines that show a page's description."""
    ngettext = desk.press.wording.ngettext
    if card.span:
        return ngettext(
            "%(kind)s, named in %(num)s article, %(span)s",
            "%(kind)s, named in %(num)s articles, %(span)s",
            card.count,
            kind=card.kind.one,
            span=card.span,
        )
    return ngettext("%(kind)s, named in %(num)s article", "%(kind)s, named in %(num)s articles", card.count, kind=card.kind.one)


def _continued(desk: Desk, entity: Entity, parts: tuple[Part[Slug], ...], part: Part[Slug], contents: tuple[Year, ...]) -> Page:
    card = desk.catalogue.cards[entity.id]
    return desk.press.page(
        part.path,
        "entity_part.html",
        desk.press.wording.gettext("%(name)s, articles %(first)s–%(last)s", name=entity.name, first=part.first, last=part.last),
        f"{entity.type} {entity.id}, continued",
        section=routes.kind(card.kind),
        card=card,
        government=_government(desk, entity),
        contents=contents,
        years=_years(desk, entity, part),
        part=part,
        parts=near(parts, part.number, BESIDE),
    )


def _contents(desk: Desk, entity: Entity, parts: tuple[Part[Slug], ...]) -> tuple[Year, ...]:
    """The years in which articles name the entity, each with the page and the place where it begins."""
    slugs = desk.catalogue.articles_of[entity.id]
    by_year = grouped((desk.catalogue.rows[slug].when.year, number) for number, slug in enumerate(slugs))
    return tuple(Year(year, _id(year), parts[numbers[0] // PART].path, len(numbers)) for year, numbers in by_year.items())


def _years(desk: Desk, entity: Entity, part: Part[Slug]) -> tuple[Year, ...]:
    """The articles of one page, by year."""
    by_year = grouped((desk.catalogue.rows[slug].when.year, _in_article(desk, entity, slug)) for slug in part.items)
    return tuple(Year(year, _id(year), part.path, len(articles), articles) for year, articles in by_year.items())


def _id(year: str) -> str:
    return f"y{year}" if year else "undated"


def _in_article(desk: Desk, entity: Entity, slug: Slug) -> InArticle:
    found = desk.passages.of(entity.id, slug)
    return InArticle(desk.standing.titles[slug], desk.standing.sources[slug], found[:SHOWN], len(found[SHOWN:]))


def _chart(desk: Desk, entity: Entity, contents: tuple[Year, ...]) -> Chart | None:
    """How often each year names the entity; the bars lead to where its articles of the year stand."""
    return chart(desk.years.get(entity.id, ()), desk.press.wording, {year.name: f"{year.path}#{year.id}" for year in contents if year.name})


def _government(desk: Desk, entity: Entity) -> Government | None:
    """For whom the entity stands too, if any passage shows it."""
    stand = desk.stands.get(entity.id)
    passages_so = desk.passages.acting(entity.id) if stand else 0
    if not stand or not passages_so:
        return None
    named = desk.standing.names[stand.card.id] if stand.card else Markup.escape(stand.name)
    within = desk.press.wording.with_article
    name = Markup(within(stand.name, named))  # noqa: S704  # the name is escaped, the article is ours
    return Government(name, passages_so, within(stand.name, stand.name), stand.government)


def _seats(desk: Desk, entity: Entity) -> Iterator[Government]:
    """The seats that stand for the entity."""
    for stand in desk.seats_of.get(entity.id, ()):
        passages_so = desk.passages.acting(stand.seat.id)
        if passages_so:
            yield Government(desk.standing.names[stand.seat.id], passages_so)
