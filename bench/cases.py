"""Real pages with what a person would make of them, where they lie beside the project; and their scorer.

A case is a folder with gold.json, gold.txt and the page in three forms: raw.html.gz (saved), raw.txt
(the whole page as text) and raw-main.txt (half-cleaned text).
"""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from cuttings.clean import clean, forest, score
from cuttings.clean.forest import Forest
from cuttings.describe import describe
from cuttings.model import Article, Original, Settings, Sha256

HOME = Path(__file__).resolve().parent.parent
EVAL = HOME.parent / "shared" / "eval"
CASES = EVAL / "extraction" / "cases"
KINDS = {"html": "raw.html.gz", "main": "raw-main.txt", "txt": "raw.txt"}
MEDIA = {"html": "text/html", "main": "text/plain", "txt": "text/plain"}


def cases() -> list[Path]:
    """The folders of all cases, in order; [] where there are none."""
    return sorted(gold.parent for gold in CASES.glob("*/gold.json"))


def text_of(case: Path, kind: str) -> str:
    file = case / KINDS[kind]
    content = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    return content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")


def gold_of(case: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((case / "gold.json").read_text("utf-8"))
    return found


def article_of(text: str, kind: str) -> Article:
    """What the project makes of a page."""
    original = Original("case", Sha256(""), MEDIA[kind], "utf-8", text)
    return describe(original, clean(original), Settings(language=""))


def told(article: Article) -> dict[str, Any]:
    """An article's metadata under the names that the scorer knows."""
    return {
        "title": article.title,
        "date": article.date,
        "authors": list(article.authors) or [article.agency][: bool(article.agency)],  # the cases count an agency as one
        "sitename": article.publication,
        "language": article.language,
        "dateline_place": article.dateline,
    }


def write_predictions(folder: Path, kind: str, make: Callable[[str, str], tuple[str, dict[str, Any]]], only: list[Path]) -> None:
    """<id>.txt and <id>.json of each case, as `make(text, kind)` gives them."""
    folder.mkdir(parents=True, exist_ok=True)
    for case in only:
        text, metadata = make(text_of(case, kind), kind)
        (folder / f"{case.name}.txt").write_text(text, "utf-8")
        (folder / f"{case.name}.json").write_text(json.dumps(metadata), "utf-8")


@cache
def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_extraction", EVAL / "score_extraction.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def using(forests: Mapping[str, Forest], folder: Path, only: list[Path]) -> None:
    """Predictions of all kinds below `folder`, made with other forests than the library's own."""
    own = forest.forest
    vars(score)["forest"] = forests.__getitem__
    try:
        for kind in KINDS:
            write_predictions(folder / kind, kind, made, only)
    finally:
        vars(score)["forest"] = own


def made(text: str, kind: str) -> tuple[str, dict[str, Any]]:
    """The text and the metadata that the project makes of a page."""
    article = article_of(text, kind)
    return article.text, told(article)
