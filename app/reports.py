"""Issued reports: frozen with their decisions and the head of the record, and kept when withdrawn."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import func, select

from app.database import db, now, writing
from app.errors import ReasonRequired, StaleReport, UnknownValue
from app.models import Assessment, Decision, Report, Review, User
from app.recorded import report_payload
from app.storage import Storage
from app.trail import append_entry, head_of


def reports_of(review: Review) -> list[Report]:
    """Every report issued, the latest first, withdrawn ones too."""
    found = select(Report).where(Report.review_id == review.id).order_by(Report.number.desc())
    return list(db.session.scalars(found))


def issue_report(
    review: Review, user: User, docx: bytes, assessment: Assessment, decisions: Iterable[Decision], head: str
) -> Report:
    """Freezes a report that was made while `head` was the record's head; refused if the record has moved on since."""
    assessment_id, stated = assessment.id, [decision.id for decision in decisions]
    sha256 = Storage.of().keep_report(review.id, docx)
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
        append_entry(review.id, user.id, "report_issued", report_payload(report))
    return report


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
