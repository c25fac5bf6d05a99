"""The context questions taken out as a workbook and brought back."""

from __future__ import annotations

import io

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from werkzeug.utils import secure_filename

from app.forms.action import WorkbookForm
from app.models import Review
from app.pages.words import counted
from app.policy import may, may_do
from app.reviewing.context_workbook import bring_back_context, context_workbook
from app.tracking.bringing_back import WorkbookRefused

blueprint = Blueprint("context_workbook", __name__)

EXCEL_FILE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/reviews/<review_id>/context/workbook.xlsx")
@may("see_context")
def export(review: Review) -> Response:
    data = context_workbook(review, _kind(review))
    name = secure_filename(f"{review.area} context of the scrutiny.xlsx")
    return send_file(io.BytesIO(data), mimetype=EXCEL_FILE, as_attachment=True, download_name=name)


@blueprint.get("/reviews/<review_id>/context/workbook")
@may("see_context")
def page(review: Review) -> str:
    return _show(review, [])


@blueprint.post("/reviews/<review_id>/context/workbook/answer")
@may("answer_context")
def answer(review: Review) -> ResponseReturnValue:
    return _bring_back(review, "given")


@blueprint.post("/reviews/<review_id>/context/workbook/propose")
@may("propose_context")
def propose(review: Review) -> ResponseReturnValue:
    return _bring_back(review, "proposed")


def _bring_back(review: Review, kind: str) -> ResponseReturnValue:
    sent = request.files.get("workbook")
    if not WorkbookForm().validate() or sent is None or not sent.filename:
        return _show(review, ["Choose the workbook, as you saved it."]), 400
    try:
        kept = bring_back_context(review, current_user._get_current_object(), kind, sent.stream)
    except WorkbookRefused as refused:
        return _show(review, refused.mistakes), 400
    flash(f"The workbook is brought back: {counted(kept, 'answer')} changed.", "success")
    return redirect(url_for("context.questions", review_id=review.id))


def _show(review: Review, mistakes: list[str]) -> str:
    action = {"given": "context_workbook.answer", "proposed": "context_workbook.propose"}[_kind(review)]
    return render_template(
        "context/workbook.html", review=review, form=WorkbookForm(formdata=None), mistakes=mistakes, action=action
    )


def _kind(review: Review) -> str:
    """Whose words this person takes out: the partnership's own, or the answers that stand."""
    return "proposed" if may_do("propose_context", review) else "given"
