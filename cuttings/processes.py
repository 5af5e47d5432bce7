"""Processes: workers that are processes of this machine."""

from __future__ import annotations

import gc
import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from cuttings.workers import FEW, WorkersError, chunk_size

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

In = TypeVar("In")
Out = TypeVar("Out")

MANY = 200  # inputs of which pages are made: with fewer, a second process costs more than it saves
PART = 16  # inputs of which pages come at once
ENDED = "a process that made pages was ended, perhaps for want of memory; build with --jobs 1"


@dataclass(frozen=True, slots=True)
class Processes:
    """So many processes of this machine."""

    jobs: int

    def map(self, stage: Callable[[In], Out], inputs: Sequence[In], heavy: bool = False) -> Iterator[Out]:
        if self.jobs < 2 or len(inputs) < FEW or heavy:
            yield from map(stage, inputs)
            return
        from concurrent.futures import ProcessPoolExecutor  # loads multiprocessing

        with ProcessPoolExecutor(min(self.jobs, len(inputs))) as pool:
            yield from pool.map(stage, inputs, chunksize=chunk_size(len(inputs), self.jobs))

    def stream(self, make: Callable[[Sequence[In]], Iterable[Out]], inputs: Sequence[In]) -> Iterator[Out]:
        # A copy of this process has all that `make` knows without its being sent; only Linux copies processes safely.
        jobs = min(self.jobs, _fitting()) if sys.platform == "linux" and len(inputs) >= MANY else 1
        if jobs < 2:
            yield from make(inputs)
            return
        parts = [inputs[at : at + PART] for at in range(0, len(inputs), PART)]
        with _copies(make, parts, jobs) as pipes:
            for number in range(len(parts)):
                yield from _received(pipes[number % jobs])


@contextmanager
def _copies(make: Callable[[Sequence[In]], Iterable[Out]], parts: Sequence[Sequence[In]], jobs: int) -> Iterator[list[Connection]]:
    """So many copies of this process, each at work on every so manieth part; what each sends, in order, as it is wanted."""
    from multiprocessing import get_context

    context = get_context("fork")
    pipes = [context.Pipe(duplex=False) for _ in range(jobs)]
    copies = [context.Process(target=_work, args=(make, parts[own::jobs], pipes, own), daemon=True) for own in range(jobs)]
    gc.freeze()  # what the collector leaves alone, the copies share
    begun = []
    try:
        for copy in copies:
            copy.start()
            begun.append(copy)
        for _, sender in pipes:
            sender.close()
        yield [receiver for receiver, _ in pipes]
    finally:
        gc.unfreeze()
        for receiver, _ in pipes:
            receiver.close()
        for copy in begun:
            copy.terminate()
            copy.join()


def _work(
    make: Callable[[Sequence[In]], Iterable[Out]], parts: Sequence[Sequence[In]], pipes: Sequence[tuple[Connection, Connection]], own: int
) -> None:
    """In a copy: send what is made of each part, or what went wrong."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that was copied is told to stop, and stops its copies
    for number, (receiver, sender) in enumerate(pipes):
        receiver.close()  # else a sender would wait for ever where the receiving process is gone
        if number != own:
            sender.close()
    _, sender = pipes[own]
    try:
        for part in parts:
            sender.send(_made(make, part))
    except OSError:
        return  # nobody wants it any more


def _made(make: Callable[[Sequence[In]], Iterable[Out]], part: Sequence[In]) -> list[Out] | Exception:
    try:
        return list(make(part))
    except Exception as error:  # noqa: BLE001  # whatever it is, it is raised where it is waited for
        return error


def _received(pipe: Connection) -> Iterator[Any]:
    """What was made of the next part.  Raises what went wrong with it, or WorkersError."""
    try:
        made = pipe.recv()
    except (EOFError, OSError):
        raise WorkersError(ENDED) from None
    if isinstance(made, Exception):
        raise made
    yield from made


def _fitting() -> int:
    """How many processes as large as this one there is memory for; copies share much of theirs, so that is careful."""
    try:
        available = re.search(r"^MemAvailable:\s+(\d+) kB", Path("/proc/meminfo").read_text("ascii"), re.MULTILINE)
        own = int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 1
    return int(available[1]) * 1024 // own if available and own else 1
