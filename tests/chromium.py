"""A real Chromium, and a server that says what the published site's server says."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright import sync_api

NAMES = ("chromium", "chromium-browser", "google-chrome")
# Never --allow-file-access-from-files: readers' browsers don't have it.
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-default-browser-check",
    "--no-first-run",
)
POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'"
)


def find_chromium() -> str | None:
    """The Chromium to test with; None leaves the choice to Playwright."""
    return os.environ.get("CUTTINGS_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def start(playwright: sync_api.Playwright) -> sync_api.Browser:
    """A Chromium, started; without one the tests fail, for half of what they promise is not tested."""
    root = ("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()
    return playwright.chromium.launch(executable_path=find_chromium(), args=[*ARGUMENTS, *root])


@pytest.fixture(scope="session")
def browser() -> Iterator[sync_api.Browser]:
    """Chromium: the one that CUTTINGS_CHROMIUM names, else the system's, else Playwright's own."""
    with sync_api.sync_playwright() as playwright:
        chromium = start(playwright)
        yield chromium
        chromium.close()


class Quiet(SimpleHTTPRequestHandler):
    """Files of a folder, with the published site's policy and without a log."""

    def log_message(self, *args: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """serve(folder) → its address on a server of this machine."""
    servers: list[ThreadingHTTPServer] = []

    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def taken_home(site: Path, folder: Path) -> str:
    """The address of a copy of a site on a disk, in a folder that a reader named."""
    copy = folder / "Das Archiv #2 (ü), 100 %"
    shutil.copytree(site, copy)
    return f"{copy.as_uri()}/"


@contextlib.contextmanager
def silent_page(browser: sync_api.Browser, **options: Any) -> Iterator[sync_api.Page]:
    """A page that must not say a word in the console."""
    context = browser.new_context(**options)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


def main() -> int:
    """Whether a Chromium can be started: the exit status."""
    with sync_api.sync_playwright() as playwright:
        start(playwright).close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
