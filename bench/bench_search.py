"""Search from a server and from a disk, on made-up archives: bytes, milliseconds, and their ratios.

python bench/bench_search.py [ARTICLES…]      (200 and 2,000; 10,000 takes minutes to build)

Both ways are asked in turn in one run, each time by a browser that has seen nothing yet.  A stall is the
longest time for which the page could not have answered a key, in the middle one of the rounds.
"""

from __future__ import annotations

import functools
import statistics
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass, field
from http.server import ThreadingHTTPServer
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from asking import Reader
from chromium import Quiet, start
from generated import PEOPLE_NAMES, put_archive
from playwright.sync_api import Browser, sync_playwright

HOME = Path(__file__).resolve().parent.parent
SIZES = (200, 2_000)
ROUNDS = 9
FIRST = "government talks"
LATER = ("ministers", PEOPLE_NAMES[3].lower(), '"security policy"', "article00077", "th")
STALLS = """window.stalls = [];
new PerformanceObserver((list) => window.stalls.push(...list.getEntries().map(({ duration }) => duration)))
  .observe({ type: 'longtask', buffered: true });"""


@dataclass
class Way:
    """One way to read the archive, and what was measured of it."""

    name: str
    root: str
    first_bytes: list[int] = field(default_factory=list)
    first: list[float] = field(default_factory=list)
    later_bytes: list[int] = field(default_factory=list)
    later: list[float] = field(default_factory=list)
    stalls: list[float] = field(default_factory=list)

    def ask(self, browser: Browser, site: Path) -> None:
        page = browser.new_page()
        page.add_init_script(STALLS)
        reader = Reader(page, self.root, site)
        self.first_bytes.append(reader.cost(FIRST))
        self.first.append(reader.took)
        for query in LATER:
            self.later_bytes.append(reader.cost(query))
            self.later.append(reader.took)
        self.stalls.append(max(page.evaluate("window.stalls"), default=0.0))
        page.close()

    def row(self, size: int) -> str:
        sizes = f"{statistics.median(self.first_bytes) / 1e3:6.0f} KB {statistics.median(self.later_bytes) / 1e3:6.0f} KB"
        times = f"{statistics.median(self.first):6.0f} ms {statistics.median(self.later):6.0f} ms"
        return f"{size:>8} {self.name:<7} {sizes}   {times}   {statistics.median(self.stalls):5.0f} ms"


def built(folder: Path, size: int) -> Path:
    """The site of a made-up archive."""
    put_archive(folder / "content", size)
    command = [sys.executable, str(HOME / "build.py"), "--content", str(folder / "content"), "--output", str(folder / "site"), "--quiet"]
    subprocess.run(command, check=True)
    return folder / "site"


def compare(browser: Browser, site: Path, size: int) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ways = (Way("server", f"http://127.0.0.1:{server.server_address[1]}/"), Way("disk", f"{site.as_uri()}/"))
    for number in range(ROUNDS):
        for way in ways[:: 1 if number % 2 else -1]:
            way.ask(browser, site)
    server.shutdown()
    for way in ways:
        print(way.row(size))
    served, read = ways
    ratios = [statistics.median(a) / statistics.median(b) for a, b in ((read.first, served.first), (read.later, served.later))]
    print(f"{'':>8} disk to server, first {ratios[0]:.2f}, later {ratios[1]:.2f}", flush=True)


def main() -> None:
    print(f"{'articles':>8} {'':<7} {'first':>9} {'later':>9}   {'first':>9} {'later':>9}   {'stall':>8}")
    with sync_playwright() as playwright:
        browser = start(playwright)
        for size in [int(size) for size in sys.argv[1:]] or SIZES:
            with tempfile.TemporaryDirectory() as folder:
                compare(browser, built(Path(folder), size), size)
        browser.close()


if __name__ == "__main__":
    main()
