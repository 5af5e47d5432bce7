"""Slugs: the names of articles and entities in addresses and file names."""

from __future__ import annotations

import re
import unicodedata

from cuttings.model import Slug

LONGEST = 80

# Names that Windows, or the site itself, keeps for other things.
RESERVED = {"index", "con", "prn", "aux", "nul"} | {f"{device}{number}" for device in ("com", "lpt") for number in range(1, 10)}

# Letters that NFKD leaves whole, and how newspapers and libraries write them in ASCII;
# Cyrillic after BGN/PCGN, so that a Russian headline has an address that can be read.
LETTERS = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True))
    | {"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": ""}
    | {"ю": "yu", "я": "ya", "є": "ye", "і": "i", "ї": "yi", "ґ": "g", "ß": "ss", "æ": "ae", "œ": "oe"}
    | {"ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i"}
)
NOT_ASCII = re.compile(r"[^a-z0-9]+")


def ascii_words(text: str) -> str:
    """Lower-case ASCII words joined by hyphens.

    >>> ascii_words("Nato’s “new” summit in Zürich – Łódź")
    'natos-new-summit-in-zurich-lodz'
    >>> ascii_words("Встреча в Москве")
    'vstrecha-v-moskve'
    """
    plain = text.lower()
    if not text.isascii():
        composed = unicodedata.normalize("NFC", text).lower().translate(LETTERS)
        plain = "".join(c for c in unicodedata.normalize("NFKD", composed) if not unicodedata.combining(c))
    return NOT_ASCII.sub("-", re.sub(r"['’ʼ]", "", plain)).strip("-")


def slug(*parts: str, otherwise: str) -> Slug:
    """A slug of the parts, cut at a word; `otherwise` where nothing of them is left in ASCII.

    >>> slug("2005-04-21", "NATO Signs Agreement", otherwise="x")
    '2005-04-21-nato-signs-agreement'
    >>> slug("", "北约", otherwise="article-1f2e")
    'article-1f2e'
    """
    words = ascii_words(" ".join(parts))
    if not re.search("[a-z]", words):
        words = f"{words}-{otherwise}".strip("-")
    if len(words) > LONGEST:
        cut = words[: LONGEST + 1].rpartition("-")[0]
        words = cut or words[:LONGEST]
    return Slug(f"{words}-page" if words in RESERVED else words)


def is_slug(text: str) -> bool:
    """Whether a text may stand as a file name and an address as it is."""
    return bool(re.fullmatch(r"[a-z0-9](?:[a-z0-9-]{0,79})", text)) and text not in RESERVED


def unclaimed(wanted: Slug, taken: set[str], suffix: str) -> Slug:
    """`wanted`, or where it is taken the same with a suffix that does not depend on order."""
    if wanted not in taken:
        return wanted
    return Slug(f"{wanted[: LONGEST - len(suffix) - 1].rstrip('-')}-{suffix}")
