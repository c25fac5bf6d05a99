"""The service in a process of its own, for killing: a real server with a worker beside it, started by a fork."""

from __future__ import annotations

import multiprocessing
import threading
import time
from typing import Any

from app.config import Config

FORKS = multiprocessing.get_context("forkserver")
FORKS.set_forkserver_preload(["app", "app.working.work", "app.views", "waitress", "corpus.profile"])


def start(config: Config, socket: Any) -> Any:
    """A new server on an open socket, which outlives it."""
    victim = FORKS.Process(target=serve, args=(config, socket), daemon=True)
    victim.start()
    return victim


def serve(config: Config, listener: Any) -> None:
    """Serves and works until it is killed."""
    import waitress

    from app import create_app
    from tests.crash.steps import without_models

    app = create_app(config)
    # What is found does not matter here, and loading what finds it would take longer than a victim lives.
    without_models()
    threading.Thread(target=_work, args=(app,), daemon=True).start()
    waitress.serve(app, sockets=[listener], threads=4, ident=None)


def _work(app: Any) -> None:
    from sqlalchemy import select

    from app.database import db
    from app.models import Job
    from app.working.jobs import tend_jobs
    from app.working.work import work

    with app.app_context():
        tend_jobs(all_orphaned=True)
        while True:
            waiting = db.session.scalars(select(Job.id).where(Job.state == "queued")).first()
            db.session.rollback()
            if waiting:
                work(waiting)
            time.sleep(0.05)
