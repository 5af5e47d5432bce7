"""A real Firefox, for what it does otherwise than Chromium.

Playwright drives only a Firefox of its own making, which no package of ours brings.  Every Firefox
understands Marionette: messages in JSON, each with its length before it, on a port of this machine
(https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html).
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

NAMES = ("firefox", "firefox-esr")
PATIENCE = 60  # s
PREFERENCES = {"marionette.port": 0, "security.fileuri.strict_origin_policy": True, "datareporting.policy.dataSubmissionEnabled": False}


def find_firefox() -> str | None:
    return os.environ.get("CUTTINGS_FIREFOX") or next(filter(None, map(shutil.which, NAMES)), None)


class Firefox:
    """A window of Firefox, its pages known by what they show."""

    def __init__(self, line: socket.socket) -> None:
        self.line, self.number = line, 0
        self._received()  # the greeting
        self._command("WebDriver:NewSession", {"capabilities": {}})

    def open(self, address: str) -> None:
        self._command("WebDriver:Navigate", {"url": address})

    def says(self, script: str) -> Any:
        """What a function's body returns in the page."""
        return self._command("WebDriver:ExecuteScript", {"script": script, "args": []})["value"]

    def text(self, selector: str) -> str:
        return str(self.says(f"return document.querySelector({json.dumps(selector)})?.textContent ?? ''"))

    def wait(self, selector: str, text: str) -> None:
        """Until an element has the text."""
        end = time.monotonic() + PATIENCE
        while text not in self.text(selector):
            assert time.monotonic() < end, f"{selector} should say “{text}”; it says “{self.text(selector)}”"
            time.sleep(0.05)

    def _command(self, name: str, parameters: dict[str, Any]) -> Any:
        self.number += 1
        message = json.dumps([0, self.number, name, parameters]).encode()
        self.line.sendall(b"%d:%s" % (len(message), message))
        _, _, error, result = self._received()
        assert error is None, error
        return result

    def _received(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self.line.recv(1)
        content = b""
        while len(content) < int(size[:-1]):
            content += self.line.recv(int(size[:-1]) - len(content))
        return json.loads(content)


def _connected(profile: Path) -> socket.socket:
    """A line to the Firefox that keeps the profile: it writes down its port when it listens."""
    end = time.monotonic() + PATIENCE
    while not (port := profile / "MarionetteActivePort").is_file() or not port.read_text():
        assert time.monotonic() < end, "Firefox did not start"
        time.sleep(0.05)
    return socket.create_connection(("127.0.0.1", int(port.read_text())), PATIENCE)


@pytest.fixture(scope="session")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    """Firefox: the one that CUTTINGS_FIREFOX names, else the system's."""
    program = find_firefox()
    if not program:
        pytest.skip("no Firefox is installed (firefox or firefox-esr)")
    profile = tmp_path_factory.mktemp("firefox")
    (profile / "user.js").write_text(
        "".join(f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in PREFERENCES.items())
    )
    command = [program, "--headless", "--marionette", "--no-remote", "--profile", str(profile)]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | {"HOME": str(profile)}
    ) as running:
        try:
            with _connected(profile) as line:
                yield Firefox(line)
        finally:
            running.terminate()
