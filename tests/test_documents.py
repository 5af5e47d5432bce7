"""Mails, saved pages, Word and PDF documents: one original each, with what the file knows of it."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from archives import Place
from fpdf import FPDF
from received import FIRST, PAGE, SECOND, TITLE, Answer, eml, facts, hints, mhtml, pdf, reading, warc, word, zipped

from cuttings import read
from cuttings.fixity import sha256
from cuttings.read import apart


def test_a_page_saved_as_one_file() -> None:
    content = mhtml()

    one = reading("a.mhtml", content)

    assert one.original.text.strip() == PAGE
    assert (one.original.sha256, one.original.media_type) == (sha256(content), "text/html")
    assert facts(one) == {"url": "https://courier.example/a?b=1", "captured": "2008-06-14T09:30:00Z"}


def test_a_saved_page_in_another_encoding() -> None:
    text = "<html><body><p>Встреча министров в Москве</p></body></html>"

    assert reading("a.mht", mhtml(text, charset="koi8-r")).original.text.strip() == text


def test_a_page_saved_from_a_disk_has_no_address() -> None:
    assert "url" not in facts(reading("a.mht", mhtml(url="file://C:/a.html")))


def test_a_newsletter() -> None:
    one = reading("a.eml", eml(plain="Read it on the web.", html=PAGE, List_Id="<news.courier.example>"))

    assert (one.original.text.strip(), one.original.media_type) == (PAGE, "text/html")
    assert facts(one) == {"title": TITLE, "date": "2008-06-14T09:30:00+02:00"}
    assert hints(one) == {"publication": "The Courier"}


def test_a_newsletter_of_plain_text() -> None:
    one = reading(
        "a.eml", eml(plain=f"{FIRST}\n\n{SECOND}\n", Subject="=?utf-8?q?Der_Br=C3=BCckenschlag?=", From="Anna Berg <a@b.example>")
    )

    assert (one.original.text.strip(), one.original.media_type) == (f"{FIRST}\n\n{SECOND}", "text/plain")
    assert facts(one)["title"] == "Der Brückenschlag"
    assert hints(one) == {"authors": "Anna Berg"}


def test_a_writer_who_names_the_publication() -> None:
    one = reading("a.eml", eml(plain=FIRST, From='"Anna Berg from The Courier" <a@b.example>'))

    assert hints(one) == {"authors": "Anna Berg", "publication": "The Courier"}


def test_lines_that_a_mail_folded_are_whole_again() -> None:
    mail = b"Subject: A\r\nContent-Type: text/plain; format=flowed\r\n\r\nMinisters agreed \r\nto build it.\r\nThe end.\r\n-- \r\nThe Courier\r\n"

    assert reading("a.eml", mail).original.text == "Ministers agreed to build it.\nThe end.\n-- \nThe Courier\n"


def test_a_word_document() -> None:
    content = word(title="A bridge", author="Anna Berg", created=datetime(2008, 6, 14, 9, 30))

    one = reading("a.docx", content)

    lines = one.original.text.splitlines()
    assert f"<h1>{TITLE}</h1>" in lines
    assert "<h2>Who pays</h2>" in lines
    assert (
        "<p>OSLO: Ministers of <strong>Norway</strong> and Sweden agreed on Friday to build a bridge over the water that parts them.</p>"
        in lines
    )
    assert lines[lines.index("<ul><li>a bridge for trains</li>") + 1] == "<li>a road beside it</li>"
    assert "<td><p>Sweden</p>" in one.original.text
    assert (one.original.media_type, one.original.sha256) == ("text/html", sha256(content))
    assert hints(one) == {"title": "A bridge", "authors": "Anna Berg", "date_inferred": "2008-06-14"}
    assert one.facts == ()


def test_a_pdf_has_paragraphs_and_its_running_head_once() -> None:
    paragraphs = [f"{number}. Then it was said. {FIRST if number % 2 else SECOND}" for number in range(22)]

    one = reading("a.pdf", pdf(paragraphs))

    lines = [line for line in one.original.text.split("\n") if line]
    assert lines == ["The Courier, 14 June 2008", f"{TITLE}, and on who is to pay for it", "By Anna Berg", *paragraphs]


def test_columns_are_read_one_after_the_other() -> None:
    paragraphs = [f"Number {number}: {FIRST} {SECOND}" for number in range(16)]

    text = reading("a.pdf", pdf(paragraphs, columns=2)).original.text

    assert [line for line in text.split("\n") if line.startswith("Number")] == paragraphs


def test_a_pdf_without_text_says_that_it_needs_ocr() -> None:
    paper = FPDF()
    paper.add_page()
    paper.rect(10, 10, 50, 50)

    with pytest.raises(read.Unreadable, match="pictures without a text layer: it needs OCR first"):
        reading("a.pdf", bytes(paper.output()))


def test_a_locked_pdf_says_so() -> None:
    paper = FPDF()
    paper.add_page()
    paper.set_font("helvetica")
    paper.cell(text=FIRST)
    paper.set_encryption("owner", "user")

    with pytest.raises(read.Unreadable, match="locked by a password"):
        reading("a.pdf", bytes(paper.output()))


LAUGHS = b"<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]><x>&b;</x>"
THIEF = b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><x>&a;</x>"


def with_member(content: bytes, name: str, member: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return zipped({one: packed.read(one) for one in packed.namelist()} | {name: member})


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [("a.docx", b"", "damaged"), ("a.docx", b"PK\x03\x04", "damaged"), ("a.docx", word()[:-300], "damaged"), ("a.docx", zipped({"a": b""}), "damaged"),
     ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1", "password"), ("a.docx", with_member(word(), "word/document.xml", LAUGHS), "entities"),
     ("a.docx", with_member(word(), "docProps/core.xml", THIEF), "entities"),
     ("a.docx", with_member(word(), "word/styles.xml", THIEF.decode().encode("utf-16")), "entities"),
     ("a.docx", with_member(word(), "word/media/a.xml", b" " * 201_000_000), "unpacks to more than 200 MB"),
     ("a.pdf", b"", "damaged"), ("a.pdf", b"%PDF-1.7 x", "damaged"), ("a.pdf", pdf([FIRST])[:300], "damaged"),
     ("a.mhtml", b"", "no page in it"), ("a.mhtml", b"Ministers agree\n", "no page in it"), ("a.eml", b"\x00\xff", "no text in this mail"),
     ("a.eml", b"Subject: A\r\n\r\n", "no text in this mail"), ("a.eml", eml(plain="!"), "no words in it")],
)  # fmt: skip
def test_what_is_damaged_says_so_in_a_line(name: str, content: bytes, told: str) -> None:
    with pytest.raises(read.Unreadable) as error:
        reading(name, content)

    assert told in str(error.value)
    assert "\n" not in str(error.value)


def test_a_mail_nested_without_end_is_bounded() -> None:
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(5000))

    with pytest.raises(read.Unreadable):
        reading("a.eml", b"Subject: A\r\n" + deep)


def test_a_header_without_end_is_bounded() -> None:
    one = reading("a.eml", b"Subject: " + b"=?utf-8?q?a?= " * 1_000_000 + b"\r\n\r\n" + FIRST.encode())

    assert one.original.text == FIRST
    assert facts(one)["title"].startswith("a" * 270)


def test_a_parser_that_does_not_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart, "SECONDS", 0.01)

    with pytest.raises(read.Unreadable, match=r"takes more than 0\.01 seconds"):
        reading("a.pdf", pdf([FIRST]))


@pytest.mark.parametrize(("name", "library"), [("a.docx", "mammoth"), ("a.pdf", "pypdf")])
def test_a_missing_library_names_the_command(name: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)

    with pytest.raises(read.Unreadable, match=rf"{library}, which is not installed; \S*python\S* -m pip install {library}$"):
        reading(name, b"x")


def test_a_missing_library_costs_its_files_alone(two: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['mammoth'] = None\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    two.put("originals/c.docx", word())

    run = two.build("--keep-going")

    assert run.status == 1
    [error] = [line for line in run.told.splitlines() if line.startswith("error")]
    assert error.startswith("error: content/originals/c.docx: A Word document is read with mammoth, which is not installed; ")
    assert error.endswith(" -m pip install mammoth")
    assert run.last.startswith("2 articles")
    assert "left out: c.docx;" in run.last


def test_every_kind_is_added(two: Place, tmp_path: Path) -> None:
    kinds = {
        "a.mhtml": mhtml(),
        "b.EML": eml(plain=FIRST),
        "c.docx": word(),
        "d.pdf": pdf([FIRST]),
        "e.warc.gz": warc([Answer("https://a.example/")]),
    }
    (tmp_path / "in.zip").write_bytes(zipped({f"sub/{name}": content for name, content in kinds.items()} | {"photo.jpg": b"x"}))
    two.put("originals/sub/e.warc.gz", b"another")

    run = two.run("add", str(tmp_path / "in.zip"))

    assert (run.status, run.last) == (0, "5 added, 0 there already; now run: python build.py")
    found = {file.name: file.read_bytes() for file in (two.content / "originals/sub").iterdir()}
    assert found == {**kinds, "e.warc.gz": b"another", "e-2.warc.gz": kinds["e.warc.gz"]}
    manifest = (two.content / "originals/manifest-sha256.txt").read_text()
    assert f"{sha256(kinds['c.docx'])}  sub/c.docx\n" in manifest
    assert two.run("add", str(tmp_path / "in.zip")).last.startswith("0 added, 5 there already")


@pytest.mark.parametrize("cut", [slice(0, -400), slice(40, None)])
def test_a_broken_zip_is_told(cut: slice, two: Place, tmp_path: Path) -> None:
    content = bytearray(zipped({"a.txt": FIRST.encode() * 50, "b.txt": SECOND.encode() * 50}))
    content[60:70] = b"\xff" * 10
    (tmp_path / "in.zip").write_bytes(content[cut])

    run = two.run("add", str(tmp_path / "in.zip"))

    assert run.status == 1
    assert run.told.startswith(f"error: {tmp_path / 'in.zip'}: it cannot be read (")
    assert [file.name for file in (two.content / "originals").glob("a*")] == []


def test_a_site_is_made_of_every_kind(empty: Place) -> None:
    empty.put("originals/a.mhtml", mhtml())
    empty.put("originals/b.eml", eml(plain=f"{TITLE}\n\n{FIRST}\n\n{SECOND}\n", Subject="A letter"))
    empty.put("originals/c.docx", word(author="Anna Berg", created=datetime(2008, 6, 15)))
    empty.put("originals/d.pdf", pdf([FIRST, SECOND]))
    empty.put("originals/e.docx", b"broken")

    run = empty.build("--keep-going")

    assert run.status == 1
    assert f"error: content/originals/e.docx: {apart.BROKEN}\n" in run.told
    found = {one["original"]: one for one in map(json.loads, empty.read("data/articles.jsonl").splitlines())}
    assert sorted(found) == ["a.mhtml", "b.eml", "c.docx", "d.pdf"]
    assert (found["a.mhtml"]["url"], found["a.mhtml"]["captured"]) == ("https://courier.example/a?b=1", "2008-06-14T09:30:00Z")
    assert (found["b.eml"]["title"], found["b.eml"]["date"], found["b.eml"]["publication"]) == (
        "A letter",
        "2008-06-14T09:30:00+02:00",
        "The Courier",
    )
    assert (found["c.docx"]["title"], found["c.docx"]["authors"], found["c.docx"]["date_inferred"]) == (TITLE, ["Anna Berg"], "2008-06-15")
    assert SECOND in found["c.docx"]["text"]
    assert found["d.pdf"]["authors"] == ["Anna Berg"]
    assert SECOND in found["d.pdf"]["text"]


def test_a_document_is_parsed_once(two: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    from cuttings.cache import Cache
    from cuttings.content import Content

    two.put("originals/a.pdf", pdf([FIRST, SECOND]))
    cache = Cache(two.root)
    first = Content(two.content).originals(cache)
    monkeypatch.setattr(subprocess, "run", None)

    assert Content(two.content).originals(cache) == first
    assert [one.original.path for one in first] == ["a.pdf", "first.txt", "second.txt"]
