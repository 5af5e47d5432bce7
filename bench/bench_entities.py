"""Names found and joined, beside what people marked: each corpus as an archive of its own, and words a second of CPU.

    python build.py bench entities               print the figures
    python bench/bench_entities.py --raise       and raise the floors in bench/floors.json to them

The tagger was trained on these very texts, so the figures are better than on others:
`python bench/train_mentions.py --cv` gives those of texts that were left out.  `given` is the linking
alone: the names as people marked them.  A floor is never lowered.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

import gold_names  # noqa: E402
from floors import raised  # noqa: E402

from cuttings.mentions import candidates  # noqa: E402
from cuttings.model import Article, Candidate  # noqa: E402
from cuttings.spacy_model import installed  # noqa: E402

MEASURES = ("detect", "typed", "page", "crosslink")


def main(arguments: list[str]) -> None:
    if not gold_names.documents("gum"):
        print("the texts are not beside the project: nothing to measure")
        return
    print(f"{'':<34}{'  '.join(f'{measure:>9}' for measure in MEASURES)}   words/s")
    ways = [("rules and lists", False)] + [(installed(), True)] * bool(installed())
    for way, with_model in ways:
        told = figures(with_model)
        for name, (reached, speed) in told.items():
            print(row(f"{name:<10}{way}", reached, speed), flush=True)
        mean = {measure: sum(reached[measure] for reached, _ in told.values()) / len(told) for measure in MEASURES}
        print(row(f"{'mean':<10}{way}", mean, 0), flush=True)
        if "--raise" in arguments and not with_model:
            for name, (reached, _) in told.items():
                raised(f"names {name}", reached)
    for name in (*gold_names.ARCHIVES, "dwie"):
        reached = given(name)
        print(row(f"{name:<10}names given", reached, 0), flush=True)
        if "--raise" in arguments:
            raised(f"given {name}", reached)


def figures(with_model: bool = False) -> dict[str, tuple[dict[str, float], float]]:
    """The measures of each archive, F1 of each, and how many words a second it takes."""

    def find(article: Article) -> tuple[Candidate, ...]:
        return candidates(article, with_model)

    for warming in gold_names.documents("gum")[:1]:  # what is loaded once is not counted: the lists, the weights
        gold_names.resolved([warming], find)
    found = {}
    for name, (corpus, topic) in gold_names.ARCHIVES.items():
        documents = gold_names.documents(corpus, topic)
        began = time.process_time()
        resolved = gold_names.resolved(documents, find)
        speed = sum(len(one.article.text.split()) for one in documents) / (time.process_time() - began)
        found[name] = _f1(gold_names.scored(documents, resolved)), speed
    return found


def given(name: str) -> dict[str, float]:
    """The measures of linking alone, the names being given."""
    documents = gold_names.marked(*gold_names.ARCHIVES.get(name, (name, "")))
    return _f1(gold_names.scored(documents, gold_names.resolved(documents, gold_names.as_marked(documents))))


def _f1(told: dict[str, tuple[float, float, float]]) -> dict[str, float]:
    return {measure: told[measure][2] for measure in MEASURES}


def row(name: str, told: dict[str, float], speed: float) -> str:
    return f"{name:<34}{'  '.join(f'{told[measure]:9.3f}' for measure in MEASURES)}" + (f"{speed:10,.0f}" if speed else "")


if __name__ == "__main__":
    main(sys.argv[1:])
