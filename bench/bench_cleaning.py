"""Cleaning and metadata on real pages, beside the libraries alone: text, metadata, pages a second of CPU.

    python build.py bench cleaning               print the figures
    python bench/bench_cleaning.py --raise       and raise the floors in bench/floors.json to them

The forests were trained on these very pages, so the figures of text are better than on others:
`python bench/train_lines.py --cv` gives those of publishers that were left out.  A floor is never lowered.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent.parent)]

import cases  # noqa: E402
from floors import raised  # noqa: E402

from cuttings.clean.recurring import line_keys, recurring  # noqa: E402

OURS = "Cuttings"
MEASURES = ("title", "date", "date invented", "authors", "sitename", "dateline", "dateline false alarm")
Make = Callable[[str, str], tuple[str, dict[str, Any]]]


def main(arguments: list[str]) -> None:
    found = cases.cases()
    if not found:
        print("the cases are not beside the project: nothing to measure")
        return
    print(f"{'':<34}F1     P      R      clean  pages/s  metadata")
    with tempfile.TemporaryDirectory() as folder:
        for kind in cases.KINDS:
            for name, make in systems(kind, found):
                place = Path(folder, kind, name)
                began = time.process_time()
                cases.write_predictions(place, kind, make, found)
                speed = len(found) / (time.process_time() - began)
                told = figures(cases.scores(place, kind))
                print(row(f"{kind:<5}{name}", told, speed), flush=True)
                if name == OURS and "--raise" in arguments:
                    raised(kind, told)


def systems(kind: str, found: list[Path]) -> list[tuple[str, Make]]:
    """What is measured on a kind of page, by name."""
    texts = [cases.text_of(case, kind) for case in found]
    known = dict(zip(texts, recurring([line_keys(cases.original_of(text, kind)) for text in texts]), strict=True))
    alone: list[tuple[str, Make]] = [("trafilatura", _trafilatura)] if kind == "html" else [("everything", lambda text, _: (text, {}))]
    return [*alone, (OURS, cases.made), (f"{OURS}, knowing the archive", lambda text, kind: cases.made(text, kind, known[text]))]


def _trafilatura(text: str, kind: str) -> tuple[str, dict[str, Any]]:
    import trafilatura

    found: Any = trafilatura.bare_extraction(text, include_comments=False, with_metadata=True)
    if found is None:
        return "", {}
    writers = (found.author or "").split("; ")
    return found.text or "", {"title": found.title, "date": found.date, "authors": writers, "sitename": found.sitename}


def figures(told: dict[str, Any]) -> dict[str, float]:
    """The measures that have a floor, by name."""
    body = told["body"]["all"]
    return {name: body[name] for name in ("f1", "precision", "recall", "clean")} | {
        name: told["metadata"][name]["value"] for name in MEASURES if name in told["metadata"]
    }


def row(name: str, told: dict[str, float], speed: float) -> str:
    body = "  ".join(f"{told[measure]:.3f}" for measure in ("f1", "precision", "recall", "clean"))
    rest = ", ".join(f"{measure} {told[measure]:.3f}" for measure in MEASURES if measure in told)
    return f"{name:<34}{body}  {speed:7.1f}  {rest}"


if __name__ == "__main__":
    main(sys.argv[1:])
