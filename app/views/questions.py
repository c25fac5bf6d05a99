"""The page of one question, and the scrutineer's decision on it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.assessments import current_assessment
from app.database import db
from app.errors import NotFound, NothingProposed, StaleDecision
from app.forms.decision import DecisionForm
from app.models import Assessment, Decision, Review
from app.pages.question import QuestionPage, question_page
from app.pages.words import terms, word
from app.papers import papers_of
from app.policy import may, may_do
from app.record import NewAction, decide, decisions_of, history_of

blueprint = Blueprint("questions", __name__)


@blueprint.get("/reviews/<review_id>/questions/<question_id>")
@may("see_proposals")
def question(review: Review, question_id: str) -> ResponseReturnValue:
    page = _page(review, question_id)
    form = _form(page) if page.proposal and may_do("decide", review) else None
    return _show(review, page, form)


@blueprint.post("/reviews/<review_id>/questions/<question_id>")
@may("decide")
def decide_question(review: Review, question_id: str) -> ResponseReturnValue:
    page = _page(review, question_id)
    if page.proposal is None:
        raise NothingProposed
    form = _form(page)
    if moved := _moved(review, page, form):
        form.assessment.data = page.assessment_id
        return _show(review, page, form, stale=moved), 409
    if not form.validate():
        return _show(review, page, form)
    try:
        _keep(review, question_id, form)
    except StaleDecision as stale:
        # Only now does the form carry the other person's decision, so that saving again means having seen it.
        form.supersedes.data = stale.latest.id if stale.latest else ""
        page = _page(review, question_id)
        return _show(review, page, form, stale=stale.sentence, stale_decision=stale.latest), 409
    flash(_saved(review, page, form.rating.data), "success")
    return redirect(url_for("questions.question", review_id=review.id, question_id=question_id))


def _keep(review: Review, question_id: str, form: DecisionForm) -> Decision:
    return decide(
        review,
        current_user._get_current_object(),
        question=question_id,
        rating=form.rating.data,
        red_reason=form.red_reason_chosen,
        reason=form.reason.data or "",
        action=NewAction(form.action_text.data, form.action_owner.data, form.action_due.data),
        supersedes=form.supersedes.data or None,
        assessment_id=form.assessment.data or None,
    )


def _page(review: Review, question_id: str) -> QuestionPage:
    assessment = current_assessment(review)

    def address(part: str, number: int) -> str:
        made = assessment.id if assessment else ""
        return url_for(
            "citations.evidence", review_id=review.id, assessment_id=made, part_id=part, number=number, _anchor="words"
        )

    decided = frozenset(decisions_of(review))
    history = history_of(review, question_id)
    page = question_page(review, assessment, question_id, papers_of(review), history, decided, address)
    if page is None:
        raise NotFound
    return page


def _form(page: QuestionPage) -> DecisionForm:
    proposal, latest = page.proposal, page.latest
    assert proposal is not None
    seen: dict[str, Any] = {"assessment": page.assessment_id, "supersedes": latest.id if latest else ""}
    if latest:
        seen |= {"rating": latest.rating, "red_reason": latest.red_reason, "reason": latest.reason}
        if latest.action:
            seen |= {
                "action_text": latest.action.text,
                "action_owner": latest.action.owner,
                "action_due": latest.action.due,
            }
    elif proposal.red_reason:
        seen |= {"red_reason": proposal.red_reason}
    return DecisionForm(data=seen, proposed=proposal.rating, proposed_red_reason=proposal.red_reason)


def _moved(review: Review, page: QuestionPage, form: DecisionForm) -> str | None:
    """What to say where the proposal is another one than the person had before them when they began."""
    if form.assessment.data == page.assessment_id or page.proposal is None:
        return None
    seen = db.session.get(Assessment, form.assessment.data or "")
    before = seen.question(page.id) if seen is not None and seen.review_id == review.id else None
    if before is None:
        return "The papers have been assessed again since you opened this page."
    if (before["proposed"], before["red_reason"]) == (page.proposal.rating, page.proposal.red_reason):
        return None
    return (
        f"The papers have been assessed again since you opened this page: the proposal was "
        f"{word(before['proposed'], 'rating')} and is now {word(page.proposal.rating, 'rating')}."
    )


def _saved(review: Review, page: QuestionPage, rating: str) -> str:
    left = sum(each not in decisions_of(review) for each in page.order)
    rest = f"{left} of {len(page.order)} questions are still to decide." if left else "Every question is decided."
    return f"Your decision is saved: question {page.id} is {word(rating, 'rating')}. {rest}"


def _show(
    review: Review,
    page: QuestionPage,
    form: DecisionForm | None,
    stale: str | None = None,
    stale_decision: Decision | None = None,
) -> str:
    return render_template(
        "questions/question.html",
        review=review,
        page=page,
        form=form,
        stale=stale,
        stale_decision=stale_decision,
        rating_hints=terms("rating_meaning"),
        red_hints=terms("red_reason_meaning"),
    )
