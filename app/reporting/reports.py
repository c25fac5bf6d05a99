"""Issued reports: frozen with their decisions and the head of the record, and kept when withdrawn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.database import db, now, writing
from app.errors import ReasonRequired, StaleReport, UnknownValue
from app.models import Assessment, Decision, Entry, Report, ReportForm, Review, User
from app.models.report_form import FormFormat, FormName
from app.packs.storage import Storage
from app.record.entries import report_payload
from app.record.entries_of_actions import form_payload
from app.record.trail import append_entry, head_of


@dataclass(frozen=True)
class PrintedForm:
    """One file of a report, ready to be frozen."""

    form: FormName
    format: FormFormat
    data: bytes


def reports_of(review: Review) -> list[Report]:
    """Every report issued, the latest first, withdrawn ones too."""
    found = select(Report).where(Report.review_id == review.id).options(selectinload(Report.forms))
    found = found.order_by(Report.number.desc())
    return list(db.session.scalars(found))


def issue_report(
    review: Review,
    user: User,
    docx: bytes,
    assessment: Assessment,
    decisions: Iterable[Decision],
    head: str,
    forms: Sequence[PrintedForm] = (),
) -> Report:
    """Freezes a report, all its forms together, that was made while `head` was the record's head.

    Refused if the record has moved on since.
    """
    assessment_id, stated = assessment.id, [decision.id for decision in decisions]
    storage = Storage.of()
    sha256 = storage.keep_report(review.id, docx)
    kept = [(each, storage.keep_form(review.id, each.data, each.format)) for each in forms]
    with writing(review):
        if head_of(review) != head:
            raise StaleReport
        number = db.session.scalar(select(func.max(Report.number)).where(Report.review_id == review.id)) or 0
        report = Report(
            review_id=review.id,
            number=number + 1,
            sha256=sha256,
            size=len(docx),
            assessment_id=assessment_id,
            decisions=stated,
            head=head,
            issued_by=user.id,
        )
        db.session.add(report)
        db.session.flush()
        others = [_form_row(report, each, key) for each, key in kept]
        db.session.add_all(others)
        db.session.flush()
        said = report_payload(report) | ({"forms": [form_payload(each) for each in others]} if others else {})
        append_entry(review.id, user.id, "report_issued", said)
    return report


def issued_just_now(review: Review, user: User) -> Report | None:
    """The report that this person issued as the last thing in the record: a second click would issue it again."""
    last = db.session.scalar(select(Entry).where(Entry.review_id == review.id).order_by(Entry.sequence.desc()).limit(1))
    if last is None or last.kind != "report_issued" or last.who_id != user.id:
        return None
    return db.session.get(Report, str(last.payload["report"]))


def _form_row(report: Report, form: PrintedForm, sha256: str) -> ReportForm:
    return ReportForm(
        review_id=report.review_id,
        report_id=report.id,
        form=form.form,
        format=form.format,
        sha256=sha256,
        size=len(form.data),
    )


def withdraw_report(review: Review, user: User, report: Report, reason: str) -> Report:
    """Withdraws a report with its reason; the report stays on record."""
    if not reason.strip():
        raise ReasonRequired("Say why the report is withdrawn. The reason is kept with it.")
    report_id = report.id
    with writing(review):
        withdrawn = db.session.get_one(Report, report_id)
        if not withdrawn.stands:
            raise UnknownValue("This report has been withdrawn already.")
        withdrawn.withdrawn_by, withdrawn.withdrawn_at = user.id, now()
        withdrawn.withdrawn_reason = reason.strip()
        append_entry(review.id, user.id, "report_withdrawn", {"report": report_id, "reason": reason.strip()})
    return withdrawn
