"""Reading, cleaning and describing: articles and words a second of CPU, of made-up texts and of made-up saved pages.

The first articles are not counted: what is loaded once, and the words that all articles share, are known by then.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME), str(HOME / "tests")]

from generated import COMMON, PEOPLE_NAMES, TOWN_NAMES, VOCABULARY_WORDS, text_of  # noqa: E402

from cuttings import read  # noqa: E402
from cuttings.clean.recurring import line_keys  # noqa: E402
from cuttings.model import Settings  # noqa: E402
from cuttings.stages import Received, draft  # noqa: E402

ARTICLES, FIRST = 300, 30
SECTIONS = "World Politics Business Culture Science Sport Opinion Weather Travel Archive".split()
RELATED = 40  # headlines of other articles on a page
PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title} - The Harbour Times</title><meta property="og:title" content="{title}">
<meta property="og:site_name" content="The Harbour Times"><meta property="article:published_time" content="2008-06-14T09:30:00Z">
<style>.menu {{ color: black }}</style><script>var page = {{"id": {number}}};</script></head>
<body><header class="site-header"><nav class="menu"><ul>{menu}</ul></nav></header>
<main><article class="story"><h1>{title}</h1><div class="byline">By {writer}</div><time datetime="2008-06-14">14 June 2008</time>
<div class="story-body">{body}</div></article>
<aside class="related-stories"><h3>More from this section</h3>{related}</aside></main>
<footer class="site-footer"><p>Copyright 2008 The Harbour Times. All rights reserved.</p><ul>{menu}</ul></footer></body></html>
"""


def headline(number: int) -> str:
    return f"{PEOPLE_NAMES[number % 900]} and the {VOCABULARY_WORDS[len(COMMON) + number]} of {TOWN_NAMES[number % 300]}"


def paragraphs(number: int) -> list[str]:
    """Those of a made-up article, with so many small words that they pass for English."""
    return [
        " ".join(f"{COMMON[at % 8]} {word}" if at % 3 == 1 else word for at, word in enumerate(paragraph.split(" ")))
        for paragraph in text_of(number).split("\n\n")
    ]


def text(number: int) -> str:
    body = "\n\n".join(paragraphs(number))
    return f"{headline(number)}\n\n14 June 2008\n\n{TOWN_NAMES[number % 300].upper()} (Reuters) - {body}\n"


def page(number: int) -> str:
    body = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs(number))
    menu = "".join(f'<li><a href="/{section.lower()}">{section}</a></li>' for section in SECTIONS)
    others = range(number + 1, number + 1 + RELATED)
    related = "".join(f'<div class="teaser"><a href="/{other}.html"><h4>{headline(other)}</h4></a></div>' for other in others)
    return PAGE.format(title=headline(number), number=number, writer=PEOPLE_NAMES[number % 900], body=body, menu=menu, related=related)


KINDS: tuple[tuple[str, str, Callable[[int], str]], ...] = (("texts", "a.txt", text), ("saved pages", "a.html", page))


def main() -> None:
    for kind, name, make in KINDS:
        contents = [make(number).encode() for number in range(FIRST + ARTICLES)]
        for content in contents[:FIRST]:
            words_of(name, content)
        began = time.process_time()
        words = sum(words_of(name, content) for content in contents[FIRST:])
        seconds = time.process_time() - began
        print(f"{kind:<12} {ARTICLES / seconds:6.0f} a second, {words / seconds:9,.0f} words of their articles", flush=True)


def words_of(name: str, content: bytes) -> int:
    """How many words the article has that is made of a file."""
    original, _ = read.original(name, content)
    line_keys(original)
    return len(draft(Received(original), Settings()).article.text.split())


if __name__ == "__main__":
    main()
