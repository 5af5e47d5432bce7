"""A build's cost: the first against the second, or with `--against` beside other programs that make the same pages.

python build.py bench build                                              the sample archive
python build.py bench build --against hugo,pelican,eleventy [--sizes 1000,10000] [--rounds 5]

Made-up articles (tests/generated.py), all of it in memory where there is such a folder.  Each round builds the
archive with each program in turn: from nothing, once more with nothing changed, and with one article changed.
Figures are seconds of all processors, medians; ratios are taken round by round.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

import against
from costs import HOME, Cost, cost, cuttings, memory_folder
from generated import put_received

ADDRESS = ("--base-url", "https://archive.example/")
#: What no peer does: the rest is what all of them do, with Cuttings' further pages.
BESIDES = ("reading originals", "cleaning", "finding names", "joining names", "drawing pictures", "indexing for search")
WAYS = ("full", "unchanged", "one article")


@dataclass
class Program:
    """One that builds the archive, and what it took in each round, by way."""

    name: str
    build: Callable[[], Cost]
    again: Callable[[], Cost]
    site: Path
    article: Path
    rounds: list[dict[str, Cost]] = field(default_factory=list)

    def round(self) -> None:
        shutil.rmtree(self.site, ignore_errors=True)
        full, unchanged = self.build(), self.again()
        with open(self.article, "a", encoding="utf-8") as file:
            file.write("\nThe ministers will meet again.\n")
        self.rounds.append(dict(zip(WAYS, (full, unchanged, self.again()), strict=True)))

    def seconds(self, way: str, without: Sequence[str] = ()) -> list[float]:
        return [one[way].without(without) for one in self.rounds]


def ours(place: Path) -> Program:
    article = min((place / "content" / "articles").glob("*.md"))
    build, again = cuttings(place, *ADDRESS, "--no-cache"), cuttings(place, *ADDRESS)
    return Program("Cuttings, in all", lambda: cost(build, place), lambda: cost(again, place), place / "site", article)


def theirs(peer: against.Peer, folder: Path, entries: Sequence[against.Entry]) -> Program:
    peer.put(folder, entries)
    command = peer.command()
    article = folder / peer.articles / f"{min(entry.slug for entry in entries)}.md"
    again = [*command, *peer.again]
    cost(again, folder)  # fills what it keeps
    return Program(peer.name, lambda: cost(command, folder), lambda: cost(again, folder), folder / peer.site, article)


def compare(names: Sequence[str], size: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory(dir=memory_folder()) as folder:
        place = Path(folder) / "cuttings"
        put_received(place / "content", size)
        cost(cuttings(place, *ADDRESS), place)  # makes content/articles/, and fills the cache
        entries = against.entries(place)
        own = ours(place)
        peers = [theirs(against.ALL[name], Path(folder) / name, entries) for name in names]
        for number in range(rounds):
            for program in (own, *peers)[:: -1 if number % 2 else 1]:
                program.round()
        named = {one for entry in entries for one in entry.entities}
        for peer in peers:
            check(peer, entries, named)
        print(f"\n{size:,} articles, {len(named):,} entities; CPU seconds, {rounds} rounds; peak memory from nothing")
        print(f"{'':<24}{''.join(f'{way:>13}' for way in WAYS)}{'files':>9}{'MB':>8}{'peak MB':>9}")
        tell(own, peers)


def check(peer: Program, entries: Sequence[against.Entry], named: set[str]) -> None:
    """End the benchmark where a peer did not write the pages that are compared."""
    for folder, wanted in (("articles", {entry.slug for entry in entries}), ("entities", {*named, "index"})):
        found = {page.stem for page in (peer.site / folder).glob("*.html")}
        if missing := sorted(wanted - found):
            sys.exit(f"{peer.name} did not write {folder}/{missing[0]}.html, nor {len(missing) - 1} others")


def tell(own: Program, peers: Sequence[Program]) -> None:
    without = "Cuttings, without *"
    row(own.name, [own.seconds(way) for way in WAYS], own)
    row(without, [own.seconds(way, BESIDES) for way in WAYS])
    for peer in peers:
        row(peer.name, [peer.seconds(way) for way in WAYS], peer)
    for peer in peers:
        for name, besides in ((f"in all to {peer.name}", ()), (f"without * to {peer.name}", BESIDES)):
            ratios = [[a / b for a, b in zip(own.seconds(way, besides), peer.seconds(way), strict=True)] for way in WAYS]
            row(name, ratios)
    print(f"* {', '.join(BESIDES)}", flush=True)


def row(name: str, figures: Sequence[Sequence[float]], program: Program | None = None) -> None:
    cells = "".join(f"{statistics.median(one):>13.2f}" for one in figures)
    if program:
        files = [file for file in program.site.rglob("*") if file.is_file()]
        memory = statistics.median(one["full"].memory for one in program.rounds)
        cells += f"{len(files):>9,}{sum(file.stat().st_size for file in files) / 1e6:>8.1f}{memory:>9.0f}"
    print(f"{name:<24}{cells}")


def sample(rounds: int) -> None:
    """The sample archive: the first build against the second, of which nothing changed."""
    first, again = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(rounds):
            place = Path(folder)
            shutil.rmtree(place / "content", ignore_errors=True)
            shutil.rmtree(place / "site", ignore_errors=True)
            shutil.copytree(HOME / "content", place / "content", ignore=shutil.ignore_patterns("articles", "entities.lock"))
            first.append(cost(cuttings(place, "--no-cache"), place).cpu)
            again.append(cost(cuttings(place), place).cpu)
    one, other = statistics.median(first), statistics.median(again)
    print(f"first build {one:.2f} s, second build {other:.2f} s of CPU; ratio {one / other:.1f} (median of {rounds})")


def main() -> None:
    parser = argparse.ArgumentParser(prog="build.py bench build", allow_abbrev=False)
    parser.add_argument("--against", default="", metavar="PEERS", help=f"some of {','.join(against.ALL)}")
    parser.add_argument("--sizes", default="1000", metavar="N,…", help="articles (1000)")
    parser.add_argument("--rounds", type=int, default=5, metavar="N", help="(5)")
    said = parser.parse_args()
    names = [name for name in said.against.split(",") if name]
    if unknown := [name for name in names if name not in against.ALL]:
        parser.error(f"--against: no peer {unknown[0]}; there are {', '.join(against.ALL)}")
    if not names:
        sample(said.rounds)
    for name in names:
        against.ALL[name].install()
    for size in said.sizes.split(",") if names else ():
        compare(names, int(size), said.rounds)


if __name__ == "__main__":
    main()
