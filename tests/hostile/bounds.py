"""Reads a file from a small process of its own, so that what is measured is the reader's and no test's before it.

A child's greatest memory, as the kernel counts it, begins with that of the process that starts it: a run of tests
that has loaded the models would be charged for them at every file.
"""

from __future__ import annotations

import resource
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from corpus.children import close_idle
from corpus.document import Reading
from corpus.reader import read_file


@dataclass(frozen=True)
class Measured:
    """A reading, the seconds it took, and the most bytes that any child of its reader has used so far."""

    reading: Reading
    seconds: float
    peak_bytes: int


@contextmanager
def small_reader() -> Iterator[ProcessPoolExecutor]:
    """A process that has loaded no model and no parser, to give to `measured`."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        yield process


def measured(path: Path, reader: ProcessPoolExecutor) -> Measured:
    """What reading the file at `path` gave and took."""
    return reader.submit(_measure, path).result()


def _measure(path: Path) -> Measured:
    began = time.monotonic()
    reading = read_file(path)
    seconds = time.monotonic() - began
    # What a child used is known of a fork server that has ended.
    close_idle()
    return Measured(reading, seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024)
