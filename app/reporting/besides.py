"""What a report prints beside the ratings: second ratings, the comparison with the last review, the context, what was asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.reporting.asked import PrintedAsked, asked_printed


@dataclass(frozen=True)
class PrintedSecond:
    """A second rating of a question that is decided."""

    question: str
    decided: str
    second: str
    colour: str
    said: str
    """Whether the two ratings agree."""
    how: str
    """Whether it was given independently of the decision."""
    reason: str
    by: str


@dataclass(frozen=True)
class PrintedMove:
    """A question whose rating is another one than last time."""

    question: str
    text: str
    then: str
    now: str
    move: str
    said: str


@dataclass(frozen=True)
class PrintedComparison:
    """This review beside the last of the same area."""

    beside: str
    """The last review's title."""
    heading: str
    differences: Sequence[str]
    """What differs between the two yardsticks."""
    moves: Sequence[PrintedMove]


@dataclass(frozen=True)
class PrintedAnswer:
    """A context question with the answer that stands."""

    number: str
    question: str
    answer: str
    who: str


@dataclass(frozen=True)
class PrintedContext:
    """How the scrutiny is arranged: the context questions, and the independence record drawn from them."""

    answered: str
    is_empty: bool
    answers: Sequence[PrintedAnswer]
    independence: Sequence[PrintedAnswer]


NOTHING_BESIDES: dict[str, Any] = {"second_ratings": [], "compared": {}, "context": {}, "asked": []}
"""Where a report is of an assessment alone, and no review stands behind it."""


def besides_printed(
    seconds: Iterable[PrintedSecond],
    compared: PrintedComparison | None,
    context: PrintedContext,
    asked: Iterable[PrintedAsked] = (),
) -> dict[str, Any]:
    """All of it as plain values, which every template can print."""
    return {
        "second_ratings": [dict(vars(each)) for each in seconds],
        "compared": _compared(compared) if compared else {},
        "context": {
            "answered": context.answered,
            "is_empty": context.is_empty,
            "answers": [dict(vars(each)) for each in context.answers],
            "independence": [dict(vars(each)) for each in context.independence],
        },
        "asked": asked_printed(asked),
    }


def _compared(one: PrintedComparison) -> dict[str, Any]:
    return {
        "beside": one.beside,
        "heading": one.heading,
        "differences": list(one.differences),
        "moves": [dict(vars(each)) for each in one.moves],
    }
