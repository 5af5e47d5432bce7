"""The scorers that lie beside the cases, each loaded once."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from archives import EVAL


@cache
def scorer(name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, EVAL / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
