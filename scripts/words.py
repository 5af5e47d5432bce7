"""Bring the catalogues of cuttings/locale/ up to date with the words of the interface.

python scripts/words.py            gather the words; new ones stand in the catalogues, to be translated
python scripts/words.py sv         the same, and begin a catalogue for Swedish
python scripts/words.py --check    only say which catalogues are behind (exit status 1)
"""

from __future__ import annotations

import re
import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po

HOME = Path(__file__).resolve().parent.parent
CATALOGUES = HOME / "cuttings" / "locale"
#: Where words stand, and what reads them there.
SOURCES = {"cuttings/pages": "python", "templates": "jinja2", "static": "javascript"}
# `marked` has words that are translated elsewhere, ArchiveWords is what scripts ask.
KEYWORDS = DEFAULT_KEYWORDS | {"marked": None, "ArchiveWords.say": None, "ArchiveWords.count": (1, 2)}
# Dates and names that would change with each run, or that nobody filled in.
NOISE = re.compile(r'"(?:Project|Report|POT|PO-|Last|Language-Team|MIME|Content-Transfer|Generated)[^\n]*\n')


def gathered() -> Catalog:
    """Every message of the interface, with the files that hold it."""
    found = Catalog(header_comment="# Words of the interface. English, as it stands in the files named, is their source.")
    for folder, method in SOURCES.items():
        options = {"**": {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}}
        for name, _, message, comments, context in extract_from_dir(HOME / folder, [("**.*", method)], options, KEYWORDS):
            found.add(message, locations=[(f"{folder}/{name}", 0)], auto_comments=comments, context=context)
    return found


def updated(catalogue: Path, words: Catalog) -> str:
    """A catalogue that has exactly these messages, with the translations that it had."""
    language = catalogue.stem
    with open(catalogue, "rb") if catalogue.exists() else BytesIO() as file:
        catalog = read_po(file, locale=language)
    catalog.update(words, no_fuzzy_matching=True)
    catalog.fuzzy = False
    catalog.header_comment = words.header_comment
    written = BytesIO()
    write_po(written, catalog, width=0, sort_output=True, ignore_obsolete=True)
    return NOISE.sub("", written.getvalue().decode())


def main(arguments: list[str]) -> int:
    words = gathered()
    begun = [CATALOGUES / f"{language}.po" for language in arguments if language != "--check"]
    behind = 0
    for catalogue in sorted({*CATALOGUES.glob("*.po"), *begun}):
        text = updated(catalogue, words)
        if catalogue.exists() and catalogue.read_text("utf-8") == text:
            continue
        behind += 1
        print(f"{catalogue.relative_to(HOME)}: {'behind' if '--check' in arguments else 'written'}")
        if "--check" not in arguments:
            catalogue.write_text(text, "utf-8")
    return 1 if behind and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
