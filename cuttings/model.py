"""The nouns of an archive, frozen.

Every stage takes and gives values of these types and nothing else.  A value
explains itself: a Step says what was cut and by which rule, a Found says where
a field was read, a Join says why two surfaces are one entity, a Link says what
two articles share.

Positions are counted in Unicode code points; `field[start:end] == surface`.
Lines are counted from 1.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from sys import intern
from typing import Any, Literal, NewType

from cuttings.fixity import Sha256

Slug = NewType("Slug", str)  # an article's id and address: [a-z0-9-], at most 80 characters
Html = NewType("Html", str)  # markup that is safe to put into a page as it is

EntityType = Literal["person", "organisation", "place", "event", "agreement", "work", "other"]
Address = tuple[EntityType, str]  # of an entity's page: its type, which gives the folder, and its id
BlockKind = Literal["paragraph", "subhead", "list", "quote", "table", "caption", "pull_quote"]
Severity = Literal["error", "warning", "note"]

#: The blocks that make up an article's text; captions and pull quotes stand beside it.
TEXT_KINDS: tuple[BlockKind, ...] = ("paragraph", "subhead", "list", "quote", "table")


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it was received, decoded; `path` is relative to originals/, with `/`."""

    path: str
    sha256: Sha256
    media_type: str
    encoding: str
    text: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """A link in a line: `text[start:end]` points to `url`."""

    start: int
    end: int
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an original that holds text.

    `gap` counts the blank lines before it, `tag` names the HTML element it came from ("" in plain
    text).  `score` is the probability that it is of the article's text, `leads` that it is the
    headline (None where nobody asked).
    """

    number: int
    text: str
    gap: int = 0
    tag: str = ""
    score: float | None = None
    leads: float | None = None
    anchors: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One thing done to an original: `text` on line `line` was cut, or `put` took its place.

    `kept` names the field of the article that holds it now ("section", "authors" …);
    where it is empty the text is gone from the article and stands only here.  `score` is how likely
    it was of the article's text all the same.
    """

    rule: str
    why: str
    line: int
    text: str
    put: str = ""
    kept: str = ""
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of an original: the lines that may be article, and the Steps that led there."""

    lines: tuple[Line, ...]
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """Where the value of a field of an article was found: a line, a tag, a rule."""

    field: str
    where: str


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, subhead, caption … of an article; `html` is its inner markup, sanitised."""

    kind: BlockKind
    text: str
    html: Html = Html("")


@dataclass(frozen=True, slots=True)
class Article:
    """A cleaned article; the fields are those of its front matter, dates in ISO 8601."""

    title: str
    slug: Slug = Slug("")
    date: str = ""
    date_inferred: str = ""
    updated: str = ""
    description: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    agency: str = ""
    publication: str = ""
    dateline: str = ""
    section: tuple[str, ...] = ()
    language: str = ""
    url: str = ""
    captured: str = ""
    rights: str = ""
    tags: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    draft: bool = False
    original: str = ""
    original_sha256: Sha256 = Sha256("")
    body_sha256: Sha256 = Sha256("")  # of the body that the machine wrote
    blocks: tuple[Block, ...] = ()
    steps: tuple[Step, ...] = ()
    found: tuple[Found, ...] = ()
    doubts: tuple[str, ...] = ()  # what the machine read and could not believe
    contradictions: tuple[str, ...] = ()  # where its sources disagree: "date: … (JSON-LD), but … (line 4)"
    notes: tuple[str, ...] = ()  # what a reader should know: "the page says that there are 4 pages"
    edited: bool = False  # a person changed the file after the machine wrote it

    @property
    def text(self) -> str:
        """The body as plain text: paragraphs joined by a blank line, subheads among them."""
        return "\n\n".join(block.text for block in self.blocks if block.kind in TEXT_KINDS)

    @property
    def captions(self) -> tuple[str, ...]:
        return self.of_kind("caption")

    @property
    def pull_quotes(self) -> tuple[str, ...]:
        return self.of_kind("pull_quote")

    @property
    def subheads(self) -> tuple[str, ...]:
        return self.of_kind("subhead")

    @property
    def shown_date(self) -> str:
        """The date to sort and show by: the one read, else the one concluded, else ""."""
        return self.date or self.date_inferred

    def of_kind(self, kind: BlockKind) -> tuple[str, ...]:
        return tuple(block.text for block in self.blocks if block.kind == kind)

    def fields(self) -> Iterator[tuple[str, str]]:
        """The texts in which names are looked for: (field, text), as in data/mentions.jsonl."""
        yield "title", self.title
        if self.description:
            yield "description", self.description
        if self.dateline:
            yield "dateline", self.dateline
        yield "text", self.text
        for number, caption in enumerate(self.captions):
            yield f"caption:{number}", caption
        for number, quote in enumerate(self.pull_quotes):
            yield f"pull_quote:{number}", quote


Likely = tuple[float, float, float, float]
#: What `Candidate.likely` counts, in its order.
LIKELY_OF: tuple[EntityType, ...] = ("person", "organisation", "place", "other")


def likeliest(likely: Sequence[float]) -> EntityType:
    """The kind of LIKELY_OF for which most speaks, of equals the first."""
    return LIKELY_OF[likely.index(max(likely))]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a name, seen from one article alone: `field[start:end] == surface`.

    `likely` says how likely it is a person's, an organisation's, a place's or another name; what is
    left to 1 is how likely it is none.  Where it is not `believed`, it counts only if others bear it out.
    """

    field: str
    start: int
    end: int
    surface: str
    likely: Likely
    believed: bool = True

    def __reduce__(self) -> tuple[Callable[..., Candidate], tuple[Any, ...]]:
        """To be read from the cache quickly, and to share what recurs: an archive has forty of them an article."""
        return candidate, (self.field, self.start, self.end, self.surface, self.likely, self.believed)

    @property
    def weight(self) -> float:
        """How likely it is a name at all."""
        return sum(self.likely)

    @property
    def type(self) -> EntityType:
        """What it is likeliest the name of."""
        return likeliest(self.likely)


def candidate(field: str, start: int, end: int, surface: str, likely: Likely, believed: bool = True) -> Candidate:
    """A candidate that has its texts and numbers in common with others."""
    if end < len(NUMBERS):
        start, end = NUMBERS[start], NUMBERS[end]
    return Candidate(intern(field), start, end, intern(surface), _shared(likely), believed)


#: Where candidates begin and end, each number once: millions have no more than these.
NUMBERS = tuple(range(32_768))


@lru_cache(maxsize=100_000)
def _shared(likely: Likely) -> Likely:
    return likely


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands: `field[start:end] == surface` of the article `article`.

    `entity` is "" until it is resolved.
    """

    article: Slug
    field: str
    start: int
    end: int
    surface: str
    type: EntityType
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Join:
    """Why a surface stands for an entity, for people to read."""

    surface: str
    count: int
    why: str
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class Entity:
    """Somebody or something that articles mention.

    `joins` are its surfaces, most frequent first; `articles` the slugs that mention it, in the
    order of the archive; `page` tells whether it has a page of its own; `former` are its old addresses.
    """

    id: str
    name: str
    type: EntityType
    joins: tuple[Join, ...] = ()
    articles: tuple[Slug, ...] = ()
    description: str = ""
    wikidata: str = ""
    viaf: str = ""
    wikipedia: str = ""  # the address of its page
    page: bool = False
    former: tuple[Address, ...] = ()
    coordinates: tuple[float, float] | None = None  # latitude and longitude, in degrees
    different: tuple[str, ...] = ()  # ids that a person declared to be others

    @property
    def aliases(self) -> tuple[str, ...]:
        return tuple(join.surface for join in self.joins if join.surface != self.name)


@dataclass(frozen=True, slots=True)
class Link:
    """Two articles that share entities; `shared` are entity ids, those that say most first; a < b.

    `alike` tells that their texts are nearly the same.
    """

    a: Slug
    b: Slug
    shared: tuple[str, ...]
    weight: float
    alike: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong or guessed: `where` is a file, as seen from where the command runs."""

    severity: Severity
    where: str
    message: str
    line: int = 0

    def __str__(self) -> str:
        place = f"{self.where}:{self.line}" if self.line else self.where
        return f"{self.severity}: {place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Settings:
    """What `content/archive.toml` says; every value has a default."""

    title: str = "Cuttings"
    description: str = "An archive of news articles, cross-linked by who and what they mention."
    language: str = "en"
    accent: str = ""  # the colour of links on light paper, "#1d4f7c"
    accent_dark: str = ""  # the same on dark paper
    logo: str = ""  # a file in the content folder, SVG or PNG
    header_links: tuple[tuple[str, str], ...] = ()  # label → address, beside the menu
    footer_links: tuple[tuple[str, str], ...] = ()  # label → address, at the foot of each page
    interface: str = ""  # the language of the site's own words, if it isn't the archive's
    base_url: str = ""  # "https://example.org/archive/", or "" for relative links only
    rights: str = ""
    articles_for_a_page: int = 2  # an entity has a page if this many articles mention it
    publications: tuple[tuple[str, str], ...] = ()  # host of a URL → publication
    language_model: bool = True  # whether spaCy's opinion on names is asked, where it is installed


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything the pages are made of.  Articles stand by date, the undated last."""

    settings: Settings
    articles: tuple[Article, ...]
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    links: tuple[Link, ...] = ()
    redirects: tuple[tuple[str, str], ...] = field(default=())  # old path → new path, in the site
