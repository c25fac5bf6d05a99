"""Bounded child processes, one a file: each is forked by a server that has the parsers loaded, and answers into a file.

This process opens the file and hands over its descriptor; it imports no parser. Time, memory, output and the whole
process group of a child are bounded in `corpus.fork_server` and `corpus.child`.
"""

from __future__ import annotations

import atexit
import errno
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO
from weakref import WeakSet

from corpus import limits
from corpus.child import READ, REFUSED
from corpus.fork_server import NOT_BEGUN, STATE
from corpus.limits import Refused

_ROOT = Path(__file__).resolve().parents[1]
# -P keeps the working folder off the import path; -s keeps the user's own packages off it.
COMMAND = [sys.executable, "-P", "-s", "-m", "corpus.fork_server"]
_ENVIRONMENT = {
    "PYTHONPATH": str(_ROOT),
    "PYTHONDONTWRITEBYTECODE": "1",
    "LANG": "C.UTF-8",
    "OMP_THREAD_LIMIT": "1",
    "OPENBLAS_NUM_THREADS": "1",
}
_TO_START = 10.0
"""Seconds that a server is given beyond a child's own: to load its parsers, and to tell how the child ended."""
KEPT = 2
"""So many servers wait for the next file; each holds up to 80 MB."""
DAMAGED = (
    "The reader stopped while reading this file: it is damaged, or needs more than 512 MB of memory. "
    "Open it, save it again and upload the new copy."
)
_TOO_SLOW = (
    "Reading this file took longer than 30 seconds, which is the most that is given to one file. "
    "Split it into smaller files and upload those."
)


class Gone(Exception):
    """The fork server ended, or did not answer, before it began a child."""


class ForkServer:
    """One fork server, which carries out one order at a time."""

    def __init__(self) -> None:
        self._orders, theirs = socket.socketpair()
        self._orders.settimeout(limits.WALL_SECONDS + _TO_START)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, with words of our own
                COMMAND,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_ENVIRONMENT,
                cwd="/",
                start_new_session=True,
            )
        _all.add(self)

    def carry_out(self, task: list[str], source: IO[bytes], answer: IO[bytes]) -> int:
        """The exit code of a child with `source` as its input and `answer` as its output; negative where a signal ended it.

        Raises `Gone` where the server began no child, and OSError where the machine has no room for one.
        """
        try:
            socket.send_fds(self._orders, [json.dumps(task).encode()], [source.fileno(), answer.fileno()])
            child = self._state()
        except OSError:
            raise Gone from None
        if child == NOT_BEGUN:
            raise OSError(errno.ENOMEM, "The machine has no room to read a file in.")
        try:
            return self._state()
        except OSError:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(child, signal.SIGKILL)
            return -signal.SIGKILL

    def _state(self) -> int:
        said = self._orders.recv(STATE.size, socket.MSG_WAITALL)
        if len(said) < STATE.size:
            raise ConnectionError
        return int(STATE.unpack(said)[0])

    @property
    def is_there(self) -> bool:
        """Whether it still waits for orders; it ends itself where none came for long."""
        return self._process.poll() is None

    def forget(self) -> None:
        """Leaves it to the process that this one was forked from: two who give orders would mix up their answers."""
        self._orders.close()
        self._process.returncode = 0

    def close(self) -> None:
        """Ends the server, which has no child left where its last order was carried out."""
        self._orders.close()
        self._process.kill()
        self._process.wait()


_idle: list[ForkServer] = []
_all: WeakSet[ForkServer] = WeakSet()


def close_idle() -> None:
    """Ends the servers that wait for another file."""
    while _idle:
        _idle.pop().close()


def _forget() -> None:
    for server in list(_all):
        server.forget()
    _idle.clear()


atexit.register(close_idle)
os.register_at_fork(after_in_child=_forget)


@contextmanager
def answered_by_child(source: IO[bytes], task: list[str]) -> Iterator[IO[bytes]]:
    """What the child wrote of a file, from its beginning; Refused with the child's sentence where it refused."""
    with tempfile.TemporaryFile() as answer:
        code = _carried_out(task, source, answer)
        if code == -signal.SIGXCPU:
            raise Refused(_TOO_SLOW)
        size = answer.seek(0, os.SEEK_END)
        answer.seek(0)
        if code == REFUSED:
            raise Refused(answer.read(2000).decode("utf-8", "replace") or DAMAGED)
        if code != READ or not 0 < size <= limits.OUTPUT_BYTES:
            raise Refused(DAMAGED)
        yield answer


def _carried_out(task: list[str], source: IO[bytes], answer: IO[bytes]) -> int:
    """By a server that waits, or by a new one; one that ended while it waited is no fault of this file's."""
    for ended in [one for one in list(_idle) if not one.is_there]:
        with suppress(ValueError):
            _idle.remove(ended)
            ended.close()
    with suppress(IndexError, Gone):
        return _carried_out_by(_idle.pop(), task, source, answer)
    try:
        return _carried_out_by(ForkServer(), task, source, answer)
    except Gone:
        raise Refused(DAMAGED) from None


def _carried_out_by(server: ForkServer, task: list[str], source: IO[bytes], answer: IO[bytes]) -> int:
    code = None
    try:
        code = server.carry_out(task, source, answer)
        return code
    finally:
        if code in (None, -signal.SIGKILL) or len(_idle) >= KEPT:
            server.close()
        else:
            _idle.append(server)
