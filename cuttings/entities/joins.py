"""Joins: which surfaces are one entity, and why.

A *node* is one way to name something: a listed name under its canonical form, else a folded surface;
a bare surname becomes the node of the one person it can mean, or stays alone.  Nodes are then joined
pair by pair, each time with a reason, unless a person forbade it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from cuttings.entities.listed import listed
from cuttings.entities.names import bare, fold, initials, is_full, nearly, parts, same_person, short_forms, slip_keys, sound, surname
from cuttings.entities.nodes import canonical
from cuttings.model import Article, EntityType

BRACKETED = re.compile(r" \([\"“'‘]?(?P<short>[A-Z][A-Za-z-]{0,12}[A-Z])[\"”'’]?\)")
#: What companies and bodies do, behind their names.
TRADES = frozenset(
    """computer computers motor motors company companies airline airlines airways air bank group holding holdings industries
    industrie international mining oil petroleum steel electric electronics telecom communications systems technology
    technologies pharmaceuticals foods energy resources gold insurance securities entertainment pictures records media
    newspapers broadcasting aircraft aerospace chemical chemicals automotive stores software services enterprises
    corporation incorporated party movement agency news university""".split()
)
MANY = 60  # names that are nearly one: of so many, likeness tells nothing, and pairs grow with the square
LONGEST = 120  # characters of a long form
EXPLAINED = re.compile(r" \((?P<long>[A-Z][^()]{6,80})\)")
ACRONYM = re.compile(r"\b[A-Z]{2,8}$")


class Groups:
    """Nodes joined into groups (union–find), each join with its reason.

    A group may be anchored to an id on which a person decided; groups of two ids never meet.
    """

    def __init__(self) -> None:
        self.parent: dict[str, str] = {}
        self.anchors: dict[str, str] = {}
        self.reasons: dict[str, str] = {}

    def of(self, node: str) -> str:
        """The group of a node, named by one of its members."""
        parent = self.parent
        above = parent.setdefault(node, node)
        while above != node:
            parent[node] = parent[above]
            node = parent[node]
            above = parent[node]
        return node

    def anchor(self, node: str, entity_id: str) -> bool:
        """Tie a node's group to an id; False where it has another."""
        return self.anchors.setdefault(self.of(node), entity_id) == entity_id

    def id_of(self, node: str) -> str:
        return self.anchors.get(self.of(node), "")

    def join(self, node: str, other: str, why: str) -> bool:
        """Join the groups of two nodes, `node` being the lesser known; False where that is forbidden."""
        first, second = self.of(node), self.of(other)
        ids = {self.anchors[group] for group in (first, second) if group in self.anchors}
        if first == second or len(ids) > 1:
            return first == second
        self.reasons.setdefault(node, why)
        self.parent[first] = second
        self.anchors |= {second: one for one in ids}
        return True


def join_all(groups: Groups, articles: Sequence[Article], surfaces: Mapping[str, Counter[str]], types: Mapping[str, EntityType]) -> None:
    """Join nodes by what the texts and the forms of names say; `surfaces` counts each node's."""
    for join in (_by_definition, _by_initials, _by_spelling, _by_bare_spelling, _by_trade, _by_longer_name):
        for node, other, why in join(articles, surfaces, types):
            if node in surfaces and other in surfaces:
                groups.join(node, other, why)


Joins = Iterator[tuple[str, str, str]]


def _by_definition(articles: Sequence[Article], surfaces: Mapping[str, Counter[str]], types: Mapping[str, EntityType]) -> Joins:
    """Acronyms that an article defines: "NATO-Russia Council (NRC)", "SHAPE (Supreme Headquarters …)"."""
    for article in articles:
        for _, text in article.fields():
            for short, before in _defined(text):
                for first in range(len(before) - 1):
                    long = " ".join(before[first:])
                    if short.upper().replace("-", "") in initials(long) and fold(long) in surfaces:
                        yield canonical(short), canonical(long), f"defined as {long} in “{article.title}”"
                        break


def _defined(text: str) -> Iterator[tuple[str, list[str]]]:
    """What looks like an acronym beside brackets, and the words that may be its long form."""
    for match in BRACKETED.finditer(text):
        yield match["short"], text[max(0, match.start() - LONGEST) : match.start()].split(" ")[-10:]
    for match in EXPLAINED.finditer(text):
        short = ACRONYM.search(text[max(0, match.start() - 9) : match.start()])
        if short:
            yield short[0], match["long"].split(" ")


def _by_initials(articles: Sequence[Article], surfaces: Mapping[str, Counter[str]], types: Mapping[str, EntityType]) -> Joins:
    """Acronyms that no article defines, where one body of the archive has these initials."""
    by_initials: dict[str, set[str]] = defaultdict(set)
    for node, names in surfaces.items():
        if types.get(node) in ("organisation", "agreement") and " " in node:
            for name in names:
                for short in initials(bare(name)):
                    by_initials[short].add(node)
    for node, names in surfaces.items():
        for name in names:
            short = name.replace(".", "")
            if short.isupper() and 3 <= len(short) <= 8 and name not in listed() and len(by_initials.get(short, ())) == 1:
                long = next(iter(by_initials[short]))
                yield node, long, f"the initials of {best(surfaces[long])}"


def _by_spelling(articles: Sequence[Article], surfaces: Mapping[str, Counter[str]], types: Mapping[str, EntityType]) -> Joins:
    """Full names of people that differ by transliteration, an initial or a slip of one letter."""
    people = _full_names(surfaces, types)
    buckets: dict[str, list[str]] = defaultdict(list)
    for node, name in people.items():
        last, given = surname(name), fold(parts(name)[0])
        buckets[f"{sound(last)}, {sound(given)[:1]}"].append(node)
        for near in slip_keys(last):
            buckets[f"{given} {near}"].append(node)
    seen: set[tuple[str, str]] = set()
    for alike in buckets.values():
        if len(alike) > MANY:
            continue
        for pair in combinations(sorted(set(alike)), 2):
            if pair in seen:
                continue
            seen.add(pair)
            lesser, greater = sorted(pair, key=lambda one: (sum(surfaces[one].values()), one))
            why = same_person(people[lesser], people[greater])
            if why:
                yield lesser, greater, why


def _by_bare_spelling(articles: Sequence[Article], surfaces: Mapping[str, Counter[str]], types: Mapping[str, EntityType]) -> Joins:
    """A surname alone that differs by transliteration or a slip from that of the one person it can mean."""
    full = _full_names(surfaces, types)
    by_key: dict[str, set[str]] = defaultdict(set)
    for node, person in full.items():
        for near in slip_keys(surname(person)):
            by_key[near].add(node)
    for node, names in surfaces.items():
        name = best(names)
        if " " in name or len(name) < 6 or types.get(node) not in ("person", "other"):
            continue
        candidates = {one for found in slip_keys(name) for one in by_key.get(found, ())}
        alike = sorted(one for one in candidates if nearly(name, surname(full[one])))
        if len(alike) == 1:
            yield node, alike[0], f"nearly the surname of {full[alike[0]]}, and nobody else’s in this archive"


def _full_names(surfaces: Mapping[str, Counter[str]], types: Mapping[str, EntityType]) -> dict[str, str]:
    """The nodes that are people named in full → the name."""
    people = {node: full_name(names) for node, names in surfaces.items() if types.get(node) == "person"}
    return {node: name for node, name in sorted(people.items()) if is_full(name)}


def _by_trade(articles: Sequence[Article], surfaces: Mapping[str, Counter[str]], types: Mapping[str, EntityType]) -> Joins:
    """A body that is also named with what it does: "Ford", "Ford Motor Company"; the one such name of the archive."""
    longer: dict[str, set[str]] = defaultdict(set)
    for node in surfaces:
        words = node.split(" ")
        count = next((count for count in range(1, len(words)) if set(words[count:]) <= TRADES), 0)
        if count and types.get(node) == "organisation":
            longer[" ".join(words[:count])].add(node)
    for short, nodes in sorted(longer.items()):
        if len(nodes) == 1 and short in surfaces and types.get(short) in ("organisation", "other") and short not in TRADES:
            full = next(iter(nodes))
            yield full, short, f"{best(surfaces[short])} with what it does, the only such name in this archive"


def _by_longer_name(articles: Sequence[Article], surfaces: Mapping[str, Counter[str]], types: Mapping[str, EntityType]) -> Joins:
    """A body's or treaty's name that ends the one longer name of its kind: "Status of Forces Agreement"."""
    kinds: tuple[EntityType, ...] = ("agreement", "organisation")
    endings: dict[tuple[str, str], set[str]] = defaultdict(set)
    for node in surfaces:
        kind = types.get(node)
        if kind in kinds:
            words = node.split(" ")
            for first in range(1, len(words) - 2):
                endings[str(kind), " ".join(words[first:])].add(node)
    for node in surfaces:
        longer = endings.get((str(types.get(node)), node), set())
        if len(longer) == 1 and len(node.split(" ")) >= 3:
            yield node, next(iter(longer)), f"short for {best(surfaces[next(iter(longer))])}, the only such name in this archive"


def full_name(names: Counter[str]) -> str:
    """The surface that names a person most fully: not a short form of another, then the most frequent."""
    if len(names) == 1:
        return next(iter(names))
    short = {fold(form) for name in names for form in short_forms(name) if fold(form) != fold(name)}
    return best(Counter({name: count for name, count in names.items() if fold(name) not in short}) or names)


def best(names: Counter[str]) -> str:
    """The surface that a node is known by: the most frequent, of these the longest."""
    if len(names) == 1:
        return next(iter(names))
    return max(names, key=lambda name: (names[name], len(name), name))
