"""How the bench times a piece of work."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

ROUNDS = 3


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """The median of some rounds in seconds, after one that warms up; and what the work gave."""
    result, spent = work(), []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        result = work()
        spent.append(time.perf_counter() - started)
    return statistics.median(spent), result
