"""What the rules say of their work, in the language of the interface: why a line was cut, where a fact was found.

The rules speak English, and what they said stands in front matter and in the cache.  Here a remark is
known by its form, and said anew; one that isn't known stays as it is.
"""

from __future__ import annotations

import re
from functools import cache

from cuttings.pages.wording import Wording, marked

FORMS = (
    marked("belongs to the page’s menus and buttons"),
    marked("belongs to the page’s menu"),
    marked("a count or sign without words"),
    marked("leads to other pages"),
    marked("names of a stylesheet"),
    marked("a link to another article, behind this one’s headline"),
    marked("a list of other articles"),
    marked("a notice of the site"),
    marked("a notice to the reader"),
    marked("stands a second time"),
    marked("stands before the headline"),
    marked("stands in several originals of the archive"),
    marked("stands above the text and does not read like it"),
    marked("reads like the page’s own and not like its article (%(share)s likely of its text)"),
    marked("an age that was true on the day of scraping"),
    marked("tells about the article"),
    marked("the dateline"),
    marked("a stray sign after the speaker: not shown"),
    marked("the headline as it stands here; the title is told above"),
    marked("the text"),
    marked("line %(number)s"),
    marked("the dateline, line %(number)s"),
    marked("the copyright line, line %(number)s"),
    marked("html lang, borne out by the text"),
    marked("The page says that there are %(pages)s pages; only this one is here."),
    marked("line %(number)s: %(date)s is no date"),
    marked("decided in entities.yaml, line %(number)s"),
    marked("the surname of %(name)s, the only one of that name in the same article"),
    marked("the surname of %(name)s, the only one of that name in this archive"),
    marked("nearly the surname of %(name)s, and nobody else’s in this archive"),
    marked("here for %(name)s, the only such name in the same article"),
    marked("short for %(name)s, the only such name in this archive"),
    marked("%(name)s with what it does, the only such name in this archive"),
    marked("a known name of %(name)s"),
    marked("a name of %(name)s"),
    marked("the initials of %(name)s"),
    marked("defined as %(name)s in “%(title)s”"),
    marked("the same wikidata id, %(id)s"),
    marked("%(name)s, but for capitals and marks"),
    marked("%(name)s, behind a city’s name"),
    marked("%(name)s, of the country that the article speaks of"),
)
_PLACEHOLDER = re.compile(r"%\\\((\w+)\\\)s")
# "kept as section" is told beside the remark.
_KEPT = re.compile(r": kept as .*$")


@cache
def remark(text: str, wording: Wording) -> str:
    """A remark in the words of the interface, "" where its form isn't known.

    >>> from cuttings.pages.wording import wording
    >>> remark("the dateline, line 6", wording("de")), remark("by magic", wording("de"))
    ('die Ortsmarke, Zeile 6', '')
    """
    whole = _said(_KEPT.sub("", text), wording)
    parts = [] if whole else [_said(part, wording) for part in text.split("; ")]
    return whole or ("; ".join(parts) if all(parts) else "")


def _said(text: str, wording: Wording) -> str:
    for form, pattern in _patterns():
        if match := pattern.fullmatch(text):
            return wording.gettext(form, **match.groupdict())
    return ""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The forms with what tells them, those without a name at their head first."""
    ordered = sorted(FORMS, key=lambda form: form.startswith("%"))
    return tuple((form, re.compile(_PLACEHOLDER.sub(_value, re.escape(form)))) for form in ordered)


def _value(placeholder: re.Match[str]) -> str:
    """What may stand for a placeholder: for a number digits, else anything within a remark."""
    name = placeholder[1]
    form = r"\d+" if name in ("number", "pages") else "[^;]+?"
    return f"(?P<{name}>{form})"
