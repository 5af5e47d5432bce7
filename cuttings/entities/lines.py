"""Lines: decisions as lines of entities.yaml, for a person to paste.

What is written stands by itself: a section with its heading, so that it also reads as a file of its own.
Of an entity on which a person decided already, `where` names the line; lists hold what they held.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import yaml

from cuttings.entities.decisions import Decided, Decisions
from cuttings.frontmatter import Dumper

WIDTH = 10**9  # no line is broken


def entity_lines(decisions: Decisions, entity_id: str, keys: Mapping[str, object]) -> str:
    """What to say of one entity, under `entities:`; its aliases and `in` with those that it has.

    >>> print(entity_lines(Decisions(), "anna-berg", {"aliases": ["Berg", "A. Berg"]}), end="")
    entities:
      anna-berg:
        aliases: [Berg, A. Berg]
    """
    decided = next((one for one in decisions.entities if one.id == entity_id), None)
    said = _with_old(keys, decided) if decided else keys
    return f"entities:\n  {entity_id}:\n" + "".join(f"    {key}: {_flow(value)}\n" for key, value in said.items())


def item_lines(section: str, items: Iterable[object]) -> str:
    """Items of a section that is a list.

    >>> print(item_lines("different", [("a", "b")]) + item_lines("ignore", ["Yes: no"]), end="")
    different:
      - [a, b]
    ignore:
      - 'Yes: no'
    """
    return f"{section}:\n" + "".join(f"  - {_flow(item)}\n" for item in items)


def where(decisions: Decisions, entity_id: str, keys: Iterable[str]) -> str:
    """Where the lines on an entity belong, if entities.yaml has it already; else ""."""
    decided = next((one for one in decisions.entities if one.id == entity_id), None)
    if not decided:
        return ""
    held = [key for key, old in (("aliases", decided.aliases), ("in", decided.within)) if old and key in keys]
    instead = f", in place of its {' and '.join(held)}" if held else ""
    return f"{entity_id} is on line {decided.line} of entities.yaml already: put this there{instead}"


def _with_old(keys: Mapping[str, object], decided: Decided) -> dict[str, object]:
    said = dict(keys)
    aliases = said.get("aliases")
    if isinstance(aliases, Sequence):
        said["aliases"] = list(dict.fromkeys((*decided.aliases, *aliases)))
    within = said.get("in")
    if isinstance(within, Mapping):
        both: dict[str, list[str]] = {}
        for article, text in (*decided.within, *((article, text) for article, texts in within.items() for text in texts)):
            both.setdefault(article, []).append(text)
        said["in"] = {article: list(dict.fromkeys(texts)) for article, texts in both.items()}
    return said


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_scalar(str(key))}: {_flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return _scalar(str(value))


@lru_cache(maxsize=100_000)
def _scalar(text: str) -> str:
    """A text as it may stand in a list; to ask YAML once for each is much of the time of a review."""
    return yaml.dump([text], Dumper=Dumper, default_flow_style=True, allow_unicode=True, width=WIDTH).strip()[1:-1]
