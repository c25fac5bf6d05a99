"""The ladder of claims: from what should happen up to what changed for children, and how high the evidence climbs."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

from rules.evidence import Stance
from rules.voices import names_children, tells_of_reach
from rules.witness import Witness


class Rung(IntEnum):
    """How much of a claim is shown; each rung asks more than the one below it."""

    NOTHING = 0
    SAID = 1
    """The papers say that it should happen."""
    PLANNED = 2
    IN_PLACE = 3
    """It is done or in place, wholly or in part."""
    REACHED = 4
    """It got to those it is for, or changed how people work."""
    CHANGED = 5
    """Something changed for children."""


def rung_of(one: Witness) -> Rung:
    """The rung that a passage stands on by what it says; a denial climbs nothing."""
    if one.stance is Stance.IMPACT:
        return Rung.CHANGED if names_children(one.text) else Rung.REACHED
    if one.stance is Stance.ACHIEVED:
        return Rung.REACHED if tells_of_reach(one.text) else Rung.IN_PLACE
    return {Stance.PARTIAL: Rung.IN_PLACE, Stance.PLANNED: Rung.PLANNED, Stance.DUTY: Rung.SAID}.get(
        one.stance, Rung.NOTHING
    )


def highest(evidence: Iterable[Witness]) -> tuple[Rung, Witness | None]:
    """The highest rung that the evidence of a part reaches, and the first passage that stands on it.

    From "in place" upwards only what counts climbs; a duty or a plan never counts, so there a standing paper is enough.
    """
    best: tuple[Rung, Witness | None] = (Rung.NOTHING, None)
    for one in evidence:
        rung = rung_of(one)
        if rung >= Rung.IN_PLACE and not one.counts:
            continue
        if rung > best[0] and one.current:
            best = (rung, one)
    return best
