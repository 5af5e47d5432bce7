"""JSON-LD: what a page states of its article in schema.org's words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cuttings.describe.markup import plain

ARTICLE = re.compile(r"(?:Article|BlogPosting|Posting|Report|Review|Recipe|HowTo)$")
PAGE = re.compile(r"(?:WebPage|ItemPage|VideoObject)$")
SITE = re.compile(r"^WebSite$")
DEEP, WIDE = 6, 300  # so far nodes are followed
FRAME = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>|;)\s*$")
COMMA = re.compile(r",\s*(?=[}\]])")

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stated:
    """What JSON-LD says of the article; each name as it stands there."""

    title: str = ""
    date: str = ""
    updated: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    publishers: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    language: str = ""
    url: str = ""


def read(scripts: Sequence[str], titles: Sequence[str] = ()) -> Stated:
    """What the scripts state; of several articles the one that has one of these titles, else the first."""
    nodes = [node for script in scripts for node in _nodes(_parsed(script))]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 2}
    about = _about(nodes, titles)
    return Stated(
        title=_first(about, "headline") or _first(about[:1], "name"),
        date=_first(about, "datePublished") or _first(about, "dateCreated"),
        updated=_first(about, "dateModified"),
        description=_first(about, "description"),
        authors=_names(about, by_id, "author") or _names(about, by_id, "creator"),
        publishers=_names(about, by_id, "publisher"),
        sites=tuple(name for node in nodes if _is(node, SITE) and (name := plain(node.get("name")))),
        sections=tuple(name for node in about[:1] for section in _listed(node.get("articleSection")) if (name := plain(section))),
        language=_first(about, "inLanguage"),
        url=_first(about, "url"),
    )


def _parsed(script: str) -> Any:
    """A script's value; what is slightly broken is mended, what is more so is None."""
    for text in (script, COMMA.sub("", FRAME.sub("", FRAME.sub("", script)))):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _nodes(value: Any, depth: int = 0) -> Iterator[Node]:
    """The objects of a value, those too that stand as what another is about."""
    if depth > DEEP:
        return
    if isinstance(value, list):
        for item in value[:WIDE]:
            yield from _nodes(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "author", "publisher", "isPartOf", "hasPart"):
            yield from _nodes(value.get(key), depth + 1)


def _about(nodes: Sequence[Node], titles: Sequence[str]) -> list[Node]:
    """The nodes that are about the page's article, the most telling first."""
    articles = [node for node in nodes if _is(node, ARTICLE)]
    wanted = {_key(title) for title in titles}
    own = [node for node in articles if _key(plain(node.get("headline") or node.get("name"))) in wanted]
    return [*(own or articles)[:1], *(node for node in nodes if _is(node, PAGE))][:3]


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text.casefold())


def _is(node: Node, kind: re.Pattern[str]) -> bool:
    return any(isinstance(name, str) and kind.search(name) for name in _listed(node.get("@type")))


def _first(nodes: Sequence[Node], key: str) -> str:
    values = (plain(value) for node in nodes for value in _listed(node.get(key)))
    return next((value for value in values if value), "")


def _names(nodes: Sequence[Node], by_id: Mapping[str, Node], key: str) -> tuple[str, ...]:
    """The names of whom the first node that has any names under a key."""
    for node in nodes:
        found = [_name(one, by_id) for one in _listed(node.get(key))]
        if any(found):
            return tuple(dict.fromkeys(filter(None, found)))
    return ()


def _name(value: Any, by_id: Mapping[str, Node]) -> str:
    if isinstance(value, dict):
        known = value if "name" in value or "familyName" in value else by_id.get(str(value.get("@id")), {})
        given = [plain(one) for one in _listed(known.get("name"))]
        whole = " ".join(filter(None, (plain(known.get("givenName")), plain(known.get("familyName")))))
        return "; ".join(filter(None, given)) or whole
    return plain(value)


def _listed(value: Any) -> list[Any]:
    return value[:WIDE] if isinstance(value, list) else [] if value is None else [value]
