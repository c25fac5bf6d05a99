"""What is said beside the decision: second ratings, comments, notes to self, and what each person chooses to see."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from wtforms.fields.choices import SelectChoice

from app.errors import NotFound, NothingProposed
from app.forms.opinion import SecondRatingForm, SelfNoteForm
from app.models import Review
from app.pages.words import word
from app.policy import may, may_do, role_in
from app.proposing.assessments import current_assessment
from app.reviewing.blind import choose_blind
from app.reviewing.comments import About, comment
from app.reviewing.second_ratings import look, rate_second
from app.reviewing.seeing import decisions_kept, proposals_kept
from app.reviewing.self_notes import note_to_self
from app.views.questions import comment_form, page_of, show_question

blueprint = Blueprint("opinions", __name__)

SHOWS_PROPOSALS = frozenset(
    {
        *("reports.preview", "reports.issue", "contradictions", "compare", "forms", "others.origins"),
        *("requests.requests", "requests.new", "moving.choices"),
    }
)
"""Pages, or whole rooms, that would tell what is proposed for questions that their reader means to decide blind."""
SHOWS_DECISIONS = frozenset(
    {"reports.preview", "reports.issue", "actions", "tracker", "compare", "forms", "trail", "drafting"}
)
"""Pages, or whole rooms, that would tell what was decided to someone who has not made up their own mind yet."""


@blueprint.get("/reviews/<review_id>/questions/<question_id>/second")
@blueprint.get("/reviews/<review_id>/questions/<question_id>/comments", endpoint="comments")
@blueprint.get("/reviews/<review_id>/questions/<question_id>/note", endpoint="note")
@may("see_proposals")
def second(review: Review, question_id: str) -> ResponseReturnValue:
    # So that someone who was signed out while sending one of these forms comes back to their question.
    return redirect(url_for("questions.question", review_id=review.id, question_id=question_id))


@blueprint.post("/reviews/<review_id>/questions/<question_id>/second")
@may("second_rating")
def rate(review: Review, question_id: str) -> ResponseReturnValue:
    page, form = page_of(review, question_id), SecondRatingForm()
    if not page.may_be_decided:
        raise NothingProposed
    if not form.validate():
        return show_question(review, question_id, second_form=form)
    rate_second(
        review,
        current_user._get_current_object(),
        question=question_id,
        rating=form.second.data,
        red_reason=form.red_reason_chosen,
        reason=form.second_reason.data,
        assessment_id=form.second_assessment.data or None,
    )
    flash(f"Your rating of question {question_id} is saved: {word(form.second.data, 'rating')}.", "success")
    return _back(review, question_id)


@blueprint.post("/reviews/<review_id>/questions/<question_id>/look")
@may("second_rating")
def look_at(review: Review, question_id: str) -> ResponseReturnValue:
    page_of(review, question_id)
    look(review, current_user._get_current_object(), question_id)
    return _back(review, question_id)


@blueprint.post("/reviews/<review_id>/look")
@may("second_rating")
def look_at_all(review: Review) -> ResponseReturnValue:
    look(review, current_user._get_current_object(), None)
    flash("You now see every decision. The record says that you chose to.", "success")
    return redirect(url_for("reviews.grid", review_id=review.id))


@blueprint.post("/reviews/<review_id>/questions/<question_id>/comments")
@may("comment")
def add_comment(review: Review, question_id: str) -> ResponseReturnValue:
    page = page_of(review, question_id)
    form = comment_form(page)
    about = _about(review, question_id, form.comment_about.data or "")
    if about:
        # What was in sight when the form was opened may not be any more; the passage is found all the same.
        form.comment_about.choices.append(SelectChoice(form.comment_about.data, about.quote))
    if not form.validate():
        return show_question(review, question_id, comment_form=form)
    comment(review, current_user._get_current_object(), question_id, form.comment_text.data, about)
    flash(f"Your comment on question {question_id} is saved.", "success")
    return _back(review, question_id, "comments")


@blueprint.post("/reviews/<review_id>/questions/<question_id>/note")
@may("decide")
def keep_note(review: Review, question_id: str) -> ResponseReturnValue:
    page, form = page_of(review, question_id), SelfNoteForm()
    if not form.validate():
        return show_question(review, question_id, note_form=form)
    user = current_user._get_current_object()
    note_to_self(review, user, question_id, later=form.later.data, text=form.note.data or "")
    if form.later.data and page.next_undecided:
        flash(f"Question {question_id} is put off for later. This is the next one to decide.", "success")
        return _back(review, page.next_undecided)
    flash("Your note is saved. Only you see it.", "success")
    return _back(review, question_id)


@blueprint.post("/reviews/<review_id>/blind")
@may("decide")
def blind(review: Review) -> ResponseReturnValue:
    chosen = request.form.get("blind") == "on"
    choose_blind(review, current_user._get_current_object(), blind=chosen)
    said = "on. The proposal of each question is shown when you have decided it" if chosen else "off"
    flash(f"Blind mode is {said}.", "success")
    return redirect(url_for("reviews.grid", review_id=review.id))


@blueprint.before_app_request
def keep_back() -> ResponseReturnValue | None:
    """In place of a page that would show what this person chose not to see yet, a page that says so and offers the choice.

    Whatever is sent to such a page would be answered with it, so that sending is kept back as looking is.
    """
    review: Review | None = g.get("review")
    if review is None:
        return None
    user, endpoint = current_user._get_current_object(), request.endpoint or ""
    here = {endpoint, endpoint.partition(".")[0]}
    if here & SHOWS_PROPOSALS and may_do("decide", review) and (hidden := proposals_kept(review, user)):
        return _kept_back(review, len(hidden), blind=True)
    if here & SHOWS_DECISIONS and may_do("see_proposals", review) and (kept := decisions_kept(review, user)):
        return _kept_back(review, len(kept), blind=role_in(review) != "reviewer")
    return None


def _kept_back(review: Review, count: int, *, blind: bool) -> ResponseReturnValue:
    page = render_template("reviews/kept_back.html", review=review, count=count, blind=blind)
    return page, 200 if request.method in ("GET", "HEAD") or request.endpoint == "trail.verify" else 403


def _about(review: Review, question_id: str, chosen: str) -> About | None:
    """The quote that was chosen from the list; None for the question as a whole."""
    if not chosen:
        return None
    part_id, _, passage = chosen.partition(" ")
    assessment = current_assessment(review)
    asked = assessment.question(question_id) if assessment else None
    for part in asked["parts"] if asked else ():
        for citation in part["evidence"] if part["id"] == part_id else ():
            if citation.get("passage") == passage:
                return About(part_id, passage, citation["quote"])
    raise NotFound


def _back(review: Review, question_id: str, anchor: str | None = None) -> ResponseReturnValue:
    address = url_for("questions.question", review_id=review.id, question_id=question_id, _anchor=anchor)
    return redirect(address)
