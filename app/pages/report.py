"""The page of a review's report: what would be printed now, and what has been issued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models import Action, Assessment, Decision, Report, Review
from app.pages.framework import layout_of
from app.pages.words import word
from app.reporting.contents import Decided, Occasion, report_contents

NO_ACTION = "The action of this decision is no longer kept"
NOBODY = "nobody named"


@dataclass(frozen=True)
class ReportPage:
    """What the page shows; `contents` is None where there is nothing to print yet."""

    contents: Mapping[str, Any] | None
    reports: tuple[Report, ...]
    decided: int
    questions: int

    @property
    def may_issue(self) -> bool:
        """A report states at least one decision."""
        return self.contents is not None and self.decided > 0


def report_page(
    review: Review,
    assessment: Assessment | None,
    decisions: Mapping[str, Decision],
    reports: Sequence[Report],
    occasion: Occasion,
) -> ReportPage:
    """The report as it would be printed now."""
    if assessment is None:
        return ReportPage(None, tuple(reports), 0, 0)
    layout = layout_of(review, assessment.content)
    printed = {question: decided_of(decision) for question, decision in decisions.items()}
    contents = report_contents(assessment.content, occasion, layout.steps, printed)
    return ReportPage(contents, tuple(reports), len(decisions), len(layout.order))


def decided_of(decision: Decision) -> Decided:
    """A decision with its action, as it is printed."""
    # Every decision makes an action; where it was taken out of the database the page must still show the rest.
    action: Action | None = decision.action
    return Decided(
        rating=decision.rating,
        red_reason=decision.red_reason,
        proposed=decision.proposed_rating,
        accepts=decision.accepts,
        reason=decision.reason,
        by=decision.by.name,
        at=decision.at,
        action=action.text if action else NO_ACTION,
        owner=action.owner if action else NOBODY,
        due=action.due if action else None,
        status=action.status if action else "missing",
    )


def occasion_of(review: Review, made_by: str, made_at: Any, head: str) -> Occasion:
    """Which review a report is of, and the head of its record when it is made."""
    return Occasion(review.area, review.title, word(review.guidance, "guidance"), made_by, made_at, head)
