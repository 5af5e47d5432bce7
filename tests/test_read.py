"""read: any encoding, and an answer for every file that is none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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
