"""Signs: what can be seen of a word where a name may stand, for the tagger to weigh.

A *stretch* is a run of words that may hold names: words with a capital, with small words or figures
between them.  Each word of a stretch has signs of its own, of its neighbours, of the lists, and of
how the whole article uses it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from cuttings.clean.lines import ends_sentence
from cuttings.lists import names as listed_names
from cuttings.lists import rows, words
from cuttings.mentions.tokens import BREAK, CONNECTORS, DAYS, PARTICLES, STOP, Token, is_common, is_title_case, lines, tokens

SAYING = frozenset(
    "said says say told tells added adds noted notes asked explained warned warns wrote stressed insisted argued announced "
    "believes thinks declared stated replied agreed".split()
)
PLACING = frozenset("in at near from outside across throughout into to via around".split())
CONTRACTED = ("'m", "'ll", "'re", "'ve", "'d", "'t")
SPACES = (" ", "\u00a0", "-", "", " & ", "'s ", "’s ", "/", ". ")
SHORTENED = frozenset("Co Corp Inc Ltd Bros No Ft Mt Pt Ste Bd Ave Assn Dept Univ".split())  # whose full stop ends no sentence
LONGEST = 40  # words of a stretch: no name is as long
WINDOW = (-2, -1, 0, 1, 2)
EDGE = ("|", "|")  # what stands for the words before a line and behind it


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that may hold names: `found[first:last]` of a line that begins at `offset` in its field.

    `around` has for each word the words of its WINDOW; `signs` what else is seen of it.
    """

    field: str
    offset: int
    heading: bool  # whether its line is set like a headline
    tokens: tuple[Token, ...]
    around: tuple[tuple[str, ...], ...]
    signs: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a field with its words; `capitals` are those that have a capital, by their place."""

    field: str
    offset: int
    text: str
    found: list[Token]
    heading: bool
    capitals: list[int]


def stretches(fields: Sequence[tuple[str, str]]) -> Iterator[Stretch]:
    """The stretches of an article's texts, (field, text), in order."""
    found = [line for field, text in fields for line in _lines(field, text)]
    uses = _uses(found)
    for line in found:
        if not line.capitals:
            continue
        listed = _listed(line)
        words = (*EDGE, *(token.text for token in line.found), *EDGE)
        for first, last in _spans(line):
            yield _stretch(line, first, last, words, listed, uses)


def _lines(field: str, text: str) -> Iterator[Line]:
    for start, line in lines(text):
        found = list(tokens(line))
        if found:
            capitals = [at for at, token in enumerate(found) if _has_capital(token.text)]
            yield Line(field, start, line, found, bool(capitals) and _is_heading(line, found), capitals)


def _is_heading(line: str, found: Sequence[Token]) -> bool:
    """Whether a line is set like a headline: in capitals, or each longer word with one and no full stop behind them."""
    return is_title_case(found) and (line.isupper() or not ends_sentence(line))


def _spans(line: Line) -> Iterator[tuple[int, int]]:
    last = 0
    for at in line.capitals:
        if at >= last:
            last = at + 1
            while last - at < LONGEST and (step := _further(line.text, line.found, last)):
                last += step
            yield at, last


def _further(text: str, found: Sequence[Token], last: int) -> int:
    """How many words further a stretch goes."""
    for count in range(3):
        at = last + count
        if at >= len(found):
            return 0
        gap = text[found[at - 1].end : found[at].start]
        if gap not in SPACES or gap == ". " and found[at - 1].text not in SHORTENED:
            return 0
        word = found[at].text
        if _has_capital(word) or not count and word.isdigit() and len(word) < 5:
            return count + 1
        if not (word in PARTICLES or word in CONNECTORS):
            return 0
    return 0


@lru_cache(100_000)
def _has_capital(word: str) -> bool:
    return word != word.lower()


@lru_cache(100_000)
def shape(word: str) -> str:
    """The shape of a word: "Xx", "X", "XX", "xX", "0" …, as far as it tells names apart."""
    made = ""
    for character in word:
        kind = "X" if character.isupper() else "x" if character.isalpha() else "0" if character.isdigit() else character
        if not made.endswith(kind * 2):
            made += kind
    return made[:6]


@lru_cache(100_000)
def word_signs(word: str) -> tuple[str, ...]:
    """What a word itself tells, wherever it stands."""
    lower = word.lower()
    plain = lower.rstrip(".")
    found = [f"w{'0' * len(lower) if lower.isdigit() else lower}", f"s{shape(word)}"]
    if len(lower) > 3 and lower.isalpha():
        found += (f"e{lower[-3:]}", f"f{lower[-2:]}", f"b{lower[:3]}")
    kinds = cues().get(plain)
    if kinds:
        found.append(f"c{kinds}")
    found += (
        sign
        for sign, holds in (
            ("given", word in words("first-names")),
            ("title", plain in words("titles")),
            ("common", is_common(lower)),
            ("stop", plain in STOP or lower.replace("’", "'").endswith(CONTRACTED)),
            ("function", plain in words("function-words")),
            ("day", plain in DAYS),
            ("says", plain in SAYING),
            ("in", plain in PLACING),
            ("article", plain in ("a", "an", "the")),
        )
        if holds
    )
    return tuple(found)


@cache
def cues() -> dict[str, str]:
    """Words that tell the type of the name that holds them."""
    return {word: kind for word, kind in rows("cues")}  # noqa: C416 a row is a list, which dict() would take for a pair only by luck


@cache
def lexicon() -> dict[str, frozenset[str]]:
    """Every listed name and every beginning of one, by words → the kinds of lists that have it (none: a beginning only)."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, kind in listed_names():
        key = name if name.replace(" ", "").isalpha() else " ".join(token.text for token in tokens(name))
        found[key].add(kind)
        for at, character in enumerate(key):
            if character == " ":
                found[key[:at]]
    return {name: frozenset(kinds) for name, kinds in found.items()}


def _listed(line: Line) -> list[list[str]]:
    """For each word the listed names that hold it: "city1" begins one of one word, "event3" one of three, "event-" goes on."""
    text, found = line.text, line.found
    signs: list[list[str]] = [[] for _ in found]
    known = lexicon()
    for first in line.capitals:
        token = found[first]
        key = token.text if token.text in known or not token.text.isupper() else token.text.title()
        if key not in known:
            continue
        longest: dict[str, int] = {}
        last = first + 1
        while key in known:
            for kind in known[key]:
                longest[kind] = last
            if last >= len(found) or text[found[last - 1].end : found[last].start] not in (" ", "-", "\u00a0", ". ", "/", " & ", "'s ", ""):
                break
            following = found[last].text
            key += " " + (following.title() if token.text.isupper() and len(token.text) > 3 and following.isupper() else following)
            last += 1
        for kind, end in longest.items():
            signs[first].append(f"g{kind}{min(end - first, 3)}")
            for at in range(first + 1, end):
                signs[at].append(f"g{kind}-")
    return signs


@dataclass(slots=True)
class Uses:
    """How an article uses its words: the words that stand so somewhere in it."""

    small: set[str]
    inside: set[str]
    given: set[str]
    titled: set[str]
    saying: set[str]
    placed: set[str]
    counts: dict[str, int]


def _uses(lines: Sequence[Line]) -> Uses:
    uses = Uses(set(), set(), set(), set(), set(), set(), defaultdict(int))
    given, titles = words("first-names"), words("titles")
    everything = {token.text for line in lines for token in line.found}
    for line in lines:
        found = line.found
        for at in line.capitals:
            token = found[at]
            word = token.text
            uses.counts[word] += 1
            if line.heading:
                continue
            before = found[at - 1] if at else None
            if not token.opens:
                uses.inside.add(word)
                if before:
                    if before.text in given:
                        uses.given.add(word)
                    elif before.lower in titles:
                        uses.titled.add(word)
                    elif before.lower in PLACING:
                        uses.placed.add(word)
            after = found[at + 1].text if at + 1 < len(found) else ""
            if after in SAYING or before is not None and before.text in SAYING:
                uses.saying.add(word)
    uses.small |= everything - uses.counts.keys()
    return uses


def _stretch(line: Line, first: int, last: int, words: Sequence[str], listed: Sequence[Sequence[str]], uses: Uses) -> Stretch:
    """A stretch of a line; `words` are the line's, with EDGE around them."""
    around = tuple(tuple(words[at : at + len(WINDOW)]) for at in range(first, last))
    gaps = [_gap(line.text, line.found, at) for at in range(first, last + 1)]
    signs = tuple(_signs(line, at, (first, last), (gaps[at - first], gaps[at - first + 1]), listed, uses) for at in range(first, last))
    return Stretch(line.field, line.offset, line.heading, tuple(line.found[first:last]), around, signs)


def _signs(
    line: Line, at: int, span: tuple[int, int], gaps: tuple[str, str], listed: Sequence[Sequence[str]], uses: Uses
) -> tuple[str, ...]:
    """What is seen of a word beside the words of its window: its place, the lists, and how the article uses it."""
    found, token = line.found, line.found[at]
    word = token.text
    opens, own = int(token.opens), listed[at]
    first, last = span
    signs = [
        "bias",
        f"o{opens}{int(line.heading)}{int(is_common(word))}",
        f"<{gaps[0]}",
        f">{gaps[1]}",
        f"n{min(last - first, 4)}{min(at - first, 3)}",
        *(own or ("g0",)),
    ]
    if at and listed[at - 1]:
        signs += ["-" + sign for sign in listed[at - 1]]
    if at + 1 < len(found) and listed[at + 1]:
        signs += ["+" + sign for sign in listed[at + 1]]
    if _has_capital(word):
        small = "s" if word.lower() in uses.small else ""
        inside = "i" if word in uses.inside else ""
        signs.append(f"u{small}{inside}{'m' if uses.counts[word] > 1 else ''}{opens}")
        for use, words_so in (("ugiven", uses.given), ("utitled", uses.titled), ("usaying", uses.saying), ("uplaced", uses.placed)):
            if word in words_so:
                signs.append(use)
    return tuple(signs)


def _gap(text: str, found: Sequence[Token], at: int) -> str:
    """What stands before the word at an index: space, hyphen, possessive, a mark, or an end."""
    if at == 0 or at >= len(found):
        return "|"
    gap = text[found[at - 1].end : found[at].start]
    if gap == " ":
        return "_"
    if gap in SPACES:
        return gap.strip() or "0"
    match = BREAK.search(gap)
    return match[0].strip()[:1] if match else gap.strip()[:2] or "_"
