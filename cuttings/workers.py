"""Workers: where a pure stage runs over its inputs: in this process, in several, or on a cluster.

Where it runs changes no byte of what it makes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from cuttings.options import Options

In = TypeVar("In")
Out = TypeVar("Out")

FEW = 24  # inputs: with fewer, handing them out takes longer than the work
LARGEST_CHUNK = 64  # inputs that are handed out at once: few enough that none has to wait for a long one at the end
CHUNKS = 4  # for each worker, where there are so many


class WorkersError(RuntimeError):
    """Why the work cannot be handed out, for people."""


class Workers(Protocol):
    def map(self, stage: Callable[[In], Out], inputs: Sequence[In], heavy: bool = False) -> Iterable[Out]:
        """What a stage makes of each input, in order.  Raises WorkersError.

        A `heavy` input is worth another machine's while, but not another process of this one.
        """
        ...

    def stream(self, make: Callable[[Sequence[In]], Iterable[Out]], inputs: Sequence[In]) -> Iterable[Out]:
        """All that is made of the inputs, in order, as it comes, for together it may be more than memory holds.  Raises WorkersError.

        `make` gets some inputs at a time; it may know a whole archive, and is sent nowhere.
        """
        ...


class Here:
    """This process."""

    def map(self, stage: Callable[[In], Out], inputs: Sequence[In], heavy: bool = False) -> Iterable[Out]:
        return map(stage, inputs)

    def stream(self, make: Callable[[Sequence[In]], Iterable[Out]], inputs: Sequence[In]) -> Iterable[Out]:
        return make(inputs)


HERE = Here()


@contextmanager
def workers(options: Options) -> Iterator[Workers]:
    """The workers that the command line asks for, as long as they are needed.  Raises WorkersError."""
    if options.cluster is None:
        from cuttings.processes import Processes

        yield Processes(options.jobs)
        return
    from cuttings.cluster import connected  # loads distributed, where it is installed

    with connected(options.cluster) as cluster:
        yield cluster


def chunk_size(inputs: int, hands: int) -> int:
    """How many inputs are handed out at once, where so many can work.

    >>> chunk_size(100, 2), chunk_size(10_000, 2), chunk_size(3, 2)
    (12, 64, 1)
    """
    return max(1, min(LARGEST_CHUNK, inputs // (CHUNKS * hands)))
