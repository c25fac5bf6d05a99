"""The papers of a review that contradict each other, side by side."""

from __future__ import annotations

from flask import Blueprint, render_template, url_for

from app.models import Review
from app.packs.papers import papers_of
from app.pages.contradiction import contradictions_page
from app.policy import may
from app.proposing.assessments import current_assessment

blueprint = Blueprint("contradictions", __name__)


@blueprint.get("/reviews/<review_id>/contradictions")
@may("see_proposals")
def contradictions(review: Review) -> str:
    assessment = current_assessment(review)
    review_id, assessment_id = review.id, assessment.id if assessment else ""

    def address(part: str, number: int) -> str:
        return url_for(
            "citations.evidence",
            review_id=review_id,
            assessment_id=assessment_id,
            part_id=part,
            number=number,
            _anchor="words",
        )

    page = contradictions_page(assessment, papers_of(review), address)
    return render_template("contradictions/list.html", review=review, page=page)
