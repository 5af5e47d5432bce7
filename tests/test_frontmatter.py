"""front matter: every value is a text, a list or a mapping, and comes back as it was."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cuttings.frontmatter import join, parse_yaml, split

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=40)


@given(
    st.dictionaries(st.sampled_from(("title", "date", "tags", "x")), st.one_of(TEXTS, st.lists(TEXTS, min_size=1, max_size=3)), min_size=1),
    TEXTS,
)
def test_what_is_written_reads_back(fields: dict[str, object], body: str) -> None:
    assert split(join(fields, body)) == (fields, body)


def test_nothing_is_taken_for_more_than_a_text() -> None:
    found = parse_yaml("a: NO\nb: 007\nc: 12:34:56\nd: 2005-04-21\ne: 1e3\nf:\ng: ~\n")

    assert found == {"a": "NO", "b": "007", "c": "12:34:56", "d": "2005-04-21", "e": "1e3", "f": None, "g": None}


def test_only_the_first_block_counts() -> None:
    assert split("---\ntitle: a\n---\nb\n\n---\n\nc\n") == ({"title": "a"}, "b\n\n---\n\nc\n")
