"""The actions of a review: what is to be done, by whom, by when, and how it goes."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.assessments import current_assessment
from app.database import now
from app.forms.action import ActionForm
from app.models import Action, Review
from app.pages.action import action_row, actions_page
from app.pages.framework import layout_of
from app.policy import may, of_review
from app.record import actions_of, decisions_of, update_action

blueprint = Blueprint("actions", __name__)


@blueprint.get("/reviews/<review_id>/actions")
@may("see_actions")
def actions(review: Review) -> str:
    page = actions_page(actions_of(review), decisions_of(review), now().date(), _address(review))
    return render_template("actions/list.html", review=review, page=page, texts=_texts(review))


@blueprint.get("/reviews/<review_id>/actions/<action_id>")
@may("see_actions")
def action(review: Review, action_id: str) -> str:
    found = of_review(Action, review, action_id)
    return _show(review, found, ActionForm(data={"status": found.status}))


@blueprint.post("/reviews/<review_id>/actions/<action_id>")
@may("update_actions")
def update(review: Review, action_id: str) -> ResponseReturnValue:
    found = of_review(Action, review, action_id)
    form = ActionForm()
    if not form.validate():
        return _show(review, found, form)
    update_action(
        review,
        current_user._get_current_object(),
        found,
        text=form.note.data,
        status=form.status.data,
        due=form.due.data,
    )
    flash(f"The action of question {found.question} is updated.", "success")
    return redirect(url_for("actions.actions", review_id=review.id))


def _address(review: Review) -> Callable[[str], str]:
    review_id = review.id
    return lambda action_id: url_for("actions.action", review_id=review_id, action_id=action_id)


def _show(review: Review, found: Action, form: ActionForm) -> str:
    row = action_row(found, now().date(), _address(review)(found.id))
    text = _texts(review).get(found.question, "")
    return render_template("actions/action.html", review=review, row=row, form=form, text=text)


def _texts(review: Review) -> dict[str, str]:
    assessment = current_assessment(review)
    return dict(layout_of(review, assessment.content if assessment else None).texts)
