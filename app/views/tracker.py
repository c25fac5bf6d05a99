"""The actions as a workbook: taken out, and brought back with what was filled in."""

from __future__ import annotations

import io

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from werkzeug.utils import secure_filename

from app.database import now
from app.forms.action import WorkbookForm
from app.models import Review
from app.pages.action import actions_page
from app.pages.words import counted
from app.policy import may
from app.record.decisions import actions_of, decisions_of
from app.tracking.bringing_back import WorkbookRefused, import_tracker
from app.tracking.file import actions_workbook

blueprint = Blueprint("tracker", __name__)

EXCEL_FILE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/reviews/<review_id>/actions/workbook.xlsx")
@may("see_actions")
def export(review: Review) -> Response:
    today = now().date()
    page = actions_page(actions_of(review), decisions_of(review), today, lambda _: "")
    workbook = actions_workbook(review, [row.action for row in page.all], today)
    name = secure_filename(f"{review.area} actions {today}.xlsx")
    return send_file(io.BytesIO(workbook), mimetype=EXCEL_FILE, as_attachment=True, download_name=name)


@blueprint.route("/reviews/<review_id>/actions/workbook", methods=["GET", "POST"])
@may("update_actions")
def bring_back(review: Review) -> ResponseReturnValue:
    form, mistakes = WorkbookForm(), []
    if form.validate_on_submit():
        sent = request.files.get("workbook")
        if sent is None or not sent.filename:
            form.workbook.errors = ["Choose the workbook, as you saved it."]
        else:
            try:
                asked = import_tracker(review, current_user._get_current_object(), sent.stream)
            except WorkbookRefused as refused:
                mistakes = refused.mistakes
            else:
                flash(_said(len(asked.actions), len(asked.tasks)), "success")
                return redirect(url_for("actions.actions", review_id=review.id))
    return render_template("actions/workbook.html", review=review, form=form, mistakes=mistakes)


def _said(actions: int, tasks: int) -> str:
    if not actions and not tasks:
        return "The workbook asks for no change: every row is as it stands here."
    return f"The workbook is brought back: {counted(actions, 'action')} and {counted(tasks, 'task')} changed."
