"""Pictures: what a link to an article looks like where it is shared, 1200 × 630 pixels.

The type is Source Serif, which comes as a package, so that a picture has the same pixels everywhere;
it knows Latin, Greek and Cyrillic letters.  A title with others has no picture of its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from PIL import Image, ImageDraw, ImageFont

from cuttings.citations import publisher
from cuttings.model import Article, Settings
from cuttings.pages.days import published
from cuttings.pages.wording import Wording

WIDTH, HEIGHT, EDGE = 1200, 630, 80
SMALL, SIZES = 32, (76, 66, 56)  # of the title the largest in which it fits
LINES = 4
BAR = 16  # the coloured bar at the left
PAPER, INK, ACCENT = (255, 253, 248), (26, 26, 26), (29, 79, 124)  # as in tokens.css
SHADES = 15  # between paper and ink; with the accent 16 colours, which take 4 bits
MUTED = 180  # of 255, how near to ink


@dataclass(frozen=True, slots=True)
class Words:
    """What stands on a picture."""

    title: str
    source: str
    archive: str


def archive_words(settings: Settings) -> Words:
    """What stands on the picture of the archive as a whole."""
    return Words(settings.title, settings.description, "")


def article_words(article: Article, settings: Settings, wording: Wording) -> Words:
    """What stands on an article's picture."""
    day = published(article, wording)
    return Words(article.title, " · ".join(filter(None, (publisher(article), day.words if day.iso else ""))), settings.title)


def picture(words: Words) -> bytes | None:
    """A picture as PNG; None where the type lacks a letter."""
    if not all(map(_has_letter, {*words.title, *words.source, *words.archive} - {" "})):
        return None
    shades = Image.new("L", (WIDTH, HEIGHT))
    size, lines = _set(words.title)
    step = size * 6 // 5
    first = HEIGHT // 2 - step * len(lines) // 2 + size
    for number, line in enumerate(lines):
        _write(shades, line, first + number * step, size, 255)
    _write(shades, _cut(words.archive, SMALL), EDGE + SMALL, SMALL, MUTED)
    _write(shades, _cut(words.source, SMALL), HEIGHT - EDGE, SMALL, MUTED)
    return _png(shades)


def _write(shades: Image.Image, text: str, base: int, size: int, shade: int) -> None:
    ImageDraw.Draw(shades).text((EDGE, base), text, fill=shade, font=_type(size), anchor="ls")


def _png(shades: Image.Image) -> bytes:
    """The shades as a picture of few colours, with the bar."""
    image = Image.frombytes("P", shades.size, shades.point([level * (SHADES - 1) // 255 for level in range(256)]).tobytes())
    ramp = [round(a + (b - a) * shade / (SHADES - 1)) for shade in range(SHADES) for a, b in zip(PAPER, INK, strict=True)]
    image.putpalette([*ramp, *ACCENT])
    ImageDraw.Draw(image).rectangle((0, 0, BAR - 1, HEIGHT), fill=SHADES)
    file = io.BytesIO()
    image.save(file, "PNG", bits=4)
    return file.getvalue()


def _set(title: str) -> tuple[int, list[str]]:
    """The size and the lines of a title; what doesn't fit in the smallest is cut."""
    for size in SIZES:
        lines = list(_lines(title.split(), size))
        if len(lines) <= LINES:
            return size, lines
    return size, [*lines[: LINES - 1], _cut(" ".join(lines[LINES - 1 :]), size)]


def _lines(words: Iterable[str], size: int) -> Iterator[str]:
    line = ""
    for word in words:
        longer = f"{line} {word}" if line else word
        if line and not _fits(longer, size):
            yield _cut(line, size)
            longer = word
        line = longer
    yield _cut(line, size)


def _cut(text: str, size: int) -> str:
    """A text as far as it fits on a line."""
    if _fits(text, size):
        return text
    while text and not _fits(f"{text}…", size):
        text = text[:-1].rstrip()
    return f"{text}…"


def _fits(text: str, size: int) -> bool:
    return _type(size).getlength(text) <= WIDTH - 2 * EDGE


@cache
def _type(size: int) -> ImageFont.FreeTypeFont:
    # Its TrueType twin has quotation marks and dots that are narrower than they are drawn.
    file = resources.files("font_source_serif_pro") / "files" / "SourceSerifPro-Regular.otf"
    # The basic layout is in every Pillow, the other one only where its library is.
    return ImageFont.truetype(io.BytesIO(file.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _has_letter(letter: str) -> bool:
    """Whether the type has a letter; for one that it lacks it draws what it draws for no letter at all."""
    return bytes(_type(SMALL).getmask(letter)) != bytes(_type(SMALL).getmask("\uffff"))
