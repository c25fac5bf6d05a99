"""The report of a review: looked at, issued, downloaded, withdrawn."""

from __future__ import annotations

from pathlib import Path

from flask import Blueprint, Response, current_app, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from werkzeug.utils import secure_filename

from app.assessments import current_assessment
from app.config import Config
from app.database import now
from app.errors import NothingProposed
from app.forms.small import WithdrawForm
from app.models import Report, Review
from app.pages.report import ReportPage, occasion_of, report_page
from app.policy import may, may_do, of_review
from app.record import decisions_of
from app.reporting.word_file import TEMPLATE, report_docx
from app.reports import issue_report, reports_of, withdraw_report
from app.storage import Storage
from app.trail import head_of

blueprint = Blueprint("reports", __name__)

WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTHING_DECIDED = "Nothing is decided yet. A report can be issued when at least one question is decided."


@blueprint.get("/reviews/<review_id>/report")
@may("read_report")
def preview(review: Review) -> str:
    return _show(review)


@blueprint.post("/reviews/<review_id>/report")
@may("issue_report")
def issue(review: Review) -> ResponseReturnValue:
    page = _page(review)
    assessment = current_assessment(review)
    if assessment is None or page.contents is None or not page.may_issue:
        raise NothingProposed(NOTHING_DECIDED)
    docx = report_docx(dict(page.contents), template())
    user = current_user._get_current_object()
    report = issue_report(review, user, docx, assessment, decisions_of(review).values(), page.contents["head"])
    flash(f"Report {report.number} is issued. It is kept as it is; later decisions do not change it.", "success")
    return redirect(url_for("reports.preview", review_id=review.id))


@blueprint.get("/reviews/<review_id>/report/<report_id>.docx")
@may("read_report")
def download(review: Review, report_id: str) -> Response:
    report = of_review(Report, review, report_id)
    path = Storage.of().verified_report(report)
    name = secure_filename(f"{review.area} report {report.number}.docx")
    return send_file(path, mimetype=WORD_FILE, as_attachment=True, download_name=name)


@blueprint.route("/reviews/<review_id>/report/<report_id>/withdraw", methods=["GET", "POST"])
@may("withdraw_report")
def withdraw(review: Review, report_id: str) -> ResponseReturnValue:
    report = of_review(Report, review, report_id)
    form = WithdrawForm()
    if not form.validate_on_submit():
        return render_template("reports/withdraw.html", review=review, report=report, form=form)
    withdraw_report(review, current_user._get_current_object(), report, form.reason.data)
    flash(f"Report {report.number} is withdrawn. It stays on record with your reason.", "success")
    return redirect(url_for("reports.preview", review_id=review.id))


def template() -> Path:
    """The client's own template where there is one in the data folder, or else ours."""
    config: Config = current_app.extensions["sightline"]
    own = config.data / "report_template.docx"
    return own if own.exists() else TEMPLATE


def _page(review: Review) -> ReportPage:
    sees = may_do("see_proposals", review)
    return report_page(
        review,
        current_assessment(review) if sees else None,
        decisions_of(review),
        reports_of(review),
        occasion_of(review, current_user.name, now(), head_of(review)),
    )


def _show(review: Review) -> str:
    return render_template(
        "reports/preview.html", review=review, page=_page(review), sees=may_do("see_proposals", review)
    )
