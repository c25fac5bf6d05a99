"""How far what was found and read agrees with what people labelled."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import f1_score

from rules.evidence import Stance
from rules.finding import AFFIRMS, DENIES
from rules.stance import STANCES

Flags = NDArray[np.bool_]


def f1_of(says: Flags, true: Flags) -> float:
    """F1 over all pairs of passage and question."""
    return float(2 * (says & true).sum() / max(1, says.sum() + true.sum()))


def agreement(said: Sequence[Stance], true: Sequence[Stance]) -> dict[str, Any]:
    """Accuracy, macro-F1 over six, the share of a yes read as a no or a no as a yes, and the F1 of each stance."""
    both = list(zip(said, true, strict=True))
    by_stance = f1_score(true, said, labels=list(STANCES), average=None, zero_division=0)
    return {
        "accuracy": share(sum(a is b for a, b in both), len(both)),
        "macro f1": round(float(by_stance.mean()), 3),
        "yes/no flips": share(sum(bool({a, b} & AFFIRMS and {a, b} & DENIES) for a, b in both), len(both)),
        "by stance": {one.value: round(float(figure), 3) for one, figure in zip(STANCES, by_stance, strict=True)},
    }


def share(part: int, whole: int) -> float:
    """To three places; 0 of nothing."""
    return round(part / whole, 3) if whole else 0.0
