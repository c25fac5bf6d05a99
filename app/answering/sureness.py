"""How sure it is that what was found answers what was asked; below the threshold the papers do not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

from corpus.yaml_text import load_yaml

FILE = Path(__file__).parent / "sureness.yaml"
SIGNS = ("best", "covered", "unknown", "rarest", "lead", "figure")
"""How close the best passage is; how much of the subject the closest have; how much of it the pack knows nothing of; whether
any has the rarest of its words; how far the best is ahead of the next; and 1 where a figure is asked for, which fewer papers have."""


@dataclass(frozen=True)
class Sureness:
    """Weights of the signs, fitted on labelled questions, and the threshold chosen with them."""

    weights: Mapping[str, float]
    bias: float
    threshold: float

    def of(self, signs: Sequence[float]) -> float:
        """How sure, 0 to 1."""
        total = self.bias + sum(self.weights[name] * sign for name, sign in zip(SIGNS, signs, strict=True))
        return 1 / (1 + exp(-total))

    def answers(self, signs: Sequence[float]) -> bool:
        """Whether that is sure enough to be called an answer."""
        return self.of(signs) >= self.threshold


@cache
def sureness() -> Sureness:
    """The fitted weights."""
    written = load_yaml(FILE.read_text("utf-8"))
    return Sureness(written["weights"], float(written["bias"]), float(written["threshold"]))
