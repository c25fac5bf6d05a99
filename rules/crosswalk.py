"""How frameworks map to one another: questions that ask materially the same, by way of Six Steps, both ways."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.yaml_text import load_yaml
from rules.framework import Framework, Question

SIX_STEPS = "six-steps"
FUNCTIONS = Path(__file__).parent / "functions_of_scrutiny.yaml"

Crosswalk = Mapping[str, tuple[str, ...]]
"""Of each question of one framework, the questions of another that ask the same; none where there is none."""


@dataclass(frozen=True)
class Function:
    """What statutory guidance says independent scrutiny is for, in our words, and where it says so."""

    id: str
    name: str
    says: str
    editions: tuple[str, ...]
    reference: str
    six_steps: tuple[str, ...]


def asks_of_six_steps(framework: Framework, question: Question) -> tuple[str, ...]:
    """The questions of Six Steps that this one asks; of Six Steps itself, the question alone."""
    return question.akin or ((question.id,) if framework.id == SIX_STEPS else ())


def crosswalk(one: Framework, other: Framework) -> Crosswalk:
    """Of each question of `one`, the questions of `other` with the same words, or that ask the same of Six Steps."""
    asked = {question.id: _asks(other, question) for question in other.questions}
    return {
        question.id: tuple(each for each, shared in asked.items() if shared & _asks(one, question))
        for question in one.questions
    }


def _asks(framework: Framework, question: Question) -> frozenset[str]:
    words = " ".join(re.findall(r"\w+", question.text.casefold()))
    return frozenset({words, *asks_of_six_steps(framework, question)})


def unmatched(one: Framework, other: Framework) -> tuple[str, ...]:
    """The questions of `one` that nothing in `other` asks."""
    return tuple(question for question, others in crosswalk(one, other).items() if not others)


@cache
def functions_of_scrutiny() -> tuple[Function, ...]:
    """The functions of independent scrutiny in the order of their file."""
    rows = load_yaml(FUNCTIONS.read_text("utf-8"))["functions"]
    return tuple(
        Function(row["id"], row["name"], row["says"], tuple(row["editions"]), row["reference"], tuple(row["six_steps"]))
        for row in rows
    )


def questions_on(function: Function, framework: Framework) -> tuple[str, ...]:
    """The questions of a framework whose answers bear on a function."""
    wanted: Sequence[str] = function.six_steps
    return tuple(
        question.id for question in framework.questions if set(wanted) & set(asks_of_six_steps(framework, question))
    )
