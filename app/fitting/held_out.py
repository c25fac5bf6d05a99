"""What an adapter that never saw some sources makes of their passages: kept, so that `make eval` need not fit it again."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.fitting.adapter import Lessons, fit_adapter, keep_adapter
from app.fitting.readings import FOLDS, HELD_OUT
from indexer.adapted import base_of


class StaleFit(Exception):
    """The labelled passages are not those that the adapters were fitted on."""

    def __str__(self) -> str:
        return "The labelled passages have changed since the adapters were fitted: run `make train` first."


def fit_and_keep(
    path: Path, folds: Sequence[int], texts: Sequence[str], lessons: Callable[[list[int]], Lessons]
) -> str:
    """Fits the adapter that is shipped on every row, and one without the held-out fold; returns the first's SHA-256.

    `lessons` makes lessons of the rows it is given; what the second makes of the rows held out is kept beside the file.
    """
    base = base_of(path)
    rest = [i for i, fold in enumerate(folds) if fold != HELD_OUT]
    unseen = [texts[i] for i, fold in enumerate(folds) if fold == HELD_OUT]
    rows = fit_adapter(base, lessons(rest), HELD_OUT).read(unseen)
    kept = io.BytesIO()
    np.save(kept, rows.astype(np.float16), allow_pickle=False)
    _file(path).write_bytes(kept.getvalue())
    _file(path).with_suffix(".texts").write_text(f"{hash_of(texts)}\n", encoding="ascii")
    return keep_adapter(path, fit_adapter(base, lessons(list(range(len(texts)))), FOLDS))


def held_out(path: Path, texts: Sequence[str]) -> NDArray[np.float64]:
    """What an adapter made of the texts of the held-out fold without having seen their sources, in their order.

    StaleFit where the labelled passages (`texts`, all of them) are not those that it was fitted on.
    """
    if _file(path).with_suffix(".texts").read_text("ascii").strip() != hash_of(texts):
        raise StaleFit
    return np.asarray(np.load(_file(path), allow_pickle=False), dtype=np.float64)


def hash_of(texts: Sequence[str]) -> str:
    """Equal for equal texts in equal order."""
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def _file(path: Path) -> Path:
    return path.with_name(f"{path.stem}-held-out.npy")
