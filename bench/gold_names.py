"""Texts in which people marked the names and what each stands for, where they lie beside the project; and their scorer."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from archives import EVAL
from scorers import scorer

from cuttings.entities import Resolved, resolve
from cuttings.entities.decisions import Decisions
from cuttings.entities.lock import Lock
from cuttings.model import LIKELY_OF, Article, Block, Candidate, Settings, Slug

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


def marked(corpus: str, topic: str = "") -> list[Document]:
    """The documents of a corpus, those without text too: of these the names alone stand where they stood."""
    found = []
    for file in sorted((GOLD / corpus).glob("*.json")):
        gold = json.loads(file.read_text("utf-8"))
        text = file.with_suffix(".txt")
        if not topic or gold["topic"] == topic:
            found.append(_document(gold, text.read_bytes().decode("utf-8") if text.exists() else _blank(gold)))
    return found


def _blank(gold: dict[str, Any]) -> str:
    """A text of nothing but the names, the outermost of those that hold each other."""
    names = sorted(gold["mentions"], key=lambda name: (name["start"], -name["end"]))
    text, kept = "-\n\n", []
    for name in names:
        start = name["start"] + 3
        if start >= len(text):
            text += " " * (start - len(text)) + name["text"]
            kept.append({**name, "start": start, "end": len(text)})
    gold["mentions"] = kept
    return text


def as_marked(found: Sequence[Document]) -> Find:
    """Finds the names that people marked, with the types that they gave."""
    by_slug = {one.article.slug: one for one in found}

    def find(article: Article) -> tuple[Candidate, ...]:
        one = by_slug[article.slug]
        return tuple(_as_marked(one, name) for name in one.gold["mentions"] if not name.get("ignore") and _field(one, name))

    return find


def _field(one: Document, name: dict[str, Any]) -> str:
    return "title" if name["end"] <= len(one.article.title) else "text" if name["start"] >= one.offset else ""


def _as_marked(one: Document, name: dict[str, Any]) -> Candidate:
    field = _field(one, name)
    offset = one.offset if field == "text" else 0
    kind = name["type"] if name["type"] in LIKELY_OF else "other"
    likely = tuple(float(kind == own) for own in LIKELY_OF)
    return Candidate(field, name["start"] - offset, name["end"] - offset, name["text"], likely)  # type: ignore[arg-type]


def resolved(found: Sequence[Document], find: Find) -> Resolved:
    """The documents as one archive, their names found by `find`."""
    articles = [one.article for one in found]
    return resolve(articles, {article.slug: find(article) for article in articles}, Decisions(), Lock({}, {}, {}), Settings())


def scored(found: Sequence[Document], archive: Resolved) -> dict[str, Any]:
    """What the scorer says of an archive."""
    by_slug = {one.article.slug: one for one in found}
    predicted: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for mention in archive.mentions:
        one = by_slug[mention.article]
        start = mention.start + (one.offset if mention.field == "text" else 0)
        end = start + len(mention.surface)
        predicted[one.name].append({"start": start, "end": end, "text": mention.surface, "type": mention.type, "entity_id": mention.entity})
    told: dict[str, Any] = scorer("score_entities").score([one.gold for one in found], predicted)
    return told
