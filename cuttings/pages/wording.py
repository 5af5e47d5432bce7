"""The words of the interface: messages, dates, numbers and lists as a language has them.

English is written where it is used and is the source of the catalogues in `cuttings/locale/`.
What people wrote in the archive, its title and its articles, is never translated; nor is what
programs read: addresses, data files, citation files.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date as Date  # noqa: N812  # a date as text is `date` here
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.numbers import format_decimal

from cuttings import locale
from cuttings.lists import rows
from cuttings.model import Settings

_WITH_ARTICLE = re.compile(
    r"(Soviet|European|United|Czech|Dominican|Central African|Republic|Democratic|People)\b"
    r"|(Netherlands|Philippines|Bahamas|Maldives|Gambia|Comoros|Seychelles|Vatican|Ivory Coast)$|.* (Islands|Republic|Union)$"
)
# Countries that Unicode's list has under another English name than newspapers use.
_CODES = {
    "Democratic Republic of the Congo": "CD",
    "Republic of the Congo": "CG",
    "Ivory Coast": "CI",
    "South Georgia": "GS",
    "Hong Kong": "HK",
    "Myanmar": "MM",
    "Saint Vincent and the Grenadines": "VC",
}
_SCRIPTS = "static/"  # where a catalogue says that a message of theirs stands
# "14 June 2008" and "A, B and C", which most of those write who write English without saying which.
_HOME_OF = {"en": "en_GB"}


@dataclass(frozen=True, slots=True)
class Wording:
    """How the interface words things; `language` is the BCP 47 tag of its pages."""

    language: str
    locale: Locale
    translations: NullTranslations

    @property
    def is_source(self) -> bool:
        """Whether the words are those that are written in templates and modules."""
        return self.locale.language == locale.SOURCE

    def gettext(self, message: str, /, **values: object) -> str:
        """A message with its values filled in."""
        return self.translations.gettext(message) % values

    def ngettext(self, one: str, many: str, number: int, /, **values: object) -> str:
        """A message in the form that the number asks for; it is the message's `num`."""
        return self.translations.ngettext(one, many, number) % {"num": self.number(number), **values}

    def number(self, number: int) -> str:
        return _number(self.locale, number)

    def decimal(self, number: str) -> str:
        """A number with decimal places, given as Python writes it."""
        return format_decimal(Decimal(number), "0.##", locale=self.locale)

    def tenths(self, number: float) -> str:
        """A number with one decimal place."""
        return _tenths(self.locale, number)

    def listed(self, names: Iterable[str]) -> str:
        """Names in a row: "A, B and C"."""
        return format_list([*names], locale=self.locale)

    def date(self, numbers: tuple[int, ...]) -> str:
        """A year, a month of a year or a day: "2008", "June 2008", "14 June 2008"."""
        if len(numbers) < 2:
            return "".join(map(str, numbers))
        return _date(self.locale, "" if len(numbers) > 2 else "yMMMM", numbers)

    def day(self, numbers: tuple[int, ...]) -> str:
        """A date without its year: "", "June", "14 June"."""
        if len(numbers) < 3:
            return "".join(self.months[month - 1] for month in numbers[1:])
        return _date(self.locale, "MMMMd", numbers)

    def country(self, name: str) -> str:
        """A country, given by the name that the lists have, as it stands in a sentence.

        >>> [wording(tag).country("Ivory Coast") for tag in ("en", "de")], wording("fr").country("Czech Republic")
        (['the Ivory Coast', 'Côte d’Ivoire'], 'Tchéquie')
        """
        known = name if self.is_source else self.locale.territories.get(_territories().get(name, ""), name)
        return self.with_article(name, known)

    def with_article(self, name: str, shown: str) -> str:
        """A country as it is shown, with an article where English has one; other languages word their sentences without."""
        return self.gettext("the %(country)s", country=shown) if _WITH_ARTICLE.match(name) else shown

    @property
    def months(self) -> tuple[str, ...]:
        """The names of the twelve months, as they stand alone."""
        return _months(self.locale)

    def language_name(self, tag: str) -> str:
        """The language of a BCP 47 tag; a tag that isn't known stands as it is.

        >>> wording("en").language_name("de-AT"), wording("fr").language_name("de"), wording("en").language_name("qqx")
        ('German (AT)', 'allemand', 'qqx')
        """
        primary, _, rest = tag.partition("-")
        name = self.locale.languages.get(primary.lower())
        return f"{name} ({rest})" if name and rest else name or tag

    def for_scripts(self) -> dict[str, object]:
        """The messages of scripts: a text, or of a message with a number its form for each plural category of CLDR."""
        found: dict[str, object] = {}
        for message in locale.catalog(self.locale.language):
            if any(file.startswith(_SCRIPTS) for file, _ in message.locations):
                if isinstance(message.id, str):
                    found[message.id] = self.translations.gettext(message.id)
                else:
                    found[message.id[0]] = self._forms(*message.id)
        return found

    def _forms(self, one: str, many: str) -> dict[str, str]:
        """What is said of each number up to the first hundred, by category; "other" is of all the rest."""
        forms = {self.locale.plural_form(number): self.translations.ngettext(one, many, number) for number in reversed(range(100))}
        return {"other": self.translations.ngettext(one, many, 100), **forms}


def marked(message: str) -> str:
    """A message that is translated where it is shown; the mark has it gathered into the catalogues."""
    return message


def of(settings: Settings) -> Wording:
    """The wording of an archive: in the language of its interface, else in the archive's own, else in English."""
    return wording(settings.interface or (settings.language if locale.spoken(settings.language) else locale.SOURCE))


@cache
def _months(locale: Locale) -> tuple[str, ...]:
    names: Mapping[int, str] = locale.months["stand-alone"]["wide"]
    return tuple(names[number] for number in range(1, 13))


@cache
def wording(tag: str) -> Wording:
    """The wording in a language that has a catalogue."""
    language = locale.spoken(tag)
    return Wording(tag, _locale(tag, language), _translations(language))


def _locale(tag: str, language: str) -> Locale:
    """How a language is written where the tag says, else at home."""
    try:
        return Locale.parse(_HOME_OF.get(tag, tag), sep="_" if tag in _HOME_OF else "-")
    except (ValueError, UnknownLocaleError):
        return Locale.parse(_HOME_OF.get(language, language))


def _translations(language: str) -> NullTranslations:
    if language == locale.SOURCE:
        return NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, locale.catalog(language))
    compiled.seek(0)
    return GNUTranslations(compiled)


@cache
def _territories() -> Mapping[str, str]:
    """The countries of the lists → their ISO codes, by any of the names that the list has for them."""
    codes = {name.replace("&", "and").replace("St.", "Saint"): code for code, name in Locale("en").territories.items() if code.isalpha()}
    known = ((names[0], next((codes[name] for name in names if name in codes), "")) for names in rows("countries"))
    return {name: code for name, code in known if code} | _CODES


@cache
def _number(place: Locale, number: int) -> str:
    return format_decimal(number, locale=place)


@cache
def _tenths(place: Locale, number: float) -> str:
    return format_decimal(number, "0.0", locale=place)


@cache
def _date(place: Locale, form: str, numbers: tuple[int, ...]) -> str:
    """A date in one of the locale's forms: a skeleton, or "" for its long date; one that can't be as it is stated."""
    try:
        stands = Date(*(*numbers, 1, 1)[:3])
    except ValueError:
        return "-".join(map(str, numbers))
    return format_skeleton(form, stands, locale=place) if form else format_date(stands, "long", locale=place)
