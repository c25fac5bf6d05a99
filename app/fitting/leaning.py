"""Lessons in leaning: which stance a person gave a passage that they read for a question, or that it is beside the point."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import torch
from torch import Tensor, nn

from app.fitting.adapter import Chance
from app.fitting.held_out import fit_and_keep, held_out
from app.fitting.readings import HELD_OUT, Pairing, Reading
from app.proposing.leaning import Leaning, leanings_of
from indexer.adapted import BESIDE, LEANING, pair
from indexer.embedder import Vectors
from rules.stance import STANCES

SMOOTHING = 0.05
NEVER = -12.0
"""The log-share of what is all but impossible."""
WITHOUT_QUESTION = 0.15
"""The share of readings that are taught without their question, so that a passage can also be read on its own."""


class StanceLessons:
    """Readings with the stance that each was given, and pairings that no person read so; rarer labels weigh more."""

    labels = (*(stance.value for stance in STANCES), BESIDE)
    one_of = True
    epochs = 3
    rate = 1e-3
    threads = 1
    first_layer = 0

    def __init__(self, pairings: Sequence[Pairing]) -> None:
        self.pairings = pairings
        self.answers = torch.tensor([self.labels.index(label_of(one)) for one in pairings])
        counts = torch.bincount(self.answers, minlength=len(self.labels)).clamp(min=1).float()
        self.error = nn.CrossEntropyLoss(weight=(counts.mean() / counts) ** 0.5, label_smoothing=SMOOTHING)

    def texts(self, chance: Chance) -> list[str]:
        bare = chance.random(len(self.pairings)) < WITHOUT_QUESTION
        return [
            pair(one.told) if without and isinstance(one, Reading) else asked(one)
            for one, without in zip(self.pairings, bare, strict=True)
        ]

    def loss(self, sums: Tensor, rows: list[int]) -> Tensor:
        return self.error(sums, self.answers[rows])  # type: ignore[no-any-return]


def label_of(one: Pairing) -> str:
    """The stance of a reading; of any other pairing, that the passage is beside the point."""
    return one.stance.value if isinstance(one, Reading) else BESIDE


def asked(one: Pairing) -> str:
    """A passage and its question as the adapter takes them."""
    return pair(one.told, one.question)


def fit_leaning(pairings: Sequence[Pairing]) -> str:
    """Fits and keeps the adapter, and what one that never saw the held-out fold makes of it; returns the first's SHA-256."""
    return fit_and_keep(
        LEANING,
        [one.fold for one in pairings],
        [asked(one) for one in pairings],
        lambda rows: StanceLessons([pairings[i] for i in rows]),
    )


class HeldOutReader:
    """Reads as an adapter that never saw the held-out fold did; what that was not asked, it takes to be beside the point."""

    name, sha256, backend = "leaning, without the held-out fold", "0" * 64, "kept"
    labels = StanceLessons.labels
    dimensions = len(labels)

    def __init__(self, pairings: Sequence[Pairing]) -> None:
        rows = held_out(LEANING, [asked(one) for one in pairings]).astype(np.float32)
        self._apart = [one for one in pairings if one.fold == HELD_OUT]
        self._rows = dict(zip(map(asked, self._apart), rows, strict=True))
        self._beside = np.full(self.dimensions, NEVER, dtype=np.float32)
        self._beside[self.labels.index(BESIDE)] = 0

    def embed(self, texts: list[str]) -> Vectors:
        """Log-shares, a row a text and a column a label."""
        return np.array([self._rows.get(text, self._beside) for text in texts], dtype=np.float32).reshape(
            len(texts), self.dimensions
        )

    @cached_property
    def leanings(self) -> dict[tuple[str, str], Leaning]:
        """What it makes of the held-out fold's pairings, by passage and question in their own words."""
        leanings = leanings_of(self.labels, self.embed([asked(one) for one in self._apart]))
        return {(one.told, one.question): each for one, each in zip(self._apart, leanings, strict=True)}
