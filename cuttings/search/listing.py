"""The list of an index's articles and parts, which the page hands on to Pagefind as the file that it expects.

Pagefind's own list names every article by its content, and a question needs the names of ten.  Here
they stand in blocks beside the list, cut where an article's name says, so that an article that comes
or goes changes one of them; a short list has them in itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from cuttings.search.indexes import Index
from cuttings.search.parts import folded, shortened
from cuttings.search.sheets import name_of, read_sheet, sheet, stepped

FEW = 8_000  # articles whose names stand in the list itself
PLANES = 3  # bytes that tell a number of words


@dataclass(frozen=True, slots=True)
class Listing:
    """A list, before it is packed; and blocks of articles' names, by the name of their file."""

    content: bytes
    blocks: Mapping[str, bytes]


def listing(index: Index, names: Sequence[str], places: Sequence[int] | None, version: str) -> Listing:
    """The list of an index.

    `names` are the sums by which its articles' texts are found, by number; `places` where each stands among
    the articles of all languages, None where there is one language only.
    """
    parts = shortened(index.parts)
    blocks = [*_blocks([bytes.fromhex(name) for name in names])] if len(names) > FEW else []
    apart = [sheet(None, *block) for block in blocks]
    head = {
        "version": version,
        "fields": index.fields,
        "pages": len(names),
        "starts": folded([part.first for part in parts]),
        "width": len(names[0]) // 2,
        "blocks": [[len(block), name_of(held)] for block, held in zip(blocks, apart, strict=True)],
    }
    lengths = [bytes(length >> shift & 0xFF for length in index.lengths) for shift in range(0, 8 * PLANES, 8)]
    of_parts = bytes.fromhex("".join(part.name.rpartition("_")[2] for part in parts))
    within = b"" if blocks else bytes.fromhex("".join(names))
    held = sheet(head, *lengths, of_parts, within, stepped(places) if places else b"")
    return Listing(held, {name_of(block): block for block in apart})


def read_listing(file: Path) -> tuple[list[int], list[str]]:
    """The number of words of each article, and the names of fields."""
    head, columns = read_sheet(file.read_bytes())
    count = head["pages"]
    planes = [columns[plane * count : (plane + 1) * count] for plane in range(PLANES)]
    return [low | middle << 8 | high << 16 for low, middle, high in zip(*planes, strict=True)], head["fields"]


def _blocks(names: Sequence[bytes]) -> Iterator[list[bytes]]:
    """Names in blocks of some 128."""
    begins = [0, *(number for number, name in enumerate(names) if number and name[0] < 2)]
    for first, end in zip(begins, chain(begins[1:], [len(names)]), strict=True):
        yield [*names[first:end]]
