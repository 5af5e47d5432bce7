"""An archive's own face: accent, logo, links, templates, and what is said where one of them is wrong."""

from __future__ import annotations

import re
import runpy

import pytest
from archives import HOME, Place

from cuttings import colours, logo, settings
from cuttings.pages.press import TemplateFault

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><circle cx="5" cy="5" r="4"/></svg>'
ARTICLE = "articles/2008-06-14-ministers-agree-on-a-bridge-over-the-sund.html"


def fault_of(text: str) -> str:
    with pytest.raises(settings.SettingsError) as error:
        settings.parse(text)
    return error.value.message


# The accent


def test_the_paper_is_that_of_the_style_sheet() -> None:
    tokens = (HOME / "static" / "tokens.css").read_text("utf-8")

    assert f"--paper: light-dark({colours.LIGHT}, {colours.DARK});" in tokens


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('accent = "#e0b000"', "accent “#e0b000” has a contrast of 1.99 on light paper, too little to be read; take a darker one (4.5)"),
        (
            'accent = "#7a1f1f"\naccent_dark = "#7a1f1f"',
            "accent_dark “#7a1f1f” has a contrast of 1.76 on dark paper, too little to be read",
        ),
        ('accent = "red"', "accent must be a colour like “#1d4f7c”"),
        ('accent_dark = "#ffaaaa"', "accent_dark needs an accent beside it"),
    ],
)
def test_an_accent_that_cannot_be_read_is_refused(text: str, told: str) -> None:
    assert fault_of(text).startswith(told)


@pytest.mark.parametrize("accent", ["#000000", "#7a1f1f", "#1d4f7c", "#006400", "#4b0082"])
def test_an_accent_is_made_lighter_for_dark_paper(accent: str) -> None:
    dark = settings.parse(f'accent = "{accent}"').accent_dark

    assert colours.contrast(dark, colours.DARK) >= colours.READABLE


# The links


def test_links_stand_in_the_order_in_which_they_are_written() -> None:
    parsed = settings.parse('[footer_links]\n"Imprint" = "about.html#rights"\n"Write to us" = "mailto:desk@example.org"\n')

    assert parsed.footer_links == (("Imprint", "about.html#rights"), ("Write to us", "mailto:desk@example.org"))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.org", "../x.html", "/etc/x.html", "about", "mailto:", ""]
)
def test_a_link_that_is_none_is_refused(address: str) -> None:
    assert fault_of(f'[header_links]\n"A" = "{address}"\n').startswith(f"header_links: “{address}” must be")


# The logo


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', "it holds a script (<script>)"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><g OnClick="1"/></svg>', "it holds a script (onclick)"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><a xlink:href="javascript:1"/></svg>',
            "it points elsewhere (javascript:1)",
        ),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><foreignObject/></svg>', "it holds a script (<foreignObject>)"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>', "it has a document type"),
        (b"<html/>", "it is no SVG image"),
        (b"GIF89a", "it is no SVG image"),
    ],
)
def test_a_drawing_with_a_script_is_no_logo(content: bytes, told: str) -> None:
    assert logo.fault("logo.svg", content).startswith(told)


def test_a_plain_drawing_is() -> None:
    assert logo.fault("logo.svg", SVG) == ""


# All of it, built


def test_a_site_with_a_face_of_its_own(two: Place) -> None:
    two.put("images/mark.svg", SVG)
    two.put(
        "archive.toml",
        'title = "Bridges"\naccent = "#7a1f1f"\nlogo = "images/mark.svg"\n'
        '[header_links]\n"The paper" = "https://paper.example/"\n[footer_links]\n"Imprint" = "about.html#rights"\n',
    )

    assert two.build().status == 0
    page = two.read(ARTICLE)
    assert re.search(r":root\{--link:light-dark\(#7a1f1f,#[0-9a-f]{6}\)\}", two.read("assets/site.css"))
    assert '<img src="../assets/logo.svg" alt="Bridges"' in page
    assert (two.site / "assets/logo.svg").read_bytes() == SVG
    assert '<a href="https://paper.example/">The paper</a>' in page
    assert '<a href="../about.html#rights">Imprint</a>' in page


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ('logo = "mark.svg"', "error: content/archive.toml: the logo mark.svg cannot be used: it holds a script (onload)"),
        ('logo = "none.png"', "error: content/archive.toml: the logo none.png cannot be read (No such file or directory)"),
        (
            '[footer_links]\n"Imprint" = "imprint.html"',
            "error: content/archive.toml: the link “Imprint” leads nowhere: there is no page imprint.html",
        ),
    ],
)
def test_what_cannot_be_used_stops_the_build(said: str, told: str, two: Place) -> None:
    two.put("mark.svg", SVG.replace(b"<svg", b'<svg onload="x()"'))
    two.put("archive.toml", said)

    run = two.build("--keep-going")

    assert run.status == 1
    assert run.told.count(told) == 1
    assert not two.site.exists()


# Templates of one's own


def test_a_template_of_one_s_own_stands_in_place_of_ours(two: Place) -> None:
    two.put("templates/missing.html", '{% extends "base.html" %}{% block main %}{% include "_sorry.html" %}{% endblock %}')
    two.put("templates/_sorry.html", "<h1>Gone fishing, {{ site.title }}</h1>")

    run = two.build()

    assert run.status == 0
    assert "<h1>Gone fishing, Cuttings</h1>" in two.read("404.html")
    assert "Content-Security-Policy" in two.read("404.html")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        (
            "missing.html",
            '{% extends "base.html" %}\n{% block main %}\n{{ nobody.name }}{% endblock %}',
            "/missing.html:3: 'nobody' is undefined",
        ),
        ("missing.html", "<p>\n{% if %}\n", "/missing.html:2: "),
        ("missing.html", '\n{% include "nothing.html" %}', "/missing.html:2: there is no template “nothing.html”"),
        ("missing.html", "\n\n{{ 1 / 0 }}", "/missing.html:3: division by zero"),
        ("_macros.html", "{# nothing of what others ask it for #}", ": "),
    ],
)
def test_a_template_with_a_fault_is_told_with_its_line(name: str, text: str, told: str, two: Place) -> None:
    two.build()
    before = two.files()
    two.put(f"templates/{name}", text)

    run = two.build("--keep-going")

    assert run.status == 1
    assert f"error: content/templates{told}" in run.told
    assert two.files() == before


def test_a_page_without_its_policy_is_refused(two: Place) -> None:
    two.put("templates/missing.html", "<!doctype html><title>Gone</title><h1>Gone</h1>")

    run = two.build()

    assert run.status == 1
    assert "error: content/templates: 404.html has no Content-Security-Policy; keep that line of base.html" in run.told


def test_a_template_without_its_like_is_told(two: Place) -> None:
    two.put("templates/artikel.html", "")

    run = two.build()

    assert run.status == 0
    assert "warning: content/templates/artikel.html: no template has this name, so it is left out; they are " in run.told


def test_the_documentation_says_what_each_template_receives() -> None:
    expected = runpy.run_path(str(HOME / "scripts" / "templates.py"))["text"]()

    assert (HOME / "docs" / "templates.md").read_text("utf-8") == expected


def test_a_fault_names_its_place() -> None:
    assert str(TemplateFault("article.html", 3, "'x' is undefined")) == "article.html:3: 'x' is undefined"
