"""Cluster: a stage's inputs as tasks of a Dask cluster, whose workers run the same program.

A task is a chunk of inputs and the stage, packed here, so that no part of Dask looks into them.  The
stages are pure: a task may run twice, and one whose worker dies runs again on another.
"""

from __future__ import annotations

import logging
import pickle
import threading
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from cuttings.cache import code_sum
from cuttings.fixity import sha256
from cuttings.spacy_model import installed
from cuttings.workers import FEW, WorkersError, chunk_size

if TYPE_CHECKING:
    from distributed import Client, Future

In = TypeVar("In")
Out = TypeVar("Out")

INSTALL = "a cluster needs distributed, which is not installed; python -m pip install '.[cluster]'"
START = "start one in this program’s folder, with the same Python and packages: python -m dask worker ADDRESS --nthreads 1 --nworkers=-1"
SCHEDULE = "start one in this program’s folder: python -m dask scheduler"
LOST = "the connection to the cluster was lost"
REACH = 20  # seconds to wait for the scheduler, and then for its first worker
PATIENCE = 120  # seconds without any worker until the build gives up: new ones may be on their way
LOOK = 5  # seconds between two looks at who is there
RETRIES = 3  # of a task that failed on a worker (for lack of memory or disk); those of a dead worker run again anyway
AHEAD = 64  # tasks that are on the cluster at least, however few its workers: so one that grows sees what there is to do
LOUD = ("distributed", "distributed.client", "distributed.comm", "distributed.core", "tornado", "tornado.application")

ALONE = threading.Lock()  # a worker with several threads works on one task at a time: the libraries' parsers are not all made for threads


class OtherProgram(RuntimeError):
    """A worker that would make something else of the same input."""


class Cluster:
    """The workers of a scheduler; `program` is the sum of what each of them must be."""

    def __init__(self, client: Client, program: str, patience: float = PATIENCE) -> None:
        self.client = client
        self.program = program
        self.patience = patience

    def map(self, stage: Callable[[In], Out], inputs: Sequence[In], heavy: bool = False) -> Iterator[Out]:
        """What the stage makes of each input, in order; no more is on the way than the workers are busy with."""
        if len(inputs) < FEW and not heavy:
            yield from map(stage, inputs)
            return
        hands = max(1, sum(self._threads().values()))
        size, ahead = (1, hands + 1) if heavy else (chunk_size(len(inputs), hands), max(AHEAD, 4 * hands))
        under_way: deque[Future[list[Out]]] = deque()
        for start in range(0, len(inputs), size):
            task = pickle.dumps((stage, tuple(inputs[start : start + size])), protocol=5)
            under_way.append(self.client.submit(run, task, self.program, retries=RETRIES, pure=True))
            if len(under_way) >= ahead:
                yield from self._made(under_way.popleft())
        while under_way:
            yield from self._made(under_way.popleft())

    def stream(self, make: Callable[[Sequence[In]], Iterable[Out]], inputs: Sequence[In]) -> Iterable[Out]:
        return make(inputs)  # where the archive is known as a whole, which is here

    def _made(self, task: Future[list[Out]]) -> list[Out]:
        """What a task made, once it is there; raises WorkersError where it will never be."""
        from distributed.scheduler import KilledWorker

        try:
            return self._awaited(task)
        except OtherProgram as error:
            raise WorkersError(str(error)) from None
        except KilledWorker as error:
            raise WorkersError(f"{error.allowed_failures + 1} workers died at the same articles; do they have memory enough?") from None
        except (OSError, MemoryError, task_cancelled()) as error:
            if task.status == "error":
                raise WorkersError(f"a worker could not do its work ({error or type(error).__name__}); its log says more") from None
            raise WorkersError(f"{LOST} ({error}); {SCHEDULE}") from None

    def _awaited(self, task: Future[list[Out]]) -> list[Out]:
        """Wait for a task as long as there are workers; without any, for a while."""
        deadline = time.monotonic() + self.patience
        while True:
            try:
                return task.result(timeout=LOOK)
            except TimeoutError:
                if task.status == "error":  # it is the task's own
                    raise
                if self._threads():
                    deadline = time.monotonic() + self.patience
                elif time.monotonic() > deadline:
                    raise WorkersError(f"the cluster has had no worker for {self.patience:.0f} seconds; {START}") from None

    def _threads(self) -> dict[str, int]:
        """The workers and how many threads each has."""
        try:
            found: dict[str, int] = self.client.nthreads()
        except (OSError, TimeoutError, task_cancelled()) as error:
            raise WorkersError(f"{LOST} ({error}); {SCHEDULE}") from None
        return found


def task_cancelled() -> type[BaseException]:
    """What is raised where a task is given up because its scheduler is gone."""
    from distributed.client import FutureCancelledError

    cancelled: type[BaseException] = FutureCancelledError
    return cancelled


@contextmanager
def connected(address: str) -> Iterator[Cluster]:
    """The cluster whose scheduler has that address.  Raises WorkersError where it cannot be used."""
    try:
        from distributed import Client
    except ImportError:
        raise WorkersError(INSTALL) from None
    for name in LOUD:  # what goes wrong is told here, once
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(address, timeout=REACH, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        raise WorkersError(f"no cluster answers at {address} ({error}); {SCHEDULE}") from None
    with warnings.catch_warnings(), client:
        warnings.filterwarnings("ignore", "Sending large graph")  # a single article may be large
        try:
            client.wait_for_workers(1, timeout=REACH)
        except TimeoutError:
            raise WorkersError(f"the cluster at {address} has no workers; {START}") from None
        check(client, address)
        yield Cluster(client, program())


def check(client: Client, address: str) -> None:
    """Raise WorkersError where the scheduler does not have our program, or a worker another one."""
    try:
        client.run_on_scheduler(program)
    except ImportError as error:
        raise WorkersError(f"the scheduler at {address} does not have this program ({error}); {SCHEDULE}") from None
    found: dict[str, str | BaseException] = client.run(program, on_error="return")
    for worker, answer in sorted(found.items()):
        if isinstance(answer, BaseException):
            raise WorkersError(f"the worker {worker} does not have this program ({answer}); {START}")
        if answer != program():
            raise WorkersError(other(worker))


def other(worker: str) -> str:
    return f"the worker {worker} has another version of this program, of Python or of a package, and would make other pages; {START}"


def program() -> str:
    """The sum of what decides on results besides their input: code, packages, language model."""
    return sha256(f"{code_sum()}\0{installed()}")


def run(task: bytes, wanted: str) -> list[Any]:
    """On a worker: what the stage that is packed in a task makes of each input."""
    if program() != wanted:  # it came after the build had begun
        from distributed import get_worker

        raise OtherProgram(other(get_worker().address))
    stage, inputs = pickle.loads(task)  # noqa: S301 (packed by the build itself)
    with ALONE:
        return [stage(one) for one in inputs]
