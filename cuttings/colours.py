"""Colours: whether an accent can be read on the site's paper, by the contrast that WCAG 2.2 asks for."""

from __future__ import annotations

import re

#: The site's paper, as static/tokens.css has it, in light and in dark.
LIGHT, DARK = "#fffdf8", "#161614"
READABLE = 4.5  # contrast of text, level AA
_FORM = re.compile(r"#[0-9a-fA-F]{6}")
_WHITE = "#ffffff"
_STEPS = 20


def is_colour(text: str) -> bool:
    """Whether a text is a colour as archive.toml has them: "#1d4f7c"."""
    return bool(_FORM.fullmatch(text))


def contrast(first: str, second: str) -> float:
    """How much two colours differ in lightness, from 1 to 21.

    >>> contrast("#ffffff", "#000000"), round(contrast("#777777", "#ffffff"), 2)
    (21.0, 4.48)
    """
    darker, lighter = sorted((_luminance(first), _luminance(second)))
    return (lighter + 0.05) / (darker + 0.05)


def lightened(colour: str) -> str:
    """A colour mixed with so much white that it can be read on dark paper.

    >>> lightened("#1d4f7c")
    '#7795b0'
    """
    mixed = (_mixed(colour, step / _STEPS) for step in range(_STEPS + 1))
    return next(one for one in mixed if contrast(one, DARK) > READABLE + 1)


def _mixed(colour: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(_WHITE), strict=True)
    return "#" + "".join(f"{round(own + (white - own) * share):02x}" for own, white in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _luminance(colour: str) -> float:
    """How light a colour is to the eye, as WCAG defines it."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in (c / 255 for c in _channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
