"""body: blocks → Markdown → blocks is the same, and nothing but allowed markup comes out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuttings.body import TooMuch, escape, plain, sanitised, to_blocks, to_markdown
from cuttings.model import Block, BlockKind

KINDS: tuple[BlockKind, ...] = ("paragraph", "subhead", "caption", "pull_quote", "quote")
# What the text of a line can be: printable, no line ends, stripped, single spaces.
LINES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp", "Cn")), min_size=1, max_size=60).map(
    lambda text: re.sub(r"\s+", " ", text).strip()
)
MARKS = st.text("ab *_`[](){}<>#&;:!|\\-+=.~\"'^1 ", min_size=1, max_size=40).map(lambda text: re.sub(r"\s+", " ", text).strip())


@given(st.lists(st.builds(Block, st.sampled_from(KINDS), st.one_of(LINES, MARKS).filter(bool)), max_size=5))
def test_what_is_written_reads_back(blocks: list[Block]) -> None:
    found = [(block.kind, block.text) for block in to_blocks(to_markdown(blocks))]

    assert found == [(block.kind, block.text) for block in blocks]


def test_lists_are_one_block_of_a_line_each() -> None:
    block = Block("list", "one & all\ntwo *three*")

    assert [(found.kind, found.text) for found in to_blocks(to_markdown([block]))] == [("list", block.text)]


def test_what_people_may_write() -> None:
    blocks = to_blocks(
        "One *two* [three](https://example.org/).\n\n## Four\n\n> Five\n\n*Caption:* Six\n{: .caption }\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )

    assert [(block.kind, block.text) for block in blocks] == [
        ("paragraph", "One two three."),
        ("subhead", "Four"),
        ("pull_quote", "Five"),
        ("caption", "Six"),
        ("table", "a b\n1 2"),
    ]
    assert blocks[0].html == 'One <em>two</em> <a href="https://example.org/" rel="noopener noreferrer">three</a>.'


@given(st.one_of(LINES, MARKS))
def test_the_text_of_a_block_is_that_of_its_markup(text: str) -> None:
    for block in to_blocks(text):
        assert plain(block.html) == block.text


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "[a](javascript:alert(1))", "[a](data:text/html,x)", "<img src=x onerror=alert(1)>", "![a](http://x.example/a.png)",
     "a\n{: onclick=alert(1) }", "[a](//x.example)", "<a href=x id=q>a</a>", "# a {: id=results data-pagefind-ignore=all }"],
)  # fmt: skip
def test_nothing_comes_in(text: str) -> None:
    markup = sanitised(text)

    assert not re.search(r"<(script|img|iframe|style)|on\w+=|javascript:|data:|src=| id=|data-|href=\"//", markup)


def test_what_would_take_minutes_is_refused() -> None:
    with pytest.raises(TooMuch, match="brackets"):
        to_blocks("[" * 20_000)
    with pytest.raises(TooMuch, match="longer"):
        to_blocks("a" * 3_000_000)
    assert to_blocks(escape("[" * 900))[0].text == "[" * 900
