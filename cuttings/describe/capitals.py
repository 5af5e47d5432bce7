"""Headlines set wholly in capitals, as one writes a sentence.

How a word is written, the article's own text shows best: "NATO", "de Hoop", "summit".  What it does
not have, the lists may know; all else is written small.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from cuttings.lists import aliases, cities, demonyms, words

LETTERS = 8  # a title of fewer is initials, and stays
WORD = re.compile(r"[^\W\d_]+(?:[’'.&-][^\W\d_]+)*\.?(?<![^.]{2}\.)|[^\W\d_]+")
OPENS = re.compile(r"(?:^|[.!?:…]['\"”’»)]*)\s*[\"“‘«(¿¡]*$")


def is_capitals(title: str) -> bool:
    """Whether a title is set wholly in capitals: several words of them.

    >>> is_capitals("NATO MENDS TIES"), is_capitals("NATO mends ties"), is_capitals("NATO")
    (True, False, False)
    """
    letters = [sign for sign in title if sign.isalpha()]
    # Scripts without capitals have none to take away.
    return title.isupper() and len(title.split()) > 1 and len(letters) >= LETTERS and 2 * sum(map(str.isupper, letters)) > len(letters)


def as_sentence(title: str, text: str) -> str:
    """A title in capitals, as one writes a sentence, with names as the text writes them.

    >>> as_sentence("NATO AND ALBANIA MEND TIES", "In Tirana, NATO and Albania agreed to mend their ties.")
    'NATO and Albania mend ties'
    """
    written = _written(text)
    return "".join(_pieces(title, written))


def _pieces(title: str, written: dict[str, str]) -> Iterator[str]:
    end = 0
    for match in WORD.finditer(title):
        yield title[end : match.start()]
        word = written.get(match[0].casefold()) or _known().get(match[0].casefold()) or match[0].lower()
        # Only a small word rises: "iPhone" opens a sentence as it is.
        yield word[:1].upper() + word[1:] if OPENS.search(title[: match.start()][-8:]) and word.islower() else word
        end = match.end()
    yield title[end:]


def _written(text: str) -> dict[str, str]:
    """How a text writes each of its words within its sentences, mostly."""
    counts: dict[str, Counter[str]] = {}
    for match in WORD.finditer(text):
        if not OPENS.search(text[max(0, match.start() - 8) : match.start()]):
            counts.setdefault(match[0].casefold(), Counter())[match[0]] += 1
    return {word: forms.most_common(1)[0][0] for word, forms in counts.items()}


@cache
def _known() -> dict[str, str]:
    """Single words that the lists write with capitals, and that are no common words."""
    names = [*words("first-names"), *cities(), *demonyms(), *aliases("regions"), *aliases("countries"), *aliases("organisations")]
    common = words("words")
    return {
        name.casefold(): name
        for name in names
        if " " not in name and (name.casefold() not in common or not name.isupper() and name in demonyms())
    }
