"""Write docs/licences.md: every package that an installation holds, with its version and licence, as it says itself.

python scripts/licences.py            in the environment of requirements.txt or requirements-dev.txt
"""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path
from typing import Any

HOME = Path(__file__).resolve().parent.parent
HEAD = """# Licences of the packages in the locks

Written by `scripts/licences.py` from what the packages say of themselves. Nothing of theirs is part of this project
but what is installed beside it; the site holds Pagefind's program files (MIT).

| package | version | licence |
|---|---|---|
"""
PINNED = re.compile(r"^([\w.-]+)(?:\[[^\]]*\])?==([^\s;]+)(?:\s*;\s*([^\\\n]+))?", re.MULTILINE)
LONG = 60  # characters: more is the text of a licence, not its name


def pinned(lock: str) -> dict[str, str]:
    """The packages of a lock, name → version.

    >>> pinned("babel==2.18.0 \\\\\\n    --hash=sha256:0\\n")
    {'babel': '2.18.0'}
    """
    return {name.lower(): version for name, version, _ in PINNED.findall(lock)}


def licence(name: str) -> str:
    """What a package says of its licence: an SPDX expression, else its classifiers, else its own words."""
    about: Any = metadata.metadata(name)
    if expression := about.get("License-Expression"):
        return str(expression)
    classified = [one.rpartition(" :: ")[2] for one in about.get_all("Classifier") or () if one.startswith("License :: ")]
    told = ", ".join(one for one in classified if one != "OSI Approved")
    said = " ".join((about.get("License") or "").split())
    return told or (said if 0 < len(said) <= LONG else "see the package")


def main() -> int:
    packages = pinned((HOME / "requirements-dev.txt").read_text("utf-8")) | pinned((HOME / "requirements.txt").read_text("utf-8"))
    rows, missing = [], []
    for name, version in sorted(packages.items()):
        try:
            rows.append(f"| {name} | {version} | {licence(name)} |\n")
        except metadata.PackageNotFoundError:
            missing.append(name)
            rows.append(f"| {name} | {version} | not installed where this was written: only for other systems |\n")
    (HOME / "docs" / "licences.md").write_text(HEAD + "".join(rows), "utf-8")
    print(f"{len(rows)} packages; not installed here: {', '.join(missing) or 'none'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
