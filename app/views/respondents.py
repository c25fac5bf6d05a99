"""A respondent's workbook for the self-assessment, and where the respondents differ most."""

from __future__ import annotations

import io

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from werkzeug.utils import secure_filename

from app.errors import NotFound, UnknownValue
from app.forms.action import WorkbookForm
from app.models import Review
from app.models.self_assessment import RESPONDENTS
from app.pages.framework import layout_of
from app.pages.respondents import differing_rows
from app.pages.words import counted, word
from app.policy import may, role_in
from app.proposing.assessments import current_assessment
from app.record.decisions import decisions_of
from app.reviewing.blind import hidden_from
from app.reviewing.second_ratings import kept_from
from app.reviewing.self_assessing import Who, submitted_of
from app.reviewing.self_workbook import bring_back, respondent_from, self_workbook
from app.tracking.bringing_back import WorkbookRefused

blueprint = Blueprint("respondents", __name__)

EXCEL_FILE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/reviews/<review_id>/self-assessment/workbook.xlsx")
@may("self_assess")
def export(review: Review) -> Response:
    who = _who(request.args.get("respondent", ""), request.args.get("agency", ""))
    data = self_workbook(review, layout_of(review, None), who)
    name = secure_filename(f"{review.area} self-assessment {who[1] or word(who[0], 'respondent')}.xlsx")
    return send_file(io.BytesIO(data), mimetype=EXCEL_FILE, as_attachment=True, download_name=name)


@blueprint.route("/reviews/<review_id>/self-assessment/workbook", methods=["GET", "POST"])
@may("self_assess")
def workbook(review: Review) -> ResponseReturnValue:
    form, mistakes = WorkbookForm(), list[str]()
    if form.validate_on_submit():
        sent = request.files.get("workbook")
        try:
            who = respondent_from(request.form.get("respondent", ""), request.form.get("agency", ""))
            if sent is None or not sent.filename:
                raise WorkbookRefused(["Choose the workbook, as you saved it."])
            kept = bring_back(review, current_user._get_current_object(), layout_of(review, None), who, sent.stream)
        except WorkbookRefused as refused:
            mistakes = refused.mistakes
        except UnknownValue as wrong:
            mistakes = [wrong.sentence]
        else:
            flash(f"The workbook is brought back: {counted(kept, 'answer')} changed.", "success")
            return redirect(url_for("self_assessment.questions", review_id=review.id))
    page = render_template(
        "self_assessment/workbook.html", review=review, form=form, mistakes=mistakes, respondents=RESPONDENTS
    )
    return (page, 400) if mistakes else page


@blueprint.get("/reviews/<review_id>/respondents")
@may("see_proposals")
def differing(review: Review) -> str:
    user, current, layout = current_user._get_current_object(), current_assessment(review), layout_of(review, None)
    hidden = hidden_from(review, user, layout.order)
    kept = kept_from(review, user) if role_in(review) == "reviewer" else frozenset[str]()
    proposed = {each["id"]: str(each["proposed"]) for each in current.content["questions"]} if current else {}
    rows = differing_rows(
        layout,
        submitted_of(review),
        {question: rating for question, rating in proposed.items() if question not in hidden},
        {question: one for question, one in decisions_of(review).items() if question not in kept},
    )
    return render_template("self_assessment/differing.html", review=review, rows=rows)


def _who(respondent: str, agency: str) -> Who:
    try:
        return respondent_from(respondent, agency)
    except UnknownValue as wrong:
        raise NotFound from wrong
