"""The style sheet and the files that pages load."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cuttings.model import Settings
from cuttings.pages import routes
from cuttings.pages.press import Page, Press, encoded, json_without
from cuttings.pages.wording import Wording

#: In this order, which is that of the layers.
STYLE_SHEETS = ("tokens.css", "base.css", "layout.css", "parts.css", "print.css")

#: What scripts ask for words; for another language than theirs the build adds them.
WORDS = "words.js"

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")


def assets(static: Mapping[str, bytes], settings: Settings, wording: Wording) -> Iterator[Page]:
    """The style sheets of all pages as one file, everything else by itself; scripts get their words."""
    sheets = [static[name].decode() for name in STYLE_SHEETS if name in static]
    yield Page(routes.STYLES, compact("\n".join((*sheets, _accent(settings)))).encode(), "style sheet")
    for name in sorted(static):
        if name not in STYLE_SHEETS:
            content = compact(static[name].decode()).encode() if name.endswith(".css") else static[name]
            if name == WORDS and not wording.is_source:
                content += encoded(_put(wording))
            yield Page(routes.asset(name), content, f"static file {name}")


def favicon(press: Press) -> Page:
    """The icon of the archive: the first letter of its title."""
    initial = next((letter.upper()[0] for letter in press.settings.title if letter.isalnum()), "")
    return press.file(routes.FAVICON, "favicon.xml", "icon", initial=initial)


def _accent(settings: Settings) -> str:
    """The archive's own colour in place of that of the links."""
    if not settings.accent:
        return ""
    return f"@layer tokens {{ :root {{ --link: light-dark({settings.accent}, {settings.accent_dark}); }} }}"


def _put(wording: Wording) -> str:
    """The call that gives scripts the words of the interface."""
    messages = json_without("\u2028\u2029", wording.for_scripts())
    return f"ArchiveWords.put({json_without('', wording.language)}, {messages});\n"


def compact(css: str) -> str:
    """Style sheets without comments and needless white space; none of ours hold either in a string.

    >>> compact("a, b { /* ink */\\n  color: var(--ink);\\n}")
    'a,b{color:var(--ink)}'
    """
    short = _SPACE.sub(" ", _COMMENT.sub("", css))
    return re.sub(r" ?([{};,]) ?", r"\1", short.replace(": ", ":")).replace(";}", "}").strip()
