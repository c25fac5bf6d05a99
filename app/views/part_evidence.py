"""Everything that was found to bear on one part of a question, page by page."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask_security import current_user

from app.errors import NotFound
from app.models import Review
from app.packs.papers import papers_of
from app.pages.part_evidence import evidence_page
from app.pages.quotes import sources_of
from app.policy import may
from app.proposing.assessments import current_assessment
from app.reviewing.blind import hidden_from

blueprint = Blueprint("part_evidence", __name__)


@blueprint.get("/reviews/<review_id>/questions/<question_id>/parts/<part_id>")
@may("see_proposals")
def every(review: Review, question_id: str, part_id: str) -> str:
    assessment = current_assessment(review)
    asked = assessment.question(question_id) if assessment else None
    part = next((each for each in asked["parts"] if each["id"] == part_id), None) if asked else None
    if assessment is None or part is None:
        raise NotFound

    def address(part: str, number: int) -> str:
        return url_for(
            "citations.evidence",
            review_id=review.id,
            assessment_id=assessment.id,
            part_id=part,
            number=number,
            _anchor="words",
        )

    page = evidence_page(
        part,
        sources_of(assessment.content["documents"], papers_of(review)),
        address,
        request.args.get("page", 1, type=int),
        blind=bool(hidden_from(review, current_user._get_current_object(), [question_id])),
    )

    def turn(number: int) -> str:
        return url_for(
            "part_evidence.every", review_id=review.id, question_id=question_id, part_id=part_id, page=number
        )

    return render_template("questions/part_evidence.html", review=review, page=page, question=question_id, turn=turn)
