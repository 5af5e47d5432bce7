"""The title of a saved page: of all that it calls itself, what most of its sources bear out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

LIKE = 0.7  # of the words of two titles: as many in common, and one bears the other out
AKIN = 0.25  # as many, and both are titles of one article, worded anew for another place
LONGEST = 400  # letters of a headline
MOST = 12  # sources that are looked at
PARTING = re.compile(r"\s+(?:[|·•–—―>»«/]|-{1,2}|::)\s+|\s*[|｜»]\s*|--+|(?<=\w)\s*:\s+|(?<=[^\x00-\x7f])_")
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Title:
    """A text that a page calls itself, and where."""

    text: str
    where: str


def ranked(stated: Sequence[Title], sites: Sequence[str]) -> list[Title]:
    """The titles without the site's name, the most trusted first.

    What readers see (the heading) is believed where another source is akin to it: pages set their
    logo or a section as a heading too.  Titles for machines are worded anew more often than not.

    >>> ranked((Title("Logo", "h1"), Title("A bridge | The Courier", "meta og:title"), Title("A bridge", "title")), ("The Courier",))[0]
    Title(text='A bridge', where='meta og:title')
    """
    ends = list(_ends(stated))
    names = {site_key(site) for site in (*sites, *ends)}
    # Where another source is nothing but that end, or there is none, the end is the site's name.
    told = [title.text for title in stated if title.text and title.where != "title"]
    sites = (*sites, *(end for end in ends if not told or end in told))
    bare = ((without_site(title.text, sites), title.where) for title in stated[:MOST])
    titles = [Title(text, where) for text, where in bare if text and site_key(text) not in names]
    titles = [_shortened(title, titles) for title in titles]
    return sorted(titles, key=lambda title: -_trust(title, titles))


def _trust(title: Title, titles: Sequence[Title]) -> int:
    """How much a title is believed: 3 where heading and JSON-LD agree, 0 where nothing is akin to it."""
    others = [(other.where, overlap(title.text, other.text)) for other in titles if other.where != title.where]
    if title.where == "h1" and any(where == "JSON-LD" and like >= LIKE for where, like in others):
        return 3
    if title.where == "h1" and any(like >= AKIN for _, like in others):
        return 2
    if any(like >= AKIN for _, like in others):
        return 1
    return -1 if title.where == "h1" else 0


def _ends(stated: Sequence[Title]) -> Iterator[str]:
    """What the page's <title> ends with, where the title itself is the longer part: the site's name."""
    for title in stated:
        last = _last(title.text) if title.where == "title" else None
        if last and len(title.text) - last.end() < last.start():
            yield title.text[last.end() :]


def without_site(title: str, sites: Sequence[str]) -> str:
    """A title without the names of its site around it.

    >>> without_site("A bridge: all of it - News - The Courier", ("The Courier",))
    'A bridge: all of it - News'
    """
    names = {site_key(site) for site in sites if site}
    for _ in range(3):
        first, last = next(_parts(title), None), _last(title)
        if last and site_key(title[last.end() :]) in names and last.group().strip() != ":":
            title = title[: last.start()].strip()
        elif first and site_key(title[: first.start()]) in names:
            title = title[first.end() :].strip()
        else:
            break
    return title


def overlap(one: str, other: str) -> float:
    """The share of words that two titles have in common (their F1)."""
    a, b = set(_words(one)), set(_words(other))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def closest(lines: Sequence[str], names: Sequence[str]) -> int:
    """The index of the line that is most like one of these titles, -1 where none is like any.

    >>> closest(["Menu", "A bridge – all of it", "Text"], ["A bridge: all of it"])
    1
    """
    wanted = [set(_words(name)) for name in dict.fromkeys(names)]
    best, found = LIKE, -1
    for index, line in enumerate(lines):
        own = set(_words(line)) if len(line) <= LONGEST else set()
        for other in wanted:
            like = 2 * len(own & other) / (len(own) + len(other)) if own and other else 0.0
            if like > best or found < 0 and like >= best:
                best, found = like, index
    return found


def _shortened(title: Title, titles: Sequence[Title]) -> Title:
    """A title as long as another source has it, where it goes on behind a stroke: a section, a slogan."""
    if title.where not in ("h1", "JSON-LD"):
        for part in _parts(title.text):
            head = title.text[: part.start()].strip()
            others = (site_key(other.text) for other in titles if other.where != title.where)
            if part.group().strip() != ":" and site_key(head) in others:
                return Title(head, title.where)
    return title


def _parts(title: str) -> Iterator[re.Match[str]]:
    return PARTING.finditer(title[:400])


def _last(title: str) -> re.Match[str] | None:
    found = [part for part in _parts(title) if part.start() > 0 and part.end() < len(title)]
    return found[-1] if found else None


def _words(text: str) -> list[str]:
    """The words of a text; of scripts without spaces, the pairs of letters."""
    return [piece for word in WORD.findall(text.casefold()) for piece in (map("".join, pairwise(word)) if word[0] > "\u2e80" else (word,))]


def site_key(text: str) -> str:
    """A name as one compares it with a site's: its letters and digits, without an article before them."""
    return re.sub(r"[\W_]+", "", text.casefold()).removeprefix("the")
