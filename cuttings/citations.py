"""Citations of the newspaper article that an archive holds: RIS, BibTeX, CSL-JSON.

What is cited is the original: its newspaper or agency, its date, its address.  The archive is named
only as the place where it was found.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cuttings.model import Article, Slug

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ].*)?)?)?")
_PARTICLES = frozenset(
    {"al", "bin", "da", "das", "de", "del", "della", "den", "der", "di", "dos"}
    | {"du", "el", "ibn", "la", "le", "ten", "ter", "van", "von", "zu", "zum", "zur"}
)
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|IV)\.?")

# BibTeX counts braces even behind a backslash, so these two become commands without any.
_BIBTEX = str.maketrans(
    {mark: f"\\{mark}" for mark in "&%$#_"}
    | {"\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}"}
    | {"~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
_BIBTEX_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in two parts; an agency's has only `family`."""

    given: str
    family: str

    @property
    def inverted(self) -> str:
        return f"{self.family}, {self.given}" if self.given else self.family


@dataclass(frozen=True, slots=True)
class Source:
    """What every form of citation says, once: whose article it is, and where it stands."""

    key: Slug
    title: str
    authors: tuple[Name, ...]
    editors: tuple[Name, ...]
    container: str
    date: tuple[int, ...]
    inferred: bool
    place: str
    section: str
    language: str
    abstract: str
    url: str
    captured: tuple[int, ...]
    archive: str
    note: str


def split_name(name: str) -> Name:
    """A name's given and family part; particles go with the family.

    >>> split_name("Jaap de Hoop Scheffer").inverted
    'de Hoop Scheffer, Jaap'
    >>> split_name("John F. Kennedy Jr.").inverted
    'Kennedy Jr., John F.'
    """
    if "," in name:
        family, given = (part.strip() for part in name.split(",", 1))
        return Name(given, family)
    words = name.split()
    last = len(words) - 1 - (len(words) > 2 and bool(_SUFFIX.fullmatch(words[-1])))
    first = next((at for at, word in enumerate(words[:last]) if word in _PARTICLES), last)
    return Name(" ".join(words[:first]), " ".join(words[first:])) if first > 0 else Name("", " ".join(words))


def publisher(article: Article) -> str:
    """Where an article appeared: its publication, else the agency that sent it out."""
    return article.publication or article.agency


def ris(article: Article, archive: str = "", address: str = "") -> str:
    """The citation as a RIS file; `archive` names the archive, `address` is the article's page in it."""
    source = _source(article, archive, address)
    year, day = source.date[:1], "/".join(f"{number:02}" for number in source.date)
    fields = (
        ("TI", source.title),
        *(("AU", author.inverted) for author in source.authors),
        *(("ED", editor.inverted) for editor in source.editors),
        ("T2", source.container),
        ("PY", str(*year)),
        ("DA", day),
        ("CY", source.place),
        ("SE", source.section),
        ("LA", source.language),
        ("AB", source.abstract),
        *(("KW", tag) for tag in article.tags),
        ("UR", source.url),
        ("Y2", "/".join(f"{number:02}" for number in source.captured)),
        ("DB", source.archive),
        ("N1", source.note),
    )
    # A line is "TAG  - value": a value that holds a line break could write tags of its own.
    lines = [f"{tag}  - {one_line(value)}" for tag, value in fields if value]
    return "\r\n".join(("TY  - NEWS", *lines, "ER  - ", ""))


def bibtex(article: Article, archive: str = "", address: str = "") -> str:
    """The citation as a BibTeX file; biblatex reads the same."""
    source = _source(article, archive, address)
    fields = (
        ("author", _bibtex_names(source.authors)),
        ("editor", _bibtex_names(source.editors)),
        ("title", f"{{{_bibtex(source.title)}}}"),
        ("journal", _bibtex(source.container)),
        ("entrysubtype", "newspaper"),
        ("date", _iso(source.date)),
        ("year", str(*source.date[:1])),
        ("month", str(*source.date[1:2])),
        ("location", _bibtex(source.place)),
        ("language", _bibtex(source.language)),
        ("abstract", _bibtex(source.abstract)),
        ("url", source.url.translate(_BIBTEX_URL)),
        ("urldate", _iso(source.captured)),
        ("note", _bibtex(source.note)),
    )
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields if value)
    return f"@article{{{source.key},\n{lines}}}\n"


def csl_json(article: Article, archive: str = "", address: str = "") -> str:
    """The citation as a CSL-JSON file."""
    source = _source(article, archive, address)
    item: dict[str, object] = {
        "id": source.key,
        "type": "article-newspaper",
        "title": source.title,
        "author": [_csl_name(author) for author in source.authors],
        "editor": [_csl_name(editor) for editor in source.editors],
        "container-title": source.container,
        "issued": _csl_date(source.date, circa=source.inferred),
        "publisher-place": source.place,
        "section": source.section,
        "language": source.language,
        "abstract": source.abstract,
        "URL": source.url,
        "accessed": _csl_date(source.captured),
        "archive": source.archive,
        "note": source.note,
    }
    return json.dumps([{key: value for key, value in item.items() if value}], ensure_ascii=False) + "\n"


def parts(date: str) -> tuple[int, ...]:
    """Year, month and day, as far as a date states them.

    >>> parts("2009-06"), parts("2009-06-28T10:57"), parts("")
    ((2009, 6), (2009, 6, 28), ())
    """
    match = _ISO.fullmatch(date)
    numbers = tuple(int(number) for number in match.groups() if number) if match else ()
    return numbers if len(numbers) < 2 or 1 <= numbers[1] <= 12 else ()


def _source(article: Article, archive: str, address: str) -> Source:
    date = parts(article.shown_date)
    agency = article.agency if article.agency != publisher(article) else ""
    notes = (
        "Undated" if not date else "Date inferred" if not article.date else "",
        f"Agency: {agency}" if agency and article.authors else "",
    )
    return Source(
        key=article.slug,
        title=one_line(article.title),
        authors=tuple(map(split_name, article.authors)) or tuple(Name("", a) for a in agency_as_author(article)),
        editors=tuple(map(split_name, article.editors)),
        container=publisher(article),
        date=date,
        inferred=not article.date,
        place=article.dateline,
        section=", ".join(article.section),
        language=article.language,
        abstract=one_line(article.description),
        url=article.url or address,
        captured=parts(article.captured),
        archive=archive,
        note="; ".join(note for note in notes if note),
    )


def agency_as_author(article: Article) -> tuple[str, ...]:
    """The agency, where it stands for the author of an article that names none."""
    # A paper that prints an agency's report without a name credits the agency.
    return (article.agency,) if article.agency and article.agency != publisher(article) else ()


def _iso(date: tuple[int, ...]) -> str:
    return "-".join(f"{number:02}" for number in date)


def one_line(text: str) -> str:
    """A text with each run of white space as one space."""
    return " ".join(text.split())


def _bibtex(text: str) -> str:
    return one_line(text).translate(_BIBTEX)


def _bibtex_names(names: Iterable[Name]) -> str:
    # A second pair of braces keeps an agency's name whole.
    return " and ".join(_bibtex(name.inverted) if name.given else f"{{{_bibtex(name.family)}}}" for name in names)


def _csl_name(name: Name) -> dict[str, str]:
    return {"family": name.family, "given": name.given} if name.given else {"literal": name.family}


def _csl_date(date: tuple[int, ...], circa: bool = False) -> dict[str, object]:
    return {"date-parts": [list(date)]} | ({"circa": True} if circa else {}) if date else {}
