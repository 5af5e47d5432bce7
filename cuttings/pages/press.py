"""The press: templates, and what every page is printed with."""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, TemplateNotFound, TemplateSyntaxError
from markupsafe import Markup

from cuttings.model import Settings
from cuttings.pages import routes
from cuttings.pages.catalogue import Catalogue
from cuttings.pages.remarks import remark
from cuttings.pages.sharing import shared_as
from cuttings.pages.wording import Wording

_JSON = json.JSONEncoder(ensure_ascii=False)
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Page:
    """A file of the site; `made_from` names what asks for it, for people to read.

    `key` is the sum of all that it is made of, "" where that isn't known.
    """

    path: str
    content: bytes
    made_from: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class AsBefore:
    """A file of the site that was not made again, since what it is made of is as it was."""

    path: str
    key: str
    made_from: str


@dataclass(frozen=True, slots=True)
class LongPage:
    """A file of the site that is made in pieces, for it may be more than memory holds."""

    path: str
    pieces: Iterable[bytes]
    made_from: str

    @property
    def content(self) -> bytes:
        return b"".join(self.pieces)


class TemplateFault(ValueError):
    """What is wrong in a template, and on which line (0 where it can't be told)."""

    def __init__(self, template: str, line: int, message: str) -> None:
        super().__init__(f"{template}:{line}: {message}")
        self.template = template
        self.line = line
        self.message = message

    def __reduce__(self) -> tuple[type, tuple[str, int, str]]:
        """To come from another process."""
        return type(self), (self.template, self.line, self.message)


@dataclass(frozen=True, slots=True)
class Place:
    """A place one can go to from every page."""

    label: str
    path: str


@dataclass(frozen=True, slots=True)
class Shell:
    """What the frame of a page needs of it: `root` leads up to the site's root, `section` is its place in the menu.

    `loads` leads to the root for what the page loads, `properties` are what a link to it says where it is shared (Open Graph),
    `picture` the address of what it shows.
    """

    path: str
    root: str
    loads: str
    title: str
    description: str
    canonical: str
    section: str
    properties: tuple[tuple[str, str], ...]
    picture: str


@dataclass(frozen=True, slots=True)
class Press:
    """Prints pages: the templates, the settings, the words, the menu, and the picture of the archive ("" for none)."""

    environment: Environment
    settings: Settings
    wording: Wording
    menu: tuple[Place, ...]
    picture: str

    def page(
        self,
        path: str,
        template: str,
        title: str,
        made_from: str,
        /,
        description: str = "",
        section: str = "",
        properties: tuple[tuple[str, str], ...] = (),
        picture: str = "",
        **values: object,
    ) -> Page:
        """A page inside the site's frame; `section` is its place in the menu, if that isn't its own path.

        `properties` and `picture` say how it is shared, if it isn't as a page of the archive.
        """
        base_url = self.settings.base_url
        canonical = "" if path == routes.MISSING else routes.absolute(base_url, path)
        root = routes.server_root(base_url) if path == routes.MISSING else routes.to_root(path)
        shell = Shell(
            path=path,
            root=root,
            # Without a base URL the site is read from a disk, where the server's root is the disk's.
            loads=root if base_url else routes.to_root(path),
            title=title,
            description=description,
            canonical=canonical,
            section=section or path,
            properties=properties or shared_as("website", title, description, canonical, self.settings),
            picture=routes.absolute(base_url, picture or self.picture) if picture or self.picture else "",
        )
        return self.file(path, template, made_from, page=shell, menu=self.menu, **values)

    def macros(self) -> Any:
        """The pieces that several pages share, to be called from here."""
        return self.environment.get_template("_macros.html").module

    def file(self, path: str, template: str, made_from: str, /, **values: object) -> Page:
        """A file made from a template that has no frame."""
        text = self.environment.get_template(template).render(site=self.settings, **values)
        return Page(path, encoded(text), made_from)


def press(templates: Mapping[str, str], catalogue: Catalogue, plots: tuple[Place, ...] = (), picture: str = "") -> Press:
    """A press for an archive; `plots` are the drawings that it has, `picture` is what links to it show."""
    environment = Environment(
        # Named as their files are, so that an error in one can be told with its line.
        loader=FunctionLoader(lambda name: (templates[name], name, lambda: True) if name in templates else None),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    environment.filters |= {
        "count": count,
        "xml": legal_xml,
        "number": catalogue.wording.number,
        "tenths": catalogue.wording.tenths,
        "listed": catalogue.wording.listed,
        "remark": _remarks(catalogue.wording),
    }
    environment.globals |= {"routes": routes, **_words(catalogue.wording)}
    return Press(environment, catalogue.settings, catalogue.wording, _menu(catalogue, plots), picture)


def _remarks(wording: Wording) -> Callable[[str], str]:
    return lambda text: text if wording.is_source else remark(text, wording)


def _words(wording: Wording) -> dict[str, object]:
    """What templates call for words; a message may hold markup, its values are escaped."""
    translations = wording.translations

    @cache
    def plain(message: str) -> Markup:
        return Markup(translations.gettext(message) % ())  # noqa: S704  # the catalogues are ours

    @cache
    def counted(one: str, many: str, number: int) -> Markup:
        return Markup(translations.ngettext(one, many, number) % {"num": wording.number(number)})  # noqa: S704

    def gettext(message: str, /, **values: object) -> Markup:
        return Markup(translations.gettext(message)) % values if values else plain(message)  # noqa: S704

    def ngettext(one: str, many: str, number: int, /, **values: object) -> Markup:
        if not values:
            return counted(one, many, number)
        return Markup(translations.ngettext(one, many, number)) % {"num": wording.number(number), **values}  # noqa: S704

    said = {"_": gettext, "gettext": gettext, "ngettext": ngettext}
    return {**said, "interface": wording.language}


def fault_in(error: Exception, templates: Mapping[str, str]) -> TemplateFault | None:
    """What is wrong in a template, and where; None where the error is none of a template."""
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in templates]
    name, line = (places[-1].filename, places[-1].lineno or 0) if places else ("", 0)
    if isinstance(error, TemplateSyntaxError):
        return TemplateFault(error.name or name, error.lineno, str(error.message))
    if isinstance(error, TemplateNotFound):
        return TemplateFault(name, line, f"there is no template “{error.name}”")
    return TemplateFault(name, line, str(error)) if name else None


def count(number: int, one: str, many: str = "") -> str:
    """A number and its noun.

    >>> count(1, "article"), count(1204, "article"), count(2, "entity", "entities")
    ('1 article', '1,204 articles', '2 entities')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def legal_xml(text: str) -> str:
    """A text without the characters that XML 1.0 can't hold, not even escaped."""
    return _NOT_XML.sub("", text)


def json_without(marks: str, value: object) -> str:
    """A value as JSON in which none of the marks stands as itself.

    >>> json_without("<", "</script>")
    '"\\\\u003c/script>"'
    """
    text = _JSON.encode(value)
    for mark in marks:
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return text


def encoded(text: str) -> bytes:
    """A text in UTF-8; a lone surrogate, which UTF-8 can't hold, becomes a question mark."""
    return text.encode("utf-8", "replace")


def _menu(catalogue: Catalogue, plots: tuple[Place, ...]) -> tuple[Place, ...]:
    gettext = catalogue.wording.gettext
    return (
        Place(gettext("Articles"), routes.ARTICLES),
        *(Place(kind.many, routes.kind(kind)) for kind in catalogue.kinds),
        Place(gettext("Timeline"), routes.TIMELINE),
        *plots,
        Place(gettext("Search"), routes.SEARCH),
        Place(gettext("About"), routes.ABOUT),
    )
