"""The language of a text, by py3langid (a trained classifier; Lui & Baldwin, 2012)."""

from __future__ import annotations

import re
from itertools import islice

ENOUGH = 40  # letters: below, a guess is worth less than what the page says, or the archive's own language
SEEN = 1600  # letters that are looked at: more tell nothing new
WORD = re.compile(r"\w+")
ENGLISH = frozenset(
    "the of and to in that was for with on said by has had from are be it as his their were been which have not but this they who will "
    "would he its".split()
)
TAG = re.compile(r"(?P<language>[a-z]{2,3})(?:[-_](?P<script>[a-z]{4}))?(?:[-_](?P<region>[a-z]{2}|\d{3}))?(?:[-_.].*)?", re.IGNORECASE)


def language_of(text: str, otherwise: str, stated: str = "") -> str:
    """The BCP 47 tag of a text's language: the text decides, and what the page `stated` refines it.

    A text too short to tell has the stated language, else `otherwise`.

    >>> language_of("The ministers of the two countries said that the bridge was to be built.", "", "en_gb")
    'en-GB'
    >>> language_of("The ministers of the two countries said that the bridge was to be built.", "", "de")
    'en'
    """
    sample = text[:SEEN]
    hint = tag(stated)
    if len(list(islice(filter(str.isalpha, sample), ENOUGH))) < ENOUGH:
        return hint or otherwise
    found = _detected(sample)
    return hint if hint.split("-")[0] == found else found


def tag(stated: str) -> str:
    """A language tag as BCP 47 writes it; "" for what is none.

    >>> tag("pt_br"), tag("ZH-HANT-tw"), tag("English")
    ('pt-BR', 'zh-Hant-TW', '')
    """
    match = TAG.fullmatch(stated.strip())
    if not match:
        return ""
    parts = (match["language"].lower(), (match["script"] or "").title(), (match["region"] or "").upper())
    return "-".join(filter(None, parts))


def _detected(sample: str) -> str:
    # The classifier takes a third of a second to load; plain English does not need it.
    if sum(map(ENGLISH.__contains__, WORD.findall(sample.lower()))) >= 0.2 * len(sample.split()):
        return "en"
    import py3langid

    return str(py3langid.classify(sample)[0])
