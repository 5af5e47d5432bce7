"""Serve: build, show the site on localhost, build again and reload on change."""

from __future__ import annotations

import contextlib
import threading
import time
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cuttings.builder import build
from cuttings.options import HOME, Options
from cuttings.report import Report

EVERY = 1.0  # seconds between two looks at the folders
RELOAD = "/__reload"
SCRIPT = b"""'use strict';
(async () => {
  const version = async () => (await fetch('/__reload')).text();
  const first = await version();
  setInterval(async () => { try { if (await version() !== first) location.reload(); } catch { /* being restarted */ } }, 1000);
})();
"""


def serve(options: Options, port: int, report: Report) -> int:
    """Serve until interrupted; the exit status."""
    build(options, report, started=time.monotonic())
    try:
        server = Server(options.output, port)
    except OSError as error:
        report.say(f"error: port {port}: {error.strerror}; choose another with --port")
        return 1
    threading.Thread(target=server.serve_forever, daemon=True).start()
    report.say(f"serving {options.output} at http://localhost:{server.server_port}/ — stop with Ctrl-C")
    with contextlib.suppress(KeyboardInterrupt):
        watch(options, report, server)
    server.shutdown()
    return 0


def watch(options: Options, report: Report, server: Server) -> None:
    """Build again whenever something that goes in has changed."""
    seen = _state(options)
    while True:
        time.sleep(EVERY)
        now = _state(options)
        if now != seen:
            build(options, report, started=time.monotonic())
            seen = now  # what the build itself wrote, or anybody meanwhile, brings one more look
            server.version += 1


class Server(ThreadingHTTPServer):
    """The site of one folder on localhost; pages get a script that reloads them when `version` grows."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int) -> None:
        self.version = 0
        super().__init__(("127.0.0.1", port), partial(Handler, directory=str(folder)))


class Handler(SimpleHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        if path == RELOAD:
            self._answer(str(self.server.version).encode(), "text/plain")
        elif path == f"{RELOAD}.js":
            self._answer(SCRIPT, "text/javascript")
        elif path.endswith((".html", "/")):
            self._page(path)
        else:
            super().do_GET()

    def _page(self, path: str) -> None:
        file = Path(self.translate_path(path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            file = Path(self.directory) / "404.html"
        page = file.read_bytes().replace(b"</body>", b'<script src="/__reload.js"></script></body>') if file.is_file() else b""
        self._answer(page, "text/html; charset=utf-8", 404 if file.name == "404.html" else 200)

    def _answer(self, content: bytes, kind: str, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Requests are not told."""


def _state(options: Options) -> dict[str, int]:
    """The times of all files that go into the site."""
    state = {}
    for folder in (options.content, HOME / "templates", HOME / "static"):
        for path in sorted(folder.rglob("*")):
            with contextlib.suppress(OSError):
                if path.is_file() and not path.name.startswith("."):
                    state[str(path)] = path.stat().st_mtime_ns
    return state
