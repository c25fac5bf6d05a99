"""The frameworks as their pages show them: listed, one whole, and how two of them map to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.models import FrameworkDraft, FrameworkVersion
from app.pages.words import counted, word
from rules.crosswalk import SIX_STEPS, Function, asks_of_six_steps, crosswalk, functions_of_scrutiny, questions_on
from rules.framework import Framework


@dataclass(frozen=True)
class FrameworkRow:
    """One framework in the list."""

    framework: Framework
    questions: str
    maps: str


@dataclass(frozen=True)
class DraftRow:
    """One working copy in the list."""

    draft: FrameworkDraft
    latest: FrameworkVersion | None
    state: str


@dataclass(frozen=True)
class Mapped:
    """A question with the questions of another framework that ask the same."""

    id: str
    text: str
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Beside:
    """Two frameworks mapped to each other, both ways."""

    one: Framework
    other: Framework
    there: tuple[Mapped, ...]
    back: tuple[Mapped, ...]


@dataclass(frozen=True)
class FunctionRow:
    """A function of independent scrutiny with the questions that bear on it, framework by framework."""

    function: Function
    questions: tuple[tuple[Framework, tuple[str, ...]], ...]


def rows_of(frameworks: Mapping[str, Framework], adapted: Mapping[str, Framework]) -> tuple[FrameworkRow, ...]:
    """Every framework that a review can be held against."""
    return tuple(_row(one) for one in (*frameworks.values(), *adapted.values()))


def draft_rows(drafts: Sequence[FrameworkDraft]) -> tuple[DraftRow, ...]:
    """The working copies that a person sees, each with where its latest version stands."""
    rows = []
    for draft in drafts:
        latest = draft.versions[-1] if draft.versions else None
        said = f"Version {latest.number}: {word(latest.state, 'framework_state').lower()}" if latest else "Not kept yet"
        rows.append(DraftRow(draft, latest, said))
    return tuple(rows)


def beside(one: Framework, other: Framework) -> Beside:
    """How two frameworks map to each other."""
    return Beside(one, other, _mapped(one, other), _mapped(other, one))


def function_rows(frameworks: Mapping[str, Framework]) -> tuple[FunctionRow, ...]:
    """What statutory guidance says scrutiny is for, with the questions of each framework that bear on it."""
    return tuple(
        FunctionRow(one, tuple((framework, questions_on(one, framework)) for framework in frameworks.values()))
        for one in functions_of_scrutiny()
    )


def _row(framework: Framework) -> FrameworkRow:
    asked = len(framework.questions)
    alike = sum(bool(asks_of_six_steps(framework, question)) for question in framework.questions)
    maps = "Six Steps itself" if framework.id == SIX_STEPS else f"{alike} of {asked} ask what Six Steps asks"
    steps = counted(len(framework.steps), "step")
    return FrameworkRow(framework, f"{counted(asked, 'question')} in {steps}", maps)


def _mapped(one: Framework, other: Framework) -> tuple[Mapped, ...]:
    found, texts = crosswalk(one, other), {question.id: question.text for question in other.questions}
    return tuple(
        Mapped(question.id, question.text, tuple((each, texts[each]) for each in found[question.id]))
        for question in one.questions
    )
