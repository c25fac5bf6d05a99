"""Which of the passages found are shown as an answer: none where it is not sure enough that any is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.answering.filters import NO_FILTERS, Filters
from app.answering.looking import Found, Papers, look
from app.answering.sureness import sureness
from app.answering.understanding import Clause

MOST_QUOTES = 8
JUDGED = 6
"""By so many of the closest it is judged whether anything answers."""
FAR_ENOUGH_TO_DENY = 0.38
"""The closest passage that says otherwise is shown from this closeness on, though others are closer."""
MOST_OTHERS = 2
"""How many quotes are shown from papers that do not stand: superseded, drafts, another area's."""
NEAR_THE_BEST = 0.6
"""A quote is shown when it is at least this share as close as the best."""

LEAST_CLOSE = 0.36
"""Below this closeness a quote beside a closer one is clutter."""


@dataclass(frozen=True)
class Chosen:
    """What is shown: from papers that stand; further ones, shown if they say otherwise; only where none stands, from others."""

    near: tuple[Found, ...] = ()
    further: tuple[Found, ...] = ()
    elsewhere: tuple[Found, ...] = ()


def choose(papers: Papers, clause: Clause, filters: Filters = NO_FILTERS) -> Chosen:
    """What answers the clause, closest first."""
    found, unknown = look(papers, clause, filters)
    own = [one for one in found if one.document.standing == "current"]
    others = [one for one in found if one.document.standing != "current"]
    if not own or not sureness().answers(signs_of(own, unknown, clause)):
        sure = others and sureness().answers(signs_of(others, unknown, clause))
        near = (
            [one for one in others if one.closeness >= NEAR_THE_BEST * others[0].closeness][:MOST_OTHERS]
            if sure
            else []
        )
        return Chosen(elsewhere=tuple(near))
    floor = min(own[0].closeness, max(LEAST_CLOSE, NEAR_THE_BEST * own[0].closeness))
    near = [one for one in own if one.closeness >= floor][:MOST_QUOTES]
    further = [
        one for one in own[len(near) : len(near) + MOST_QUOTES] if one.closeness >= max(FAR_ENOUGH_TO_DENY, 0.8 * floor)
    ]
    return Chosen(tuple(near), tuple(further))


def signs_of(found: Sequence[Found], unknown: float, clause: Clause) -> tuple[float, ...]:
    """By what it is judged whether these answer: the signs of `sureness.py`, in their order."""
    if not found:
        return 0.0, 0.0, 1.0, 0.0, 0.0, float(clause.wants_figure)
    first, next_best = found[:JUDGED], [one.closeness for one in found[1 : JUDGED + 2]]
    lead = first[0].closeness - (sum(next_best) / len(next_best) if next_best else 0.0)
    return (
        first[0].closeness,
        max(one.covered for one in first),
        unknown,
        max(one.rarest for one in first),
        lead,
        float(clause.wants_figure),
    )
