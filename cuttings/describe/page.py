"""What a saved page says of itself: JSON-LD, OpenGraph, Dublin Core, meta tags, <time>, its address.

Only values that can be right are taken: dates that are dates, addresses of the web, names that are
not addresses.  The sources stand in the order in which they are believed.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from cuttings import bylines, dates, frontmatter
from cuttings.addresses import is_web_address
from cuttings.describe.facts import Fact
from cuttings.lists import agency
from cuttings.model import Original, Settings

ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report)$")
META = (  # name or property of a <meta>, the field it gives
    ("og:title", "title"),
    ("dc.title", "title"),
    ("twitter:title", "title"),
    ("article:published_time", "date"),
    ("og:article:published_time", "date"),
    ("dcterms.issued", "date"),
    ("dc.date.issued", "date"),
    ("dc.date", "date"),
    ("pubdate", "date"),
    ("publishdate", "date"),
    ("publish-date", "date"),
    ("date", "date"),
    ("sailthru.date", "date"),
    ("parsely-pub-date", "date"),
    ("article:modified_time", "updated"),
    ("og:description", "description"),
    ("author", "authors"),
    ("dc.creator", "authors"),
    ("parsely-author", "authors"),
    ("article:author", "authors"),
    ("og:site_name", "publication"),
    ("dc.publisher", "publication"),
    ("article:section", "section"),
    ("og:url", "url"),
)
CONCLUDED = "the page's markup, by trafilatura"  # where a fact was found that no one states
HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+")
SUFFIX = re.compile(r"\s+(?:[|·•–—]|-{1,2}|::|»)\s+(?P<site>[^|·•–—»]{2,40})$")


def page_facts(original: Original, settings: Settings) -> tuple[Fact, ...]:
    """The facts that an original's own metadata states, the most believed first."""
    if original.media_type == "text/markdown":
        return tuple(_front_matter_facts(original.text))
    if original.media_type != "text/html":
        return ()
    from cuttings.clean.html import parse

    document = parse(original.text)
    if document is None:
        return ()
    stated = [*_json_ld(document), *_meta(document), *_elements(document), *_by_library(document)]
    site = next((fact.value for fact in stated if fact.field == "publication"), "")
    facts = [_without_site(fact, site) if fact.field == "title" else fact for fact in stated]
    return tuple(fact for fact in (*_by_host(facts, settings), *facts) if _sound(fact))


def _json_ld(document: Any) -> Iterator[Fact]:
    for script in document.iter("script"):
        if (script.get("type") or "").lower().strip() == "application/ld+json":
            try:
                found = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            for node in _nodes(found):
                yield from _node_facts(node)


def _nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects of a JSON-LD document that describe an article."""
    if isinstance(value, list) and depth < 5:
        for item in value[:200]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        kinds = value.get("@type")
        if any(isinstance(kind, str) and ARTICLE_TYPES.search(kind) for kind in (kinds if isinstance(kinds, list) else [kinds])):
            yield value
        elif "@graph" in value:
            yield from _nodes(value["@graph"], depth + 1)


def _node_facts(node: dict[str, Any]) -> Iterator[Fact]:
    where = "JSON-LD"
    for key, field in (("headline", "title"), ("datePublished", "date"), ("dateModified", "updated"), ("description", "description")):
        yield Fact(field, _text(node.get(key)), where)
    for person in _listed(node.get("author")):
        yield Fact("authors", _text(person.get("name")) if isinstance(person, dict) else _text(person), where)
    for publisher in _listed(node.get("publisher")):
        yield Fact("publication", _text(publisher.get("name")) if isinstance(publisher, dict) else _text(publisher), where)
    for section in _listed(node.get("articleSection")):
        yield Fact("section", _text(section), where)
    yield Fact("url", _text(node.get("url")), where)


def _meta(document: Any) -> Iterator[Fact]:
    stated: dict[str, list[str]] = {}
    for meta in document.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        stated.setdefault(name, []).append(_text(meta.get("content")))
    for name, field in META:
        for value in stated.get(name, ()):
            yield Fact(field, value, f"meta {name}")


def _elements(document: Any) -> Iterator[Fact]:
    for link in document.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            yield Fact("url", _text(link.get("href")), "link canonical")
    headings = [_text(heading.text_content()) for heading in document.iter("h1")]
    if len([heading for heading in headings if heading]) == 1:
        yield Fact("title", next(filter(None, headings)), "h1")
    for time in document.iter("time"):
        yield Fact("date", _text(time.get("datetime")), "time")
        break
    title = document.find(".//title")
    if title is not None:
        yield Fact("title", _text(title.text), "title")


def _by_library(document: Any) -> Iterator[Fact]:
    """What trafilatura (the date: htmldate) concludes from a page's markup, where nothing states it."""
    from trafilatura.metadata import extract_metadata

    found: Any = extract_metadata(copy.deepcopy(document), extensive=False)
    if found is not None:
        for author in (found.author or "").split(";"):
            yield Fact("authors", _text(author), CONCLUDED)
        yield Fact("publication", _text(found.sitename), CONCLUDED)
        yield Fact("date", _text(found.date), CONCLUDED)


def _by_host(facts: list[Fact], settings: Settings) -> Iterator[Fact]:
    """The publication by the page's host, where archive.toml knows it."""
    names = dict(settings.publications)
    url = next((fact.value for fact in facts if fact.field == "url"), "")
    host = (urlsplit(url).hostname or "") if is_web_address(url) else ""
    name = names.get(host) or names.get(host.removeprefix("www."))
    if name:
        yield Fact("publication", name, "archive.toml, by the page's host")


def _sound(fact: Fact) -> bool:
    if fact.field in ("date", "updated"):
        return dates.is_iso(fact.value)
    if fact.field == "url":
        return is_web_address(fact.value)
    if fact.field == "authors":
        return bool(bylines.NAME.fullmatch(fact.value)) and not agency(fact.value)
    if fact.field == "publication" and HOST.fullmatch(fact.value) and fact.where == CONCLUDED:
        return False
    return 0 < len(fact.value) <= 400


def _without_site(fact: Fact, site: str) -> Fact:
    """A title without the site's name behind it: "NATO meets - The Courier"."""
    match = SUFFIX.search(fact.value)
    named = match and site and match["site"].casefold() in (site.casefold(), site.casefold().removeprefix("the "))
    if match and (named or fact.where == "title"):
        return Fact(fact.field, fact.value[: match.start()].strip(), fact.where)
    return fact


def _front_matter_facts(text: str) -> Iterator[Fact]:
    """What the front matter of an original in Markdown states, under the names of our own."""
    try:
        fields, _ = frontmatter.split(text)
    except frontmatter.FrontMatterError:
        return
    where = "the original's front matter"
    known = "title date updated description authors editors agency publication dateline section language url captured rights tags"
    for field in known.split():
        for value in _listed(fields.get(field, fields.get("author") if field == "authors" else None)):
            if _sound(Fact(field, _text(value), where)) or field == "authors":
                yield Fact(field, _text(value), where)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _text(value: Any) -> str:
    return re.sub(r"\s+", " ", value).strip() if isinstance(value, str) else ""
