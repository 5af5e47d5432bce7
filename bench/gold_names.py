"""Texts in which people marked the names and what each stands for, where they lie beside the project; and their scorer."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from archives import EVAL

from cuttings.entities import resolve
from cuttings.entities.decisions import Decisions
from cuttings.entities.lock import Lock
from cuttings.model import Article, Block, Candidate, Settings, Slug

GOLD = EVAL / "entities"
#: What makes one archive: news of an agency, mixed texts of Wikipedia's sisters, news on business.
ARCHIVES = {"aida": ("aida", "news"), "gum": ("gum", ""), "meantime": ("meantime", "")}
#: What the tagger is trained on.
TRAINED_ON = (*ARCHIVES.values(), ("msnbc", ""))
Find = Callable[[Article], tuple[Candidate, ...]]


@dataclass(frozen=True)
class Document:
    """A text with its gold; the article that it makes, whose text begins at `offset`."""

    name: str
    corpus: str
    gold: dict[str, Any]
    article: Article
    offset: int


def documents(corpus: str, topic: str = "") -> list[Document]:
    """The documents of a corpus, in order; [] where there are none."""
    found = []
    for file in sorted((GOLD / corpus).glob("*.json")):
        gold = json.loads(file.read_text("utf-8"))
        text = file.with_suffix(".txt")
        if text.exists() and (not topic or gold["topic"] == topic):
            found.append(_document(gold, text.read_bytes().decode("utf-8")))
    return found


def _document(gold: dict[str, Any], text: str) -> Document:
    title, _, rest = text.partition("\n")
    body = rest.lstrip("\n")
    name = gold["doc_id"]
    article = Article(title=title, slug=Slug(name.lower()), blocks=(Block("paragraph", body),))
    return Document(name, gold["corpus"], gold, article, len(text) - len(body))


def scores(found: Sequence[Document], find: Find) -> dict[str, Any]:
    """What the scorer says of the documents as one archive, their names found by `find`."""
    articles = [one.article for one in found]
    seen = {article.slug: find(article) for article in articles}
    resolved = resolve(articles, seen, Decisions(), Lock({}, {}, {}), Settings())
    by_slug = {one.article.slug: one for one in found}
    predicted: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for mention in resolved.mentions:
        one = by_slug[mention.article]
        offset = one.offset if mention.field == "text" else 0
        predicted[one.name].append(
            {"start": mention.start + offset, "end": mention.end + offset, "text": mention.surface, "type": mention.type, "entity_id": mention.entity}
        )
    scored: dict[str, Any] = scorer().score([one.gold for one in found], predicted)
    return scored


@cache
def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_entities", EVAL / "score_entities.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
