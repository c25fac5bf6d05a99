"""This review beside the last one of the same area."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, render_template
from flask_security import current_user
from sqlalchemy import select

from app.database import db
from app.models import Assessment, Decision, Review
from app.pages.compare import ComparePage, OverTime, compare_page, over_time, rated_words, side_of
from app.pages.framework import layout_of
from app.pages.words import day
from app.policy import may
from app.proposing.assessments import current_assessment
from app.record.decisions import decisions_of
from app.reviewing.earlier import Earlier, earlier_reviews

blueprint = Blueprint("compare", __name__)


@blueprint.get("/reviews/<review_id>/compare")
@may("see_proposals")
def compare(review: Review) -> str:
    earlier = earlier_reviews(review, current_user._get_current_object(), "see_proposals")
    page = comparison(review, earlier)
    last = earlier[-1] if earlier else None
    return render_template("reports/compare.html", review=review, page=page, last=last, rated_words=rated_words)


def comparison(review: Review, earlier: list[Earlier]) -> ComparePage | None:
    """The comparison with the last of the earlier reviews; None where there is none, or nothing is assessed yet."""
    assessment = current_assessment(review)
    if not earlier or assessment is None:
        return None
    last, decisions = earlier[-1], decisions_of(review)
    issued = {one.review.id: _issued(one) for one in earlier}
    then_assessment = db.session.get_one(Assessment, last.report.assessment_id)
    then = side_of(last.review, then_assessment, issued[last.review.id])
    return compare_page(then, side_of(review, assessment, decisions), _over_time(review, earlier, issued, decisions))


def _issued(earlier: Earlier) -> dict[str, Decision]:
    """The decisions that a report was issued with."""
    found = select(Decision).where(Decision.review_id == earlier.review.id, Decision.id.in_(earlier.report.decisions))
    return {decision.question: decision for decision in db.session.scalars(found)}


def _over_time(
    review: Review,
    earlier: list[Earlier],
    issued: Mapping[str, Mapping[str, Decision]],
    decisions: Mapping[str, Decision],
) -> OverTime:
    rows = []
    for one, rated in [*((each.review, issued[each.review.id]) for each in earlier), (review, decisions)]:
        ratings = [decision.rating for decision in rated.values()]
        questions = len(layout_of(one, None).order) or len(ratings)
        rows.append((one.title, f"to {day(one.period_to)}", ratings, questions))
    return over_time(rows)
