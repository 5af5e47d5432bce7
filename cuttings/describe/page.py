"""What a saved page says of itself: JSON-LD, OpenGraph, Dublin Core, meta tags, elements, its address.

Only values that can be right are taken: dates that are dates, addresses of the web, names that are
not addresses.  The sources stand in the order in which they are believed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any

from cuttings import dates, frontmatter
from cuttings.addresses import is_web_address
from cuttings.describe import jsonld, markup, outlets, people, titles
from cuttings.describe.facts import Fact
from cuttings.describe.language import tag
from cuttings.describe.markup import Element, Markup, plain
from cuttings.model import Original, Settings

TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title", "title")
DATES = (
    *("article:published_time", "article:published", "og:article:published_time", "og:published_time", "datepublished"),
    *("dcterms.issued", "dc.date.issued", "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "citation_publication_date"),
    *("parsely-pub-date", "sailthru.date", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "article.published"),
    *("pubdate", "publishdate", "publish-date", "publish_date", "published_date", "publication_date", "published-date", "published"),
    *("displaydate", "date", "datecreated", "created", "article:create_at", "ptime", "og:pubdate", "og:publish_date", "release_date"),
)
UPDATES = ("article:modified_time", "og:updated_time", "datemodified", "last-modified", "dcterms.modified", "lastmod")
AUTHORS = (
    *("author", "authors", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl"),
    *("cxenseparse:author", "citation_author", "article:author_name", "article.author", "creator", "dc.author", "og:article:author"),
)
SITES = ("og:site_name", "og_site_name", "application-name", "apple-mobile-web-app-title", "dc.publisher", "publisher", "copyright")
OTHERS = (("og:description", "description"), ("description", "description"), ("article:section", "section"))
ADDRESSES = ("og:url", "twitter:url")
HTML_LANG = "html lang"
CONCLUDED = "concluded from the page"  # where a fact was found that no one states
IN_ADDRESS = re.compile(r"/(?P<year>(?:19|20)\d\d)[/-]?(?P<month>0[1-9]|1[0-2])[/-]?(?P<day>[0-3]\d)(?=[/_-]|\D|$)")
ISSUED = re.compile(r"publi\w*[-_.:]?(?:date|time|at|on)|pub[-_]?date|issued")
SHORT = 100  # letters of an element that shows the date
PUBLISHED = re.compile(r"publi|posted|created|veröffentlicht|erstellt", re.I)
CHANGED = re.compile(r"modif|updat|edited|aktualis|changed", re.I)


def page_facts(original: Original, settings: Settings) -> tuple[Fact, ...]:
    """The facts that an original's own metadata states, the most believed first."""
    if original.media_type == "text/markdown":
        return tuple(_front_matter_facts(original.text))
    if original.media_type != "text/html":
        return ()
    from cuttings.clean.html import parse

    document = parse(original.text)
    return () if document is None else document_facts(document, settings)


def document_facts(document: Any, settings: Settings) -> tuple[Fact, ...]:
    """The facts that the tree of a page states; the tree stays as it is."""
    page = markup.read(document)
    stated = jsonld.read(page.scripts, (*page.headings, page.title))
    shown = cache(lambda: tuple(markup.elements(document)))
    url = next((fact.value for fact in _addresses(page, stated) if is_web_address(fact.value)), "")
    names = list(_site_names(page, stated))
    sites = [*(name.text for name in names), outlets.domain(url), outlets.host_of(url), outlets.domain(url).split(".")[0]]
    called = titles.ranked(list(_titles(page, stated)), sites)
    site = outlets.choose([*names, *_suffixes(page)], url)
    facts = [
        *outlets.by_host(url, settings),
        *(Fact("title", title.text, title.where) for title in called),
        *([Fact("publication", site.text, site.where)] if site else ()),
        *_dates(page, stated),
        *_people(page, stated, sites, shown),
        *_others(page, stated),
        *_addresses(page, stated),
        Fact("language", tag(page.language or stated.language), HTML_LANG),
    ]
    if not any(fact.field == "date" and fact.value and fact.where != CONCLUDED for fact in facts):
        facts += (*_dates_shown(shown()), *_by_address(url))
    return tuple(fact for fact in facts if _sound(fact))


def _titles(page: Markup, stated: jsonld.Stated) -> Iterator[titles.Title]:
    yield from (titles.Title(heading, "h1") for heading in page.headings)
    yield titles.Title(stated.title, "JSON-LD")
    yield from (titles.Title(text, f"meta {name}") for name, text in page.meta(*TITLES))
    yield titles.Title(page.title, "title")


def _site_names(page: Markup, stated: jsonld.Stated) -> Iterator[outlets.Name]:
    """The names that a page gives its site, those that are for readers first."""
    yield from (outlets.Name(name, f"meta {own}") for own, name in page.meta("og:site_name", "og_site_name"))
    yield from (outlets.Name(name, "JSON-LD") for name in (*stated.publishers, *stated.sites))
    yield from (outlets.Name(name, f"meta {own}") for own, name in page.meta(*SITES[2:]))


def _suffixes(page: Markup) -> Iterator[outlets.Name]:
    """What stands at the end of the page's title."""
    last = re.split(r"\s[-–—|·•:»]+\s|\|", page.title)[-1].strip()
    if 0 < len(last) < len(page.title):
        yield outlets.Name(last, "title")


def _dates(page: Markup, stated: jsonld.Stated) -> Iterator[Fact]:
    # One that is not written as the standard wants it was put in by hand, and what the page shows is believed before it.
    yield Fact("date", dates.stated(stated.date), "JSON-LD" if stated.date[:4].isdigit() else CONCLUDED)
    yield from (Fact("date", dates.stated(value), f"meta {name}") for name, value in page.meta(*DATES))
    yield from (
        Fact("date", dates.stated(value), f"meta {name}") for name, value in page.metas if ISSUED.search(name) and "mod" not in name
    )
    yield Fact("updated", dates.stated(stated.updated), "JSON-LD")
    yield from (Fact("updated", dates.stated(value), f"meta {name}") for name, value in page.meta(*UPDATES))


def _people(page: Markup, stated: jsonld.Stated, sites: Sequence[str], shown: Callable[[], Sequence[Element]]) -> Iterator[Fact]:
    """Who wrote: people before an agency, and that before a desk or the site itself, wherever they are named."""
    sources = [("JSON-LD", "; ".join(stated.authors))]
    sources += [(f"meta {name}", "; ".join(value for _, value in page.meta(name))) for name in AUTHORS]
    named = [(where, people.stated(text, sites)) for where, text in sources if text]
    if not any(one.people for _, one in named):
        told = any(one.agency or one.desk for _, one in named)
        named += (pair for pair in people.of_elements(shown(), sites) if not told or any(map(people.is_person, pair[1].people)))
    for where, one in named:
        yield from (Fact("authors", name, where) for name in one.people)
    yield from (Fact("agency", one.agency, where) for where, one in named)
    if not any(one.agency or one.people for _, one in named):
        yield from (Fact("authors", one.desk, where) for where, one in named)


def _others(page: Markup, stated: jsonld.Stated) -> Iterator[Fact]:
    yield Fact("description", stated.description, "JSON-LD")
    yield from (Fact("section", section, "JSON-LD") for section in stated.sections)
    for name, field in OTHERS:
        yield from (Fact(field, value, f"meta {name}") for _, value in page.meta(name))


def _addresses(page: Markup, stated: jsonld.Stated) -> Iterator[Fact]:
    yield from (Fact("url", href, "link canonical") for rel, href in page.links if rel == "canonical")
    yield from (Fact("url", value, f"meta {name}") for name, value in page.meta(*ADDRESSES))
    yield Fact("url", stated.url, "JSON-LD")


def _dates_shown(found: Sequence[Element]) -> Iterator[Fact]:
    """The dates that elements of telling names show; one that is called published before all others."""
    for element in sorted(found, key=lambda element: (element.aside, not PUBLISHED.search(element.called))):
        iso = dates.stated(element.stated) or next((one.iso for one in dates.find(element.text[:SHORT])), "")
        changed = CHANGED.search(f"{element.called} {element.text}") and not PUBLISHED.search(element.text)
        yield Fact("updated" if changed else "date", iso, f"element {element.called[:40]}")


def _by_address(url: str) -> Iterator[Fact]:
    match = IN_ADDRESS.search(url)
    if match:
        yield Fact("date", dates.stated(f"{match['year']}-{match['month']}-{match['day']}"), CONCLUDED)


def _sound(fact: Fact) -> bool:
    if fact.field in ("date", "updated"):
        return dates.is_iso(fact.value)
    if fact.field == "url":
        return is_web_address(fact.value)
    return 0 < len(fact.value) <= 400


def _front_matter_facts(text: str) -> Iterator[Fact]:
    """What the front matter of an original in Markdown states, under the names of our own."""
    try:
        fields, _ = frontmatter.split(text)
    except frontmatter.FrontMatterError:
        return
    where = "the original's front matter"
    known = "title date updated description authors editors agency publication dateline section language url captured rights tags"
    for field in known.split():
        value = fields.get(field, fields.get("author") if field == "authors" else None)
        for one in value if isinstance(value, list) else [value]:
            if _sound(Fact(field, plain(one), where)) or field == "authors":
                yield Fact(field, plain(one), where)
