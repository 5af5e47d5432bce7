"""build.py, struck when it is about to change the file system for the N-th time: killed, or refused with an error.

    python dying_build.py N (kill | ENOSPC | EIO …) [arguments of build.py]

Exits with 77 where it comes to an end before.
"""

from __future__ import annotations

import errno
import os
import runpy
import signal
import sys
from pathlib import Path

CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.link", "os.symlink", "os.truncate", "subprocess.Popen"})
WRITES = os.O_WRONLY | os.O_RDWR
UNREACHED = 77


def is_change(event: str, arguments: tuple[object, ...]) -> bool:
    if event == "open":
        return isinstance(arguments[2], int) and bool(arguments[2] & WRITES) and arguments[0] != os.devnull
    return event in CHANGES


def strike_at(moment: int, what: str) -> list[int]:
    """Watch from now on; how many changes are left until it strikes."""
    left = [moment]

    def strike(event: str, arguments: tuple[object, ...]) -> None:
        if not is_change(event, arguments):
            return
        left[0] -= 1
        if left[0] == 0 and what == "kill":
            os.kill(0, signal.SIGKILL)  # itself and all its children: it leads a group of its own
        if left[0] == 0:
            number = getattr(errno, what)
            raise OSError(number, os.strerror(number), str(arguments[0]))

    sys.addaudithook(strike)
    return left


def main(moment: int, what: str, arguments: list[str]) -> int:
    sys.dont_write_bytecode = True
    home = Path(__file__).resolve().parent.parent
    sys.path.insert(0, str(home))
    sys.argv = [str(home / "build.py"), *arguments]
    left = strike_at(moment, what)
    try:
        runpy.run_path(sys.argv[0], run_name="__main__")
    except SystemExit as ended:
        return int(ended.code or 0) if left[0] <= 0 else UNREACHED
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2], sys.argv[3:]))
