"""Archives of any size, made up: each article is told by its number alone, so that the same one is the same text everywhere.

Words come as often as in a language (Zipf's law): few of them everywhere, and new ones in every article.
"""

from __future__ import annotations

import bisect
import itertools
import random
from datetime import date, timedelta
from pathlib import Path

WORDS = 500  # of an article
VOCABULARY = 60_000
PEOPLE, TOWNS = 900, 300
UNDATED = 25  # one article in so many
PUBLICATIONS = ("Northern Courier", "The Harbour Times", "Evening Register", "Daily Ledger", "Inland Review", "The Weekly Observer")
DATELINES = ("BERLIN", "BRUSSELS", "GENEVA", "MOSCOW", "OSLO", "PARIS")
AGENCIES = ("Reuters", "Xinhua", "Interfax", "dpa")

COMMON = """the of and to in a that for on was with as by said at from it is be an which were have their has had they this not but or who
would more are been after will its also about than one two new other first last year years some there when all could government
minister president state people country talks agreement defence security foreign policy meeting officials report countries""".split()
STARTS = "b bl br c ch cl cr d dr f fl fr g gl gr h j k kl l m n p pl pr qu r s sc sh sl sp st str t th tr v w".split()
MIDDLES = "a e i o u ai au ea ee ie io oa ou".split()
STOPS = "b d g l ll m n nd nt p r rd rn rt s ss st t tt v".split()
ENDS = "er ing ed ion al ity ment ness s ly ous ive ance ist".split()
FIRST = "Anna Boris Carla David Elena Frank Greta Henrik Irina Jaap Karin Lars Maria Nils Olga Peter Rosa Sergei Tomas Vera".split()


RECEIVED = """Ministers agree on a bridge over the Sund

14 June 2008

OSLO: Ministers of Norway and Sweden agreed on Friday to build a bridge, said Anna Lindqvist, the Swedish foreign minister.
"""


def _word(rng: random.Random, syllables: int) -> str:
    parts = [rng.choice(STARTS) + rng.choice(MIDDLES) + rng.choice(STOPS) for _ in range(syllables)]
    return "".join(parts) + (rng.choice(ENDS) if rng.random() < 0.4 else "")


def _vocabulary() -> list[str]:
    rng = random.Random(1)
    words = dict.fromkeys(COMMON)
    while len(words) < VOCABULARY:
        words[_word(rng, 1 + (len(words) > 3000) + (rng.random() < 0.3))] = None
    return list(words)


def _names() -> tuple[list[str], list[str]]:
    rng = random.Random(2)
    people = dict.fromkeys(f"{rng.choice(FIRST)} {_word(rng, 2).capitalize()}" for _ in range(2 * PEOPLE))
    towns = dict.fromkeys(f"{_word(rng, 1).capitalize()}{rng.choice(('burg', 'ville', 'grad', 'ton'))}" for _ in range(2 * TOWNS))
    return list(people)[:PEOPLE], list(towns)[:TOWNS]


VOCABULARY_WORDS = _vocabulary()
PEOPLE_NAMES, TOWN_NAMES = _names()
OFTEN = list(itertools.accumulate(1 / (rank + 4) for rank in range(VOCABULARY)))


def _some(rng: random.Random, count: int) -> list[str]:
    return [VOCABULARY_WORDS[bisect.bisect(OFTEN, rng.random() * OFTEN[-1])] for _ in range(count)]


def _sentence(rng: random.Random, names: list[str]) -> str:
    words = _some(rng, rng.randint(12, 26))
    words[0] = words[0].capitalize()
    if rng.random() < 0.4:
        words.insert(rng.randint(1, len(words)), rng.choice(names))
    return f"{' '.join(words)}."


def text_of(number: int) -> str:
    """An article's body: paragraphs of three sentences."""
    rng = random.Random(number)
    names = [rng.choice(PEOPLE_NAMES[: 30 if rng.random() < 0.5 else PEOPLE]) for _ in range(3)]
    names += [f"the town of {rng.choice(TOWN_NAMES)}", f"article{number:05}"]
    paragraphs: list[str] = []
    while sum(len(paragraph.split()) for paragraph in paragraphs) < WORDS:
        paragraphs.append(" ".join(_sentence(rng, names) for _ in range(3)))
    return "\n\n".join(paragraphs)


def received(number: int) -> str:
    """An article as it was received: a headline, a date, a dateline and the text."""
    rng = random.Random(-1 - number)
    day = date(1995, 1, 1) + timedelta(days=rng.randrange(20 * 365))
    return f"{_title(rng, number)}\n\n{day.day} {day:%B %Y}\n\n{rng.choice(DATELINES)}: {text_of(number)}\n"


def _title(rng: random.Random, number: int) -> str:
    return f"{' '.join(_some(rng, 6)).capitalize()} {number}"


def _article(number: int) -> str:
    rng = random.Random(-1 - number)
    facts = {"title": _title(rng, number), "date": str(date(1995, 1, 1) + timedelta(days=rng.randrange(20 * 365))), "language": "en"}
    if number % UNDATED == 0:
        del facts["date"]
    facts |= {"publication": rng.choice(PUBLICATIONS), "agency": rng.choice(AGENCIES)}
    front = "\n".join(f"{key}: {value}" for key, value in facts.items())
    return f"---\n{front}\n---\n\n{text_of(number)}\n"


def put_archive(content: Path, count: int) -> None:
    """Write the content folder of so many articles: all as front matter and Markdown, and one as it was received."""
    for folder in ("originals", "articles"):
        (content / folder).mkdir(parents=True)
    (content / "originals" / "received.txt").write_text(RECEIVED, "utf-8")
    for number in range(1, count):
        (content / "articles" / f"article-{number:05}.md").write_text(_article(number), "utf-8")


def put_received(content: Path, count: int) -> None:
    """Write the content folder of so many articles, all as they were received."""
    (content / "originals").mkdir(parents=True)
    for number in range(count):
        (content / "originals" / f"{number:06}.txt").write_text(received(number), "utf-8")
