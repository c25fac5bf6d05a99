"""A question in plain English, and the papers' own words in answer."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy import select

from app.database import db
from app.forms.small import AskForm
from app.models import Asked, Review
from app.pages.answer import answer_page
from app.pages.framework import layout_of
from app.pages.link import Link
from app.papers import papers_of
from app.policy import may, of_review
from app.record import keep_asked

blueprint = Blueprint("asking", __name__)

SHOWN = 100


@blueprint.get("/reviews/<review_id>/asked")
@may("ask")
def asked(review: Review) -> ResponseReturnValue:
    return _list(review)


@blueprint.post("/reviews/<review_id>/asked")
@may("ask")
def ask(review: Review) -> ResponseReturnValue:
    form = AskForm()
    if not form.validate():
        error = next(iter(form.question_text.errors), "Enter a question.")
        return _list(review, error=str(error), typed=form.question_text.data or "")
    from app.review_pack import ask_review  # loads the model, which no other page needs

    text = " ".join((form.question_text.data or "").split())
    about = _asked_about(review)
    answer = ask_review(review, text, about)
    kept = keep_asked(review, current_user._get_current_object(), text, answer, about)
    return redirect(url_for("asking.answer", review_id=review.id, asked_id=kept.id))


@blueprint.get("/reviews/<review_id>/asked/<asked_id>")
@may("ask")
def answer(review: Review, asked_id: str) -> str:
    found = of_review(Asked, review, asked_id)

    def address(number: int) -> str:
        return url_for("citations.answered", review_id=review.id, asked_id=asked_id, number=number, _anchor="words")

    back = Link("Ask the papers", url_for("asking.asked", review_id=review.id))
    if found.question:
        href = url_for("questions.question", review_id=review.id, question_id=found.question)
        back = Link(f"Question {found.question}", href)
    page = answer_page(found, papers_of(review), address)
    return render_template("asking/answer.html", review=review, asked=found, page=page, back=back)


def _asked_about(review: Review) -> str | None:
    """The question of the framework on whose page it was asked, if there is such a one."""
    about = request.form.get("question", "")
    return about if about in layout_of(review, None).order else None


def _list(review: Review, error: str | None = None, typed: str = "") -> str:
    found = select(Asked).where(Asked.review_id == review.id).order_by(Asked.at.desc()).limit(SHOWN)
    asked = list(db.session.scalars(found))
    return render_template("asking/list.html", review=review, asked=asked, error=error, typed=typed)
