"""Where each page stands, and how one page links to another.

Every address of the site is made here.  A path is seen from the site's root, has no leading slash
and ends in a file name; a link from one page to another goes up to the root and down again.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from cuttings.logo import published
from cuttings.model import Entity, Slug
from cuttings.pages.kinds import KIND_OF, Kind

HOME = "index.html"
SEARCH = "search.html"
TIMELINE = "timeline.html"
MAP = "map.html"
NETWORK = "network.html"
ABOUT = "about.html"
MISSING = "404.html"
ARTICLES = "articles/index.html"
PUBLICATIONS = "publications/index.html"
TAGS = "tags/index.html"
FEED = "feed.xml"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
REDIRECTS = "_redirects"
STYLES = "assets/site.css"
FAVICON = "assets/favicon.svg"
PICTURE = "picture.png"
NAMES = "assets/names.js"
OPENSEARCH = "opensearch.xml"
ARTICLES_JSONL = "data/articles.jsonl"
ENTITIES_JSONL = "data/entities.jsonl"
MENTIONS_JSONL = "data/mentions.jsonl"
ARTICLES_CSV = "data/articles.csv"
ENTITIES_CSV = "data/entities.csv"

# What a path in the site may not hold: what file systems or browsers read otherwise.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|#]')


class PathError(ValueError):
    """A page can't stand where it should."""


def article(slug: Slug, suffix: str = "html") -> str:
    """The page of an article, or with another suffix a file beside it.

    >>> article(Slug("nato-mends-ties"), "ris")
    'articles/nato-mends-ties.ris'
    """
    return f"articles/{slug}.{suffix}"


def entity(entity: Entity) -> str:
    """The page of an entity."""
    return f"{KIND_OF[entity.type].folder}/{entity.id}.html"


def kind(kind: Kind) -> str:
    """The list of all entities of a kind."""
    return f"{kind.folder}/index.html"


def part(path: str, number: int) -> str:
    """A page, or one that continues it; no slug and no id has a full stop, so no other page can stand there.

    >>> part("people/index.html", 1), part("people/index.html", 2)
    ('people/index.html', 'people/index.2.html')
    """
    return path if number == 1 else f"{path.removesuffix('.html')}.{number}.html"


def timeline_year(year: str) -> str:
    """The timeline of one year, "" for the undated, where the whole would be too long for a page."""
    return f"timeline/{year or 'undated'}.html"


def heading(index: str, slug: Slug) -> str:
    """The articles of a publication, or of a tag, beside the list of all of them.

    >>> heading(TAGS, Slug("ferries"))
    'tags/ferries.html'
    """
    return f"{index.rpartition('/')[0]}/{slug}.html"


def together(*paths: str) -> str:
    """The articles that name all of some entities, given by the paths of their pages; it has a question in it, so don't quote it.

    >>> together("people/sergei-lavrov.html", "places/moscow.html")
    'timeline.html?name=people/sergei-lavrov&name=places/moscow'
    """
    return f"{TIMELINE}?{'&'.join(map(_narrowed_by, paths))}"


@lru_cache(100_000)
def _narrowed_by(path: str) -> str:
    return f"name={quote(path.removesuffix('.html'))}"


def cards(number: int) -> str:
    """A script with what preview cards show."""
    return asset(f"cards/{number}.js")


def logo(file: str) -> str:
    """The archive's logo, given by the file that the settings name."""
    return asset(published(file))


def asset(name: str) -> str:
    """A file that pages load."""
    return f"assets/{name}"


def among(path: str, kind: Kind) -> str:
    """What of a kind shares articles with an entity, to choose from."""
    return f"{together(path)}&kind={kind.folder}"


def named_in(kind: Kind) -> str:
    """The script that tells which articles name the entities of a kind.

    It stands beside the titles, and not among the assets, which browsers may keep for a while: old numbers with
    new titles would be wrong.
    """
    return f"timeline/named-{kind.folder}.js"


def titles(number: int) -> str:
    """A script with the titles of some articles of the timeline."""
    return f"timeline/titles-{number}.js"


def anniversaries(month: str) -> str:
    """The script with what was published on the days of a month."""
    return asset(f"days-{month}.js")


def to_root(path: str) -> str:
    """The way up from a page to the site's root, to put before a path.

    >>> to_root("people/sergei-lavrov.html")
    '../'
    """
    return "../" * path.count("/")


def relative(origin: str, target: str) -> str:
    """The link from one page to another.

    >>> relative("articles/nato-mends-ties.html", "people/sergei-lavrov.html")
    '../people/sergei-lavrov.html'
    """
    return to_root(origin) + quote(target)


def absolute(base_url: str, path: str) -> str:
    """The permanent address of a page, "" where the archive has none.

    >>> absolute("https://example.org/archive", "about.html")
    'https://example.org/archive/about.html'
    """
    return f"{base_url.rstrip('/')}/{quote(path)}" if base_url else ""


def server_root(base_url: str) -> str:
    """The site's root as its server sees it, for the one page that is shown at any address.

    >>> server_root("https://example.org/archive/"), server_root("")
    ('/archive/', '/')
    """
    return urlsplit(base_url).path.rstrip("/") + "/"


def old_page(address: str) -> str:
    """The file that answers an old address; raises PathError where that would lie outside the site.

    >>> old_page("/2009/nato/"), old_page("old/story"), old_page("old/story.html")
    ('2009/nato/index.html', 'old/story.html', 'old/story.html')
    """
    path = address.lstrip("/")
    if not path or path.endswith("/"):
        path += "index.html"
    elif "." not in path.rpartition("/")[2]:
        path += ".html"
    if not is_inside(path):
        raise PathError(f"the old address “{address}” is no path in the site")
    return path


def is_inside(path: str) -> bool:
    """Whether a path leads to a file inside the site, on every file system.

    >>> is_inside("people/sergei-lavrov.html"), is_inside("people/../../etc/passwd"), is_inside("/etc/passwd")
    (True, False, False)
    """
    return not _UNSAFE.search(path) and not any(part in ("", ".", "..") for part in path.split("/"))
