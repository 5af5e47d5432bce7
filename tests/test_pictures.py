"""What a link to a page shows where it is shared: its properties, and a picture of its own for each article."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from archives import Place
from PIL import Image, ImageChops
from test_pages import ARTICLES, Tags, archive, site, site_at_base, text_of

from cuttings.model import Settings
from cuttings.pages import pages, routes
from cuttings.pages.wording import wording
from cuttings.pictures import PAPER, Words, archive_words, article_words, picture

WORDS = Words("Council sends envoy to Vell Strait", "North Wire · 2 November 2004", "The Strait Papers")


def drawn(words: Words) -> Image.Image:
    content = picture(words)
    assert content is not None
    return Image.open(io.BytesIO(content)).convert("RGB")


def inked(image: Image.Image, top: int, bottom: int) -> tuple[int, int] | None:
    """From where to where a strip has letters, beside the bar at the left."""
    strip = image.crop((20, top, image.width, bottom))
    box = ImageChops.difference(strip, Image.new("RGB", strip.size, PAPER)).getbbox()
    return (box[0] + 20, box[2] + 20) if box else None


def properties(page: str) -> dict[str | None, str | None]:
    return {attrs.get("property") or attrs.get("name"): attrs.get("content") for tag, attrs in Tags(page).tags if tag == "meta"}


def test_a_picture_has_a_place_for_each_of_its_words() -> None:
    image = drawn(WORDS)

    assert image.size == (1200, 630)
    assert image.getpixel((4, 300)) == (29, 79, 124)
    assert image.getpixel((60, 300)) == PAPER
    assert inked(image, 80, 120)
    assert inked(image, 220, 420)
    assert inked(image, 515, 560)
    assert inked(drawn(replace(WORDS, source="")), 500, 630) is None


def test_a_picture_is_small_and_the_same_each_time() -> None:
    content = picture(WORDS)

    assert content == picture(WORDS)
    assert content is not None
    assert len(content) < 25_000
    assert Image.open(io.BytesIO(content)).mode == "P"


@pytest.mark.parametrize("title", ["word " * 100, "Donaudampfschifffahrtsgesellschaftskapitän" * 5, "W" * 300])
def test_no_title_runs_over_the_edge(title: str) -> None:
    span = inked(drawn(replace(WORDS, title=title)), 0, 630)

    assert span
    assert span[0] >= 75
    assert span[1] <= 1125


@pytest.mark.parametrize("title", ["Переговоры в Москве", "Συνομιλίες στην Αθήνα", "Žižkov, Łódź, Århus", "“Founding Act” – 10 years on…"])
def test_the_type_has_the_letters_of_europe(title: str) -> None:
    assert picture(replace(WORDS, title=title))


@pytest.mark.parametrize("title", ["北京", "محادثات", "שיחות", "Talks 🤝", "Talks\ud800", "Talks\x00"])
def test_a_title_with_other_letters_has_no_picture(title: str) -> None:
    assert picture(replace(WORDS, title=title)) is None


def test_words_are_those_of_the_article() -> None:
    settings = Settings(title="The Strait Papers", description="Papers.")

    assert article_words(ARTICLES[0], settings, wording("en")) == WORDS
    assert article_words(replace(ARTICLES[0], date="", agency=""), settings, wording("en")) == Words(WORDS.title, "", "The Strait Papers")
    assert archive_words(settings) == Words("The Strait Papers", "Papers.", "")


def test_every_page_says_what_it_is_where_it_is_shared() -> None:
    for path, content in site_at_base().items():
        if path.endswith(".html"):
            said = properties(content.decode())
            if "og:title" not in said:
                assert b'http-equiv="refresh"' in content, path  # an old address
                continue
            assert said["og:type"] == ("article" if path.startswith("articles/") and not path.endswith("index.html") else "website"), path
            assert said["og:locale"] == ("de" if 'lang="de"' in content.decode() else "en")
            assert said["twitter:card"] == "summary"
            assert "og:image" not in said
            assert ("og:url" in said) == (path != routes.MISSING), path
            assert said.get("og:description") == said.get("description"), path


def test_an_article_says_when_it_was_published_and_in_which_language() -> None:
    said = properties(text_of(routes.article(ARTICLES[1].slug)))

    assert said["article:published_time"] == "2006-01-14T09:26"
    assert said["og:site_name"] == archive().settings.title
    assert "og:url" not in said


def test_pages_name_the_picture_of_the_article_else_that_of_the_archive() -> None:
    own = routes.article(ARTICLES[0].slug, "png")
    given = replace(archive(), settings=replace(archive().settings, base_url="https://example.org/archive/"))
    from test_pages import by_path, static, templates

    built = by_path(pages(given, templates(), static(), pictures={own: b"1", routes.PICTURE: b"2"}))

    assert built[own] == b"1"
    first, second, home = (
        properties(text_of(path, built)) for path in (own.replace("png", "html"), routes.article(ARTICLES[1].slug), "index.html")
    )
    assert first["og:image"] == f"https://example.org/archive/{own}"
    assert first["og:image:alt"] == ARTICLES[0].title
    assert first["twitter:card"] == "summary_large_image"
    assert second["og:image"] == home["og:image"] == "https://example.org/archive/picture.png"


def test_pictures_are_made_only_where_links_can_name_them(two: Place) -> None:
    two.put("originals/third.txt", "北京会谈\n\n14 June 2008\n\nBEIJING: Ministers met in Beijing on Friday, said Anna Lindqvist.\n")
    assert two.build().status == 0
    assert not [path for path in two.files() if path.endswith(".png")]

    assert two.build("--base-url", "https://example.org/a").status == 0
    slug = "2008-06-14-ministers-agree-on-a-bridge-over-the-sund"
    made = sorted(path for path in two.files() if path.endswith(".png"))
    assert made == [f"articles/{slug}.png", "articles/2009-05-20-work-on-the-bridge-begins.png", "picture.png"]
    assert f'content="https://example.org/a/articles/{slug}.png"' in two.read(f"articles/{slug}.html")
    assert "0 added, 0 changed, 0 removed" in two.build("--base-url", "https://example.org/a", "--no-cache").last


def test_the_icon_is_the_first_letter_of_the_title() -> None:
    icon = text_of("assets/favicon.svg")

    assert icon.startswith("<svg")
    assert f">{archive().settings.title[0]}</text>" in icon
    assert 'href="assets/favicon.svg"' in text_of("index.html", site())
