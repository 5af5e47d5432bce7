"""Records: items of Wikidata, as dumps, the reconciliation API and OpenRefine's tables write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from cuttings.model import EntityType

ITEM = re.compile(r"(?:https?://www\.wikidata\.org/(?:entity|wiki)/)?(Q[1-9]\d*)", re.ASCII)
NAME_COLUMNS = ("name", "label", "entity", "title", "term", "surface")
ID_COLUMNS = ("wikidata", "wikidata id", "wikidata_id", "qid", "item", "match", "id")
JUDGEMENT_COLUMNS = ("judgement", "judgment", "judgement.status")
MATCHED = ("matched", "match", "true", "yes", "exact")
REFUSED = ("none", "new", "no", "false", "unmatched")

#: Classes that say a type (P31, "instance of"); the commonest of news.
CLASSES: Mapping[EntityType, frozenset[str]] = {
    "person": frozenset(("Q5",)),
    "organisation": frozenset(
        "Q43229 Q7278 Q4830453 Q484652 Q327333 Q192350 Q245065 Q783794 Q891723 Q6881511 Q1127126 Q163740 Q2659904 Q11691 Q1110794 "
        "Q11032 Q192283 Q41710 Q15911314 Q4120211 Q1194951 Q476028 Q176799 Q772547 Q31855 Q3918 Q15265344 Q22687 Q8719053".split()
    ),
    "place": frozenset(
        "Q6256 Q3624078 Q515 Q486972 Q5119 Q35657 Q82794 Q23442 Q4022 Q1549591 Q3957 Q532 Q1093829 Q10864048 Q13220204 Q7275 Q107390 "
        "Q8502 Q46831 Q165 Q23397 Q5107 Q3336843 Q1637706 Q200250 Q15284 Q484170 Q1248784 Q41176 Q245016".split()
    ),
    "event": frozenset("Q198 Q178561 Q180684 Q1656682 Q625994 Q2761147 Q40231 Q3199915 Q645883 Q8465 Q1190554 Q10931 Q45382".split()),
    "agreement": frozenset("Q131569 Q625298 Q252550 Q9557810 Q93288 Q321839 Q15830186".split()),
    "work": frozenset("Q571 Q11424 Q7725634 Q47461344 Q5398426 Q3305213 Q732577".split()),
}


@dataclass(frozen=True, slots=True)
class Record:
    """An item of Wikidata; `named` is the name or id of the archive's entity for which somebody looked it up.

    `links` counts the Wikipedias that know it, `score` and `sure` are what a reconciliation service says.
    """

    id: str
    label: str = ""
    labels: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    description: str = ""
    types: frozenset[EntityType] = frozenset()
    viaf: str = ""
    wikipedia: str = ""
    links: int = 0
    score: float = 0.0
    sure: bool = False
    named: tuple[str, ...] = ()


class RecordError(ValueError):
    """What is wrong with a value or row."""


class HeadError(RecordError):
    """What is wrong with the names of a table's columns."""


def of_value(value: object, language: str) -> Iterator[Record]:
    """The records in a value of a JSON file: an item, items by id, or answers of a reconciliation service."""
    if not isinstance(value, dict):
        raise RecordError("this is neither an item of Wikidata nor an answer of a reconciliation service")
    if isinstance(value.get("entities"), dict):
        for one in value["entities"].values():
            yield from of_value(one, language)
    elif "labels" in value or "claims" in value:
        if ITEM.fullmatch(str(value.get("id", ""))):
            yield _item(value, language)
    elif isinstance(value.get("result"), list):
        yield from (_answer(one) for one in value["result"] if _is_item(one))
    elif value and all(isinstance(one, dict) and isinstance(one.get("result"), list) for one in value.values()):
        yield from (_answer(one) for answers in value.values() for one in answers["result"] if _is_item(one))
    elif not str(value.get("id", "")).startswith(("P", "L")):
        raise RecordError("this is neither an item of Wikidata nor an answer of a reconciliation service")


def of_row(row: Mapping[str, str]) -> Iterator[Record]:
    """The record of a row of OpenRefine's: a column of names, one of ids, perhaps one of judgements."""
    name = _first(row, NAME_COLUMNS)
    if name is None:
        raise HeadError(f"no column holds names; call it one of {', '.join(NAME_COLUMNS)}")
    column = next((one for one in ID_COLUMNS if one in row), None)
    if column is None:
        raise HeadError(f"no column holds ids of Wikidata; call it one of {', '.join(ID_COLUMNS)}")
    judged = (_first(row, JUDGEMENT_COLUMNS) or "").casefold()
    if not row[column] or judged in REFUSED:
        return
    found = ITEM.fullmatch(row[column])
    if not found:
        raise RecordError(f"“{row[column]}” is no Wikidata id; one looks like Q7184")
    own = row.get("id", "") if column != "id" else ""
    yield Record(found[1], label=name, viaf=row.get("viaf", ""), sure=judged in MATCHED, named=tuple(filter(None, (name, own))))


def _item(value: Mapping[str, object], language: str) -> Record:
    """An item as Wikidata's dumps have it."""
    base = language.partition("-")[0].lower()
    order = (language.lower(), base, "mul", "en")
    labels = {lang: text for lang, one in _dict(value.get("labels")).items() if (text := _text(one))}
    told = {lang: text for lang, one in _dict(value.get("descriptions")).items() if (text := _text(one))}
    aliases = [text for ones in _dict(value.get("aliases")).values() for one in _list(ones) if (text := _text(one))]
    claims, links = _dict(value.get("claims")), _dict(value.get("sitelinks"))
    classes = {str(_dict(one).get("id", "")) for one in _claimed(claims, "P31")}
    types = {kind for kind, own in CLASSES.items() if own & classes}
    if not types and any(_claimed(claims, "P625")):
        types = {"place"}
    viaf = next((str(one) for one in _claimed(claims, "P214") if str(one).isdigit()), "")
    return Record(
        id=str(value["id"]),
        label=_chosen(labels, order) or str(value["id"]),
        labels=tuple(dict.fromkeys(labels.values())),
        aliases=tuple(dict.fromkeys(aliases)),
        description=_chosen(told, order),
        types=frozenset(types),
        viaf=viaf,
        wikipedia=_wikipedia(links, (base, "en")),
        links=len(links),
    )


def _answer(one: object) -> Record:
    """A candidate as a reconciliation service gives it."""
    found = _dict(one)
    classes = {str(_dict(kind).get("id", kind)) for kind in _list(found.get("type", found.get("types")))}
    score = found.get("score")
    name = str(found.get("name", ""))
    return Record(
        id=str(found["id"]),
        label=name,
        labels=(name,),
        description=str(found.get("description") or ""),
        types=frozenset(kind for kind, own in CLASSES.items() if own & classes),
        score=float(score) if isinstance(score, int | float) else 0.0,
        sure=found.get("match") is True,
    )


def _is_item(one: object) -> bool:
    return bool(ITEM.fullmatch(str(_dict(one).get("id", ""))))


def _claimed(claims: Mapping[str, object], of: str) -> Iterator[object]:
    """The values that an item's claims of one property have, without those that are withdrawn."""
    for claim in map(_dict, _list(claims.get(of))):
        value = _dict(_dict(claim.get("mainsnak")).get("datavalue")).get("value")
        if value is not None and claim.get("rank") != "deprecated":
            yield value


def _wikipedia(links: Mapping[str, object], languages: Iterable[str]) -> str:
    for language in languages:
        title = _dict(links.get(f"{language}wiki")).get("title")
        if isinstance(title, str) and title:
            return f"https://{language}.wikipedia.org/wiki/{quote(title.replace(' ', '_'), safe='():,')}"
    return ""


def _chosen(texts: Mapping[str, str], order: Iterable[str]) -> str:
    return next((texts[one] for one in order if one in texts), next(iter(texts.values()), ""))


def _first(row: Mapping[str, str], columns: Iterable[str]) -> str | None:
    return next((row[one] for one in columns if one in row), None)


def _text(one: object) -> str:
    value = one.get("value") if isinstance(one, dict) else one
    return value if isinstance(value, str) else ""


def _dict(value: object) -> dict[str, object]:
    """A value that should be a mapping; an empty one is a list in some dumps."""
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
