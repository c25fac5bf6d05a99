"""The framework of a review as its pages lay it out, whether or not its file has changed since."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.adapting.known import framework_or_none, on_offer
from app.models import Review
from rules.framework import Framework


@dataclass(frozen=True)
class Layout:
    """Steps with their questions' ids, and the words of each question."""

    title: str
    steps: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Of each step: its id, its title, and its questions' ids in order."""
    texts: Mapping[str, str]
    attribution: str
    source: str

    @property
    def order(self) -> tuple[str, ...]:
        """Every question's id, in the framework's order."""
        return tuple(question for _, _, questions in self.steps for question in questions)

    def step_of(self, question: str) -> tuple[str, str]:
        """The step that a question stands in: its id and title."""
        return next((step, title) for step, title, questions in self.steps if question in questions)


def frameworks() -> dict[str, Framework]:
    """Every framework that a new review can be held against, by its id."""
    return on_offer()


def framework_of(framework_id: str, sha256: str | None = None) -> Framework | None:
    """The framework with this id, as it was when it had this hash; None where there is none that can be read."""
    return framework_or_none(framework_id, sha256)


def layout_of(review: Review, content: Mapping[str, Any] | None) -> Layout:
    """How the review's questions are laid out; what was assessed comes before what the file says now."""
    framework = framework_of(review.framework_id, review.framework_sha)
    if content is None:
        return _from_framework(framework) if framework else Layout("No framework", (), {}, "", "")
    titles = {step.id: step.title for step in framework.steps} if framework else {}
    steps: dict[str, list[str]] = {}
    for question in content["questions"]:
        steps.setdefault(str(question.get("step") or question["id"].split(".")[0]), []).append(question["id"])
    written = {each.id: each.text for each in framework.questions} if framework else {}
    return Layout(
        title=content.get("framework", {}).get("title") or (framework.title if framework else "Questions"),
        steps=tuple((step, titles.get(step, step), tuple(ids)) for step, ids in steps.items()),
        texts={each["id"]: each.get("text") or written.get(each["id"], "") for each in content["questions"]},
        attribution=framework.attribution if framework else "",
        source=framework.source if framework else "",
    )


def _from_framework(framework: Framework) -> Layout:
    return Layout(
        title=framework.title,
        steps=tuple((step.id, step.title, tuple(each.id for each in step.questions)) for step in framework.steps),
        texts={each.id: each.text for each in framework.questions},
        attribution=framework.attribution,
        source=framework.source,
    )
