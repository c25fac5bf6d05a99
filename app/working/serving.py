"""Serving on one machine: the database brought up to date, a worker beside the server, and an address to open."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import FrameType
from typing import TYPE_CHECKING

from flask_migrate import upgrade

from app.commands.demonstration import load_demonstration
from app.config import PROJECT
from app.logs import log_to_terminal

if TYPE_CHECKING:
    from flask import Flask

    from app.config import Config

PORTS_TRIED = 20
WORKER_REST_SECONDS = 2


def serve(app: Flask, *, demonstration: bool = False) -> None:
    """Serves until it is told to stop, then stops the worker too; a demonstration says how to sign in to it."""
    import waitress

    config: Config = app.extensions["sightline"]
    os.umask(0o077)
    log_to_terminal()
    with app.app_context():
        upgrade()
        sign_in = load_demonstration() if demonstration else []
    signal.signal(signal.SIGTERM, _stop)
    listener = _listen(config)
    with _worker() if config.workers else nullcontext():
        host, port = listener.getsockname()[:2]
        print(f"Sightline is at http://{'localhost' if config.is_local else host}:{port}/", flush=True)  # noqa: T201
        print(*sign_in, sep="\n", flush=True)  # noqa: T201
        waitress.serve(
            app,
            sockets=[listener],
            threads=config.threads,
            ident=None,
            max_request_body_size=config.upload_bytes,
            # Whoever reaches us directly could otherwise claim another's address; a proxy that was set is believed.
            clear_untrusted_proxy_headers=not config.proxies,
        )


def _listen(config: Config) -> socket.socket:
    """A socket on the first free port, from the one set."""
    for port in range(config.port, config.port + PORTS_TRIED):
        try:
            return socket.create_server((config.address, port), backlog=256)
        except OSError:
            continue
    raise SystemExit(
        f"No free port from {config.port} to {config.port + PORTS_TRIED - 1}. Set SIGHTLINE_PORT to another."
    )


@contextmanager
def _worker() -> Iterator[None]:
    """Keeps a worker alive: one that dies is started again."""
    over = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def keep() -> None:
        while not over.is_set():
            worker = subprocess.Popen(
                [sys.executable, "-m", "app.working.worker"],
                cwd=PROJECT,
                env=os.environ | {"SIGHTLINE_WORKER_OF": str(os.getpid())},
            )
            running[:] = [worker]
            worker.wait()
            over.wait(WORKER_REST_SECONDS)

    thread = threading.Thread(target=keep, name="worker", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        for worker in running:
            worker.terminate()
        thread.join(timeout=5)
        for worker in running:
            if worker.poll() is None:
                worker.kill()


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
