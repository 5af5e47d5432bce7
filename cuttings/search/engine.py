"""Pagefind's program: run over a folder, and what of it search leans on."""

from __future__ import annotations

import importlib
import importlib.metadata
import os
import signal
import subprocess
from pathlib import Path

PACKAGE = "pagefind-bin"
PATIENCE = 100  # seconds for a run, which takes a few: where it can't write it may wait for ever
INSTALL = f"install it anew: pip install --force-reinstall {PACKAGE}"

#: What static/search-loader.js and Pagefind's own parts must find; where a release drops it, search breaks.
LEANS_ON = {
    "pagefind-worker.js": 'fetch( self.addEventListener("message" self.postMessage( case"init" case"search" case"preload" case"filters" '
    'case"getData" case"releaseData" options?.language "pagefind_dcd" .pf_meta .pf_index .pf_fragment',
    "pagefind-entry.json": '"languages": "page_count": "wasm":',
}


class SearchError(RuntimeError):
    """Why the index could not be made, in a sentence for people."""


def run(folder: Path, output: str) -> None:
    """Run Pagefind over the pages of a folder; its files lie in the folder's sub-folder `output`."""
    command = [str(_program()), "--site", ".", "--output-subdir", output, "--keep-index-url", "--quiet"]
    # A setting in someone's environment must not change what is published; in the folder lies no pagefind.toml.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False, timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        raise SearchError(f"Pagefind did not come to an end within {PATIENCE} s; is the disk full? {INSTALL}") from None
    except OSError as error:
        raise SearchError(f"Pagefind can't be started ({error.strerror}); {INSTALL}") from None
    if done.returncode:
        raise SearchError(_failure(done.returncode, (done.stderr + done.stdout).decode(errors="replace")))


def version() -> str:
    """The version of Pagefind that is installed."""
    try:
        return importlib.metadata.version(PACKAGE)
    except importlib.metadata.PackageNotFoundError:
        raise SearchError(f"Pagefind is not installed; {INSTALL}") from None


def unmet(folder: Path) -> tuple[str, ...]:
    """What search leans on and Pagefind's files don't hold: `file: text`."""
    held = {path: (folder / path).read_bytes() if (folder / path).is_file() else b"" for path in LEANS_ON}
    return tuple(f"{path}: {text}" for path, texts in LEANS_ON.items() for text in texts.split() if text.encode() not in held[path])


def _program() -> Path:
    try:
        program: Path = importlib.import_module("pagefind_bin").get_executable()
    except (ImportError, FileNotFoundError):
        raise SearchError(f"Pagefind is not installed; {INSTALL}") from None
    return program


def _failure(status: int, output: str) -> str:
    if status < 0:
        return f"Pagefind was stopped by {signal.Signals(-status).name}; where memory ran out, it needs about 0.3 MB an article"
    said = next((line.strip() for line in output.splitlines() if line.strip()), "it said nothing")
    return f"Pagefind failed with status {status}: {said}"
