"""The report of a review: looked at, issued with all its forms, downloaded, withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, Response, current_app, flash, redirect, render_template, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy import select
from werkzeug.utils import secure_filename

from app.answering.printed import asked_to_print
from app.config import Config
from app.database import db, now
from app.errors import NothingProposed
from app.forms.report import IssueForm
from app.forms.small import WithdrawForm
from app.models import Assessment, Decision, Report, Review
from app.packs.papers import papers_of
from app.packs.storage import Storage
from app.pages.besides import printed_besides
from app.pages.context import context_section
from app.pages.exchange import printed_exchanges
from app.pages.report import ReportPage, occasion_of, report_page
from app.policy import may, may_do, of_review, role_in
from app.proposing.assessments import current_assessment
from app.record.checking import hold_answers, hold_to_papers
from app.record.decisions import actions_of, decisions_of
from app.record.trail import head_of
from app.reporting.besides import NOTHING_BESIDES
from app.reporting.exchanges import NOTHING
from app.reporting.own_templates import TemplateRefused, own_templates
from app.reporting.pdf import NOT_HERE, NoPdf, office, pdfs_of
from app.reporting.printing import print_forms
from app.reporting.reports import PrintedForm, issue_report, issued_just_now, reports_of, withdraw_report
from app.reporting.tables import tables_workbook
from app.reporting.word_file import TemplateBroken
from app.reviewing.challenging import challenges_of
from app.reviewing.earlier import earlier_reviews
from app.reviewing.requesting import requests_of
from app.reviewing.second_ratings import kept_from, seconds_of
from app.views.compare import comparison

blueprint = Blueprint("reports", __name__)

WORD_FILE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NOTHING_DECIDED = "Nothing is decided yet. A report can be issued when at least one question is decided."


@blueprint.get("/reviews/<review_id>/report")
@may("read_report")
def preview(review: Review) -> str:
    return _show(review, IssueForm())


@blueprint.post("/reviews/<review_id>/report")
@may("issue_report")
def issue(review: Review) -> ResponseReturnValue:
    user, page, form = current_user._get_current_object(), page_of(review, draft=False), IssueForm()
    assessment = current_assessment(review)
    if assessment is None or page.contents is None or not page.may_issue:
        raise NothingProposed(NOTHING_DECIDED)
    if page.confirm and not form.confirm.data:
        form.confirm.errors = ["Tick that the report may be issued with questions that have no decision."]
        return _show(review, form)
    if again := issued_just_now(review, user):
        flash(f"Report {again.number} is issued already, and nothing has happened since.", "success")
        return redirect(url_for("reports.preview", review_id=review.id))
    hold_to_papers(review, assessment, papers_of(review))
    hold_answers(review, [one.answer for one in asked_to_print(review)], papers_of(review))
    forms, said = _printed(review, page)
    full = next(each for each in forms if (each.form, each.format) == ("full", "docx"))
    others = [each for each in forms if each is not full]
    stated = [one for one in decisions_of(review).values() if one.question in page.stated]
    report = issue_report(review, user, full.data, assessment, stated, page.contents["head"], others)
    flash(f"Report {report.number} is issued. It is kept as it is; later decisions do not change it.{said}", "success")
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


def page_of(review: Review, *, draft: bool = True, appendix: bool = True) -> ReportPage:
    """What a report made now would say, and the reports issued before."""
    sees = may_do("see_proposals", review)
    decisions = decisions_of(review)
    return report_page(
        review,
        current_assessment(review) if sees else None,
        decisions,
        reports_of(review),
        occasion_of(review, current_user.name, now(), head_of(review)),
        printed_exchanges(requests_of(review), challenges_of(review), papers_of(review)) if sees else NOTHING,
        _seen(decisions) if sees else {},
        besides=_besides(review, decisions) if sees else NOTHING_BESIDES,
        carried=[action for action in actions_of(review) if action.carried],
        draft=draft,
        appendix=appendix,
    )


def _besides(review: Review, decisions: dict[str, Decision]) -> Mapping[str, Any]:
    """The second ratings, the comparison with the last review, the context and what was asked, as they are printed."""
    user = current_user._get_current_object()
    earlier = earlier_reviews(review, user, "see_proposals")
    kept = kept_from(review, user) if role_in(review) == "reviewer" else frozenset[str]()
    return printed_besides(
        {question: one for question, one in decisions.items() if question not in kept},
        seconds_of(review),
        comparison(review, earlier),
        earlier[-1].review.title if earlier else "",
        context_section(review),
        asked_to_print(review),
    )


def pdf_said() -> str:
    """Why no PDF can be made here; empty where it can."""
    config: Config = current_app.extensions["sightline"]
    return "" if office(config.office) else NOT_HERE


def _printed(review: Review, page: ReportPage) -> tuple[list[PrintedForm], str]:
    """Every form of the report, and what is to be said where there is no PDF."""
    contents = dict(page.contents or {})
    try:
        documents = print_forms(contents, own_templates(review))
    except TemplateBroken as broken:
        raise TemplateRefused(f"The report was not issued. {broken}") from broken
    forms = [PrintedForm(form, "docx", data) for form, data in documents.items()]  # type: ignore[arg-type]
    forms.append(PrintedForm("tables", "xlsx", tables_workbook(contents)))
    config: Config = current_app.extensions["sightline"]
    try:
        pdfs = pdfs_of(documents, config.office)
    except NoPdf as why:
        return forms, f" {why}"
    return [*forms, *(PrintedForm(form, "pdf", data) for form, data in pdfs.items())], ""  # type: ignore[arg-type]


def _seen(decisions: dict[str, Decision]) -> dict[str, Assessment]:
    """The assessments beside which the decisions were made."""
    ids = {decision.assessment_id for decision in decisions.values()}
    return {one.id: one for one in db.session.scalars(select(Assessment).where(Assessment.id.in_(ids)))}


def _show(review: Review, form: IssueForm) -> str:
    sees = may_do("see_proposals", review)
    page = page_of(review, appendix=False)
    return render_template("reports/preview.html", review=review, page=page, sees=sees, form=form, no_pdf=pdf_said())
