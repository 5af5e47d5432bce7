"""Addresses: which texts are one, of the web or of a file in a folder."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

FORM = re.compile(r"https?://[^\s\"'<>\\^`{|}]+", re.IGNORECASE)


def is_web_address(text: str) -> bool:
    """Whether a text is an address of the web, whole and such that it can be taken apart.

    >>> is_web_address("https://example.org/a?b#c"), is_web_address("https://[bad"), is_web_address("javascript:x")
    (True, False, False)
    """
    try:
        return bool(FORM.fullmatch(text)) and bool(urlsplit(text).hostname)
    except ValueError:
        return False


def is_inside(path: str) -> bool:
    """Whether a path stays in the folder that it is seen from.

    >>> is_inside("images/logo.svg"), is_inside("../logo.svg"), is_inside("/logo.svg"), is_inside("C:\\\\logo.svg")
    (True, False, False, False)
    """
    return bool(path) and not re.search(r"^/|[\\:\x00-\x1f]", path) and ".." not in path.split("/")
