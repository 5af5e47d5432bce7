"""Word documents (.docx): mammoth makes a page of them, so that headings, lists, tables and links stay."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from html import escape
from typing import Any, BinaryIO

from cuttings import bylines
from cuttings.dates import is_iso
from cuttings.read import apart
from cuttings.read.reading import Reading, Unreadable

MOST_UNPACKED = 200_000_000  # bytes
OLD = b"\xd0\xcf\x11\xe0"  # what Word wrote before 2007, and what it writes with a password
# Word's own names of its styles; mammoth knows the rest.
STYLES = """
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => p.standfirst:fresh
p[style-name='caption'] => figcaption:fresh
p[style-name='Quote'] => blockquote:fresh
p[style-name='Intense Quote'] => blockquote:fresh
p[style-name='heading 1'] => h2:fresh
p[style-name='Heading 1'] => h2:fresh
p[style-name='heading 2'] => h3:fresh
p[style-name='Heading 2'] => h3:fresh
p[style-name='heading 3'] => h4:fresh
p[style-name='Heading 3'] => h4:fresh
"""
PROPERTIES = {
    "title": "{http://purl.org/dc/elements/1.1/}title",
    "authors": "{http://purl.org/dc/elements/1.1/}creator",
    "date_inferred": "{http://purl.org/dc/terms/}created",
}


def read(path: str, file: BinaryIO) -> Iterator[Reading]:
    """A Word document."""
    return apart.document(path, file, "docx", "mammoth", "A Word document")


def parse(content: bytes) -> apart.Document:
    """The page that a document is, and what its properties say; raises Unreadable."""
    if content.startswith(OLD):
        raise Unreadable("it has a password, or is of Word before 2007; open it and save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _refuse_bombs(packed)
            properties = _properties(packed.read("docProps/core.xml")) if "docProps/core.xml" in packed.namelist() else {}
    except zipfile.BadZipFile:
        raise Unreadable(apart.BROKEN) from None
    return apart.Document(_page(content, properties.get("title", "")), "text/html", properties)


def _refuse_bombs(packed: zipfile.ZipFile) -> None:
    """Refuse what unpacks to too much, and entities, which a few bytes of can fill the memory or fetch files."""
    if sum(member.file_size for member in packed.infolist()) > MOST_UNPACKED:
        raise Unreadable(f"it unpacks to more than {MOST_UNPACKED // 1_000_000} MB; save it without its pictures")
    for member in packed.infolist():
        if member.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in packed.read(member).replace(b"\0", b""):
            raise Unreadable("it defines entities, which Word never does; open it and save it again")


def _page(content: bytes, title: str) -> str:
    import mammoth

    # Pictures are left out, and nothing that the document points at is opened.
    made: Any = mammoth.convert_to_html(
        io.BytesIO(content), style_map=STYLES, convert_image=lambda _: [], external_file_access=False, ignore_empty_paragraphs=True
    )
    body = made.value
    if "<h1>" not in body:
        body = re.sub(r"^<h2>(.*?)</h2>", r"<h1>\1</h1>", body, count=1)
    head = f"<!DOCTYPE html>\n<html><head><title>{escape(title)}</title></head>\n"
    return f"{head}<body><article>\n{_in_lines(body)}\n</article></body></html>\n"


def _in_lines(body: str) -> str:
    """A block a line, for people who look at it."""
    return re.sub(r"(</(?:p|h\d|li|ul|ol|tr|table|blockquote|figcaption)>)(?=<)", r"\1\n", body)


def _properties(core: bytes) -> dict[str, str]:
    """What a document says of itself, where it can be true."""
    from lxml import etree

    tree = etree.fromstring(core, etree.XMLParser(resolve_entities=False, no_network=True))
    found = {field: " ".join((tree.findtext(f".//{name}") or "").split())[:400] for field, name in PROPERTIES.items()}
    return sound(found)


def sound(properties: dict[str, str]) -> dict[str, str]:
    """The properties that can be true: a date that is one, an author who has a name of two words.

    >>> sound({"title": "A bridge", "authors": "admin", "date_inferred": "2008-06-14T09:30:00Z"})
    {'title': 'A bridge', 'date_inferred': '2008-06-14'}
    """
    fits = {
        "title": lambda value: not re.search(r"^(?:untitled|document\d*)$|\.docx?$|^microsoft word", value, re.IGNORECASE),
        "authors": lambda value: bool(bylines.NAME.fullmatch(value)),
        "date_inferred": is_iso,
    }
    found = {field: value[:10] if field == "date_inferred" else value for field, value in properties.items()}
    return {field: value for field, value in found.items() if value and fits[field](value)}
