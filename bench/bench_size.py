"""Reading, cleaning and describing at a size and at four times the size: CPU seconds, and their ratio.

What grows with the size gives 4, what grows with its square 16.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from cuttings import read
from cuttings.clean import clean
from cuttings.describe import describe
from cuttings.model import Settings

WORDS = "the ministers of Norway and Sweden agreed on Friday to build a bridge across the water between them in Oslo NATO 2004 said".split()
TIMES = 4


def sentence(words: int) -> str:
    return " ".join(random.choice(WORDS) for _ in range(words)).capitalize() + "."


def paragraphs(count: int) -> str:
    return "\n\n".join(sentence(60) for _ in range(count))


def page(count: int) -> str:
    body = "".join(f"<p class='c{number % 50}'>{sentence(30)} <a href='/x{number}'>{sentence(3)}</a></p>" for number in range(count))
    return f"<html><head><title>A bridge</title></head><body><article><h1>A bridge</h1>{body}</article></body></html>"


def lists(count: int) -> str:
    body = "".join(f"<ul><li><a href='https://a.example/{number}'>{sentence(4)}</a></li></ul>" for number in range(count))
    return f"<html><body>{body}</body></html>"


KINDS: tuple[tuple[str, str, Callable[[int], str], int], ...] = (
    ("text: paragraphs", "a.txt", paragraphs, 2_000),
    ("text: short lines", "a.txt", lambda count: "\n".join(sentence(5) for _ in range(count)), 10_000),
    ("text: folded lines", "a.txt", lambda count: "\n".join(sentence(11)[:-1] for _ in range(count)), 10_000),
    ("text: one line", "a.txt", lambda count: " ".join(sentence(15) for _ in range(count)), 3_000),
    ("text: one word", "a.txt", lambda count: "a" * count, 250_000),
    ("page: paragraphs", "a.html", page, 4_000),
    ("page: lists of links", "a.html", lists, 5_000),
    ("page: words in elements", "a.html", lambda count: "<p>" + "<b>bridge</b> " * count, 50_000),
)


def measured(name: str, text: str) -> Iterator[float]:
    """The CPU seconds of each stage."""
    content = text.encode()
    began = time.process_time()
    original, _ = read.original(name, content)
    yield time.process_time() - began
    began = time.process_time()
    cleaned = clean(original)
    yield time.process_time() - began
    began = time.process_time()
    describe(original, cleaned, Settings())
    yield time.process_time() - began


def main() -> None:
    random.seed(1)
    print(f"{'':<26}   MB   read  ratio   clean  ratio   describe  ratio")
    for kind, name, make, count in KINDS:
        list(measured(name, make(100)))
        text = make(TIMES * count)
        small, large = list(measured(name, make(count))), list(measured(name, text))
        told = "  ".join(f"{big:7.2f} {big / max(little, 0.001):5.1f}" for little, big in zip(small, large, strict=True))
        print(f"{kind:<26} {len(text) / 1e6:4.1f} {told}", flush=True)


if __name__ == "__main__":
    main()
