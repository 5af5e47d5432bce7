"""Train the taggers that tell names from other words: cuttings/mentions/{names,names-with-model}.json.

    python bench/train_mentions.py            write the two files
    python bench/train_mentions.py --cv       print what they reach on texts that they were not trained on

Needs the texts of `bench/gold_names.py` and, besides the project's own packages, python-crfsuite, and
for the second file spacy with its model.  What is kept are weights of signs that stand in at least
two places: endings, single words, lists; no text.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zlib import crc32

HOME = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(HOME), str(HOME / "bench")]

import gold_names  # noqa: E402
from gold_names import ARCHIVES, TRAINED_ON, Document  # noqa: E402

from cuttings.lists import demonyms  # noqa: E402
from cuttings.mentions import in_texts, language_model  # noqa: E402
from cuttings.mentions.signs import WINDOW, Stretch, stretches, word_signs  # noqa: E402
from cuttings.mentions.tagger import UNIT, Tagger  # noqa: E402
from cuttings.model import Article, Candidate  # noqa: E402
from cuttings.spacy_model import installed  # noqa: E402

FOLDS = 5
KINDS = {"person": "P", "organisation": "O", "place": "L"}
HOW = {"c1": 0.2, "c2": 0.4, "max_iterations": 150, "feature.minfreq": 2, "feature.possible_transitions": True}
FORBIDDEN = -8 * UNIT  # of a name that goes on without having begun
LEAST = 10  # weights below are dropped


@dataclass(frozen=True)
class Example:
    """A stretch as the trainer takes it: the signs of each word, with the model's opinions apart, and its labels."""

    signs: list[list[str]]
    opinions: list[list[str]]
    labels: list[str]


def examples(one: Document, with_model: bool) -> Iterator[Example]:
    """The stretches of a document; those with names that are neither right nor wrong are left out."""
    fields = list(one.article.fields())
    opinions = language_model.opinions(fields) if with_model else {}
    for stretch in stretches(fields):
        labels = _labels(stretch, one)
        if labels:
            told = language_model.signs(stretch, opinions[stretch.field]) if with_model else [() for _ in stretch.tokens]
            yield Example(_signs(stretch), [list(signs) for signs in told], labels)


def _signs(stretch: Stretch) -> list[list[str]]:
    return [
        [f"{place}{sign}" for place, word in zip(WINDOW, around, strict=True) for sign in word_signs(word)] + list(signs)
        for around, signs in zip(stretch.around, stretch.signs, strict=True)
    ]


def _labels(stretch: Stretch, one: Document) -> list[str]:
    """The labels of a stretch's words, [] where some are neither right nor wrong."""
    offset = stretch.offset + (one.offset if stretch.field == "text" else 0)
    labels: list[str] = []
    before: Any = None
    for token in stretch.tokens:
        start, end = token.start + offset, token.end + offset
        name = next((name for name in one.gold["mentions"] if name["start"] < end and start < name["end"]), None)
        if name and name.get("ignore") and name["text"] not in demonyms():
            return []
        kind = KINDS.get(name["type"], "M") if name and not name.get("ignore") else "M"
        labels.append(("I-" if name is before else "B-") + kind if name else "O")
        before = name
    return labels


def trained(found: Iterable[Example], with_model: bool) -> dict[str, Any]:
    """A tagger, as its file holds it."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(verbose=False)
    for one in found:
        trainer.append(
            [signs + opinions for signs, opinions in zip(one.signs, one.opinions, strict=True)] if with_model else one.signs, one.labels
        )
    trainer.set_params(HOW)
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/names")
        judge = pycrfsuite.Tagger()
        judge.open(f"{folder}/names")
        return _stored(judge.info())


def _stored(info: Any) -> dict[str, Any]:
    labels = sorted(info.labels, key=lambda label: (label != "O", label))
    number = {label: at for at, label in enumerate(labels)}
    follows = [[0] * len(labels) for _ in labels]
    for (first, second), weight in info.transitions.items():
        follows[number[first]][number[second]] = round(weight * UNIT)
    for first in labels:
        for second in labels:
            if second.startswith("I-") and first[2:] != second[2:]:
                follows[number[first]][number[second]] = min(follows[number[first]][number[second]], FORBIDDEN)
    signs: dict[str, dict[str, int]] = defaultdict(dict)
    for (sign, label), weight in sorted(info.state_features.items()):
        if abs(weight * UNIT) >= LEAST:
            signs[sign][str(number[label])] = round(weight * UNIT)
    return {"labels": labels, "follows": follows, "signs": signs}


def fold_of(one: Document) -> int:
    return crc32(one.name.encode()) % FOLDS


def cross_validated(found: Sequence[tuple[Document, list[Example]]], with_model: bool) -> None:
    """Print what the names and the whole of linking reach on texts that the tagger has not seen."""
    taggers = {
        fold: Tagger(trained((example for one, own in found if fold_of(one) != fold for example in own), with_model))
        for fold in range(FOLDS)
    }
    folds = {one.article.slug: fold_of(one) for one, _ in found}

    def find(article: Article) -> tuple[Candidate, ...]:
        fields = list(article.fields())
        return tuple(in_texts(fields, taggers[folds[article.slug]], language_model.opinions(fields) if with_model else None))

    mean: Counter[str] = Counter()
    for name in ARCHIVES:
        archive = [one for one, _ in found if one.corpus == name]
        told = gold_names.scored(archive, gold_names.resolved(archive, find))
        print(f"{name:<10}" + "  ".join(f"{measure} {told[measure][2]:.3f}" for measure in ("detect", "typed", "crosslink")), flush=True)
        mean.update({measure: told[measure][2] / len(ARCHIVES) for measure in ("detect", "typed", "crosslink")})
    print(f"{'mean':<10}" + "  ".join(f"{measure} {value:.3f}" for measure, value in mean.items()))


def main() -> None:
    choices: list[tuple[str, bool, Callable[[], bool]]] = [
        ("names", False, lambda: True),
        ("names-with-model", True, lambda: bool(installed())),
    ]
    for name, with_model, possible in choices:
        if not possible():
            print(f"{name}: no language model is installed, so it is left as it is")
            continue
        documents = [one for corpus, topic in TRAINED_ON for one in gold_names.documents(corpus, topic)]
        found = [(one, list(examples(one, with_model))) for one in documents]
        if "--cv" in sys.argv:
            print(name)
            cross_validated(found, with_model)
            continue
        file = HOME / "cuttings" / "mentions" / f"{name}.json"
        stored = trained((example for _, own in found for example in own), with_model)
        file.write_text(json.dumps(stored, ensure_ascii=False, separators=(",", ":")) + "\n", "utf-8")
        print(f"{file.relative_to(HOME)}: {len(stored['signs'])} signs, {file.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
