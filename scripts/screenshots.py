"""Screenshots of every kind of page, at three widths, light and dark.

    python scripts/screenshots.py site shots [KIND…]

writes shots/<kind>-<width>-<light or dark>.png, for the kinds named or for all.  Of articles and entities
the largest page is taken: there most can go wrong.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
from chromium import start

WIDTHS = (390, 820, 1440)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
#: Kind of page → the files among which the largest is taken, and what follows the address.
KINDS = {
    "home": ("index.html", ""),
    "articles": ("articles/index.html", ""),
    "article": ("articles/*.html", ""),
    "person": ("people/*.html", ""),
    "organisation": ("organisations/*.html", ""),
    "place": ("places/*.html", ""),
    "people": ("people/index.html", ""),
    "timeline": ("timeline.html", ""),
    "map": ("map.html", ""),
    "network": ("network.html", ""),
    "search": ("search.html", "?q=NATO"),
    "about": ("about.html", ""),
    "missing": ("404.html", ""),
}


def pages(site: Path, kinds: list[str]) -> Iterator[tuple[str, str]]:
    """Each kind of page that the site has, and the address of one."""
    for kind in kinds or KINDS:
        pattern, query = KINDS[kind]
        found = [file for file in sorted(site.glob(pattern)) if "*" not in pattern or file.name != "index.html"]
        if found:
            yield kind, max(found, key=lambda file: file.stat().st_size).as_uri() + query


def shoot(browser: Browser, found: list[tuple[str, str]], folder: Path) -> None:
    for scheme in SCHEMES:
        for width in WIDTHS:
            context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
            page = context.new_page()
            for kind, address in found:
                page.goto(address)
                if "?q=" in address:
                    page.locator("#results .result").first.wait_for()
                page.screenshot(path=folder / f"{kind}-{width}-{scheme}.png", full_page=True)
            context.close()


def main(site: Path, folder: Path, kinds: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = start(playwright)
        shoot(browser, list(pages(site.resolve(), kinds)), folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
