"""Apart: parsers that a hostile file could keep busy for ever run in a process of their own.

That process gets the file's bytes, has so much time and so much memory, and answers with a text and
what the document says of itself.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cuttings.describe.facts import Fact
from cuttings.fixity import sha256
from cuttings.options import HOME
from cuttings.read.reading import LARGEST, Reading, Unreadable, require, whole
from cuttings.read.text import of_text

SECONDS = 60
MEMORY = 3_000_000_000  # bytes
WHERE = "the document's properties"
BROKEN = "it is damaged, or not what its name says; open it, save it again, or save its text"


@dataclass(frozen=True, slots=True)
class Document:
    """What a parser makes of a document: a text, of a media type, and its properties by field."""

    text: str
    media_type: str
    properties: dict[str, str]


def document(path: str, file: BinaryIO, parser: str, library: str, kind: str) -> Iterator[Reading]:
    """The one article of a document, by the parser of that name."""
    require(library, kind)
    content = whole(file)
    found = _ask(parser, content)
    one, remark = of_text(path, sha256(content), found.media_type, "utf-8", found.text)
    hints = tuple(Fact(field, value, WHERE) for field, value in found.properties.items() if value)
    yield Reading(one, hints=hints, remark=remark)


def _ask(parser: str, content: bytes) -> Document:
    """Have a parser answer; raises Unreadable."""
    command = [sys.executable, "-m", "cuttings.read", parser]
    try:
        done = subprocess.run(command, input=content, capture_output=True, timeout=SECONDS, cwd=HOME, check=False)
        answer = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise Unreadable(f"reading it takes more than {SECONDS} seconds; save its text as .txt or .html") from None
    except ValueError:
        raise Unreadable(BROKEN) from None
    if "error" in answer:
        raise Unreadable(answer["error"])
    return Document(**answer)


def answer(parse: Callable[[bytes], Document]) -> str:
    """What a parser's process answers: the document, or why it cannot be read."""
    _bound()
    try:
        found = parse(sys.stdin.buffer.read())
    except Unreadable as error:
        return json.dumps({"error": str(error)})
    except MemoryError:
        return json.dumps({"error": "reading it takes more memory than there is; save its text as .txt or .html"})
    except Exception:  # noqa: BLE001 (what a library raises on hostile bytes cannot be foreseen)
        return json.dumps({"error": BROKEN})
    if len(found.text) > LARGEST:
        return json.dumps({"error": f"its text is larger than {LARGEST // 1_000_000} MB; split it into articles"})
    return json.dumps({"text": found.text, "media_type": found.media_type, "properties": found.properties})


def _bound() -> None:
    """Bound this process's memory, where the system can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        pass
