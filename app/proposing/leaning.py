"""What the reader of stances makes of a passage beside a question: whether it bears on it, and how it leans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indexer.adapted import BESIDE
from indexer.embedder import Vectors
from rules.evidence import Stance


@dataclass(frozen=True)
class Leaning:
    """What the reader made of a passage beside a question."""

    stances: Mapping[Stance, float]
    """A log-share a stance, as if it bore on the question."""
    bears: float
    """How surely it bears on it, 0 to 1."""


def leanings_of(labels: Sequence[str], rows: Vectors) -> list[Leaning]:
    """What a reader made of pairs of passage and question, from its log-shares, a row a pair and a column a label."""
    beside = labels.index(BESIDE)
    stances = [Stance(label) for label in labels if label != BESIDE]
    bears = -np.expm1(np.minimum(0.0, rows[:, beside].astype(np.float64)))
    said = np.delete(rows.astype(np.float64), beside, axis=1)
    said -= np.logaddexp.reduce(said, axis=1)[:, None]
    return [
        Leaning(dict(zip(stances, row, strict=True)), share)
        for row, share in zip(np.round(said, 4).tolist(), np.round(bears, 4).tolist(), strict=True)
    ]
