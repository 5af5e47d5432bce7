"""Real pages with what a person would make of them, where they lie beside the project; and their scorer.

A case is a folder with gold.json, gold.txt and the page in three forms: raw.html.gz (saved), raw.txt
(the whole page as text) and raw-main.txt (half-cleaned text).
"""

from __future__ import annotations

import contextlib
import gzip
import io
import json
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from cuttings.clean import clean, forest, score
from cuttings.clean.forest import Forest
from cuttings.describe import describe
from cuttings.fixity import Sha256
from cuttings.model import Article, Original, Settings

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from archives import EVAL
from scorers import scorer

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


def original_of(text: str, kind: str) -> Original:
    return Original("case", Sha256(""), MEDIA[kind], "utf-8", text)


def article_of(text: str, kind: str, known: frozenset[int] = frozenset()) -> Article:
    """What the project makes of a page; `known` are those of its lines that recur in its archive."""
    original = original_of(text, kind)
    return describe(original, clean(original, known), Settings(language=""))


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


def using(forests: Mapping[str, Forest], folder: Path, only: list[Path]) -> None:
    """Predictions of all kinds below `folder`, made with other forests than the library's own."""
    own = forest.forest
    vars(score)["forest"] = forests.__getitem__
    try:
        for kind in KINDS:
            write_predictions(folder / kind, kind, made, only)
    finally:
        vars(score)["forest"] = own


def made(text: str, kind: str, known: frozenset[int] = frozenset()) -> tuple[str, dict[str, Any]]:
    """The text and the metadata that the project makes of a page."""
    article = article_of(text, kind, known)
    return article.text, told(article)


def scores(folder: Path, kind: str) -> dict[str, Any]:
    """What the scorer says of the predictions in a folder."""
    out = folder / "scores.json"
    with contextlib.redirect_stdout(io.StringIO()):
        scorer("score_extraction").main([str(CASES), str(folder), "--kind", kind, "--bootstrap", "0", "--json", str(out)])
    found: dict[str, Any] = json.loads(out.read_text("utf-8"))
    return found
