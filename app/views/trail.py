"""The record of a review, and the check that nothing in it was made up or changed since."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from flask import Blueprint, Response, render_template, request, send_file, url_for
from sqlalchemy import select
from werkzeug.utils import secure_filename

from app.database import db
from app.models import Review, User
from app.packs.papers import papers_of
from app.pages.trail import record_lines
from app.policy import may, may_do, role_in
from app.proposing.assessments import current_assessment
from app.record.checking import check_quotes
from app.record.decisions import verify_record
from app.record.exporting import record_lines as record_lines_of_file
from app.record.trail import entries_of, head_of
from app.record.verifying import verify_report
from app.reporting.reports import reports_of

blueprint = Blueprint("trail", __name__)

LINES_SHOWN = 100
VERIFIER = Path(__file__).resolve().parents[1] / "standalone" / "verify_record.py"


@blueprint.get("/reviews/<review_id>/trail")
@may("read_trail")
def trail(review: Review) -> str:
    return _show(review)


@blueprint.post("/reviews/<review_id>/trail")
@may("read_trail")
def verify(review: Review) -> str:
    chain = verify_record(review)
    entries = entries_of(review)
    heads = [(report, verify_report(report, entries)) for report in reports_of(review)]
    assessment = current_assessment(review) if may_do("see_proposals", review) else None
    quotes = check_quotes(review, assessment, papers_of(review)) if assessment else None
    return _show(review, chain=chain, heads=heads, quotes=quotes, checked=True)


@blueprint.get("/reviews/<review_id>/trail/record.jsonl")
@may("read_trail")
def download(review: Review) -> Response:
    lines = record_lines_of_file(entries_of(review), role_in(review))
    return _sent("".join(lines), "application/jsonl", secure_filename(f"{review.area} record.jsonl"))


@blueprint.get("/reviews/<review_id>/trail/verify_record.py")
@may("read_trail")
def verifier(review: Review) -> Response:
    return _sent(VERIFIER.read_text(encoding="utf-8"), "text/x-python", VERIFIER.name)


def _sent(text: str, kind: str, name: str) -> Response:
    return send_file(BytesIO(text.encode()), mimetype=kind, as_attachment=True, download_name=name)


def _show(review: Review, **checks: object) -> str:
    entries = entries_of(review)[::-1]
    last = max(1, -(-len(entries) // LINES_SHOWN))
    number = min(max(1, request.args.get("page", 1, type=int)), last)
    shown = entries[(number - 1) * LINES_SHOWN : number * LINES_SHOWN]
    # Those who have no place any more are still named in what was recorded of them.
    people = select(User).where(User.id.in_({str(entry.payload.get("person")) for entry in shown}))
    names = {person.id: person.name for person in db.session.scalars(people)}

    def address(page: int) -> str:
        return url_for("trail.trail", review_id=review.id, page=page)

    return render_template(
        "trail/trail.html",
        review=review,
        lines=record_lines(shown, papers_of(review), names, role_in(review)),
        head=head_of(review),
        page=number,
        last_page=last,
        address=address,
        **checks,
    )
