"""Decisions: `content/entities.yaml`, written by people, which always wins over the machine.

Each decision remembers its line.  Two that contradict each other are an error that names both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import cast, get_args

import yaml

from cuttings.frontmatter import FrontMatterError, StrictLoader, parse_yaml
from cuttings.model import EntityType
from cuttings.slugs import is_slug

TYPES = get_args(EntityType)
SECTIONS = ("entities", "different", "split", "ignore", "renamed")
KEYS = ("name", "type", "wikidata", "viaf", "wikipedia", "description", "aliases", "in")
# The keys whose value has a form of its own, and how to say it.
FORMS = {
    "type": ("|".join(TYPES), f"is no type; types are {', '.join(TYPES)}"),
    "wikidata": (r"Q[1-9]\d*", "is no Wikidata id; one looks like Q7184"),
    "viaf": (r"[1-9]\d*", "is no VIAF id, which is of digits: 75213107"),
    "wikipedia": (
        r"https://[a-z][a-z-]+\.wikipedia\.org/wiki/[^\s?#]+",
        "is no page of Wikipedia; copy its address: https://en.wikipedia.org/wiki/NATO",
    ),
}


@dataclass(frozen=True, slots=True)
class Decided:
    """What a person said of one entity; `within` are (article, string) pairs."""

    id: str
    line: int
    name: str = ""
    type: EntityType | None = None
    wikidata: str = ""
    viaf: str = ""
    wikipedia: str = ""  # an address
    description: str = ""
    aliases: tuple[str, ...] = ()
    within: tuple[tuple[str, str], ...] = ()

    @property
    def strings(self) -> tuple[str, ...]:
        """The strings that stand for it in every article."""
        return (self.name, *self.aliases) if self.name else self.aliases


@dataclass(frozen=True, slots=True)
class Split:
    """`text` is taken out of what the machine joined, in these articles, and stands for `to`."""

    text: str
    articles: tuple[str, ...]
    to: str
    line: int


@dataclass(frozen=True, slots=True)
class Ignored:
    """`text` is no entity, in these articles or (none given) everywhere."""

    text: str
    articles: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Decisions:
    """All that people decided."""

    entities: tuple[Decided, ...] = ()
    different: tuple[tuple[tuple[str, ...], int], ...] = ()
    split: tuple[Split, ...] = ()
    ignore: tuple[Ignored, ...] = ()
    renamed: tuple[tuple[str, str, int], ...] = ()

    def by_new_ids(self) -> Decisions:
        """The same decisions, with what was renamed by its new id throughout."""
        new = {old: one for old, one, _ in self.renamed}
        different = tuple((tuple(new.get(one, one) for one in group), line) for group, line in self.different)
        return replace(self, different=different, split=tuple(replace(one, to=new.get(one.to, one.to)) for one in self.split))


class DecisionError(FrontMatterError):
    """What is wrong with entities.yaml, and on which line."""


def parse(text: str) -> Decisions:
    """The decisions in the text of entities.yaml; raises DecisionError for the first fault."""
    try:
        parse_yaml(text)  # finds what is no YAML, said twice, or too clever
        root = yaml.compose(text, StrictLoader)
    except FrontMatterError as error:
        raise DecisionError(error.message, error.line) from None
    if root is None:
        return Decisions()
    sections = dict(_mapping(root, "the file"))
    for name, (line, _) in sections.items():
        if name not in SECTIONS:
            raise DecisionError(f"“{name}” is unknown here; known are {', '.join(SECTIONS)}", line)
    nodes = {name: node for name, (_, node) in sections.items() if not _is_null(node)}
    decisions = Decisions(
        entities=tuple(_decided(nodes["entities"])) if "entities" in nodes else (),
        different=tuple(_different(nodes["different"])) if "different" in nodes else (),
        split=tuple(map(_split, _items(nodes["split"], "split"))) if "split" in nodes else (),
        ignore=tuple(map(_ignored, _items(nodes["ignore"], "ignore"))) if "ignore" in nodes else (),
        renamed=tuple(_renamed(nodes["renamed"])) if "renamed" in nodes else (),
    )
    for message, line in contradictions(decisions):
        raise DecisionError(message, line)
    return decisions


def contradictions(decisions: Decisions) -> Iterator[tuple[str, int]]:
    """Pairs of decisions that cannot both hold: (what, the later's line)."""
    yield from _claimed_twice(_claims(decisions))
    ids = {decided.id: decided for decided in decisions.entities}
    apart = {frozenset(pair): line for group, line in decisions.different for pair in combinations(group, 2)}
    for pair, line in apart.items():
        if len(pair) == 1:
            yield "an entity cannot be different from itself", line
    for first, second in combinations([d for d in decisions.entities if d.wikidata], 2):
        line = apart.get(frozenset((first.id, second.id)), 0)
        if first.wikidata == second.wikidata and line:
            told = f"line {line} says that {first.id} and {second.id} are different, but lines {first.line} and {second.line}"
            yield f"{told} give them the same wikidata id", max(line, second.line)
    targets = {old: (new, line) for old, new, line in decisions.renamed}
    for old, (new, line) in targets.items():
        if old in ids:
            yield f"{old} was renamed here, but line {ids[old].line} still decides on it; use {new} there", line
        if new in targets:
            yield f"{new} is itself renamed on line {targets[new][1]}; name the last id", line


def _claims(decisions: Decisions) -> Iterator[tuple[tuple[str, str], str, int]]:
    """What each decision claims: ((string, article or ""), for whom, line)."""
    for decided in decisions.entities:
        yield from (((string, ""), decided.id, decided.line) for string in decided.strings)
        yield from (((string, article), decided.id, decided.line) for article, string in decided.within)
    for split in decisions.split:
        yield from (((split.text, article), split.to, split.line) for article in split.articles)
    for ignored in decisions.ignore:
        yield from (((ignored.text, article), "", ignored.line) for article in ignored.articles or ("",))


def _claimed_twice(claims: Iterator[tuple[tuple[str, str], str, int]]) -> Iterator[tuple[str, int]]:
    seen: dict[tuple[str, str], tuple[str, int]] = {}
    for claim, owner, line in claims:
        other, other_line = seen.setdefault(claim, (owner, line))
        if other != owner:
            where = f" in {claim[1]}" if claim[1] else ""
            told = [f"line {at} {'ignores it' if not to else f'gives it to {to}'}" for to, at in ((other, other_line), (owner, line))]
            yield f"“{claim[0]}”{where} is decided twice: {told[0]}, {told[1]}; take one away", line


def _decided(node: yaml.Node) -> Iterator[Decided]:
    for entity_id, (line, value) in _mapping(node, "entities"):
        if not is_slug(entity_id):
            raise DecisionError(f"“{entity_id}” cannot be an id; use a-z, 0-9 and hyphens, at most 80", line)
        fields = dict(_mapping(value, entity_id)) if not _is_null(value) else {}
        for key, (key_line, _) in fields.items():
            if key not in KEYS:
                raise DecisionError(f"“{key}” is unknown for an entity; known are {', '.join(KEYS)}", key_line)
        kind = cast("EntityType | None", _formed(fields, "type") or None)
        yield Decided(
            id=entity_id,
            line=line,
            name=_scalar(fields, "name"),
            type=kind,
            wikidata=_formed(fields, "wikidata"),
            viaf=_formed(fields, "viaf"),
            wikipedia=_formed(fields, "wikipedia"),
            description=_scalar(fields, "description"),
            aliases=_texts(fields["aliases"][1], "aliases") if "aliases" in fields else (),
            within=tuple(_within(fields["in"][1])) if "in" in fields else (),
        )


def _formed(fields: dict[str, tuple[int, yaml.Node]], key: str) -> str:
    """A value that has to be of a form."""
    value = _scalar(fields, key)
    form, told = FORMS[key]
    if value and not re.fullmatch(form, value, re.ASCII):
        raise DecisionError(f"“{value}” {told}", fields[key][0])
    return value


def _within(node: yaml.Node) -> Iterator[tuple[str, str]]:
    for article, (_, strings) in _mapping(node, "in"):
        yield from ((article, string) for string in _texts(strings, "in"))


def _different(node: yaml.Node) -> Iterator[tuple[tuple[str, ...], int]]:
    for item in _items(node, "different"):
        ids = _texts(item, "different")
        for entity_id in ids:
            if not is_slug(entity_id):
                raise DecisionError(f"“{entity_id}” cannot be an id; use a-z, 0-9 and hyphens, at most 80", _line(item))
        if len(ids) < 2:
            raise DecisionError("different takes lists of at least two ids: - [one, another]", _line(item))
        yield ids, _line(item)


def _split(node: yaml.Node) -> Split:
    fields = dict(_mapping(node, "split"))
    for key, (line, _) in fields.items():
        if key not in ("text", "in", "to"):
            raise DecisionError(f"“{key}” is unknown for split, which takes {{text: …, in: [articles], to: id}}", line)
    articles = _texts(fields["in"][1], "in") if "in" in fields else ()
    text, to = _scalar(fields, "text"), _scalar(fields, "to")
    if to and not is_slug(to):
        raise DecisionError(f"“{to}” cannot be an id; use a-z, 0-9 and hyphens, at most 80", fields["to"][0])
    if not (text and to and articles):
        raise DecisionError("split takes {text: …, in: [articles], to: id}", _line(node))
    return Split(text, articles, to, _line(node))


def _ignored(node: yaml.Node) -> Ignored:
    if isinstance(node, yaml.ScalarNode):
        return Ignored(_folded(node), (), _line(node))
    fields = dict(_mapping(node, "ignore"))
    text = _scalar(fields, "text")
    if not text:
        raise DecisionError("ignore takes texts, or {text: …, in: [articles]}", _line(node))
    return Ignored(text, _texts(fields["in"][1], "in") if "in" in fields else (), _line(node))


def _renamed(node: yaml.Node) -> Iterator[tuple[str, str, int]]:
    for old, (line, new) in _mapping(node, "renamed"):
        if not (isinstance(new, yaml.ScalarNode) and is_slug(str(new.value)) and is_slug(old)):
            raise DecisionError("renamed takes old-id: new-id", line)
        yield old, str(new.value), line


def _mapping(node: yaml.Node, what: str) -> Iterator[tuple[str, tuple[int, yaml.Node]]]:
    if not isinstance(node, yaml.MappingNode):
        raise DecisionError(f"{what} must be lines of the form key: value", _line(node))
    for key, value in node.value:
        yield str(key.value), (_line(key), value)


def _items(node: yaml.Node, what: str) -> Sequence[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise DecisionError(f"{what} must be a list, each item behind a hyphen", _line(node))
    return list(node.value)


def _texts(node: yaml.Node, what: str) -> tuple[str, ...]:
    if isinstance(node, yaml.ScalarNode) and not _is_null(node):
        return (_folded(node),)
    texts = []
    for item in _items(node, what):
        if not isinstance(item, yaml.ScalarNode) or not _folded(item):
            raise DecisionError(f"{what} must be a list of texts: [one, another]", _line(item))
        texts.append(_folded(item))
    return tuple(texts)


def _scalar(fields: dict[str, tuple[int, yaml.Node]], key: str) -> str:
    if key not in fields:
        return ""
    line, node = fields[key]
    if not isinstance(node, yaml.ScalarNode):
        raise DecisionError(f"{key} must be one text", line)
    return "" if _is_null(node) else _folded(node)


def _folded(node: yaml.Node) -> str:
    """A text of one line: what it stands for stands in one, and the lock has a line for each entity."""
    return " ".join(str(node.value).split())


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and str(node.tag).endswith(":null")


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
