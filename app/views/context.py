"""The context questions of a review: shown to all of it, answered by the scrutineer, proposed by the partnership."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.errors import StaleTurn
from app.forms.programme import ContextForm
from app.forms.request import number_of
from app.models import Review
from app.pages.context import context_page
from app.policy import may, may_do
from app.reviewing.context import LONGEST, answer_context, context_of, question_with

blueprint = Blueprint("context", __name__)


@blueprint.get("/reviews/<review_id>/context")
@may("see_context")
def questions(review: Review) -> str:
    return render_template("context/list.html", review=review, page=context_page(review))


@blueprint.get("/reviews/<review_id>/context/<question_id>")
@may("see_context")
def one(review: Review, question_id: str) -> ResponseReturnValue:
    return _show(review, question_id)


@blueprint.post("/reviews/<review_id>/context/<question_id>/answer")
@may("answer_context")
def answer(review: Review, question_id: str) -> ResponseReturnValue:
    return _save(review, question_id, "given", "Your answer is kept.")


@blueprint.post("/reviews/<review_id>/context/<question_id>/propose")
@may("propose_context")
def propose(review: Review, question_id: str) -> ResponseReturnValue:
    return _save(review, question_id, "proposed", "Your words are kept, and the scrutineer sees them.")


def _save(review: Review, question_id: str, kind: str, done: str) -> ResponseReturnValue:
    question_with(question_id)
    form = ContextForm()
    if not form.validate():
        return _show(review, question_id, form)
    user, seen = current_user._get_current_object(), number_of(form.seen.data)
    try:
        answer_context(review, user, question_id, text=form.answer.data or "", kind=kind, seen=seen)
    except StaleTurn as stale:
        return _show(review, question_id, form, stale.sentence), 409
    flash(done, "success")
    return redirect(url_for("context.questions", review_id=review.id, _anchor=f"question-{question_id}"))


def _show(review: Review, question_id: str, form: ContextForm | None = None, stale: str = "") -> str:
    question_with(question_id)
    found = context_of(review)[question_id]
    own = "given" if may_do("answer_context", review) else "proposed"
    if form is None:
        words = next((each.text for each in found.answers if each.kind == own), "")
        form = ContextForm(data={"answer": words}, formdata=None)
    form.seen.data = str(found.latest)
    return render_template("context/answer.html", review=review, one=found, form=form, stale=stale, longest=LONGEST)
