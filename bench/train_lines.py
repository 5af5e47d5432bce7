"""Train the forests that tell an article's lines from its page's: cuttings/clean/{text,text-twice,page,page-twice,headline}.json.

    python bench/train_lines.py            write the five files
    python bench/train_lines.py --cv       print what they reach on publishers that they were not trained on

Needs the cases of `bench/cases.py` and, besides the project's own packages, catboost, resiliparse,
inscriptis and beautifulsoup4.  A line's label is whether most of its words are in the article, as a
person made it; the words of the cases stay where they are, but for a list of common ones with how
much each leans to articles.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME), str(HOME / "bench")]

import cases  # noqa: E402
from scorers import scorer  # noqa: E402

from cuttings.clean import context, forest, score, settled, structure  # noqa: E402
from cuttings.clean.forest import Matrix  # noqa: E402
from cuttings.clean.html import parse, places  # noqa: E402
from cuttings.clean.lines import lines_of  # noqa: E402
from cuttings.clean.rules import SURE  # noqa: E402
from cuttings.clean.shape import TOKEN  # noqa: E402
from cuttings.clean.vocabulary import Vocabulary  # noqa: E402
from cuttings.model import Line  # noqa: E402

FOLDS = 5
IN_ARTICLE = 0.6  # of a line's words
WEIGHT = {"main": 1.0, "txt": 1.0, "resiliparse": 0.6, "inscriptis": 0.5, "nodes": 0.4, "gold": 0.3, "short": 0.2, "html": 1.0}
TEXT = {"iterations": 400, "depth": 5, "learning_rate": 0.08, "l2_leaf_reg": 20, "rsm": 0.3}
HEADLINE = {"iterations": 200, "depth": 4, "learning_rate": 0.08, "l2_leaf_reg": 20, "rsm": 0.4}
AGAIN = {"iterations": 250, "depth": 4, "learning_rate": 0.07, "l2_leaf_reg": 30, "rsm": 0.3}
PAGE = {"iterations": 400, "depth": 5, "learning_rate": 0.08, "l2_leaf_reg": 20, "rsm": 0.25}


@dataclass
class Document:
    """One way to see a page: its lines, the share of each one's words that is in the article, and their count."""

    name: str
    kind: str
    publisher: str
    lines: tuple[Line, ...]
    labels: Matrix
    sizes: Matrix
    gold: int  # words of the article
    whole: tuple[Line, ...]
    titles: Matrix  # 1 for a line that is the headline
    verdict: Matrix | None = None
    rows: Matrix | None = None


def documents(case: Path) -> list[Document]:
    """All the ways to see a case; [] where its article is not known."""
    file = case / "gold.txt"
    gold = file.read_text("utf-8") if file.exists() else ""
    known = cases.gold_of(case)
    publisher = ".".join((urlsplit(known.get("url") or "").hostname or case.name).split(".")[-2:])
    title = known.get("title") or ""
    titles = [title, *known.get("title_also_accepted", [])] if title else []
    found = [_page(case, publisher, gold)] if gold else []
    for kind, text in _texts(case, title, gold):
        whole = lines_of(text)
        lines = settled(whole, SURE).lines
        if lines:
            found.append(_document(case.name, kind, publisher, lines, gold, whole, titles))
    return [one for one in found if one]


def _texts(case: Path, title: str, gold: str) -> Iterator[tuple[str, str]]:
    import inscriptis
    from bs4 import BeautifulSoup
    from resiliparse.extract.html2text import extract_plain_text

    page = cases.text_of(case, "html")
    style = cases.gold_of(case)["txt_style"]
    yield "main", cases.text_of(case, "main")
    yield "txt", cases.text_of(case, "txt")
    if "resiliparse" not in style:
        yield "resiliparse", extract_plain_text(page)
    if "inscriptis" not in style:
        yield "inscriptis", inscriptis.get_text(page)
    if "BeautifulSoup" not in style:
        soup = BeautifulSoup(page, "lxml")
        for element in soup(["script", "style", "noscript", "template"]):
            element.decompose()
        yield "nodes", soup.get_text("\n")
    paragraphs = gold.split("\n\n")
    few = random.Random(case.name).randint(1, 4)
    if not gold:
        return
    yield "gold", f"{title}\n\n{gold}"
    yield "short", f"{title}\n\n" + "\n\n".join(paragraphs[:few])


def _page(case: Path, publisher: str, gold: str) -> Document | None:
    page = cases.text_of(case, "html")
    document = parse(page)
    found = places(document) if document is not None else []
    if not found:
        return None
    one = _document(case.name, "html", publisher, score.as_lines(found), gold)
    one.verdict = score.verdict(one.lines, page)
    one.rows = structure.rows(found, document)
    return one


def _document(
    name: str, kind: str, publisher: str, lines: tuple[Line, ...], gold: str, whole: tuple[Line, ...] = (), titles: Sequence[str] = ()
) -> Document:
    split = scorer("score_extraction").words
    wanted = split(gold)
    owner, words = [], []
    for index, line in enumerate(lines):
        own = split(line.text)
        words += own
        owner += [index] * len(own)
    sizes = np.bincount(owner, minlength=len(lines)).astype(np.float32)
    hits = np.zeros(len(lines), dtype=np.float32)
    for block in SequenceMatcher(None, words, wanted, autojunk=False).get_matching_blocks():
        for at in range(block.a, block.a + block.size):
            hits[owner[at]] += 1
    accepted = {tuple(split(title)) for title in titles}
    leads = np.array([tuple(split(line.text)) in accepted for line in lines], dtype=np.float32)
    return Document(name, kind, publisher, lines, (hits / np.maximum(sizes, 1)).astype(np.float32), sizes, len(wanted), whole, leads)


def lexicon(found: Sequence[Document]) -> dict[str, float]:
    """How much common words lean to articles: the logarithm of the share of publishers in whose articles they stand."""
    inside: defaultdict[str, set[str]] = defaultdict(set)
    outside: defaultdict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.kind in ("gold", "short"):
            continue
        for line, label in zip(one.lines, one.labels, strict=True):
            for word in {token.lower() for token in TOKEN.findall(line.text[:250])}:
                (inside if label > 0.5 else outside)[word].add(one.publisher)
    every = len({one.publisher for one in found}) + 2
    leaning = {
        word: math.log((len(inside[word]) + 1) / every) - math.log((len(outside[word]) + 1) / every)
        for word in {*inside, *outside}
        if len(word) > 1 and len(inside[word]) + len(outside[word]) >= 5
    }
    return {word: round(max(-3.0, min(3.0, value)), 1) for word, value in sorted(leaning.items())}


def features(one: Document, words: Vocabulary) -> Matrix:
    table = context.rows(one.lines, score.seen_in(one.lines, words))
    return np.concatenate([table, one.rows], axis=1) if one.rows is not None else table


def weights(one: Document) -> Matrix:
    """A line weighs as its words do in the page's score; a page of much furniture not more than others."""
    inside = one.labels >= IN_ARTICLE
    sizes = one.sizes + 1
    gold = max(one.gold, 80)
    weight = 100 * sizes / gold / np.where(inside, 1, 1 + 0.3 * sizes[~inside].sum() / gold)
    return np.asarray(np.clip(weight, 0.1 if one.kind == "html" else 0.3, 30) * WEIGHT[one.kind], dtype=np.float32)


def fit(
    tables: Sequence[Matrix], labels: Sequence[Matrix], weight: Sequence[Matrix], words: Mapping[str, float], how: Mapping[str, Any]
) -> dict[str, Any]:
    """A trained forest, as its file holds it."""
    from catboost import CatBoostClassifier

    model = CatBoostClassifier(verbose=0, thread_count=2, random_seed=1, **how)
    model.fit(np.concatenate(tables), np.concatenate(labels).astype(int), sample_weight=np.concatenate(weight))
    return exported(model, words)


def exported(model: Any, words: Mapping[str, float]) -> dict[str, Any]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        model.save_model(f"{folder}/model.json", format="json")
        stored = json.loads(Path(folder, "model.json").read_text("utf-8"))
    levels = max(len(tree["splits"]) for tree in stored["oblivious_trees"])
    columns, borders, leaves = [], [], []
    for tree in stored["oblivious_trees"]:
        missing = levels - len(tree["splits"])
        columns.append([split["float_feature_index"] for split in tree["splits"]] + [0] * missing)
        borders.append([round(split["border"], 5) for split in tree["splits"]] + [1e30] * missing)
        leaves.append([round(value, 4) for value in tree["leaf_values"]] + [0.0] * ((1 << levels) - len(tree["leaf_values"])))
    scale, bias = stored["scale_and_bias"]
    bias = bias[0] if isinstance(bias, list) else bias
    leaves = [[round(scale * value, 4) for value in tree] for tree in leaves]
    return {"columns": columns, "borders": borders, "leaves": leaves, "bias": round(bias, 4), "lexicon": dict(words)}


def trained(found: Sequence[Document], fold_of: Callable[[Document], int]) -> dict[str, dict[str, Any]]:
    """The five forests.

    The words' leanings that a line is judged by never come from its own publisher, as in use.
    """
    final = lexicon(found)
    tables: dict[int, Matrix] = {}
    for fold in range(FOLDS):
        inner = Vocabulary(lexicon([one for one in found if fold_of(one) != fold]))
        tables |= {id(one): features(one, inner) for one in found if fold_of(one) == fold}
    whole = [one for one in found if one.gold and float((one.labels * one.sizes).sum()) >= one.gold / 2]
    texts, pages = [one for one in whole if one.kind != "html"], [one for one in whole if one.kind == "html"]
    named = [one for one in found if one.titles.any() and one.kind != "short"]
    return {
        "text": _lines_forest(texts, [tables[id(one)] for one in texts], final, TEXT),
        "text-twice": _lines_forest(texts, _looked_again(texts, tables, fold_of), {}, AGAIN),
        "page": _lines_forest(pages, [tables[id(one)] for one in pages], final, PAGE),
        "page-twice": _lines_forest(pages, [_twice(one, tables[id(one)]) for one in pages], {}, PAGE),
        "headline": fit(
            [score.with_repeats(tables[id(one)], one.lines, one.whole) for one in named],
            [one.titles for one in named],
            [_title_weights(one) for one in named],
            {},
            HEADLINE,
        ),
    }


def _looked_again(texts: Sequence[Document], tables: Mapping[int, Matrix], fold_of: Callable[[Document], int]) -> list[Matrix]:
    """The tables of texts with what a first look told, by forests that had not seen their publishers."""
    again: dict[int, Matrix] = {}
    for fold in range(FOLDS):
        seen = [one for one in texts if fold_of(one) != fold]
        first = forest.made(_lines_forest(seen, [tables[id(one)] for one in seen], {}, TEXT))
        for one in texts:
            if fold_of(one) == fold:
                again[id(one)] = score.with_again(
                    tables[id(one)], one.lines, score.seen_in(one.lines, Vocabulary({})), first.probabilities(tables[id(one)])
                )
    return [again[id(one)] for one in texts]


def _lines_forest(
    found: Sequence[Document], tables: Sequence[Matrix], words: Mapping[str, float], how: Mapping[str, Any]
) -> dict[str, Any]:
    return fit(tables, [(one.labels >= IN_ARTICLE).astype(np.float32) for one in found], [weights(one) for one in found], words, how)


def _title_weights(one: Document) -> Matrix:
    return np.asarray(np.where(one.titles > 0, 1, 0.3) * (1 if one.kind in cases.KINDS else 0.5), dtype=np.float32)


def _twice(one: Document, table: Matrix) -> Matrix:
    assert one.verdict is not None
    return score.with_verdict(table, one.verdict)


def folds(found: Sequence[Document]) -> Callable[[Document], int]:
    publishers = sorted({one.publisher for one in found})
    random.Random(0).shuffle(publishers)
    of = {publisher: number % FOLDS for number, publisher in enumerate(publishers)}
    return lambda one: of[one.publisher]


def cross_validated(found: Sequence[Document]) -> None:
    """Print what the whole of cleaning reaches on publishers that the forests have not seen."""
    import tempfile

    of = folds(found)
    by_name = {case.name: case for case in cases.cases()}
    with tempfile.TemporaryDirectory() as folder:
        for fold in range(FOLDS):
            forests = {name: forest.made(one) for name, one in trained([one for one in found if of(one) != fold], of).items()}
            cases.using(forests, Path(folder), [by_name[name] for name in sorted({one.name for one in found if of(one) == fold})])
        for kind in cases.KINDS:
            print(kind, flush=True)
            scorer("score_extraction").main([str(cases.CASES), f"{folder}/{kind}", "--kind", kind, "--missing-ok"])


def main() -> None:
    with ProcessPoolExecutor(2) as pool:
        found = [one for some in pool.map(documents, cases.cases(), chunksize=4) for one in some]
    if "--cv" in sys.argv:
        cross_validated(found)
        return
    for name, stored in trained(found, folds(found)).items():
        file = HOME / "cuttings" / "clean" / f"{name}.json"
        file.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
        print(f"{file.relative_to(HOME)}: {len(stored['columns'])} trees, {len(stored['lexicon'])} words, {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
