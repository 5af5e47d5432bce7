"""Forms of names: what is the same but for spelling, and what is part of what."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from cuttings.lists import words
from cuttings.mentions.tokens import PARTICLES

REGNAL = re.compile(r" [IVX]+$")
NUMBERED = re.compile(r",? (?:Jr|Sr|[IVX]+)\.?$")
LEGAL = re.compile(
    r",? (?:inc|corp|corporation|co|company|ltd|limited|plc|llc|ag|sa|nv|gmbh|spa|ab|oyj?|group|holdings?)\.?$", re.IGNORECASE
)
MARKED = re.compile(r"[^\w ]|ʼ|  |^ | $")  # more than letters and figures with a space between them
# British and American spellings of one body or treaty.
BRITISH = re.compile(r"\borganisation|\bdefence\b|\blabour\b|centre")
AMERICAN = {"organisation": "organization", "defence": "defense", "labour": "labor", "centre": "center"}
# Spellings of one sound in names brought from Cyrillic, Arabic and the like, most specific first.
SOUNDS = (
    ("shch", "sch"), ("sch", "sh"), ("kh", "h"), ("ck", "k"), ("ph", "f"), ("ks", "x"), ("ou", "u"), ("oo", "u"), ("ee", "i"),
    ("iy", "i"), ("yi", "i"), ("ii", "i"), ("ij", "i"), ("ei", "e"), ("ey", "e"), ("ai", "a"), ("ay", "a"), ("ye", "e"), ("ie", "e"),
    ("yo", "o"), ("io", "o"),
    ("j", "i"), ("y", "i"), ("w", "v"), ("c", "k"), ("q", "k"), ("tz", "ts"), ("dj", "i"), ("dzh", "i"), ("ff", "v"),
)  # fmt: skip


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """A name as one compares it: case, accents, dots, dashes and quotation marks do not matter.

    >>> fold("Nato–Russia Council") == fold("NATO-Russia Council")
    True
    >>> fold("Organisation for Security and Co-operation in Europe")
    'organization for security and cooperation in europe'
    """
    plain = name if name.isascii() else "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = plain.casefold()
    if MARKED.search(plain):
        plain = re.sub(r"['’‘ʼ]s?$", "", plain)
        plain = re.sub(r"['’‘ʼ\".“”]", "", plain)
        plain = re.sub(r"\bco-op", "coop", plain)
        plain = re.sub(r"[\s\-–—‑/]+", " ", plain).strip()
    plain = plain.removeprefix("the ")
    return BRITISH.sub(lambda match: AMERICAN[match[0]], plain)


@lru_cache(maxsize=100_000)
def sound(word: str) -> str:
    """A word by its sound, so that transliterations meet.

    >>> sound("Sergey") == sound("Sergei"), sound("Anatoli") == sound("Anatoly")
    (True, True)
    """
    word = fold(word).replace(" ", "")
    for spelling, one in SOUNDS:
        word = word.replace(spelling, one)
    return re.sub(r"(.)\1+", r"\1", word)


def parts(name: str) -> list[str]:
    return name.replace("\u00a0", " ").split(" ")


@lru_cache(maxsize=100_000)
def bare(name: str) -> str:
    """A body's name without what only says its legal form.

    >>> bare("Homestake Mining Co."), bare("Apple Inc")
    ('Homestake Mining', 'Apple')
    """
    return LEGAL.sub("", name) or name


@lru_cache(maxsize=100_000)
def surname(name: str) -> str:
    """The last part of a person's name with its particles, as it is printed alone.

    >>> surname("Jaap de Hoop Scheffer"), surname("George W. Bush")
    ('de Hoop Scheffer', 'Bush')
    """
    named = parts(NUMBERED.sub("", name))
    for index, word in enumerate(named[1:], 1):
        if word.lower() in PARTICLES and index + 1 < len(named):
            return " ".join(named[index:])
    return named[-1]


@lru_cache(maxsize=100_000)
def short_forms(name: str) -> tuple[str, ...]:
    """What a person of this name may be called in passing: surname with and without particles.

    >>> short_forms("Jaap de Hoop Scheffer")
    ('de Hoop Scheffer', 'De Hoop Scheffer', 'Hoop Scheffer', 'Scheffer')
    >>> short_forms("Bashar al-Assad")
    ('al-Assad', 'Al-Assad', 'Assad')
    """
    words = parts(surname(name))
    forms = [" ".join(words)]
    if words[0].islower():
        forms.append(words[0].capitalize() + " " + " ".join(words[1:]))
    while len(words) > 1:
        words = words[1:]
        forms.append(" ".join(words))
    article, hyphen, rest = words[-1].partition("-")
    if hyphen and article.lower() in PARTICLES:
        forms += (f"{article.capitalize()}-{rest}", rest)
    return tuple(dict.fromkeys(form for form in forms if len(form) > 1 and (form[0].isupper() or " " in form or "-" in form)))


@lru_cache(maxsize=100_000)
def is_full(name: str) -> bool:
    """Whether a person's name begins with a given name or initial, and not with a particle or surname.

    >>> is_full("Anna de Wit"), is_full("de Wit"), is_full("Emperor Charles VI")
    (True, False, False)
    """
    named = parts(name)
    # "Charles VI" has no surname.
    if len(named) < 2 or REGNAL.search(name) and named[-2] in words("first-names"):
        return False
    return named[0].lower() not in PARTICLES and surname(name) != name and fold(name) not in {fold(form) for form in short_forms(name)}


def initials(name: str) -> set[str]:
    """The acronyms that a name may have: its capitals, small words counted or not.

    >>> "NRC" in initials("NATO-Russia Council"), "ISAF" in initials("International Security Assistance Force")
    (True, True)
    """
    words = [word for word in re.split(r"[\s\-–/]+", name) if word]
    strong = [word for word in words if word[0].isupper()]
    return {"".join(word[0] for word in some).upper() for some in (words, strong) if len(some) > 1}


def one_slip(first: str, second: str) -> bool:
    """Whether two words differ by one letter added, dropped, changed, or two that changed places."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    start = 0
    while start < min(len(first), len(second)) and first[start] == second[start]:
        start += 1
    a, b = first[start:], second[start:]
    swapped = len(a) > 1 and len(b) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or swapped


@lru_cache(maxsize=100_000)
def nearly(first: str, second: str) -> bool:
    """Whether two surnames are one but for transliteration or a slip of one letter more or less.

    >>> nearly("Medevedev", "Medvedev"), nearly("Schulz", "Scholz")
    (True, False)
    """
    one, other = fold(first), fold(second)
    # A letter changed for another makes another name too often, and the first is seldom mistyped.
    slipped = len(other) >= 6 and one[:1] == other[:1] and len(one) != len(other) and one_slip(one, other)
    return one == other or sound(first) == sound(second) or slipped


@lru_cache(maxsize=100_000)
def slip_keys(word: str) -> frozenset[str]:
    """Keys of which two words that differ by one slip, or only in spelling, share one.

    A word and all that is left of it without one letter (the symmetric-delete index of spelling
    correction; Garbe, 2012), and its sound.
    """
    plain = fold(word)
    return frozenset((plain, f"~{sound(word)}", *(plain[:at] + plain[at + 1 :] for at in range(len(plain)))))


def same_person(first: str, second: str) -> str:
    """Why two full names may be one person's, "" if nothing speaks for it.

    >>> same_person("Sergey Lavrov", "Sergei Lavrov")
    'another spelling of Sergei Lavrov'
    >>> same_person("Sergei Ivanov", "Igor Ivanov")
    ''
    """
    one, other = parts(first), parts(second)
    mine, theirs = (one[0], surname(first)), (other[0], surname(second))
    if [sound(part) for part in one] == [sound(part) for part in other]:
        return f"another spelling of {second}"
    if sound(mine[1]) == sound(theirs[1]):
        if sound(mine[0]) == sound(theirs[0]) and _middle_agrees(one, other):
            return f"the same name as {second}, with or without its middle part"
        short, long = sorted((fold(mine[0]), fold(theirs[0])), key=len)
        if len(short) == 1 and long.startswith(short) and _middle_agrees(one, other):
            return f"the initial of {second}"
        if len(short) >= 5 and len(fold(mine[1])) >= 5 and one_slip(short, long):
            return f"a slip for {second}"
    elif fold(mine[0]) == fold(theirs[0]) and min(len(mine[1]), len(theirs[1])) >= 6 and one_slip(fold(mine[1]), fold(theirs[1])):
        return f"a slip for {second}"
    return ""


def _middle_agrees(one: list[str], other: list[str]) -> bool:
    """Middle names contradict each other only where both stand and begin differently."""
    middle = [[fold(word) for word in words[1:-1] if word.lower() not in PARTICLES] for words in (one, other)]
    return not (middle[0] and middle[1]) or middle[0][0][:1] == middle[1][0][:1]
