"""How sure it is that a passage answers what was asked, and that any does; where it is not, the papers do not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.yaml_text import load_yaml

FILE = Path(__file__).parent / "sureness.yaml"
SIGNS = ("read", "behind", "close", "share", "length", "named")
"""Of a passage: what the cross-encoder makes of it, in log-odds; how far that is behind the best; how close it is by the search;
that as a share of the closest; how many words it has; the share of the agencies asked for that it is by or about."""
SIGNS_OF_ANY = ("three", "read", "covered", "rarest", "figure", "named")
"""Of a question: how sure the surest three passages are on average; the best that the cross-encoder makes of one; how much of the
question's subject the surest have; whether any has the rarest of its words; 1 where a figure is asked for, which fewer papers have;
the most of the agencies asked for that any of the surest is by or about."""

Signs = NDArray[np.float64]
"""Shape (passages or questions, signs)."""


@dataclass(frozen=True)
class Weights:
    """Weights of signs by their names, fitted on labelled questions, and the threshold chosen with them."""

    by_sign: Mapping[str, float]
    bias: float
    threshold: float

    def of(self, signs: Signs) -> NDArray[np.float64]:
        """How sure, 0 to 1, row by row."""
        total = self.bias + signs @ np.array(list(self.by_sign.values()))
        return np.asarray(1 / (1 + np.exp(-total)))


@dataclass(frozen=True)
class Sureness:
    """From where on a passage is shown beside a surer one, and from where on a question is answered at all."""

    passage: Weights
    any: Weights

    def answers(self, signs_of_any: Signs) -> bool:
        """Whether these signs of a question are enough for an answer."""
        return bool(self.any.of(signs_of_any[None])[0] >= self.any.threshold)


@cache
def sureness() -> Sureness:
    """The fitted weights."""
    written = load_yaml(FILE.read_text("utf-8"))
    return Sureness(_weights(written["passage"], SIGNS), _weights(written["any"], SIGNS_OF_ANY))


def _weights(written: Mapping[str, object], names: tuple[str, ...]) -> Weights:
    by_sign: Mapping[str, float] = written["weights"]  # type: ignore[assignment]
    return Weights(
        {name: float(by_sign[name]) for name in names},
        float(written["bias"]),  # type: ignore[arg-type]
        float(written["threshold"]),  # type: ignore[arg-type]
    )
