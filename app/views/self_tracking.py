"""The actions of the self-assessment in one list, with their tasks: for the partnership to carry out, for the others to read."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user

from app.database import now
from app.errors import StaleTurn
from app.forms.action import TaskForm
from app.forms.request import number_of
from app.models import Review
from app.pages.framework import layout_of
from app.pages.self_tracking import self_tracker
from app.policy import may
from app.reviewing.self_assessing import Who, name_in_use
from app.reviewing.self_tracking import (
    SelfTaskSaid,
    keep_self_task,
    self_action_of,
    self_actions_of,
    versions_of_task,
)

blueprint = Blueprint("self_tracking", __name__)


@blueprint.get("/reviews/<review_id>/self-assessment-actions")
@may("see_self_actions")
def actions(review: Review) -> str:
    layout = layout_of(review, None)
    page = self_tracker(self_actions_of(review, layout.order), now().date())
    return render_template("self_assessment/actions.html", review=review, page=page, texts=layout.texts)


@blueprint.route(
    "/reviews/<review_id>/self-assessment-actions/<question_id>/<respondent>/tasks/<int:number>",
    methods=["GET", "POST"],
)
@may("self_assess")
def task(review: Review, question_id: str, respondent: str, number: int) -> ResponseReturnValue:
    who: Who = (respondent, name_in_use(review, request.args.get("agency", "")) if respondent == "other" else "")
    found = self_action_of(review, question_id, who)
    versions = versions_of_task(review, question_id, who, number) if number else ()
    last = versions[-1] if versions else None
    known = (
        {"task": last.text, "task_owner": last.owner, "task_due": last.due, "task_state": last.state} if last else {}
    )
    form, stale = TaskForm(data=known), ""
    if form.validate_on_submit():
        said = SelfTaskSaid(
            form.task.data,
            form.task_owner.data or "",
            form.task_due.data,
            form.task_state.data or "to_do",
            number,
            number_of(form.task_seen.data),
        )
        try:
            keep_self_task(review, current_user._get_current_object(), question_id, who, said)
        except StaleTurn as error:
            stale = error.sentence
        else:
            flash("The task is saved.", "success")
            return redirect(url_for("self_tracking.actions", review_id=review.id, _anchor=f"action-{question_id}"))
    versions = versions_of_task(review, question_id, who, number) if number else ()
    form.task_seen.data = str(versions[-1].version) if versions else "0"
    page = {"found": found, "number": number, "versions": versions, "form": form, "stale": stale}
    return render_template("self_assessment/task.html", review=review, **page), 409 if stale else 200
