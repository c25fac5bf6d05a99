"""How surely a careful reader would cite a passage for a part, as saying what it was read to say: fitted, not written.

The weights stand in strength.yaml. They were fitted on which passages people who knew nothing of this service cited in whole
packs, and for which question; nothing about a paper, only what was found and read of the passage, goes in.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from math import exp, log
from pathlib import Path

from corpus.yaml_text import load_yaml
from rules.evidence import Candidate, Stance, StanceReading

WEIGHTS_FILE = Path(__file__).with_name("strength.yaml")

SIDES = (
    frozenset({Stance.IMPACT, Stance.ACHIEVED}),
    frozenset({Stance.PARTIAL}),
    frozenset({Stance.GAP}),
    frozenset({Stance.PLANNED, Stance.DUTY}),
)
"""Stances that speak the same way of a part."""
LEAST = 1e-4
MANY_WORDS = 60
"""Beyond so many words a passage is long, whatever its length."""


def strength_of(candidate: Candidate, reading: StanceReading) -> float:
    """0 to 1."""
    weights = load_strength_weights()
    total = weights["constant"] + sum(weights[name] * value for name, value in signs_of_strength(candidate, reading))
    return round(1 / (1 + exp(-total)), 4)


def signs_of_strength(candidate: Candidate, reading: StanceReading) -> tuple[tuple[str, float], ...]:
    """By what it is judged, each with its name in strength.yaml."""
    stance, passage = reading.stance, candidate.passage
    return (
        ("sureness", _log_odds(candidate.score)),
        ("leaning", _log_odds(leaning_to(candidate, reading))),
        ("denies", float(stance is Stance.GAP)),
        ("in_part", float(stance is Stance.PARTIAL)),
        ("effect", float(stance is Stance.IMPACT)),
        ("row", float(passage.style == "row")),
        ("words", min(MANY_WORDS, len(passage.text.split())) / MANY_WORDS),
    )


def leaning_to(candidate: Candidate, reading: StanceReading) -> float:
    """The share of the passage's leaning that goes the way it was read, 0 to 1; the reading's own share where none was asked for."""
    if candidate.leaning is None:
        return reading.share
    return sum(exp(candidate.leaning[one]) for one in side_of(reading.stance))


def side_of(stance: Stance) -> frozenset[Stance]:
    """The stances that speak the same way, this one among them."""
    return next(side for side in SIDES if stance in side)


@lru_cache(maxsize=1)
def load_strength_weights() -> Mapping[str, float]:
    """The weights as they are shipped, by name."""
    data = load_yaml(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return {str(name): float(value) for name, value in data["weights"].items()}


def _log_odds(share: float) -> float:
    held = min(1 - LEAST, max(LEAST, share))
    return log(held / (1 - held))
