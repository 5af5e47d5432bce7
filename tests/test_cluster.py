"""The work on a cluster: a real scheduler and real workers, each a process of its own."""

from __future__ import annotations

import os
import pickle
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from archives import HOME, Place, environment
from generated import put_received

pytest.importorskip("distributed", reason="the cluster's library is not installed: pip install '.[cluster]'")

from distributed import Client

from cuttings import cluster, search
from cuttings.workers import FEW, Here, In, Out, WorkersError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="workers are ended by signals")

STARTS = 60  # seconds for a process to be there
ARTICLES = 40


@contextmanager
def process(*arguments: str, folder: Path = HOME, heard: int = subprocess.DEVNULL, dies_at: int = 0) -> Iterator[subprocess.Popen[str]]:
    """A command of Dask in the program's folder, ended with the test."""
    command = [sys.executable, "-m", "dask", *arguments, "--no-dashboard"]
    said = {**environment(), "DIES_AT": str(dies_at)}
    run = subprocess.Popen(command, cwd=folder, env=said, stderr=heard, stdout=subprocess.DEVNULL, text=True)
    try:
        yield run
    finally:
        run.kill()
        run.communicate()


class Started:
    """A scheduler, and the workers that a test gives it."""

    def __init__(self, stack: ExitStack, scheduler: subprocess.Popen[str]) -> None:
        self.stack = stack
        self.scheduler = scheduler
        assert scheduler.stderr
        told = next(line for line in scheduler.stderr if "Scheduler at:" in line)
        self.address = told.split("Scheduler at:")[1].strip()

    def worker(self, *arguments: str, folder: Path = HOME, dies_at: int = 0) -> subprocess.Popen[str]:
        options = ("--nthreads", "1", *(arguments or ("--no-nanny",)))
        return self.stack.enter_context(process("worker", self.address, *options, folder=folder, dies_at=dies_at))

    @contextmanager
    def client(self, workers: int = 1) -> Iterator[Client]:
        """A connection, once so many workers are there."""
        with Client(self.address, timeout=STARTS, set_as_default=False) as client:
            client.wait_for_workers(workers, timeout=STARTS)
            yield client


@pytest.fixture
def started() -> Iterator[Started]:
    with ExitStack() as stack:
        yield Started(stack, stack.enter_context(process("scheduler", "--host", "127.0.0.1", "--port", "0", heard=subprocess.PIPE)))


@pytest.fixture
def archive(empty: Place) -> Place:
    """As many articles as are worth handing out."""
    put_received(empty.content, ARTICLES)
    return empty


DYING = ("--no-nanny", "--preload", str(HOME / "tests" / "dying.py"))


def test_a_worker_that_is_killed_changes_no_byte(started: Started, archive: Place) -> None:
    started.worker()
    killed = started.worker(*DYING, dies_at=3)
    with started.client(workers=2):
        run = archive.build("--cluster", started.address, "--no-cache")
    of_cluster = archive.files()
    shutil.rmtree(archive.site)
    shutil.rmtree(archive.content / "articles")
    (archive.content / "entities.lock").unlink()

    assert run.status == 0, run.told
    assert run.last.startswith(f"{ARTICLES} articles")
    assert killed.wait(STARTS) == -signal.SIGKILL
    assert archive.build("--no-cache", "--jobs", "1").status == 0
    assert archive.files() == of_cluster


def test_a_worker_of_another_version_is_refused(started: Started, archive: Place, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(HOME / "cuttings", other / "cuttings", ignore=shutil.ignore_patterns("__pycache__"))
    with open(other / "cuttings" / "slugs.py", "a") as file:
        file.write("\n# another version\n")
    started.worker(folder=other)

    run = archive.build("--cluster", started.address)

    assert run.status == 1
    assert "has another version of this program, of Python or of a package" in run.last
    assert not archive.site.exists()


def test_a_worker_without_the_program_is_refused(started: Started, archive: Place, tmp_path: Path) -> None:
    started.worker(folder=tmp_path)

    run = archive.build("--cluster", started.address)

    assert run.status == 1
    assert "does not have this program" in run.last


def test_a_cluster_whose_workers_are_all_gone_is_told(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "LOOK", 0.1)
    started.worker(*DYING, dies_at=1)
    with started.client() as client, pytest.raises(WorkersError, match="the cluster has had no worker for 1 seconds"):
        list(cluster.Cluster(client, cluster.program(), patience=1).map(abs, range(FEW)))


def test_an_article_at_which_every_worker_dies_is_told(started: Started) -> None:
    started.worker("--nanny")
    with started.client() as client, pytest.raises(WorkersError, match="4 workers died at the same articles"):
        list(cluster.Cluster(client, cluster.program()).map(os._exit, [1] * FEW))


def test_a_worker_that_fails_is_told(started: Started) -> None:
    started.worker()
    with started.client() as client, pytest.raises(WorkersError, match=r"a worker could not do its work \(.*No such file"):
        list(cluster.Cluster(client, cluster.program()).map(os.listdir, ["/nowhere"] * FEW))


def test_a_worker_that_comes_later_is_looked_at_too(started: Started) -> None:
    started.worker()
    with started.client() as client, pytest.raises(WorkersError, match="has another version"):
        list(cluster.Cluster(client, "another").map(abs, range(FEW)))


def test_a_scheduler_that_goes_is_told(started: Started) -> None:
    started.worker()
    with started.client() as client:
        made = cluster.Cluster(client, cluster.program()).map(abs, range(-100 * FEW, 0))
        assert next(made) == 100 * FEW
        started.scheduler.kill()
        with pytest.raises(WorkersError, match="the connection to the cluster was lost"):
            list(made)


def test_results_come_in_order_and_bounded(started: Started) -> None:
    started.worker()
    with started.client() as client:
        assert list(cluster.Cluster(client, cluster.program()).map(abs, range(-5000, 0))) == list(range(5000, 0, -1))


def test_where_no_cluster_is_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "REACH", 1)
    with pytest.raises(WorkersError, match="no cluster answers at tcp:"), cluster.connected("tcp://127.0.0.1:1"):
        pass


@pytest.mark.parametrize("address", ["nonsense://here", "127.0.0.1", ""])
def test_what_is_no_address_is_told(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "REACH", 1)
    with pytest.raises(WorkersError, match="no cluster answers at"), cluster.connected(address):
        pass


def test_without_its_library_a_cluster_is_told_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(WorkersError, match=r"python -m pip install '\.\[cluster\]'"), cluster.connected("tcp://127.0.0.1:1"):
        pass


def test_the_search_index_is_made_of_what_workers_send(tmp_path: Path, sample: Place) -> None:
    """Each batch goes to a worker as it is and comes back as files; the index is that of one machine."""
    here, there = tmp_path / "here", tmp_path / "there"
    for site in (here, there):
        shutil.copytree(sample.site, site, ignore=shutil.ignore_patterns("pagefind*"))
    sent: list[int] = []

    class Sent(Here):
        def map(self, stage: Callable[[In], Out], inputs: Sequence[In], heavy: bool = False) -> Iterable[Out]:
            assert heavy
            for task in inputs:
                packed = pickle.dumps((stage, task))
                assert isinstance(task, dict)
                sent.append(len(task))
                stage_there, task_there = pickle.loads(packed)
                yield pickle.loads(pickle.dumps(stage_there(task_there)))

    search.index(here, batch=7)
    search.index(there, batch=7, workers=Sent())

    articles = len(list((sample.site / "articles").glob("*.html")))
    assert sum(sent) >= articles - 1  # index.html of the folder is none
    assert max(sent) == 7
    made = {file.relative_to(here).as_posix(): file.read_bytes() for file in here.rglob("*") if file.is_file()}
    assert made == {file.relative_to(there).as_posix(): file.read_bytes() for file in there.rglob("*") if file.is_file()}
    assert any(path.startswith("pagefind/fragment/") for path in made)


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="there is no /proc, where a process sees which it is")
def test_a_heavy_task_is_handed_out_though_there_are_few(started: Started) -> None:
    started.worker()
    with started.client() as client:
        given = list(cluster.Cluster(client, cluster.program()).map(os.path.realpath, ["/proc/self", "/proc/self"], heavy=True))
    assert len(given) == 2
    assert f"/proc/{os.getpid()}" not in given
