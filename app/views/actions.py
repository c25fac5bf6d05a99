"""The actions of a review: what is to be done, by whom, by when, and how it goes."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.database import now
from app.errors import NotFound, StaleTurn
from app.forms.action import ActionForm, TaskForm
from app.forms.request import number_of
from app.models import Action, ActionTask, Review
from app.pages.action import Chosen, action_row, actions_page
from app.pages.framework import layout_of
from app.policy import may, may_do, of_review
from app.proposing.assessments import current_assessment
from app.record.decisions import actions_of, decisions_of, update_action
from app.reviewing.earlier import last_review
from app.tracking.actions import TaskSaid, carry, keep_task, left_open

blueprint = Blueprint("actions", __name__)


@blueprint.get("/reviews/<review_id>/actions")
@may("see_actions")
def actions(review: Review) -> str:
    asked = Chosen.of(*(request.args.get(name, "") for name in ("show", "owner", "question")))
    page = actions_page(
        actions_of(review), decisions_of(review), now().date(), _address(review), asked, current_user.name
    )
    waiting = len(_left_open(review)) if may_do("decide", review) else 0
    return render_template("actions/list.html", review=review, page=page, texts=_texts(review), waiting=waiting)


@blueprint.get("/reviews/<review_id>/actions/<action_id>")
@may("see_actions")
def action(review: Review, action_id: str) -> str:
    return _show(review, of_review(Action, review, action_id))


@blueprint.post("/reviews/<review_id>/actions/<action_id>")
@may("update_actions")
def update(review: Review, action_id: str) -> ResponseReturnValue:
    found = of_review(Action, review, action_id)
    form = ActionForm()
    if not form.validate():
        return _show(review, found, form)
    said = {"text": form.note.data, "status": form.status.data, "due": form.due.data, "owner": form.owner.data}
    # A form sent without what was seen comes from a page of before: it adds, as it did then.
    seen = number_of(form.seen.data) if form.seen.data else None
    try:
        update_action(review, current_user._get_current_object(), found, seen=seen, **said)
    except StaleTurn as stale:
        return _show(review, found, form, stale=stale.sentence), 409
    about = f"The action of question {found.question}" if found.question else "The action"
    flash(f"{about} is updated.", "success")
    return redirect(url_for("actions.actions", review_id=review.id))


@blueprint.route("/reviews/<review_id>/actions/<action_id>/tasks", methods=["GET", "POST"])
@may("update_actions")
def new_task(review: Review, action_id: str) -> ResponseReturnValue:
    return _task(review, of_review(Action, review, action_id), None)


@blueprint.route("/reviews/<review_id>/actions/<action_id>/tasks/<int:number>", methods=["GET", "POST"])
@may("update_actions")
def task(review: Review, action_id: str, number: int) -> ResponseReturnValue:
    found = of_review(Action, review, action_id)
    one = next((each for each in reversed(found.task_versions) if each.number == number), None)
    if one is None:
        raise NotFound
    return _task(review, found, one)


@blueprint.route("/reviews/<review_id>/actions/bring", methods=["GET", "POST"])
@may("decide")
def bring(review: Review) -> ResponseReturnValue:
    user = current_user._get_current_object()
    earlier, waiting = last_review(review, user, "see_actions"), _left_open(review)
    if request.method == "POST" and earlier is not None:
        ticked = set(request.form.getlist("action"))
        questions = layout_of(review, None).order
        brought = carry(review, user, earlier, [each for each in waiting if each.id in ticked], questions)
        flash(
            f"Brought from the last review: {len(brought)}. They stand in the list with where they came from.",
            "success",
        )
        return redirect(url_for("actions.actions", review_id=review.id))
    rows = [action_row(each, now().date(), "") for each in waiting]
    return render_template("actions/bring.html", review=review, earlier=earlier, rows=rows)


def _left_open(review: Review) -> list[Action]:
    earlier = last_review(review, current_user._get_current_object(), "see_actions")
    return left_open(review, earlier) if earlier else []


def _task(review: Review, found: Action, one: ActionTask | None) -> ResponseReturnValue:
    form = TaskForm(data=_said_of(one) if one else {"task_owner": found.owner})
    stale = ""
    if form.validate_on_submit():
        said = TaskSaid(
            form.task.data,
            form.task_owner.data or found.owner,
            form.task_due.data,
            form.task_state.data or "to_do",
            one.number if one else None,
            number_of(form.task_seen.data),
        )
        try:
            keep_task(review, current_user._get_current_object(), found, said)
        except StaleTurn as error:
            stale = error.sentence
        else:
            flash("The task is saved.", "success")
            return redirect(url_for("actions.action", review_id=review.id, action_id=found.id, _anchor="tasks"))
    versions = [each for each in found.task_versions if one and each.number == one.number]
    form.task_seen.data = str(versions[-1].version) if versions else "0"
    page = {"action": found, "task": one, "versions": versions, "form": form, "stale": stale}
    return render_template("actions/task.html", review=review, **page), 409 if stale else 200


def _said_of(one: ActionTask) -> dict[str, object]:
    return {"task": one.text, "task_owner": one.owner, "task_due": one.due, "task_state": one.state}


def _address(review: Review) -> Callable[[str], str]:
    review_id = review.id
    return lambda action_id: url_for("actions.action", review_id=review_id, action_id=action_id)


def _show(review: Review, found: Action, form: ActionForm | None = None, stale: str = "") -> str:
    form = form or ActionForm(data={"status": found.status, "owner": found.owner})
    row = action_row(found, now().date(), _address(review)(found.id))
    form.seen.data = str(len(found.updates))
    text = _texts(review).get(found.question, "")
    source = _source(review, found)
    return render_template(
        "actions/action.html", review=review, row=row, form=form, text=text, stale=stale, source=source
    )


def _source(review: Review, found: Action) -> str:
    """The address of the action that a carried one goes on from, where this person may still see it."""
    earlier = last_review(review, current_user._get_current_object(), "see_actions") if found.carried else None
    if found.carried is None or earlier is None or earlier.review.id != found.carried.from_review_id:
        return ""
    came = found.carried
    return url_for("actions.action", review_id=came.from_review_id, action_id=came.from_action_id)


def _texts(review: Review) -> dict[str, str]:
    assessment = current_assessment(review)
    return dict(layout_of(review, assessment.content if assessment else None).texts)
