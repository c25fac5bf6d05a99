"""The earlier reviews of the same area that a person may see, each with the report that stands of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.models import Membership, Report, Review, User
from app.policy import ACTIONS


@dataclass(frozen=True)
class Earlier:
    """An issued review of the same area, over a period that ended earlier."""

    review: Review
    report: Report
    """The latest of its reports that was not withdrawn."""


def earlier_reviews(review: Review, user: User, action: str) -> list[Earlier]:
    """Those in which this person may do `action`, the oldest first."""
    found = select(Review, Membership.role).join(Membership).where(Membership.user_id == user.id)
    area = review.area.strip().casefold()
    known = {
        other.id: other
        for other, role in db.session.execute(found)
        # Whatever is open to a role once a report is issued is open here: only issued reviews are looked at.
        if role in ACTIONS[action].roles and other.area.strip().casefold() == area and _ended(other) < _ended(review)
    }
    standing = _standing(list(known))
    earlier = [Earlier(known[each], report) for each, report in standing.items()]
    return sorted(earlier, key=lambda one: _ended(one.review))


def last_review(review: Review, user: User, action: str) -> Earlier | None:
    """The last of them, if there is any."""
    return next(reversed(earlier_reviews(review, user, action)), None)


def _standing(reviews: list[str]) -> dict[str, Report]:
    """The latest report of each review that stands."""
    issued = select(Report).where(Report.review_id.in_(reviews), Report.withdrawn_at.is_(None))
    return {report.review_id: report for report in db.session.scalars(issued.order_by(Report.number))}


def _ended(review: Review) -> tuple[object, object, str]:
    return (review.period_to, review.created_at, review.id)
