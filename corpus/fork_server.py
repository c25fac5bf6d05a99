"""Forks a bounded child for every file, so that parsers are imported once and not for each file.

It is started by `corpus.children` and told over a socket what to do. It never reads a byte of a file: it hands the
descriptors on to the child, waits for that, ends what it left behind, and says how it ended.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import socket
import struct
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from corpus import child, limits

LONGEST_ORDER = 4096
STATE = struct.Struct("!i")
"""What is sent back, twice an order: the child's number, or `NOT_BEGUN`; then its exit code, negative where a signal ended it."""
NOT_BEGUN = 0
"""In the place of the child's number, where the machine had no room for one."""
PARSERS_BYTES = 26 * 1024 * 1024
"""What a process holds of its own after loading one format's parsers: a child may use so much more as its server holds beyond it."""
IDLE_SECONDS = 300.0
"""After so long without an order it ends itself, and gives its memory back."""
_FORMATS = Path(__file__).parent / "formats"


def serve(orders: socket.socket) -> None:
    """Carries out order after order, until whoever gives them is gone or silent."""
    orders.settimeout(IDLE_SECONDS)
    with suppress(TimeoutError, ConnectionError):
        while True:
            order, descriptors, _, _ = socket.recv_fds(orders, LONGEST_ORDER, 2)
            if not order:
                return
            task: list[str] = json.loads(order)
            _load_parsers(task)
            try:
                number = _fork(orders, task, descriptors)
            except OSError:
                number = NOT_BEGUN
            for each in descriptors:
                os.close(each)
            orders.sendall(STATE.pack(number))
            if number != NOT_BEGUN:
                orders.sendall(STATE.pack(_ended(number)))


def _load_parsers(task: Sequence[str]) -> None:
    """Imports what will read a file of this name; where the name is wrong, the child imports what it needs itself."""
    named = task[1].rpartition(".")[2] if task[0] == "read" else {"picture": "page_picture"}.get(task[0], task[0])
    if (_FORMATS / f"{named}.py").is_file():
        with suppress(ImportError):
            import_module(f"corpus.formats.{named}")
        # What is loaded by now stays for good: the children share it, and need not look through it.
        gc.freeze()


def _fork(orders: socket.socket, task: list[str], descriptors: Sequence[int]) -> int:
    number = os.fork()
    if number:
        return number
    # From here on this is the child, which must never return to the loop above.
    try:
        orders.close()
        os.setsid()
        limits.DATA_BYTES += max(0, _held() - PARSERS_BYTES)
        for place, descriptor in enumerate(descriptors):
            os.dup2(descriptor, place)
            os.close(descriptor)
        os._exit(child.main(task))
    finally:
        os._exit(child.FAILED)


def _held() -> int:
    """Bytes of its own that this process holds; 0 where the machine does not say."""
    with suppress(OSError, ValueError, StopIteration):
        lines = Path("/proc/self/status").read_text("ascii").splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("VmData"))) * 1024
    return 0


def _ended(number: int) -> int:
    """The child's exit code; it is ended, as one that used up its time, when that is over."""
    late = []

    def end(*_: object) -> None:
        late.append(number)
        _end_group(number)

    signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, limits.WALL_SECONDS)
    # It keeps its number until it is waited for below: no other process can be meant.
    os.waitid(os.P_PID, number, os.WEXITED | os.WNOWAIT)
    signal.setitimer(signal.ITIMER_REAL, 0)
    _end_group(number)
    _, status = os.waitpid(number, 0)
    return -signal.SIGXCPU if late else os.waitstatus_to_exitcode(status)


def _end_group(number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(number, signal.SIGKILL)


def main() -> None:
    """Takes the orders from standard input, and leaves none of it to the children."""
    orders = socket.socket(fileno=os.dup(0))
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.close(nothing)
    serve(orders)


if __name__ == "__main__":
    main()
    sys.exit()
