"""How fast the nearest vectors are found, by how many there are, beside what memory can give."""

from __future__ import annotations

import statistics
import time
from typing import Any

import faiss
import numpy as np

from indexer.embedder import DIMENSIONS
from tests.bench.timing import timed

Json = dict[str, Any]

SIZES = (1_000, 10_000, 100_000, 1_000_000)
QUERIES = 200
COLD = 20
EVICTING = 64 * 2**20
"""Numbers read between a cold query and what came before it: more than any cache holds."""


def search() -> Json:
    """FAISS flat inner product by size: median and 95th percentile of one query in milliseconds."""
    chance, found = np.random.default_rng(0), {}
    other = np.ones(EVICTING, dtype=np.float32)
    bandwidth = _bandwidth(other)
    for size in SIZES:
        rows = chance.standard_normal((size, DIMENSIONS), dtype=np.float32)
        index = faiss.IndexFlatIP(DIMENSIONS)
        index.add(rows)
        spent = [_milliseconds(index, query) for query in rows[:QUERIES]]
        cold = [_milliseconds(index, query) for query in rows[:COLD] if _evicted(other)]
        found[f"{size:,} passages"] = {
            "p50 ms": round(statistics.median(spent), 2),
            "p95 ms": round(float(np.quantile(spent, 0.95)), 2),
            "cold p50 ms": round(statistics.median(cold), 2),
            "cold p95 ms": round(float(np.quantile(cold, 0.95)), 2),
            "bytes read a second, GB": round(rows.nbytes / statistics.median(spent) / 1e6, 1),
            "of what memory gives": f"{rows.nbytes / statistics.median(cold) * 1000 / bandwidth:.0%}",
        }
    return found


def _milliseconds(index: faiss.IndexFlatIP, query: Any) -> float:
    started = time.perf_counter()
    index.search(query[None], 20)
    return 1000 * (time.perf_counter() - started)


def _evicted(other: Any) -> bool:
    """Whether everything else has been driven out of the processor's caches: all of it has been read."""
    return bool(other.sum() > 0)


def _bandwidth(rows: Any) -> float:
    """Bytes a second that one core reads from memory: the limit of a search that must look at every vector."""
    return float(rows.nbytes / timed(lambda: rows @ rows)[0])
