"""Files of every kind that is read, made on the spot."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

import docx
from fpdf import FPDF
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from cuttings import read

TITLE = "Ministers agree on a bridge over the Sund"
FIRST = (
    "OSLO: Ministers of Norway and Sweden agreed on Friday to build a bridge over the water that parts "
    "them, said Anna Lindqvist, the Swedish foreign minister, when the talks had ended."
)
SECOND = (
    "The European Union would pay a third of what the work costs, Lindqvist told reporters in Oslo, and the two countries the rest of it."
)
PAGE = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></article></body></html>"


@dataclass(frozen=True)
class Answer:
    """What a server answered; `body` as it went over the wire."""

    url: str
    body: bytes = PAGE.encode()
    moment: str = "2008-06-14T09:30:00Z"
    status: str = "200 OK"
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/html; charset=utf-8"),)
    kind: str = "response"


def page(title: str) -> bytes:
    return PAGE.replace(TITLE, title).encode()


def warc(answers: Iterable[Answer], packed: bool = True) -> bytes:
    content = io.BytesIO()
    writer: Any = WARCWriter(content, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "a test"}))
    for one in answers:
        headers = StatusAndHeaders(one.status, list(one.headers), protocol="HTTP/1.1")
        if one.kind == "revisit":
            writer.write_record(writer.create_revisit_record(one.url, "sha1:A", "https://a.example/", one.moment, http_headers=headers))
            continue
        record = writer.create_warc_record(
            one.url, one.kind, payload=io.BytesIO(one.body), http_headers=headers, warc_headers_dict={"WARC-Date": one.moment}
        )
        writer.write_record(record)
        record.raw_stream.close()  # a temporary file of the library's
    return content.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, member in members.items():
            packed.writestr(name, member)
    return content.getvalue()


def mhtml(text: str = PAGE, url: str = "https://courier.example/a?b=1", charset: str = "utf-8") -> bytes:
    """As Chromium writes it: the page in quoted-printable, then what belongs to it."""
    mail = EmailMessage(SMTP)
    mail["From"] = "<Saved by Blink>"
    mail["Snapshot-Content-Location"] = url
    mail["Subject"] = TITLE
    mail["Date"] = "Sat, 14 Jun 2008 11:30:00 +0200"
    mail.set_content(text, subtype="html", charset=charset, cte="quoted-printable")
    mail.make_related()
    [root] = mail.iter_parts()
    root["Content-Location"] = url
    root["Content-ID"] = "<frame-0@mhtml.blink>"
    mail.set_param("type", "text/html")
    mail.add_related(b"\x89PNG", "image", "png", cid="<picture@mhtml.blink>")
    mail.add_related(b"<html><body><p>An advertisement in a frame of its own</p></body></html>", "text", "html")
    return mail.as_bytes()


def eml(plain: str = "", html: str = "", **headers: str) -> bytes:
    mail = EmailMessage(SMTP)
    said = {"From": "The Courier <news@courier.example>", "Subject": TITLE, "Date": "Sat, 14 Jun 2008 09:30:00 +0200"} | headers
    for name, value in said.items():
        mail[name.replace("_", "-")] = value
    if plain:
        mail.set_content(plain)
    if html:
        (mail.add_alternative if plain else mail.set_content)(html, subtype="html")
    return mail.as_bytes()


def word(**properties: object) -> bytes:
    document = docx.Document()
    for name, value in properties.items():
        setattr(document.core_properties, name, value)
    document.add_heading(TITLE, 0)
    text = document.add_paragraph("OSLO: Ministers of ")
    text.add_run("Norway").bold = True
    text.add_run(" and Sweden agreed on Friday to build a bridge over the water that parts them.")
    document.add_heading("Who pays", 1)
    document.add_paragraph(SECOND)
    for item in ("a bridge for trains", "a road beside it"):
        document.add_paragraph(item, "List Bullet")
    table = document.add_table(2, 2)
    for cell, value in zip(table._cells, ("Norway", "a third", "Sweden", "two thirds"), strict=True):
        cell.text = value
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


class Printed(FPDF):
    """Paper with a running head and page numbers."""

    def header(self) -> None:
        self.set_font("helvetica", size=8)
        self.cell(0, 5, "The Courier, 14 June 2008", new_x="LMARGIN", new_y="NEXT")

    def footer(self) -> None:
        self.set_y(-15)
        self.set_font("helvetica", size=8)
        self.cell(0, 5, f"Page {self.page_no()} of 2", align="C")


def pdf(paragraphs: Sequence[str], columns: int = 1) -> bytes:
    paper = Printed()
    paper.add_page()
    paper.set_font("helvetica", style="B", size=22)
    paper.multi_cell(0, 10, TITLE + ", and on who is to pay for it", new_x="LMARGIN", new_y="NEXT")
    paper.set_font("times", size=11)
    paper.cell(0, 6, "By Anna Berg", new_x="LMARGIN", new_y="NEXT")
    paper.ln(4)
    if columns > 1:
        with paper.text_columns(ncols=columns, gutter=8) as text:
            for paragraph in paragraphs:
                text.write(paragraph + "\n\n")
    else:
        for paragraph in paragraphs:
            paper.multi_cell(0, 5, paragraph, new_x="LMARGIN", new_y="NEXT")
            paper.ln(3)
    return bytes(paper.output())


def readings(path: str, content: bytes) -> list[read.Reading]:
    """What is read of a file, where all of it is read."""
    found = list(read.originals(path, io.BytesIO(content)))
    assert all(isinstance(one, read.Reading) for one in found), found
    return [one for one in found if isinstance(one, read.Reading)]


def reading(path: str, content: bytes) -> read.Reading:
    [one] = readings(path, content)
    return one


def facts(one: read.Reading) -> dict[str, str]:
    return {fact.field: fact.value for fact in one.facts}


def hints(one: read.Reading) -> dict[str, str]:
    return {fact.field: fact.value for fact in one.hints}


def gzipped(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)
