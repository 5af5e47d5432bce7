"""Spans: what the tagger found, with what belongs to a name and what it seldom saw.

The texts that it learned from hold few names like "Jaap de Vries", and of "Paris Air Show" it often
takes the city alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cuttings.lists import aliases, words
from cuttings.mentions.signs import Stretch, cues
from cuttings.mentions.tagger import KINDS, Span
from cuttings.mentions.tokens import DAYS, PARTICLES, STOP, Token, is_common

LONGEST = 16  # words of a name
LIKELIER = 0.5
SURELY_PERSON = (1.0, 0.0, 0.0, 0.0)
#: The signs of a listed person's full name: its first word, and those that follow.
LISTED, GOES_ON = frozenset(("gleaders2", "gleaders3")), "gleaders-"


def mended(stretch: Stretch, found: Sequence[Span], text: str) -> Iterator[Span]:
    """The names of a stretch in order, none meeting another; `text` is its field's."""
    last = 0
    found = [_judged(span, stretch) for span in _with_listed(stretch, found)]
    for span in found:
        if span.first < last or not span.kind and _is_idle(stretch.tokens[span.first]):
            continue
        whole = _mended(_without_opener(span, stretch), stretch, found, text)
        last = whole.last
        if last - whole.first <= LONGEST:
            yield whole


def _judged(span: Span, stretch: Stretch) -> Span:
    """An acronym of which no single kind is likelier than none, but all of them together, is the likeliest kind's."""
    if span.kind or sum(span.likely) <= LIKELIER or not stretch.tokens[span.first].text.isupper():
        return span
    return replace(span, kind=KINDS[span.likely.index(max(span.likely))])


def _with_listed(stretch: Stretch, found: Sequence[Span]) -> list[Span]:
    """What was found, and the full names of people whom the lists know, unless they are part of a longer name."""
    kept = list(found)
    for first, signs in enumerate(stretch.signs):
        if not LISTED.isdisjoint(signs):
            last = first + 1
            while last < len(stretch.signs) and GOES_ON in stretch.signs[last]:
                last += 1
            met = [span for span in kept if span.first < last and first < span.last]
            if all(first <= span.first and span.last <= last for span in met):
                kept = [span for span in kept if span not in met]
                kept.append(Span(first, last, "P", SURELY_PERSON))
    return sorted(kept, key=lambda span: span.first)


def _mended(span: Span, stretch: Stretch, found: Sequence[Span], text: str) -> Span:
    if span.kind == "L":
        following = min((other.first for other in found if other.kind and other.first >= span.last), default=len(stretch.tokens))
        return _whole(span, stretch, following, text)
    return _with_particles(span, stretch, found, text) if _is_given(span, stretch) else span


def _is_idle(token: Token) -> bool:
    """Whether a word can be a name only where it is surely one: small, or a common word."""
    return (
        not token.capital or len(token.text) < 3 or token.lower in STOP or is_common(token.text) or token.lower in words("function-words")
    )


def _without_opener(span: Span, stretch: Stretch) -> Span:
    """A person's or place's name without a small word that only begins the sentence, in whatever language ("Selon Chirac"),
    and a full name without the title before it ("Mayor Yuri Petrov"; but "King Harald")."""
    while span.kind == "P" and span.last - span.first > 2 and stretch.tokens[span.first].lower in words("titles"):
        span = Span(span.first + 1, span.last, span.kind, span.likely)
    opener = stretch.tokens[span.first]
    small = opener.opens and opener.lower in words("function-words") and opener.lower != "the" and opener.text not in words("first-names")
    if not small or span.kind not in ("P", "L") or span.last - span.first < 2 or not stretch.tokens[span.first + 1].capital:
        return span
    return Span(span.first + 1, span.last, span.kind, span.likely)


def _is_given(span: Span, stretch: Stretch) -> bool:
    """Whether a name may be the first part of a person's: a person, or a given name that is nothing else."""
    return span.kind == "P" or span.kind == "" and stretch.tokens[span.first].text in words("first-names")


def _with_particles(span: Span, stretch: Stretch, found: Sequence[Span], text: str) -> Span:
    """A person's name that goes on behind a particle: "Jaap de Vries", "Juan de la Cruz"."""
    last = span.last
    while last < len(stretch.tokens) and stretch.tokens[last].text in PARTICLES:
        last += 1
    if last == span.last or last >= len(stretch.tokens) or not all(_spaced(stretch, at, text) for at in range(span.last, last + 1)):
        return span
    rest = next((other for other in found if other.first == last and other.kind), None)
    if not stretch.tokens[last].capital or stretch.tokens[last].text in aliases("organisations"):
        return span
    return Span(span.first, rest.last if rest else last + 1, "P", SURELY_PERSON)


def _whole(span: Span, stretch: Stretch, following: int, text: str) -> Span:
    """A place's name that only begins a longer one, with the rest of it: "Paris Air Show".

    The words behind it must be names' too, up to the next name, and nobody's title; a headline's
    capitals tell nothing.
    """
    last = span.last
    while last < following and stretch.tokens[last].capital and _spaced(stretch, last, text):
        last += 1
    rest = stretch.tokens[span.last : last]
    if stretch.heading or not rest or any(token.lower in words("titles") | DAYS | STOP for token in rest):
        return span
    kind = {"organisation": "O", "place": "L"}.get(cues().get(rest[-1].lower, ""), "M")
    organisation, place, other = (sum(span.likely, 0.0) if own == kind else 0.0 for own in "OLM")
    return Span(span.first, last, kind, (0.0, organisation, place, other))


def _spaced(stretch: Stretch, at: int, text: str) -> bool:
    """Whether a word of a stretch follows the one before it by one space."""
    return text[stretch.offset + stretch.tokens[at - 1].end : stretch.offset + stretch.tokens[at].start] == " "
