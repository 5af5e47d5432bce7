"""Front matter: the YAML between two lines of `---` at the head of a Markdown file.

Read strictly, because people and strangers write it: no aliases (a few bytes of them can fill
the memory), no duplicate keys (YAML would keep the last in silence), no tags, every scalar a
text (`country: NO` is not a falsehood, `2005-04-21` not an object).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import yaml

FENCE = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
# What no text has: control characters but for tab and line end, and lone surrogates, as YAML can write them.
UNWANTED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
DEEPEST = 20


class FrontMatterError(ValueError):
    """What is wrong, and on which line of the file."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


def _refused(message: str, mark: Any) -> yaml.MarkedYAMLError:
    return yaml.constructor.ConstructorError(None, None, message, mark)


class StrictLoader(yaml.SafeLoader):
    """Mappings, sequences and texts; anything else that YAML can say is refused."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        event: Any = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent):
            raise _refused("references (*name) are not allowed; write the value out", event.start_mark)
        self.depth = getattr(self, "depth", 0) + 1
        if self.depth > DEEPEST:
            raise _refused(f"nested more than {DEEPEST} deep", event.start_mark)
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node

    def construct_scalar(self, node: Any) -> str:
        text = str(super().construct_scalar(node))
        if UNWANTED.search(text):
            raise _refused("a control character or half of a sign stands here; take it out", node.start_mark)
        return text

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise _refused("a key must be a text", key.start_mark)
            if key.value in seen:
                raise _refused(f"the key “{key.value}” stands here a second time", key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


# Only "null" keeps a meaning of its own: `date:` with nothing behind it is no date.
StrictLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class Dumper(yaml.SafeDumper):
    """Writes dates plain; all else that another YAML reader could mistake is quoted."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


Dumper.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeDumper.yaml_implicit_resolvers.items()
}


def parse_yaml(text: str, first_line: int = 1) -> Any:
    """A YAML document of texts, lists and mappings; errors name a line, counted from `first_line`."""
    try:
        return yaml.load(text, StrictLoader)  # noqa: S506 (a SafeLoader made stricter)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line if mark else 0
        raise FrontMatterError(_plain(error.problem or str(error)), first_line + line) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise FrontMatterError(_plain(str(error)), first_line) from None


def dump_yaml(value: object) -> str:
    """YAML in block style, keys in the order given, no line broken."""
    return yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=10**9)


def split(text: str) -> tuple[dict[str, Any], str]:
    """The front matter of a Markdown file and the body below it; raises FrontMatterError."""
    match = FENCE.match(text)
    if not match:
        opened = text.startswith(("---\n", "\ufeff---\n"))
        raise FrontMatterError(
            "the front matter is opened by --- and never closed; end it with a line ---"
            if opened
            else "there is no front matter; begin the file with ---, title: …, ---"
        )
    fields = parse_yaml(match[1], first_line=2)
    if fields is None:
        fields = {}
    if not isinstance(fields, dict):
        raise FrontMatterError("the front matter must be lines of the form key: value", 2)
    return fields, text[match.end() :]


def join(fields: Mapping[str, object], body: str) -> str:
    """The inverse of `split`."""
    return f"---\n{dump_yaml(dict(fields))}---\n{body}"


def line_of(text: str, key: str) -> int:
    """The line of a file on which a key of its front matter stands; 1 where it does not."""
    match = re.search(rf"^{re.escape(key)}[ \t]*:", text, re.MULTILINE)
    return text.count("\n", 0, match.start()) + 1 if match else 1


def _plain(problem: str) -> str:
    if "mapping values are not allowed" in problem:
        return 'a colon stands within a text; put the text in quotes: "…: …"'
    if "expected <block end>" in problem or "expected ',' or" in problem:
        return "this cannot be read; look for a missing quote, bracket or space before it"
    if "could not determine a constructor" in problem:
        return "tags (!…) are not allowed; write a plain value"
    if "cannot start any token" in problem and "\\t" in problem:
        return "a tab cannot indent; use spaces"
    return problem.replace("\n", " ")
