"""Cuttings: a folder of news articles, made into a searchable, cross-linked site.

The modules are the data flow, in this order:

    read       bytes → Original           sha256, encoding, media type
    clean      Original → Cleaned         the lines that are the article, and each Step taken
    describe   Cleaned → Article          title, date, dateline, byline … and where each was found
    articles   Article ↔ content/articles/*.md, where people may edit them
    mentions   Article → Mentions         names where they stand
    entities   Mentions + decisions → Entities
    links      Articles × Entities → which articles belong together, and why
    pages      Archive → {path: bytes}
    check      Archive + pages → Problems
    publish    {path: bytes} → site/      in one step
    search     site/ → Pagefind

`read`, `articles`, `cache`, `publish`, `search` and the command line touch the world; the rest are
pure functions over the frozen values of `model`.
"""

__version__ = "0.1.0"
