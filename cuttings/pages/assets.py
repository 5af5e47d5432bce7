"""The style sheet and the files that pages load."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cuttings.pages import routes
from cuttings.pages.press import Page, Press

#: In this order, which is that of the layers.
STYLE_SHEETS = ("tokens.css", "base.css", "layout.css", "parts.css", "print.css")

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")


def assets(static: Mapping[str, bytes]) -> Iterator[Page]:
    """The style sheets of all pages as one file, everything else by itself."""
    sheets = [static[name].decode() for name in STYLE_SHEETS if name in static]
    yield Page(routes.STYLES, compact("\n".join(sheets)).encode(), "style sheet")
    for name in sorted(static):
        if name not in STYLE_SHEETS:
            content = compact(static[name].decode()).encode() if name.endswith(".css") else static[name]
            yield Page(routes.asset(name), content, f"static file {name}")


def favicon(press: Press) -> Page:
    """The icon of the archive: the first letter of its title."""
    initial = next((letter.upper()[0] for letter in press.settings.title if letter.isalnum()), "")
    return press.file(routes.FAVICON, "favicon.xml", "icon", initial=initial)


def compact(css: str) -> str:
    """Style sheets without comments and needless white space; none of ours hold either in a string.

    >>> compact("a, b { /* ink */\\n  color: var(--ink);\\n}")
    'a,b{color:var(--ink)}'
    """
    short = _SPACE.sub(" ", _COMMENT.sub("", css))
    return re.sub(r" ?([{};,]) ?", r"\1", short.replace(": ", ":")).replace(";}", "}").strip()
