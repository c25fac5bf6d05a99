"""The page of one question, and the scrutineer's decision on it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.database import db, now
from app.errors import NotFound, NothingProposed, StaleDecision
from app.forms.decision import DecisionForm
from app.forms.fields import choices
from app.forms.opinion import CommentForm, SecondRatingForm, SelfNoteForm
from app.models import Assessment, Decision, Review
from app.packs.papers import papers_of
from app.pages.kept_answer import words_from_answer
from app.pages.opinions import Beside, second_of
from app.pages.question import QuestionPage, question_page
from app.pages.words import terms, word
from app.policy import may, may_do, role_in
from app.proposing.assessments import current_assessment
from app.record.decisions import NewAction, decide, decisions_of, history_of
from app.reviewing.blind import hidden_from
from app.reviewing.comments import comments_on
from app.reviewing.second_ratings import kept_from, second_history
from app.reviewing.self_notes import notes_of

blueprint = Blueprint("questions", __name__)

Forms = dict[str, Any]


@blueprint.get("/reviews/<review_id>/questions/<question_id>")
@may("see_proposals")
def question(review: Review, question_id: str) -> ResponseReturnValue:
    return show_question(review, question_id)


@blueprint.post("/reviews/<review_id>/questions/<question_id>")
@may("decide")
def decide_question(review: Review, question_id: str) -> ResponseReturnValue:
    page = page_of(review, question_id)
    if not page.may_be_decided:
        raise NothingProposed
    form = _form(review, page)
    if not page.blind and (moved := _moved(review, page, form)):
        form.assessment.data = page.assessment_id
        return _show(review, page, {"form": form}, stale=moved), 409
    if not form.validate():
        return _show(review, page, {"form": form})
    try:
        _keep(review, question_id, form)
    except StaleDecision as stale:
        # Only now does the form carry the other person's decision, so that saving again means having seen it.
        form.supersedes.data = stale.latest.id if stale.latest else ""
        page = page_of(review, question_id)
        return _show(review, page, {"form": form}, stale=stale.sentence, stale_decision=stale.latest), 409
    flash(_saved(review, page, form), "success")
    return redirect(url_for("questions.question", review_id=review.id, question_id=question_id))


def show_question(review: Review, question_id: str, **forms: Any) -> str:
    """The page of a question; a form that was sent and has a mistake in it takes the place of a fresh one."""
    return _show(review, page_of(review, question_id), forms)


def page_of(review: Review, question_id: str) -> QuestionPage:
    """What this person may see of a question; NotFound where the framework has no such question."""
    assessment, user = current_assessment(review), current_user._get_current_object()

    def address(part: str, number: int) -> str:
        made = assessment.id if assessment else ""
        return url_for(
            "citations.evidence", review_id=review.id, assessment_id=made, part_id=part, number=number, _anchor="words"
        )

    decided, history, notes = decisions_of(review), history_of(review, question_id), notes_of(review, user)
    is_rater = role_in(review) == "reviewer"
    keeps = is_rater and question_id in kept_from(review, user)
    page = question_page(
        review,
        assessment,
        question_id,
        papers_of(review),
        [] if keeps else history,
        frozenset(decided),
        address,
        put_off=frozenset(each for each, note in notes.items() if note.later),
        seen=db.session.get(Assessment, history[0].assessment_id) if history else None,
        blind=bool(hidden_from(review, user, [question_id])),
    )
    if page is None:
        raise NotFound
    seconds = [] if page.blind else second_history(review, question_id)
    own = [each for each in seconds if each.by_id == user.id] if keeps or not history else seconds
    beside = Beside(
        second=second_of(page.history, own if is_rater else seconds, is_rater),
        note=notes.get(question_id),
        comments=() if page.blind else tuple(comments_on(review, question_id)),
        keeps_decision=keeps,
        may_rate=is_rater and page.may_be_decided,
        may_comment=may_do("comment", review) and not page.blind,
    )
    return replace(page, beside=beside)


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


LONGEST_BEGUN = 2000
"""As much of an answer as an action can hold."""


def _form(review: Review, page: QuestionPage) -> DecisionForm:
    asked = current_assessment(review).question(page.id)  # type: ignore[union-attr]
    assert asked is not None
    latest = next(iter(history_of(review, page.id)), None)
    seen: dict[str, Any] = {"assessment": page.assessment_id, "supersedes": latest.id if latest else ""}
    if latest and not page.blind:
        seen |= {"rating": latest.rating, "red_reason": latest.red_reason, "reason": latest.reason}
        if latest.action:
            seen |= {
                "action_text": latest.action.text,
                "action_owner": latest.action.owner,
                "action_due": latest.action.due,
            }
    elif page.proposal and page.proposal.red_reason:
        seen |= {"red_reason": page.proposal.red_reason}
    if not seen.get("action_text") and (begun := words_from_answer(review, "Following the answer to: ")):
        seen |= {"action_text": begun[:LONGEST_BEGUN]}
    return DecisionForm(
        data=seen, proposed=asked["proposed"], proposed_red_reason=asked["red_reason"], blind=page.blind
    )


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


def _saved(review: Review, page: QuestionPage, form: DecisionForm) -> str:
    left = sum(each not in decisions_of(review) for each in page.order)
    rest = f"{left} of {len(page.order)} questions are still to decide." if left else "Every question is decided."
    late = " Its action is due on a day that has passed: decide again if that is a slip." if _has_passed(form) else ""
    return f"Your decision is saved: question {page.id} is {word(form.rating.data, 'rating')}. {rest}{late}"


def _has_passed(form: DecisionForm) -> bool:
    return form.action_due.data is not None and form.action_due.data < now().date()


def _show(
    review: Review,
    page: QuestionPage,
    forms: Forms,
    stale: str | None = None,
    stale_decision: Decision | None = None,
) -> str:
    decides = may_do("decide", review)
    fresh: Forms = {
        "form": _form(review, page) if page.may_be_decided and decides else None,
        "second_form": _second_form(page) if page.beside.may_rate else None,
        "comment_form": comment_form(page) if page.beside.may_comment else None,
        "note_form": _note_form(page) if decides else None,
    }
    return render_template(
        "questions/question.html",
        review=review,
        page=page,
        stale=stale,
        stale_decision=None if page.blind else stale_decision,
        rating_hints=terms("rating_meaning"),
        red_hints=terms("red_reason_meaning"),
        **(fresh | forms),
    )


def _second_form(page: QuestionPage) -> SecondRatingForm:
    latest = page.beside.second.latest
    seen: dict[str, Any] = {"second_assessment": page.assessment_id}
    if latest:
        seen |= {"second": latest.rating, "second_red_reason": latest.red_reason, "second_reason": latest.reason}
    return SecondRatingForm(data=seen)


def comment_form(page: QuestionPage) -> CommentForm:
    """A comment on this question, or on one of its quotes in sight."""
    form = CommentForm()
    form.comment_about.choices = choices({"": "The question as a whole"} | dict(page.quotes_in_sight))
    return form


def _note_form(page: QuestionPage) -> SelfNoteForm:
    note = page.beside.note
    return SelfNoteForm(data={"later": note.later, "note": note.text} if note else {})
