"""Bylines and contributor lines: who wrote, who edited, and for which agency.

By Anna Berg and Tom Hill                Writing by Anna Berg, editing by Tom Hill
Anna Berg, Associated Press              (Reporting by Anna Berg; Editing by Tom Hill)
Text: Anna Berg                          Author Anna Berg | Editor Tom Hill
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from cuttings.lists import agency, post_words, words

_NAME = r"[^\W\d_a-zà-öø-ÿ][\w.’'-]*(?: (?:(?:de|van|von|der|den|bin|al|el|la|le|du|da|di|dos|ten|ter)\b|[^\W\d_a-zà-öø-ÿ][\w.’'-]*)){1,4}"
NAME = re.compile(_NAME)
SMALL = frozenset("and de van von der den bin al el la le du da di dos ten ter the of for & / |".split())
BY = re.compile(
    r"^(?i:(?:(?:written|story|posted|reported|words|text|published|article) )?by|von|par|por|door|автор|by(?-i:(?=[A-ZÀ-Þ]))|"
    r"(?:di|av|af|text(?:e|o)?|testo|tekst|authors?|autor(?:in|en|es|a)?|auteur|作者|文)(?=\s?[:：]))\s?(?:[:：\s]\s*|(?<=[yY])(?=[A-ZÀ-Þ]))(?P<names>.+)$"
)
ROLE = re.compile(
    r"(?P<role>(?:(?:additional |compiled )?(?:reporting|writing|written|reported|compiled)(?: and (?P<both>editing))?"
    r"|editing|edited)\s+by)\s+",
    re.I,
)
LABEL = re.compile(
    r"^(?:(?P<author>authors?|autor(?:in|en|es|a)?|auteurs?|words|texto?|texte|testo|tekst|story|автор|текст)|"
    r"(?P<editor>editors?|editing|redaktion|redaktor|redacteur|edición|редактор)|(?P<other>photos?|fotos?|images?|pictures?|graphics?|video))(?:\s?:\s*|\s+)(?-i:(?=[^\W\d_a-z]))",
    re.IGNORECASE,
)
PLACE_BEHIND = re.compile(r"\s+(?:in|aus|à) [^\W\d_a-z][^,;]*$")
STAFF = re.compile(r"\s+(?:staff|newsroom|wire services?)$", re.IGNORECASE)  # "Reuters Staff" is Reuters
NAME_AGENCY = re.compile(rf"^(?P<name>{_NAME}),?\s*(?:,|for|of|/|\|)\s*(?:the )?(?P<agency>[^,]{{2,40}})$")


@dataclass(frozen=True, slots=True)
class Byline:
    """Who a line names; `authors` and `editors` in the order in which they stand."""

    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = field(default=())
    agency: str = ""


@lru_cache(maxsize=1 << 13)
def parse(line: str) -> Byline | None:
    """The byline that a line is, or None where it is none.

    >>> parse("Writing by Anna Berg, editing by Tom Hill")
    Byline(authors=('Anna Berg',), editors=('Tom Hill',), agency='')
    >>> parse("By Anna Berg and Tom de Vries, Associated Press")
    Byline(authors=('Anna Berg', 'Tom de Vries'), editors=(), agency='AP')
    >>> parse("Author: Anna Berg | Editor: Tom Hill")
    Byline(authors=('Anna Berg',), editors=('Tom Hill',), agency='')
    >>> parse("By the end of June the troops had left.") is None
    True
    """
    line = line.strip()
    if line[:1] in "([" and line[-1:] in ")]":
        line = line[1:-1].strip()
    if len(line) > 240:
        return None
    if ROLE.match(line):
        return _by_roles(line, list(ROLE.finditer(line)))
    labelled = _by_labels(line)
    if labelled:
        return labelled
    match = BY.match(line)
    if match:
        return _by_names(match["names"])
    match = NAME_AGENCY.match(line)
    if match and agency(match["agency"]) and NAME.fullmatch(match["name"]):
        return Byline((match["name"],), agency=agency(match["agency"]))
    return None


@lru_cache(maxsize=1 << 13)
def bare(line: str) -> Byline | None:
    """The byline that a line of names alone is; only the head of an article has such lines.

    >>> bare("Anna Berg, The Morning Courier")
    Byline(authors=('Anna Berg',), editors=(), agency='')
    >>> bare("Anna Lindh Park") is None
    True
    """
    if not all(word[:1].isupper() or word in SMALL for word in line.split()):
        return None
    parts = [part for part in re.split(r"\s*(?:,|;|&|/|\||\band\b|\bund\b|\bet\b)\s*", line.strip(" .")) if part]
    if not 0 < len(parts) <= 5:
        return None
    people: list[str] = []
    for part in parts:
        given, _, last = part.partition(" ")
        # A given name tells a person; so does a surname that is no word, before an outlet.
        told = given in words("first-names") or len(parts) > 1 and not people and last.lower() not in words("words")
        if not (NAME.fullmatch(part) and len(part.split()) <= 5 and told):
            break
        people.append(written(part))
    rest = parts[len(people) :]
    if not people or len(rest) > 1 or len(parts) == 1 and len(line.split()) > 2:
        return None
    return Byline(tuple(people), agency=agency(rest[0]) if rest else "")


def _by_roles(line: str, roles: list[re.Match[str]]) -> Byline | None:
    authors: list[str] = []
    editors: list[str] = []
    for role, following in zip(roles, [*roles[1:], None], strict=True):
        names = _names(line[role.end() : following.start() if following else len(line)])
        if not names:
            return None
        if role["role"].lower().startswith("edit"):
            editors += names
        else:
            authors += names
            editors += names if role["both"] else []
    return Byline(tuple(dict.fromkeys(authors)), tuple(dict.fromkeys(editors)))


def _by_labels(line: str) -> Byline | None:
    """The byline of a line that labels each of its parts; one label without a colon may be a sentence's first word."""
    if not any(map(line.__contains__, "|;/:")):
        return None
    parts = [part.strip() for part in re.split(r"\s*[|;/]\s*|,\s*(?=\w+:)", line) if part.strip()]
    told: dict[str, list[str]] = {"author": [], "editor": [], "other": []}
    for part in parts:
        label = LABEL.match(part)
        if not label or len(parts) == 1 and ":" not in label[0]:
            return None
        names = _names(part[label.end() :])
        if not names:
            return None
        told[label.lastgroup or "other"] += names
    if not told["author"] and not told["editor"]:
        return None
    return Byline(tuple(told["author"]), tuple(told["editor"]))


def _by_names(text: str) -> Byline | None:
    # An address, a post or an agency may follow the names.
    text = re.sub(r"\S+@\S+", "", text).split("|")[0].strip(" ,-–—·•")
    text = re.sub(r"\s*\([^()]*\)$|\s+(?:in|at|for|of|à|aus) [^\W\d_a-z][^,;]*$", "", text)
    marks = [agency(STAFF.sub("", part.strip())) for part in re.split(r"[,(/)]| for ", text)]
    names = _names(text)
    mark = next((mark for mark in marks if mark), "")
    if not names and not mark:
        return None
    return Byline(tuple(names), agency=mark)


def _names(text: str) -> list[str]:
    """The names of a list; [] where any part of the list's beginning is not a name."""
    names: list[str] = []
    for part in re.split(r"\s*(?:,|;|&|(?i:\band\b|\bund\b|\bet\b|\by\b))\s*", text.strip(" .,;-–—()")):
        name = without_post(PLACE_BEHIND.sub("", part))
        if not part or agency(STAFF.sub("", part)) or is_post(name):
            continue
        if not NAME.fullmatch(name):
            # "By Anna Berg, who was in Kiev": the name stands, the rest does not.
            return names
        names.append(written(name))
    return names


def written(name: str) -> str:
    """A name set in capitals, as one writes it.

    >>> written("ANNA BERG-HILL"), written("DPA")
    ('Anna Berg-Hill', 'DPA')
    """
    if not name.isupper() or " " not in name:
        return name
    return re.sub(r"[^\W\d_]+", lambda word: word[0].capitalize(), name)


def is_post(text: str) -> bool:
    """Whether a text names what somebody does, not somebody: "Senior politics editor".

    >>> is_post("Senior politics editor"), is_post("Anna Berg")
    (True, False)
    """
    found = re.findall(r"[\w-]+", text.casefold())
    kinds = [post_words().get(word, "") for word in found]
    return "post" in kinds and kinds[0] != ""


def tells_post(text: str) -> bool:
    """Whether a text says what journalists are: "a transport correspondent for The Courier"."""
    return any(post_words().get(word) == "post" for word in re.findall(r"[\w-]+", text.casefold()))


def without_post(name: str) -> str:
    """A name without the post or agency behind it.

    >>> without_post("Anna Berg Deputy Politics Editor"), without_post("Anna Berg")
    ('Anna Berg', 'Anna Berg')
    """
    found = name.split()
    for count in range(2, len(found)):
        rest = " ".join(found[count:])
        if is_post(found[count - 1]):
            break  # "Courier staff reporter" is nobody's name
        if agency(rest) or is_post(rest) and found[count].casefold() in post_words():
            return " ".join(found[:count])
    return name
