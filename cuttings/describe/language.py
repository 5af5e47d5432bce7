"""The language of a text, by py3langid (a trained classifier; Lui & Baldwin, 2012)."""

from __future__ import annotations

import re

ENOUGH = 40  # letters: below, a guess is worth less than the archive's own language
SEEN = 4000  # letters that are looked at: more tell nothing new
ENGLISH = re.compile(r"\b(?:the|of|and|to|in|that|was|for|with|on|said|by|has|had|from)\b", re.IGNORECASE)


def language_of(text: str, otherwise: str) -> str:
    """The BCP 47 code of a text's language; `otherwise` for a text too short to tell."""
    sample = text[:SEEN]
    if sum(map(str.isalpha, sample)) < ENOUGH:
        return otherwise
    # The classifier takes a third of a second to load; plain English does not need it.
    if len(ENGLISH.findall(sample)) >= 0.2 * len(sample.split()):
        return "en"
    import py3langid

    return str(py3langid.classify(sample)[0])
