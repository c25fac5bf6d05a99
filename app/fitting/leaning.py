"""Lessons in leaning: which stance a person gave a passage that they read for a question."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from app.fitting.adapter import Chance
from app.fitting.held_out import fit_and_keep, held_out
from app.fitting.readings import Reading
from indexer.adapted import LEANING, pair
from rules.stance import STANCES

SMOOTHING = 0.05
WITHOUT_QUESTION = 0.15
"""The share of readings that are taught without their question, so that a passage can also be read on its own."""


class StanceLessons:
    """Readings with the stance that each was given; rarer stances weigh more."""

    labels = tuple(stance.value for stance in STANCES)
    one_of = True
    epochs = 4
    rate = 1e-3
    threads = 1
    first_layer = 0

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self.answers = torch.tensor([STANCES.index(one.stance) for one in readings])
        counts = torch.bincount(self.answers, minlength=len(STANCES)).clamp(min=1).float()
        self.error = nn.CrossEntropyLoss(weight=(counts.mean() / counts) ** 0.5, label_smoothing=SMOOTHING)

    def texts(self, chance: Chance) -> list[str]:
        bare = chance.random(len(self.readings)) < WITHOUT_QUESTION
        return [pair(one.told) if without else asked(one) for one, without in zip(self.readings, bare, strict=True)]

    def loss(self, sums: Tensor, rows: list[int]) -> Tensor:
        return self.error(sums, self.answers[rows])  # type: ignore[no-any-return]


def asked(reading: Reading) -> str:
    """A reading as the adapter takes it."""
    return pair(reading.told, reading.question)


def fit_leaning(readings: Sequence[Reading]) -> str:
    """Fits and keeps the adapter of stances and its held-out shares; returns its SHA-256."""
    return fit_and_keep(
        LEANING,
        [one.fold for one in readings],
        [asked(one) for one in readings],
        lambda rows: StanceLessons([readings[i] for i in rows]),
    )


def held_out_leanings(readings: Sequence[Reading]) -> NDArray[np.float64]:
    """Log-shares of the readings of the held-out fold, by an adapter that never saw their sources."""
    return held_out(LEANING, [asked(one) for one in readings])
