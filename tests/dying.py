"""A worker's end: as it begins so many tasks (DIES_AT), it is killed.  `dask worker --preload` loads this file."""

from __future__ import annotations

import os
import signal
from typing import Any


async def dask_setup(worker: Any) -> None:
    from distributed.diagnostics.plugin import WorkerPlugin  # pytest reads this file where Dask is not installed too

    class Dying(WorkerPlugin):
        name = "dying"
        begun = 0

        def transition(self, key: Any, start: str, finish: str, **_: Any) -> None:
            self.begun += finish == "executing"
            if self.begun == int(os.environ["DIES_AT"]):
                os.kill(os.getpid(), signal.SIGKILL)

    await worker.plugin_add(Dying())
