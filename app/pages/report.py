"""The page of a review's report: what would be printed now, and what has been issued."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.models import Action, Assessment, Decision, Report, Review
from app.pages.framework import framework_of, layout_of
from app.pages.moved import has_changed
from app.pages.words import counted, day, word
from app.reporting.appendix import evidence_appendix
from app.reporting.besides import NOTHING_BESIDES
from app.reporting.contents import Decided, Occasion, report_contents
from app.reporting.exchanges import NOTHING
from app.reporting.plain import plain_version, plain_words_of
from app.reporting.short_forms import short_forms

NO_ACTION = "The action of this decision is no longer kept"
NOBODY = "nobody named"


@dataclass(frozen=True)
class ReportPage:
    """What the page shows; `contents` is None where there is nothing to print yet."""

    contents: Mapping[str, Any] | None
    reports: tuple[Report, ...]
    decided: int
    questions: int
    older: tuple[str, ...] = ()
    """The questions whose decision was made beside proposals from an older pack than the present one."""
    moved: tuple[str, ...] = ()
    """Those of them whose proposal is another one now."""

    @property
    def stated(self) -> frozenset[str]:
        """The questions whose decision the report states."""
        questions = (question for step in (self.contents or {}).get("steps", ()) for question in step["questions"])
        return frozenset(each["id"] for each in questions if each["action"] is not None)

    @property
    def confirm(self) -> str:
        """What the scrutineer must have seen before a report is issued; empty where every question is decided."""
        left = self.questions - self.decided
        if not left:
            return ""
        have = "has" if left == 1 else "have"
        return f"{left} of {counted(self.questions, 'question')} {have} no decision; the report will say so."

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
    exchanges: Mapping[str, Any] = NOTHING,
    seen: Mapping[str, Assessment] | None = None,
    *,
    besides: Mapping[str, Any] = NOTHING_BESIDES,
    carried: Sequence[Action] = (),
    draft: bool = True,
    appendix: bool = True,
) -> ReportPage:
    """The report as it would be printed now; `seen` are the assessments beside which the decisions were made.

    A page shows no appendix of the evidence, which is long: `appendix` is False for it.
    """
    if assessment is None:
        return ReportPage(None, tuple(reports), 0, 0)
    layout = layout_of(review, assessment.content)
    standing = {question: decisions[question] for question in layout.order if question in decisions}
    printed = {question: decided_of(decision) for question, decision in standing.items()}
    older = tuple(question for question, one in standing.items() if one.assessment_id != assessment.id)
    contents = report_contents(assessment.content, occasion, layout.steps, printed, exchanges, besides)
    contents |= short_forms(contents, older, draft=draft)
    contents["carried_actions"] = [_carried(action) for action in carried]
    contents["plain"] = plain_version(
        contents,
        review.framework_id,
        {question: one.red_reason for question, one in standing.items()},
        plain_words_of(framework_of(review.framework_id, review.framework_sha)),
    )
    if appendix:
        contents |= evidence_appendix(assessment.content, standing.keys())
    moved = tuple(each for each in older if _has_moved(standing[each], seen or {}, assessment))
    return ReportPage(contents, tuple(reports), len(standing), len(layout.order), older, moved)


def _has_moved(decision: Decision, seen: Mapping[str, Assessment], assessment: Assessment) -> bool:
    then, now = seen.get(decision.assessment_id), assessment.question(decision.question)
    return then is not None and now is not None and has_changed(then.question(decision.question), now)


def _carried(action: Action) -> dict[str, str]:
    return {
        "question": action.question or "–",
        "text": action.text,
        "owner": action.owner,
        "due": day(action.due, "no date set"),
        "status": word(action.status, "status"),
        "source": action.carried.from_title if action.carried else "",
    }


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
