"""Pages: what stands on them, that every link leads somewhere, and that nothing in a text escapes."""

from __future__ import annotations

import csv
import html
import io
import json
import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from itertools import combinations
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuttings.fixity import Sha256
from cuttings.model import (
    Archive,
    Article,
    Block,
    BlockKind,
    Entity,
    EntityType,
    Found,
    Html,
    Join,
    Link,
    Mention,
    Settings,
    Slug,
    Step,
)
from cuttings.pages import AsBefore, Made, PathError, PathTakenError, pages, routes
from cuttings.pages.assets import STYLE_SHEETS
from cuttings.pages.body import split_quote
from cuttings.pages.days import in_words
from cuttings.pages.marks import Span, link_first, plain_text
from cuttings.pages.passages import LONGEST, excerpts
from cuttings.pages.sentences import sentence
from cuttings.pages.wording import wording

ROOT = Path(__file__).parent.parent
BASE_URL = "https://example.org/archive/"
# Written by others; the pages only name them.
SCRIPTS = {"search-loader.js": b"", "search.js": b"", "highlight.js": b""}


# An archive: a strait, a ferry dispute, and the newspapers that reported it. All invented.


def block(kind: BlockKind, text: str, markup: str = "") -> Block:
    return Block(kind, text, Html(markup or html.escape(text, quote=False)))


def paragraphs(*texts: str) -> tuple[Block, ...]:
    return tuple(block("paragraph", text) for text in texts)


NAMES: tuple[tuple[str, EntityType, str, str, tuple[str, ...]], ...] = (
    ("ingrid-halvorsen", "person", "Ingrid Halvorsen", "Foreign Minister of Norland, 2004–2009", ("Halvorsen",)),
    ("tomas-van-der-meer", "person", "Tomas van der Meer", "Envoy of the Northern Council", ("Van der Meer",)),
    ("pavel-orlec", "person", "Pavel Orlec", "Prime Minister of Estmark", ("Orlec",)),
    ("lucia-brandt", "person", "Lucia Brandt", "", ("Brandt",)),
    ("northern-council", "organisation", "Northern Council", "Alliance of nine coastal states", ("the Council",)),
    ("harbour-union", "organisation", "Harbour Workers’ Union", "", ("Harbour Union",)),
    ("strait-authority", "organisation", "Vell Strait Authority", "Runs the lights and the ferries", ()),
    ("norland", "place", "Norland", "", ()),
    ("estmark", "place", "Estmark", "Republic east of the strait", ()),
    ("port-vell", "place", "Port Vell", "Harbour town", ()),
    ("vell-strait", "place", "Vell Strait", "", ("the Strait",)),
    ("zurich", "place", "Zürich", "", ()),
    ("winter-blockade", "event", "Winter Blockade", "The ferries’ stop of 2006", ()),
    ("port-vell-accord", "agreement", "Port Vell Accord", "Reopened the strait in 2007", ("the Accord",)),
    ("the-long-tide", "work", "The Long Tide", "", ()),
)

STEPS = (
    Step("navigation", "a link of the site’s menu", 1, "Home > World > Europe"),
    Step("section", "the section stands above the headline", 2, "WORLD | Strait", kept="section"),
    Step("related", "a list of other headlines", 14, "Read also: Ferry prices rise again this spring"),
    Step("encoding", "the dash was encoded twice", 9, "ferries â€“ all of them", put="ferries – all of them"),
)

ARTICLES = (
    Article(
        title="Council sends envoy to Vell Strait",
        slug=Slug("2004-11-02-council-sends-envoy"),
        date="2004-11-02",
        agency="North Wire",
        dateline="Port Vell",
        section=("World", "Strait"),
        description="Tomas van der Meer is to talk with both shores.",
        original="wire/0001.txt",
        original_sha256=Sha256("1f" * 32),
        blocks=paragraphs(
            "The Northern Council has sent an envoy to the Vell Strait, where Norland and Estmark quarrel over"
            " the ferries. Tomas van der Meer arrived in Port Vell on Tuesday.",
            "“I have come to listen,” Van der Meer said. Norland’s Foreign Minister, Ingrid Halvorsen, welcomed him"
            " at the quay; Estmark sent a deputy.",
        ),
        steps=STEPS[:2],
        found=(Found("title", "line 3"), Found("date", "line 5, after “Updated”")),
    ),
    Article(
        title="Ferries stop in Vell Strait: what the two governments, the harbour workers and the islanders who depend"
        " on the boats say about the longest dispute on the northern coast in forty years",
        slug=Slug("2006-01-14-ferries-stop"),
        date="2006-01-14T09:26",
        updated="2006-01-15",
        authors=("Maren Sole", "Jon de Witt"),
        editors=("Ada Finch",),
        agency="Coast Press",
        publication="The Daily Ledger",
        dateline="Norhaven",
        section=("World",),
        tags=("ferries", "strikes"),
        language="en",
        url="https://ledger.example/2006/ferries?id=14&page=1",
        captured="2019-03-02",
        original="ledger/ferries.html",
        original_sha256=Sha256("2e" * 32),
        notes=("The page says that there are 4 pages; this is the first.",),
        edited=True,
        blocks=(
            *paragraphs(
                "No boat has crossed the Vell Strait since Friday. Estmark closed its quays in answer to new fees, and"
                " the Harbour Workers’ Union called its members out on both shores.",
                "The Northern Council asked both sides for calm, and Tomas van der Meer, its envoy, flew to Port Vell"
                " for the second time in a year.",
            ),
            block("caption", "Empty quays at Port Vell on Saturday. Photograph: Lucia Brandt/Coast Press"),
            block("subhead", "Fees and quays"),
            block(
                "paragraph",
                "Pavel Orlec, the Prime Minister of Estmark, called the fees “a wall in the water”. Ingrid Halvorsen denied it.",
                "Pavel Orlec, the <em>Prime Minister</em> of <strong>Estmark</strong>, called the fees “a wall in the"
                ' water”. <a href="https://ledger.example/halvorsen">Ingrid Halvorsen</a> denied it.',
            ),
            block("pull_quote", "“We will not pay for the sea twice” Pavel Orlec, |"),
            block(
                "list",
                "Norland asks 40 crowns a lorry\nEstmark asks 25 crowns\nThe Vell Strait Authority asks both to wait",
                "<ul><li>Norland asks 40 crowns a lorry</li><li>Estmark asks 25 crowns</li>"
                "<li>The Vell Strait Authority asks both to wait</li></ul>",
            ),
            block("subhead", "Islanders"),
            *paragraphs(
                "On the islands the shelves are bare. Halvorsen promised supplies by air, Orlec by fishing boat; none"
                " had come by noon on Saturday, and the mayor of the largest island, who has held the post since the"
                " strait had no ferries at all, told the regional radio in an interview of forty minutes, most of which"
                " was about the price of flour, the state of the northern road, the school that has had no heating"
                " since Christmas and the two doctors who left in autumn, that he expected nothing of Ingrid Halvorsen,"
                " nothing of anybody else in either capital, and little of the weather."
            ),
            block("quote", "The islands were here before the fees. They will be here after."),
            block("subhead", "What comes next"),
            *paragraphs(
                "Talks are to resume in Zürich. The newspapers already call these weeks the Winter Blockade, and the"
                " Harbour Union says that it can last: “We have soup until March.”"
            ),
            block(
                "table",
                "Crossing\tCrowns\nNorhaven\t40\nPort Vell\t25",
                "<table><thead><tr><th>Crossing</th><th>Crowns</th></tr></thead><tbody><tr><td>Norhaven</td>"
                "<td>40</td></tr><tr><td>Port Vell</td><td>25</td></tr></tbody></table>",
            ),
        ),
        steps=STEPS,
        found=(
            Found("title", "line 4, the page’s h1"),
            Found("date", "line 6"),
            Found("authors", "line 7, “By”"),
            Found("publication", "the host of the address"),
        ),
    ),
    Article(
        title="Winter Blockade costs fishermen dear, union says",
        slug=Slug("2006-02-03-winter-blockade-costs"),
        date="2006-02-03",
        authors=("Jon de Witt",),
        publication="The Daily Ledger",
        original="ledger/costs.html",
        original_sha256=Sha256("3d" * 32),
        blocks=paragraphs(
            "The Winter Blockade has cost the fishermen of Norland two million crowns, says the Harbour Union.",
            "Ingrid Halvorsen told parliament that the Northern Council would pay a share. Mr. Orlec said that Estmark asked for nothing.",
        ),
    ),
    Article(
        title="Zwei Ufer, ein Abkommen",
        slug=Slug("2007-05-zwei-ufer"),
        date="2007-05",
        authors=("Lucia Brandt",),
        publication="Hafenblatt",
        language="de",
        description="Der Port Vell Accord öffnet die Meerenge.",
        original="hafenblatt/abkommen.txt",
        original_sha256=Sha256("4c" * 32),
        blocks=paragraphs(
            "Nach anderthalb Jahren fahren die Fähren wieder. Ingrid Halvorsen und Pavel Orlec unterschrieben den"
            " Port Vell Accord in Zürich.",
            "Norland senkt die Gebühren, Estmark öffnet die Kais. Der Northern Council zahlt.",
        ),
    ),
    Article(
        title="Accord signed: ferries to sail again",
        slug=Slug("2007-05-11-accord-signed"),
        date="2007-05-11",
        agency="North Wire",
        dateline="Zürich",
        original="wire/0417.txt",
        original_sha256=Sha256("5b" * 32),
        blocks=(
            *paragraphs(
                "ZÜRICH – Norland and Estmark signed the Port Vell Accord on Friday, and the first boat is to cross the"
                " Vell Strait on Monday.",
            ),
            block("caption", "Ingrid Halvorsen (l) and Pavel Orlec after the ceremony. [North Wire]"),
            *paragraphs(
                "Tomas van der Meer, who had written most of it, did not speak. “The Accord speaks,” said Halvorsen.",
                "The Northern Council pays for new quays in Port Vell.",
            ),
        ),
    ),
    Article(
        title="A book of the blockade",
        slug=Slug("2009-a-book-of-the-blockade"),
        date="2009",
        authors=("Ada Finch",),
        publication="The Reading Room",
        section=("Books",),
        blocks=paragraphs(
            "Lucia Brandt’s The Long Tide tells the Winter Blockade from the deck of a ferry that did not sail.",
            "She has spoken with everybody: with Pavel Orlec, with the Harbour Union, with the cook.",
        ),
    ),
    Article(
        title="Halvorsen to lead Strait Authority",
        slug=Slug("2010-03-09-halvorsen-to-lead"),
        date_inferred="2010-03-09",
        agency="Coast Press",
        publication="The Daily Ledger",
        original="ledger/halvorsen.html",
        original_sha256=Sha256("6a" * 32),
        blocks=paragraphs(
            "Ingrid Halvorsen is to lead the Vell Strait Authority. Norland and Estmark agreed on her name on Monday.",
            "“I have come to listen,” she said, and smiled at Tomas van der Meer.",
        ),
    ),
    Article(
        title="Letter from Port Vell",
        slug=Slug("letter-from-port-vell"),
        publication="The Reading Room",
        original="letters/a.txt",
        original_sha256=Sha256("7f" * 32),
        blocks=paragraphs("Nobody in Port Vell remembers the Winter Blockade as cold. The Long Tide has it right."),
    ),
)


def mentions_in(article: Article) -> Iterator[Mention]:
    surfaces = {surface: (id_, kind) for id_, kind, name, _, others in NAMES for surface in (name, *others)}
    pattern = re.compile("|".join(sorted(map(re.escape, surfaces), key=len, reverse=True)))
    for field, text in article.fields():
        for match in pattern.finditer(text):
            id_, kind = surfaces[match[0]]
            yield Mention(article.slug, field, match.start(), match.end(), match[0], kind, id_)


def entities_of(mentions: tuple[Mention, ...]) -> Iterator[Entity]:
    for id_, kind, name, description, _ in NAMES:
        mine = [mention for mention in mentions if mention.entity == id_]
        surfaces = sorted({mention.surface for mention in mine}, key=lambda surface: (surface != name, surface))
        counts = {surface: sum(mention.surface == surface for mention in mine) for surface in surfaces}
        yield Entity(
            id=id_,
            name=name,
            type=kind,
            joins=tuple(
                Join(surface, count, "the full name" if surface == name else f"short for “{name}” in the same article")
                for surface, count in counts.items()
            ),
            articles=tuple(dict.fromkeys(mention.article for mention in mine)),
            description=description,
            wikidata="Q1234" if id_ == "zurich" else "",
            page=len({mention.article for mention in mine}) > 1,
        )


def links_of(entities: tuple[Entity, ...]) -> Iterator[Link]:
    for a, b in combinations(sorted(article.slug for article in ARTICLES), 2):
        shared = sorted((e for e in entities if a in e.articles and b in e.articles), key=lambda e: len(e.articles))
        if shared:
            yield Link(a, b, tuple(e.id for e in shared), sum(1 / len(e.articles) for e in shared))


@cache
def archive() -> Archive:
    mentions = tuple(mention for article in ARTICLES for mention in mentions_in(article))
    entities = list(entities_of(mentions))
    entities[0] = replace(entities[0], joins=(*entities[0].joins, Join("Ms Halverson", 1, "a slip in one original", by_person=True)))
    return Archive(
        settings=Settings(
            title="Papers of the Strait",
            description="What the newspapers wrote about the ferries, the fees and the Winter Blockade.",
        ),
        articles=ARTICLES,
        entities=tuple(entities),
        mentions=mentions,
        links=tuple(links_of(tuple(entities))),
        redirects=(
            ("/news/2006/", f"articles/{ARTICLES[1].slug}.html"),
            ("old/envoy", "people/tomas-van-der-meer.html"),
        ),
    )


@cache
def templates() -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted((ROOT / "templates").iterdir()) if path.is_file()}


@cache
def static() -> dict[str, bytes]:
    files = {path.name: path.read_bytes() for path in sorted((ROOT / "static").iterdir()) if path.is_file()}
    return SCRIPTS | files


BY_SLUG = {article.slug: article for article in ARTICLES}
MARKDOWN = {article.slug: f"---\ntitle: {article.title}\n---\n".encode() for article in ARTICLES}


def by_path(made: Iterable[Made]) -> dict[str, bytes]:
    return {page.path: page.content for page in made if not isinstance(page, AsBefore)}


def build(given: Archive) -> dict[str, bytes]:
    return by_path(pages(given, templates(), static(), MARKDOWN))


@cache
def site() -> dict[str, bytes]:
    return build(archive())


@cache
def site_at_base() -> dict[str, bytes]:
    return build(replace(archive(), settings=replace(archive().settings, base_url=BASE_URL)))


def text_of(path: str, of: dict[str, bytes] | None = None) -> str:
    return (of or site())[path].decode("utf-8")


def article_page(number: int) -> str:
    return text_of(routes.article(ARTICLES[number].slug))


# Links


class Tags(HTMLParser):
    """The start tags of a page, with their attributes, and its ids."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def values(self, *names: str) -> list[str]:
        return [value for _, attrs in self.tags for name in names if (value := attrs.get(name)) is not None]


def broken_links(built: dict[str, bytes], root: str = "/") -> list[str]:
    """Each internal address of the pages that leads to no file or to no id in it."""
    ids = {path: set(Tags(page.decode()).values("id")) for path, page in built.items() if path.endswith(".html")}
    broken = []
    for path in ids:
        for address in Tags(built[path].decode()).values("href", "src", "action"):
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            if path == routes.MISSING and parts.path:
                target = unquote(parts.path).removeprefix(root)
            else:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(parts.path)))
                target = path if not parts.path else target
            if target not in built or (parts.fragment and parts.fragment not in ids[target]):
                broken.append(f"{path}: {address}")
    return broken


def test_every_link_leads_somewhere() -> None:
    assert broken_links(site()) == []
    assert broken_links(site_at_base(), root="/archive/") == []


def test_links_are_relative_and_end_in_a_file_name() -> None:
    for path, page in site().items():
        if path.endswith(".html") and path != routes.MISSING:
            for address in Tags(page.decode()).values("href", "src", "action"):
                assert not address.startswith("/"), f"{path}: {address}"
                assert not urlsplit(address).path.endswith("/") or urlsplit(address).netloc, f"{path}: {address}"


def loaded(page: bytes) -> list[str]:
    """What a page loads by itself: scripts, styles, pictures and its icon."""
    loading = [attrs for tag, attrs in Tags(page.decode()).tags if tag in ("script", "img") or attrs.get("rel") in ("stylesheet", "icon")]
    return [address for attrs in loading if (address := attrs.get("src") or attrs.get("href"))]


def test_the_page_for_missing_addresses_has_its_style_from_a_disk_or_at_any_address() -> None:
    assert loaded(site()[routes.MISSING]) == ["assets/favicon.svg", "assets/site.css", "assets/site.js"]
    assert loaded(site_at_base()[routes.MISSING]) == ["/archive/assets/favicon.svg", "/archive/assets/site.css", "/archive/assets/site.js"]
    assert 'href="/articles/index.html"' in site()[routes.MISSING].decode()


def test_every_form_has_a_button_and_no_two_landmarks_share_a_name() -> None:
    for path, page in site().items():
        if path.endswith(".html") and path != routes.SEARCH:
            text = page.decode()
            assert text.count("<form") <= text.count('<button type="submit"'), path
            unnamed = [attrs for tag, attrs in Tags(text).tags if tag == "aside" and not {"role", "aria-label"} & attrs.keys()]
            assert unnamed == [], path


def test_nothing_is_loaded_from_another_host() -> None:
    for path, page in site_at_base().items():
        if path.endswith(".html"):
            loads = [
                attrs.get("src") or attrs.get("href")
                for tag, attrs in Tags(page.decode()).tags
                if attrs.get("src") or (tag == "link" and attrs.get("rel") in ("stylesheet", "icon"))
            ]
            assert not [address for address in loads if urlsplit(address or "").netloc], path


def test_the_way_from_a_nested_page() -> None:
    assert routes.relative("articles/a.html", "people/b.html") == "../people/b.html"
    assert routes.relative("index.html", "people/b c.html") == "people/b%20c.html"
    assert routes.relative("2006/01/a/index.html", "about.html") == "../../../about.html"


def test_every_page_has_one_headline_and_its_landmarks() -> None:
    for path, page in site().items():
        if path.endswith(".html"):
            tags = [tag for tag, _ in Tags(page.decode()).tags]
            assert tags.count("h1") == 1, path
            assert tags.count("main") == 1, path
            if b"This page has moved" not in page:
                assert tags.count("footer") == 1, path
                assert b'class="skip" href="#main"' in page, path
                assert b"Content-Security-Policy" in page, path


def test_ids_are_unique_on_each_page() -> None:
    for path, page in site().items():
        if path.endswith(".html"):
            ids = Tags(page.decode()).values("id")
            assert sorted(ids) == sorted(set(ids)), path


# Paths


def test_two_pages_that_claim_one_path_are_both_named() -> None:
    twice = replace(archive(), redirects=(("about.html", "index.html"),))

    with pytest.raises(PathTakenError, match=r"about\.html: about and redirect from about\.html"):
        build(twice)


def test_paths_that_differ_in_case_only_are_one() -> None:
    with pytest.raises(PathTakenError):
        build(replace(archive(), redirects=(("ABOUT.html", "index.html"),)))


@pytest.mark.parametrize("address", ["../index.html", "a//b", "a/../b.html", "c:\\x", "a\nb", "what?id=1"])
def test_an_old_address_outside_the_site_is_refused(address: str) -> None:
    with pytest.raises(PathError):
        routes.old_page(address)


def test_an_entity_whose_id_leads_outside_the_site_is_refused() -> None:
    first, *others = archive().entities

    with pytest.raises(PathError, match=r"person \.\./x can't stand at “people/\.\./x\.html”"):
        build(replace(archive(), entities=(replace(first, id="../x"), *others), mentions=(), links=()))


def test_redirects_lead_on() -> None:
    page = text_of("news/2006/index.html")

    assert f'content="0; url=../../articles/{ARTICLES[1].slug}.html"' in page
    assert f'<link rel="canonical" href="{BASE_URL}articles/' in text_of("news/2006/index.html", site_at_base())
    assert "/old/envoy.html /people/tomas-van-der-meer.html 301!\n" in text_of("_redirects")


def test_the_same_archive_gives_the_same_bytes() -> None:
    assert build(archive()) == site()


def test_a_draft_is_nowhere() -> None:
    hidden = replace(ARTICLES[0], draft=True, title="Not to be seen")
    built = build(replace(archive(), articles=(hidden, *ARTICLES[1:])))

    assert routes.article(hidden.slug) not in built
    assert not [path for path, page in built.items() if b"Not to be seen" in page or hidden.slug.encode() in page]


def test_an_empty_archive_is_a_site() -> None:
    built = by_path(pages(Archive(Settings(), ()), templates(), static()))

    assert broken_links(built) == []
    assert "0 articles" in built["index.html"].decode()


# An article


def entity_links(page: str) -> list[str]:
    return [attrs["href"] or "" for tag, attrs in Tags(page).tags if tag == "a" and attrs.get("class") == "entity"]


def test_an_entity_is_linked_where_it_is_first_named_only() -> None:
    for number in range(len(ARTICLES)):
        found = entity_links(article_page(number))
        assert sorted(found) == sorted(set(found))
    assert '>Northern Council</a> has sent an envoy to the <a class="entity"' in article_page(0)
    assert '<h1 dir="auto" data-pagefind-meta="title">Council sends envoy to Vell Strait</h1>' in article_page(0)


def test_a_first_mention_inside_a_link_leaves_the_link_to_the_next() -> None:
    page = article_page(1)

    assert '<a href="https://ledger.example/halvorsen">Ingrid Halvorsen</a> denied it.' in page
    assert ">Halvorsen</a> promised supplies by air" in page


def test_a_name_that_only_a_caption_gives_is_linked_there() -> None:
    assert re.search(r'<aside class="note caption"[^>]*><p>Empty quays at Port Vell.*lucia-brandt\.html"', article_page(1))


def test_a_mention_in_a_list_is_linked() -> None:
    assert re.search(r'<li>The <a class="entity" href="[^"]*strait-authority\.html"[^>]*>Vell Strait Authority</a>', article_page(1))


def test_an_entity_without_a_page_is_named_but_not_linked() -> None:
    lonely = replace(archive(), entities=tuple(replace(entity, page=False) for entity in archive().entities))
    page = build(lonely)[routes.article(ARTICLES[0].slug)].decode()

    assert entity_links(page) == []
    assert "Tomas van der Meer</span>" in page


def test_facts_are_shown_and_dates_say_how_they_are_known() -> None:
    page = article_page(1)

    assert '<time datetime="2006-01-14T09:26">14 January 2006</time>, 09:26' in page
    for fact in (
        "Coast Press",
        "The Daily Ledger",
        "Maren Sole, Jon de Witt",
        "Ada Finch",
        "Norhaven",
        "ferries, strikes",
    ):
        assert fact in page
    assert '<dt>Published</dt> <dd dir="auto">undated<span class="why">The original states none.</span></dd>' in article_page(7)
    assert '9 March 2010</time> <span class="inferred">(inferred)</span>' in article_page(6)
    assert '<dd dir="auto">German</dd>' in article_page(3)
    assert '<article class="sheet" lang="de">' in article_page(3)


def test_notes_and_contents_are_shown() -> None:
    assert "The page says that there are 4 pages" in article_page(1)
    assert '<a dir="auto" href="#s-fees-and-quays">Fees and quays</a>' in article_page(1)
    assert 'class="contents"' not in article_page(0)


def test_a_pull_quote_names_its_speaker_without_stray_marks() -> None:
    assert "<p>“We will not pay for the sea twice”</p></blockquote><p><cite>Pavel Orlec</cite></p>" in article_page(1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"A milestone." -- de Hoop', ('"A milestone."', "de Hoop")),
        ("“Don’t” James O’Brien |", ("“Don’t”", "James O’Brien")),
        ("‘It’s ours’ – the mayor", ("‘It’s ours’", "the mayor")),
        ("„Ja“ Anna Berg", ("„Ja“", "Anna Berg")),
        ("No marks at all |", ("No marks at all", "")),
        ("“Unclosed", ("“Unclosed", "")),
    ],
)
def test_quotes_are_split(text: str, expected: tuple[str, str]) -> None:
    assert split_quote(text) == expected


def test_related_articles_say_what_is_shared() -> None:
    related = article_page(4).partition('id="related"')[2].partition("</section>")[0]

    assert related.count("Both name") == min(8, len(ARTICLES) - 1)
    assert related.index("zwei-ufer") < related.index("council-sends-envoy")
    assert '<a dir="auto" href="../agreements/port-vell-accord.html">Port Vell Accord</a>' in related


def test_neighbours_go_by_date_and_leave_out_the_undated() -> None:
    assert f'rel="prev" dir="auto" href="../articles/{ARTICLES[1].slug}.html"' in article_page(2)
    assert f'rel="next" dir="auto" href="../articles/{ARTICLES[3].slug}.html"' in article_page(2)
    assert 'rel="next"' not in article_page(6)
    assert 'rel="prev"' not in article_page(7)


def test_provenance_shows_every_step() -> None:
    page = article_page(1)
    lines = page.partition('<ol class="steps">')[2].partition("</ol>")[0]

    assert 'line 14</span> <del dir="auto">Read also: Ferry prices rise again this spring</del>' in lines
    assert "kept as section: the section stands above the headline" in lines
    assert '<del dir="auto">ferries â€“ all of them</del> <ins dir="auto">ferries – all of them</ins>' in lines
    assert re.findall(r'<li class="run">(.*?): unchanged</li>', lines) == ["lines 3–8", "lines 10–13"]
    assert "2 lines were cut." in page
    for shown in ("ledger/ferries.html", "2e" * 32, "2 March 2019", "line 4, the page’s h1", "<dd>yes</dd>"):
        assert shown in page


def test_citation_files_and_markdown_stand_beside_the_page() -> None:
    path = routes.article(ARTICLES[1].slug)

    assert site()[path.replace(".html", ".md")] == MARKDOWN[ARTICLES[1].slug]
    assert text_of(path.replace(".html", ".ris")).startswith("TY  - NEWS\r\n")
    assert json.loads(text_of(path.replace(".html", ".json")))[0]["container-title"] == "The Daily Ledger"
    for suffix in ("ris", "bib", "json", "md"):
        assert f'{ARTICLES[1].slug}.{suffix}"' in article_page(1)


def test_reference_managers_read_a_newspaper_article() -> None:
    tags = {attrs.get("name") or attrs.get("property"): attrs.get("content") for _, attrs in Tags(article_page(1)).tags}

    assert tags["DC.type"] == "newspaperArticle"
    assert tags["DC.source"] == "The Daily Ledger"
    assert tags["DC.creator"] == "de Witt, Jon"
    assert tags["DCTERMS.issued"] == "2006-01-14T09:26"
    assert tags["og:type"] == "article"
    assert not [name for name in tags if name and name.startswith("citation_")]


def test_the_site_is_not_taken_for_the_newspaper_where_none_is_known() -> None:
    bare = replace(ARTICLES[0], agency="", publication="")
    page = build(replace(archive(), articles=(bare, *ARTICLES[1:])))[routes.article(bare.slug)].decode()

    assert "og:site_name" not in page
    assert "DC.source" not in page


def test_search_reads_filters_and_only_the_article() -> None:
    page = article_page(1)
    filters = {(attrs.get("data-pagefind-filter"), attrs.get("value")) for _, attrs in Tags(page).tags if "data-pagefind-filter" in attrs}

    assert ("year[value]", "2006") in filters
    assert ("people[value]", "Pavel Orlec") in filters
    assert ("language[value]", "English") in filters
    assert not [name for name, _ in filters if name and name.startswith(("works", "others"))]
    assert 'data-pagefind-sort="date[value]" value="0000"' in article_page(7)
    assert page.count("data-pagefind-body") == 2
    assert page.index("data-pagefind-body", page.index("</header>", page.index("<h1"))) < page.index('<div class="foot">')
    assert {path for path, built in site().items() if path.endswith(".html") and b"data-pagefind-body" in built} == set(
        map(routes.article, BY_SLUG)
    )


# Entities and lists


def test_an_entity_page_shows_passages_in_context() -> None:
    page = text_of("people/ingrid-halvorsen.html")

    assert "<mark>Ingrid Halvorsen</mark>, welcomed him at the quay; Estmark sent a deputy." in page
    assert '<span class="label">Caption</span> <mark>Ingrid Halvorsen</mark> (l) and Pavel Orlec' in page
    assert "Ms Halverson" in page
    assert "a slip in one original; decided by a person" in page
    assert page.index('id="y2004"') < page.index('id="y2010"')


def test_an_entity_page_counts_whom_it_appears_with() -> None:
    page = text_of("people/ingrid-halvorsen.html")

    assert re.search(r'estmark\.html">Estmark</a> <details><summary>6<span class="unseen"> articles with Estmark</span>', page)


def test_a_wikidata_item_is_a_link_and_nothing_else_is() -> None:
    strange = tuple(replace(entity, wikidata="javascript:alert(1)") for entity in archive().entities)

    assert 'href="https://www.wikidata.org/wiki/Q1234"' in text_of("places/zurich.html")
    assert b'href="javascript' not in build(replace(archive(), entities=strange))["places/zurich.html"]


def test_people_are_listed_by_surname() -> None:
    page = text_of("people/index.html")
    order = [page.index(f"{surname}</b>") for surname in ("Brandt", "Halvorsen", "Orlec", "van der Meer")]

    assert order == sorted(order)
    assert "Tomas <b>van der Meer</b></a>" in page


def test_all_articles_are_listed_and_the_undated_apart() -> None:
    for path in ("articles/index.html", "timeline.html"):
        page = text_of(path)
        assert all(routes.article(article.slug) in page for article in ARTICLES)
        assert page.index('id="y2010"') < page.index('id="undated"') < page.index(ARTICLES[7].slug)


def test_the_timeline_counts_by_month() -> None:
    assert '<a href="#y2007-may">2</a>' in text_of("timeline.html")
    assert "Month not known" in text_of("timeline.html")


def test_home_says_what_there_is() -> None:
    page = text_of("index.html")

    assert "8 articles, 2004–2010" in page
    assert page.index("halvorsen-to-lead") < page.index("council-sends-envoy")
    assert '<form class="search-box large" action="search.html" role="search">' in page


def test_search_has_what_its_scripts_need() -> None:
    page = text_of("search.html")
    for part in (
        '<form id="search-form" class="search-box large" action="search.html" role="search"><label for="q">',
        '<input id="q" name="q" type="search"',
        '<p id="search-status" role="status"></p>',
        '<p class="search-help">',
        '<select id="search-sort"><option value="">Relevance</option><option value="date:desc">Newest first</option>',
        '<div id="search-filters"></div>',
        '<ol id="results"></ol>',
        '<button id="search-more" type="button" hidden>',
        '<select id="search-match"><option value="">All of the words</option>',
        '<div id="search-note"></div>',
        '<script defer src="assets/search-loader.js">',
        '<script defer src="assets/search.js">',
        "<noscript>",
    ):
        assert part in page
    assert [script for script in re.findall(r'src="(assets/.*?)"', page) if script not in site()] == []


def test_names_are_a_script_with_the_most_named_first() -> None:
    script = text_of("assets/names.js")
    rows = json.loads(script.removeprefix("ArchiveNames.put(").removesuffix(");\n"))

    assert [row[2] for row in rows] == sorted((row[2] for row in rows), reverse=True)
    assert all(path in site() for _, _, _, path, *_ in rows)
    assert ["Ingrid Halvorsen", "person"] in [row[:2] for row in rows]


def test_names_end_neither_line_nor_script() -> None:
    assert b"\xe2\x80\xa8" not in hostile_site()["assets/names.js"]


def test_a_section_is_a_filter() -> None:
    assert '<data hidden data-pagefind-filter="section[value]" value="Strait"></data>' in "".join(
        text_of(path) for path in site() if path.startswith("articles/") and path.endswith(".html")
    )


def test_a_browser_learns_of_the_search_where_the_archive_has_an_address() -> None:
    description = ET.fromstring(site_at_base()["opensearch.xml"])
    url = description.find("{http://a9.com/-/spec/opensearch/1.1/}Url")

    assert url is not None
    assert url.get("template") == f"{BASE_URL}search.html?q={{searchTerms}}"
    assert '<link rel="search" type="application/opensearchdescription+xml"' in text_of("index.html", site_at_base())
    assert "opensearch.xml" not in site()
    assert 'rel="search"' not in text_of("index.html")


# Feeds and files for other programs


def test_the_feed_is_xml_with_the_newest_first() -> None:
    strange = replace(ARTICLES[6], title="A \x0b bell \x07 & <b>\ufffe")
    for base_url in ("", BASE_URL):
        settings = replace(archive().settings, base_url=base_url)
        built = build(replace(archive(), articles=(*ARTICLES[:6], strange, ARTICLES[7]), settings=settings))
        feed = ET.fromstring(built["feed.xml"])
        atom = "{http://www.w3.org/2005/Atom}"
        titles = [entry.findtext(f"{atom}title") for entry in feed.iter(f"{atom}entry")]
        ids = [element.text or "" for element in feed.iter(f"{atom}id")]
        assert titles[0] == "A  bell  & <b>"
        assert len(titles) == len(ARTICLES) - 1
        assert feed.findtext(f"{atom}updated") == "2010-03-09T00:00:00Z"
        assert len(set(ids)) == len(ids)
        assert all(id_.startswith(base_url or "urn:uuid:") for id_ in ids)


def test_the_sitemap_names_all_pages_where_it_can() -> None:
    named = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    found = {loc.text for loc in ET.fromstring(site_at_base()["sitemap.xml"]).iter(named)}

    assert f"{BASE_URL}people/pavel-orlec.html" in found
    assert f"{BASE_URL}404.html" not in found
    assert not list(ET.fromstring(site()["sitemap.xml"]).iter(named))
    assert f"Sitemap: {BASE_URL}sitemap.xml" in text_of("robots.txt", site_at_base())


def records(path: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text_of(path).splitlines()]


def test_mentions_stand_where_the_files_say() -> None:
    articles = {record["id"]: record for record in records("data/articles.jsonl")}
    mentions = records("data/mentions.jsonl")

    assert len(mentions) == len(archive().mentions)
    for mention in mentions:
        field, _, number = str(mention["field"]).partition(":")
        article = articles[mention["article"]]
        text = article[f"{field}s"][int(number)] if number else article[field]  # type: ignore[index]
        assert text[mention["start"] : mention["end"]] == mention["surface"]  # type: ignore[index]


def test_article_records_have_all_keys_and_null_for_the_unknown() -> None:
    record = records("data/articles.jsonl")[7]

    assert record["date"] is None
    assert record["authors"] == []
    assert record["path"] == "articles/letter-from-port-vell.html"
    assert records("data/articles.jsonl")[0]["removed"] == [
        {
            "text": "Home > World > Europe",
            "why": "a link of the site’s menu",
            "line": 1,
            "rule": "navigation",
            "kept": None,
        },
        {"text": "WORLD | Strait", "why": "the section stands above the headline", "line": 2, "rule": "section"} | {"kept": "section"},
    ]


def test_a_record_stays_on_its_line() -> None:
    odd = replace(ARTICLES[0], title="Line\u2028separator\x85next")
    built = build(replace(archive(), articles=(odd, *ARTICLES[1:])))
    lines = built["data/articles.jsonl"].decode().splitlines()

    assert len(lines) == len(ARTICLES)
    assert json.loads(lines[0])["title"] == odd.title


def test_entities_without_a_page_are_in_the_files_too() -> None:
    by_id = {record["id"]: record for record in records("data/entities.jsonl")}

    assert len(by_id) == len(NAMES)
    assert by_id["ingrid-halvorsen"]["path"] == "people/ingrid-halvorsen.html"
    assert by_id["ingrid-halvorsen"]["aliases"] == ["Halvorsen", "Ms Halverson"]
    lonely = replace(archive(), entities=tuple(replace(entity, page=False) for entity in archive().entities))
    assert json.loads(build(lonely)["data/entities.jsonl"].splitlines()[0])["path"] is None


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_of_the_csv_is_a_formula(title: str) -> None:
    built = build(replace(archive(), articles=(replace(ARTICLES[0], title=title), *ARTICLES[1:])))
    rows = list(csv.DictReader(io.StringIO(built["data/articles.csv"].decode(), newline="")))

    assert rows[0]["title"] == f"'{title}"
    assert rows[1]["authors"] == "Maren Sole; Jon de Witt"


# Hostile texts

HOSTILE = "</title></script><!--<script>alert(1)//\"'><img src=x onerror=alert(1)>{{ 7*7 }}{% raw %}&amp;\u2028]]>"


@cache
def hostile_site() -> dict[str, bytes]:
    def spoilt(article: Article) -> Article:
        texts = (block("paragraph", HOSTILE), block("caption", HOSTILE), block("pull_quote", f"“{HOSTILE}” {HOSTILE}"))
        return replace(
            article,
            title=HOSTILE,
            description=HOSTILE,
            agency=HOSTILE,
            publication=HOSTILE,
            dateline=HOSTILE,
            rights=HOSTILE,
            authors=(HOSTILE,),
            editors=(HOSTILE,),
            section=(HOSTILE,),
            tags=(HOSTILE,),
            notes=(HOSTILE,),
            url=f"javascript:{HOSTILE}",
            original=HOSTILE,
            blocks=(*texts, *article.blocks),
            steps=(Step("r", HOSTILE, 1, HOSTILE), Step("r", HOSTILE, 1, HOSTILE, kept=HOSTILE)),
            found=(Found(HOSTILE, HOSTILE),),
        )

    articles = tuple(map(spoilt, ARTICLES))
    entities = tuple(
        replace(entity, name=HOSTILE, description=HOSTILE, wikidata=HOSTILE, joins=(Join(HOSTILE, 1, HOSTILE),))
        for entity in archive().entities
    )
    mentions = tuple(mention for article in articles for mention in mentions_in(article))
    settings = replace(archive().settings, title=HOSTILE, description=HOSTILE, rights=HOSTILE)
    return build(replace(archive(), settings=settings, articles=articles, entities=entities, mentions=mentions))


def test_no_text_becomes_markup() -> None:
    for path, page in hostile_site().items():
        if path.endswith(".html"):
            tags = Tags(page.decode())
            assert not [attrs for tag, attrs in tags.tags if tag == "img" or "onerror" in attrs], path
            assert not [value for value in tags.values("href") if value.startswith("javascript:")], path
            assert b"<script>alert" not in page, path


def test_no_text_is_taken_for_a_template() -> None:
    assert all(b"{{ 7*7 }}" in page for path, page in hostile_site().items() if re.match(r"articles/\d.*html$", path))


def test_the_description_of_an_article_for_machines_stays_in_its_element() -> None:
    for article in ARTICLES:
        page = hostile_site()[routes.article(article.slug)].decode()
        found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        assert found
        assert not re.search("[<>&\u2028\u2029]", found[1])
        assert json.loads(found[1])["headline"] == HOSTILE


def test_feeds_hold_hostile_text() -> None:
    assert ET.fromstring(hostile_site()["feed.xml"]) is not None


def test_a_lone_surrogate_does_not_stop_the_build() -> None:
    assert (
        b"A ? here"
        in build(replace(archive(), articles=(replace(ARTICLES[0], title="A \ud800 here"), *ARTICLES[1:])))[
            routes.article(ARTICLES[0].slug)
        ]
    )


# Marks

OPENING = Html('<a href="x.html">')


def linked(markup: str, *spans: tuple[int, int, str]) -> str:
    return link_first(Html(markup), plain_text(markup), [Span(*span, OPENING) for span in spans])[0]


@pytest.mark.parametrize(
    ("markup", "span", "expected"),
    [
        ("Fish &amp; Chips Ltd", (0, 12), '<a href="x.html">Fish &amp; Chips</a> Ltd'),
        ("a &lt; b", (2, 3), 'a <a href="x.html">&lt;</a> b'),
        ("<em>New</em> York is", (0, 8), "<em>New</em> York is"),
        ("in <em>New</em> York is", (3, 11), "in <em>New</em> York is"),
        ("in New <em>York</em> is", (3, 11), "in New <em>York</em> is"),
        ("in the <em>New</em> York is", (3, 15), 'in <a href="x.html">the <em>New</em> York</a> is'),
        ('<a href="y">Nato</a> x', (0, 4), '<a href="y">Nato</a> x'),
        ('<abbr title="a > b">Nato</abbr>', (0, 4), '<abbr title="a > b"><a href="x.html">Nato</a></abbr>'),
        ("<ul><li>One</li><li>Two</li></ul>", (0, 6), "<ul><li>One</li><li>Two</li></ul>"),
        ("<ul><li>One</li><li>Two</li></ul>", (3, 6), '<ul><li>One</li><li><a href="x.html">Two</a></li></ul>'),
    ],
)
def test_a_link_never_breaks_a_tag(markup: str, span: tuple[int, int], expected: str) -> None:
    assert linked(markup, (*span, "x")) == expected


def test_positions_count_in_the_text_where_markup_spaces_otherwise() -> None:
    markup, _ = link_first(Html("<ul>\n<li>Nato met</li>\n<li>Nato left</li>\n</ul>"), "Nato met\nNato left", [Span(9, 13, "n", OPENING)])

    assert markup == '<ul>\n<li>Nato met</li>\n<li><a href="x.html">Nato</a> left</li>\n</ul>'


MARKUP = st.lists(
    st.sampled_from(["Nato", " and ", "&amp;", "&#39;", "é", "北约", "<em>", "</em>", '<a href="y">', "</a>", "<br>", "<b>", "</b>"]),
    max_size=24,
).map("".join)


@given(MARKUP, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.sampled_from("abc")), max_size=6))
def test_marks_keep_the_text_and_the_tags(markup: str, spans: list[tuple[int, int, str]]) -> None:
    length = len(plain_text(markup))
    inside = [(start, end, key) for start, end, key in spans if start < end <= length]
    result = linked(markup, *inside)

    assert plain_text(result) == plain_text(markup)
    assert re.sub(r'<a href="x\.html">(.*?)</a>', r"\1", result) == markup
    assert result.count(OPENING) <= len({key for _, _, key in inside})


# Sentences and dates


@pytest.mark.parametrize(
    ("text", "surface", "expected"),
    [
        ("He left. The U.S. envoy met Mr. Orlec. It rained.", "Orlec", "The U.S. envoy met Mr. Orlec."),
        ("“We met.” Orlec smiled. Then", "Orlec", "Orlec smiled."),
        ("One paragraph\n\nOrlec came", "Orlec", "Orlec came"),
        ("Wait… orlec came! Really?", "orlec", "Wait… orlec came!"),
        ("It cost 3.5 crowns in Port Vell. Cheap.", "Port Vell", "It cost 3.5 crowns in Port Vell."),
        ("北约来了。俄罗斯走了。", "俄罗斯", "俄罗斯走了。"),
        ("Orlec", "Orlec", "Orlec"),
    ],
)
def test_the_sentence_around_a_mention(text: str, surface: str, expected: str) -> None:
    at = text.index(surface)

    assert text[slice(*sentence(text, at, at + len(surface)))] == expected


@given(st.text("ab .!?\n“”A", max_size=60), st.integers(0, 60), st.integers(1, 10))
def test_a_sentence_holds_its_mention(text: str, start: int, length: int) -> None:
    end = start + length
    if end <= len(text) and text[start:end].strip() == text[start:end]:
        first, last = sentence(text, start, end)
        assert first <= start
        assert end <= last


def test_a_long_sentence_is_cut_around_each_mention() -> None:
    text = "word " * 200 + "Orlec " + "word " * 200 + "Orlec left."
    second = text.rindex("Orlec")
    first, last = excerpts(text, 0, len(text), [(1000, 1005), (second, second + 5)])

    assert first.startswith("… word")
    assert first.endswith("word …")
    assert last.startswith("… word")
    assert last.endswith("<mark>Orlec</mark> left.")
    assert "word <mark>Orlec</mark> word" in first
    assert max(len(first), len(last)) < LONGEST + 40


@pytest.mark.parametrize(
    ("date", "words"),
    [("2009-06-28T10:57:00+02:00", "28 June 2009, 10:57"), ("2009", "2009"), ("2009-13", "2009-13"), ("soon", "soon")],
)
def test_dates_in_words(date: str, words: str) -> None:
    assert in_words(date, wording("en")) == words


# The style sheet and the scripts


def test_styles_are_one_file() -> None:
    styles = site()["assets/site.css"]

    assert styles.startswith(b"@layer reset,")
    assert sum(len(static()[name]) for name in ("site.js", "cards.js", "highlight.js")) <= 8_000
    assert not [path for path in site() if path.removeprefix("assets/") in STYLE_SHEETS]


def test_every_template_says_what_it_gets() -> None:
    for name, template in templates().items():
        assert template.startswith("{#"), name
        assert len(template.splitlines()) <= 80, name
