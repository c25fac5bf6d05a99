"""The forms of a report: each as a page and as a Word file, the files that were issued, and a client's templates."""

from __future__ import annotations

import io

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from werkzeug.utils import secure_filename

from app.errors import NotFound, NothingProposed
from app.forms.report import TemplateForm
from app.models import Report, Review
from app.packs.papers import papers_of
from app.packs.storage import Storage
from app.pages.words import word
from app.policy import may, of_review
from app.proposing.assessments import current_assessment
from app.record.checking import hold_to_papers
from app.reporting.own_templates import (
    TemplateRefused,
    go_back_to_ours,
    keep_template,
    own_templates,
    templates_of,
)
from app.reporting.printing import print_form
from app.reporting.tables import tables_workbook
from app.reporting.word_file import TEMPLATES, TemplateBroken
from app.views.reports import WORD_FILE, page_of
from app.views.tracker import EXCEL_FILE

blueprint = Blueprint("forms", __name__)

FORMATS = {"docx": WORD_FILE, "xlsx": EXCEL_FILE, "pdf": "application/pdf"}
PAGES = ("summary", "paragraph", "plain")
"""The forms that have a page of their own; the full report is the page Report itself."""


@blueprint.get("/reviews/<review_id>/report/now/<form>")
@may("see_proposals")
def preview(review: Review, form: str) -> str:
    if form not in PAGES:
        raise NotFound
    page = page_of(review, appendix=False)
    if page.contents is None:
        raise NothingProposed
    return render_template(f"reports/form_{form}.html", review=review, c=page.contents, form=form)


@blueprint.get("/reviews/<review_id>/report/now/<form>.<ending>")
@may("see_proposals")
def draft(review: Review, form: str, ending: str) -> Response:
    page = page_of(review)
    if page.contents is None:
        raise NothingProposed
    if assessment := current_assessment(review):
        hold_to_papers(review, assessment, papers_of(review))
    contents = dict(page.contents)
    if (form, ending) == ("tables", "xlsx"):
        data = tables_workbook(contents)
    elif form in TEMPLATES and ending == "docx":
        try:
            data = print_form(contents, form, own_templates(review).get(form))
        except TemplateBroken as broken:
            raise TemplateRefused(str(broken)) from broken
    else:
        raise NotFound
    name = secure_filename(f"{review.area} {word(form, 'report_form')} draft.{ending}")
    return send_file(io.BytesIO(data), mimetype=FORMATS[ending], as_attachment=True, download_name=name)


@blueprint.get("/reviews/<review_id>/report/<report_id>/<form>.<ending>")
@may("read_report")
def download(review: Review, report_id: str, form: str, ending: str) -> Response:
    report = of_review(Report, review, report_id)
    found = next((each for each in report.forms if (each.form, each.format) == (form, ending)), None)
    if found is None:
        raise NotFound
    path = Storage.of().verified_form(review.id, found.sha256, found.format)
    name = secure_filename(f"{review.area} report {report.number} {word(form, 'report_form')}.{ending}")
    return send_file(path, mimetype=FORMATS[ending], as_attachment=True, download_name=name)


@blueprint.get("/reviews/<review_id>/report/templates")
@may("edit_template")
def templates(review: Review) -> str:
    return _show(review, TemplateForm(), "", "")


@blueprint.get("/reviews/<review_id>/report/templates/<form>.docx")
@may("edit_template")
def template(review: Review, form: str) -> Response:
    if form not in TEMPLATES:
        raise NotFound
    path = own_templates(review).get(form, TEMPLATES[form])
    name = secure_filename(f"Template {word(form, 'report_form')}.docx")
    return send_file(path, mimetype=WORD_FILE, as_attachment=True, download_name=name)


@blueprint.post("/reviews/<review_id>/report/templates/<form>")
@may("edit_template")
def bring(review: Review, form: str) -> ResponseReturnValue:
    if form not in TEMPLATES:
        raise NotFound
    user, sent = current_user._get_current_object(), request.files.get("template")
    if "ours" in request.form:
        go_back_to_ours(review, user, form)
        flash(f"{word(form, 'report_form')}: printed into Sightline’s own template again.", "success")
        return redirect(url_for("forms.templates", review_id=review.id))
    if sent is None or not sent.filename:
        return _show(review, TemplateForm(), form, "Choose a Word file to bring as the template.")
    try:
        kept = keep_template(review, user, form, sent.filename, sent.stream.read())
    except TemplateRefused as refused:
        return _show(review, TemplateForm(), form, refused.sentence)
    flash(
        f"{word(form, 'report_form')}: printed into {kept.name} from now on. Reports issued before stay as they are.",
        "success",
    )
    return redirect(url_for("forms.templates", review_id=review.id))


def _show(review: Review, form: TemplateForm, wrong: str, why: str) -> str:
    own = {name: one for name, one in templates_of(review).items() if one.sha256}
    return render_template(
        "reports/templates.html", review=review, form=form, names=list(TEMPLATES), own=own, wrong=wrong, why=why
    )
