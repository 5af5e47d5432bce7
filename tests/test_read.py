"""read: any encoding, and an answer for every file that is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from archives import Place
from received import PAGE, reading

from cuttings import read
from cuttings.model import Problem

RUSSIAN = "Встреча в Москве: министры говорили о безопасности в Европе и о будущем договора об обычных вооружениях."
FRENCH = "Le secrétaire général a déclaré à l’Élysée que « l’accord » était signé."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(FRENCH, "utf-8"), (FRENCH, "utf-8-sig"), (FRENCH, "utf-16"), (FRENCH, "utf-16-le"), (FRENCH, "cp1252"), (RUSSIAN, "cp1251"),
     (RUSSIAN, "koi8-r"), (RUSSIAN, "utf-16-be"), (RUSSIAN, "utf-32")],
)  # fmt: skip
def test_encodings(text: str, encoding: str) -> None:
    original, _ = read.original("a.txt", (text * 3).encode(encoding))

    assert original.text == text * 3


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("Встреча в Москве", "utf-16-le"), ("Встреча в Москве", "utf-16-be"), ("Встреча в Москве", "cp1251"), ("Встреча в Москве", "koi8-r"),
     ("Où est l’État?", "cp1252"), ("El señor Núñez llegó", "latin-1"), ("Η συνάντηση έγινε", "utf-16-le"), ("Le café", "utf-16-le")],
)  # fmt: skip
def test_encodings_of_a_few_words(text: str, encoding: str) -> None:
    assert read.decode(text.encode(encoding))[0] == text


def test_a_page_that_declares_its_encoding_is_believed() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{RUSSIAN}</p></body></html>'.encode("cp1251")

    original, remark = read.original("a.html", page)

    assert RUSSIAN in original.text
    assert remark == ""


def test_what_was_guessed_is_told_with_the_byte() -> None:
    _, remark = read.original("a.txt", ("x" * 10 + FRENCH).encode("cp1252"))

    assert remark.startswith("byte 17 is not UTF-8; read as cp1252")


@pytest.mark.parametrize(
    ("content", "told"),
    [(b"", "empty"), (b" \n\t ", "empty"), (b"\x89PNG\r\n\x1a\n\x00", "binary"), (b"%PDF-1.7 x", "binary"),
     (bytes(range(256)) * 40, "binary"), (b"... --- ...", "no words"), (b"\xff\xfea", "utf-16")],
)  # fmt: skip
def test_what_is_no_article_says_why(content: bytes, told: str) -> None:
    with pytest.raises(read.Unreadable, match=told):
        read.original("a.txt", content)


def test_signs_that_no_text_has_are_taken_out_and_told() -> None:
    original, remark = read.original("a.txt", "Putin\u202e met\x00 Obama\x1b[31m".encode())

    assert original.text == "Putin met Obama[31m"
    assert remark == "3 control or direction characters taken out"


def test_only_regular_files_of_known_kinds_are_read(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "sub/a.HTML", ".hidden.txt", "_draft.txt", "metadata.csv", "photo.jpg"):
        (tmp_path / name).write_text("x")
    os.symlink("/etc/passwd", tmp_path / "link.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    problems: list[Problem] = []

    found = read.sources(tmp_path, problems, "originals")

    assert [source.path for source in found] == ["b.txt", "sub/a.HTML"]
    assert sorted(problem.where for problem in problems) == ["originals/link.txt", "originals/photo.jpg", "originals/pipe.txt"]


@pytest.mark.parametrize("label", ["punycode", "unicode_escape", "utf-7", "zlib_codec", "no-such", "\x00", "é"])
def test_a_name_that_is_no_encoding_is_not_believed(label: str) -> None:
    text, encoding, _ = read.decode(FRENCH.encode("cp1252"), declared=label)

    assert (text, encoding) == (FRENCH, "cp1252")


def test_stray_bytes_do_not_make_a_text_another_encoding() -> None:
    content = (RUSSIAN * 3).encode() + b" \x93Nato\x94 " + RUSSIAN.encode()

    original, remark = read.original("a.txt", content)

    assert original.text == f"{RUSSIAN * 3} “Nato” {RUSSIAN}"
    assert original.encoding == "utf-8"
    assert remark.startswith("2 of its bytes are not UTF-8, the first is byte 574;")


GARBLED = [
    (FRENCH, "cp1252"), (FRENCH, "latin-1"), (RUSSIAN, "latin-1"), (RUSSIAN, "cp1251"), ("“We will,” he said – and went.", "cp1252"),
    ("Größe, Übermut und Spaß", "cp1252"), ("İstanbul’da görüştüler", "cp1252"), ("Zażółć gęślą jaźń", "latin-1"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "as_read"), GARBLED)
def test_garbled_letters_are_mended(text: str, as_read: str) -> None:
    # As most programs read Windows-1252: its five empty places as control characters.
    garbled = "".join(bytes([byte]).decode(as_read, "replace").replace("\ufffd", chr(byte)) for byte in text.encode())

    original, remark = read.original("a.txt", f"Sound.\n{garbled}\n“Right.”\n".encode())

    assert original.text == f"Sound.\n{text}\n“Right.”\n"
    assert remark.startswith("its letters were garbled on the way (“")
    assert remark.endswith("; mended in 1 line")


def test_a_closing_quotation_mark_that_lost_its_last_byte_is_mended() -> None:
    original, _ = read.original("a.txt", "He said â€œwe willâ€ and â€œwe can.â€".encode())

    assert original.text == "He said “we will” and “we can.”"


RIGHT = [
    *(FRENCH, RUSSIAN, "SÃO PAULO, JOÃO PESSOA: “NÃO”, disse Â…", "L’ÎLE-DE-FRANCE À L’ÉTÉ «FORÊT»", "Ångström’s Århus", "ÐÞ Þórður Ægisson"),
    *("В СССР «Р» и «С»", "«Тройка» – С. Петров… РС™", "It's 'straight' and \"plain\" -- isn't it?", "“curly” ‘quotes’ – and — dashes… ½ £5 €9"),
    *("Ελλάδα: «Άμυνα» ΆΈΉ", "“É” ‘Ê’ É– Ü” ß’", "Việt Nam: Đà Nẵng", "ﬁn ﬂ Ⅳ ½ ² x² ™ ©", "東京で会談", "a&amp;b &eacute;"),
]  # fmt: skip


@pytest.mark.parametrize("text", RIGHT)
def test_right_text_stays_as_it_is(text: str) -> None:
    original, remark = read.original("a.txt", text.encode())

    assert (original.text, remark) == (text, "")


LINE = f"{FRENCH} Ministers agreed on Friday to build a bridge; “we’re glad”, said Anna Lindqvist of the café. " * 5


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.txt", f"{LINE}\n".encode()), ("a.txt", LINE.encode()), ("a.txt", f"{LINE}\n".encode("cp1252")), ("a.txt", f"{LINE}\n".encode("utf-16-le")),
     ("a.txt", f"{RUSSIAN}\n".encode("koi8-r")), ("a.txt", f"{LINE}\n".encode().decode("latin-1").encode()), ("a.txt", LINE.encode().decode("latin-1").encode()),
     ("a.html", f"<p>{LINE}</p>".encode()), ("a.txt", b"x"), ("a.txt", "Ã".encode()), ("a.txt", "â€ so ".encode())],
    ids=["lines", "one line", "cp1252", "utf-16", "koi8-r", "garbled", "garbled, one line", "html", "one word", "one letter", "cut short"],
)  # fmt: skip
def test_a_large_text_reads_as_a_small_one_does(name: str, content: bytes) -> None:
    times = 500_000 // len(content)
    small, large = (read.original(name, content * count)[0] for count in (times, 8 * times))

    assert large.encoding == small.encoding
    assert len(large.text) == 8 * len(small.text)


def test_a_text_of_twenty_megabytes_is_read() -> None:
    times = 19_900_000 // len(f"{LINE}\n".encode())

    assert read.original("a.txt", f"{LINE}\n".encode() * times)[0].text == f"{LINE}\n" * times


def test_a_page_may_hold_large_pictures() -> None:
    picture = b"<img src='data:image/png;base64," + b"A" * 25_000_000 + b"'>"
    one = reading("saved.html", PAGE.encode().replace(b"<p>", picture + b"<p>", 1))
    assert "data:,'" in one.original.text
    assert len(one.original.text) < 2000
    assert "bridge over the water" in one.original.text


def test_a_line_that_nobody_wrote_is_told() -> None:
    assert reading("a.txt", b"word " * 50_000).remark == "a line of 250,000 characters; is that one article?"
    assert reading("a.txt", b"word \n" * 50_000).remark == ""


def test_an_endless_line_is_refused() -> None:
    with pytest.raises(read.Unreadable, match="a line of 6,000,000 characters is no article"):
        read.original("a.txt", b"word " * 1_200_000)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(two: Place) -> None:
    with (two.content / "originals/sparse.txt").open("wb") as file:
        file.truncate(1 << 40)  # no machine reads that in the time that a test has
    run = two.build("--keep-going")
    assert "content/originals/sparse.txt:1: larger than 20 MB; split it into articles" in run.told
    assert "2 articles" in run.last


def test_a_text_that_is_too_long_is_an_answer(empty: Place) -> None:
    empty.put(
        "originals/long.txt",
        "Title of the article\n\n12 June 2008\n\nLONDON (Reuters) - Something happened in London on Thursday, officials said.\n\n"
        + "\n\n".join(f"On the {day}th day the ministers met again, officials said. " * 1_700 for day in range(24, 49)),
    )
    run = empty.build("--keep-going")
    assert "content/originals/long.txt:1: the text is longer than 2,000,000 characters; split it into several articles" in run.told
    assert "left out: long.txt" in run.last


@pytest.mark.parametrize("sign", ["\x00", "\x0b", "\x0c", "\x7f", "\u202e", "\ufeff", "\ufffe", "\U000e0041"])
def test_a_sign_that_no_text_has_is_found_wherever_it_stands(sign: str) -> None:
    one, remark = read.original("a.txt", f"A bridge{sign} over the Sund, “they” said\tin Malmö\n".encode())

    assert one.text == "A bridge over the Sund, “they” said\tin Malmö\n"
    assert remark == "1 control or direction characters taken out"
