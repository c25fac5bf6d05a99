"""The worker's own process, `python -m app.working.worker`: one beside SQLite, as many as one likes beside PostgreSQL."""

from __future__ import annotations

import fcntl
import gc
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from app import RARELY, create_app
from app.config import Config
from app.logs import log_to_terminal
from app.working.jobs import tend_jobs

PARENT_LOOK_SECONDS = 2


def run(config: Config | None = None) -> None:
    """Waits for its turn, takes up what a worker before it left lying, then works until it is told to stop.

    On PostgreSQL others may be at work, on other hosts too: there only a job whose heart has stopped is left lying.
    """
    config = config or Config.from_environment()
    os.umask(0o077)
    log_to_terminal()
    app = create_app(config)
    gc.set_threshold(*RARELY)
    _end_with_parent()
    alone = config.server is None
    with _only_worker(config.data / "worker.lock") if alone else nullcontext():
        with app.app_context():
            tend_jobs(all_orphaned=alone)
        huey = app.extensions["sightline_huey"]
        consumer = huey.create_consumer(
            workers=max(1, config.workers),
            worker_type="thread",
            periodic=True,
            initial_delay=0.1,
            backoff=1.15,
            max_delay=1.0,
        )
        consumer.run()


@contextmanager
def _only_worker(path: Path) -> Iterator[None]:
    """The system lets go of the lock when its holder dies, however it dies; so what runs without it is an orphan."""
    with path.open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _end_with_parent() -> None:
    """A worker whose starter was killed would hold the lock against the next one."""
    parent = os.getppid()

    def look() -> None:
        while os.getppid() == parent:
            time.sleep(PARENT_LOOK_SECONDS)
        os.kill(os.getpid(), signal.SIGKILL)

    if os.environ.get("SIGHTLINE_WORKER_OF") == str(parent):
        threading.Thread(target=look, name="parent", daemon=True).start()


if __name__ == "__main__":
    run()
