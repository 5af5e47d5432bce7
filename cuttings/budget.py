"""Budget: how much of a processor's time one article may take.

Sizes and nesting are limited where they are read; this is for what nobody thought of.  Processor time
is counted, not the clock's, so that a busy machine gives the same archive as an idle one.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 60  # an article of a newspaper takes hundredths of one
AGAIN = 1  # seconds, after which it is said again, should somebody's code have overheard it


class OverBudget(BaseException):  # no error of the code within, whose `except Exception` must let it through
    """The budget is spent."""


@contextmanager
def budget(seconds: float = SECONDS) -> Iterator[None]:
    """Raise OverBudget within, once so much is spent.

    There is no limit where none can be set: on Windows, and in a thread that isn't the first, as on a cluster.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _spent)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _spent(*_: object) -> None:
    raise OverBudget
