"""A shelf: a folder of files that are named by their content, beside the one from which they may be taken."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from cuttings.search.standing import Unsound


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder, and the same one of the site as it was."""

    folder: Path
    old: Path | None

    def put(self, name: str, content: Callable[[], bytes]) -> None:
        """Have the file of that name, made only where it is not there yet."""
        if not (self.old and taken(f"{self.old}/{name}", f"{self.folder}/{name}")):
            (self.folder / name).write_bytes(content())

    def take(self, name: str, former: str) -> None:
        """Have the file of the old folder that had a former name, or the same; Unsound if there is none."""
        if not (self.old and taken(f"{self.old}/{former}", f"{self.folder}/{name}")):
            raise Unsound


def taken(old: str, new: str) -> bool:
    """Have the same file at another place, as a hard link where that can be; False if there is none."""
    try:
        os.link(old, new)
    except OSError:
        if not os.path.exists(old):
            return False
        shutil.copyfile(old, new)
    return True
