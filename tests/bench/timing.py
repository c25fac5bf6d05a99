"""How the bench times a piece of work, and what memory it took."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.config import PROJECT

ROUNDS = 3


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """The median of some rounds in seconds, after one that warms up; and what the work gave."""
    result, spent = work(), []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        result = work()
        spent.append(time.perf_counter() - started)
    return statistics.median(spent), result


def measured_apart(module: str, *words: str) -> dict[str, Any]:
    """The figures that a module of the bench prints, run in a process of its own, so that its time and memory are its own."""
    command = [sys.executable, "-W", "ignore", "-m", module, *words]
    told: dict[str, Any] = json.loads(subprocess.run(command, cwd=PROJECT, check=True, capture_output=True).stdout)
    return told


class Stages:
    """Seconds by what is being done, as the progress page is told it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self._last = ("loading models", time.perf_counter())

    def __call__(self, doing: str, done: int, total: int) -> None:
        name, began = self._last
        self._last = (doing, time.perf_counter())
        self.spent[name] = self.spent.get(name, 0.0) + self._last[1] - began


def most_memory() -> int:
    """The most memory that this process has held, in MB; what its parent held when it began does not count."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024
