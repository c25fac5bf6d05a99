"""Reviews whose day has come: which they are, what would be deleted, and the warning before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from app.database import db, now
from app.models import Decision, Entry, Paper, Report, Review

WARNED = timedelta(days=60)
"""How long before its day a review is named, so that its owner can still save what must be kept elsewhere."""


@dataclass(frozen=True)
class Going:
    """A review that is to be deleted, and what goes with it."""

    review: Review
    papers: int
    bytes: int
    decisions: int
    reports: int
    entries: int

    def is_due(self, today: date) -> bool:
        """Whether its day is over."""
        return self.review.delete_after < today


def reviews_going(today: date, warned: timedelta = WARNED) -> list[Going]:
    """The reviews past their day and those soon to be, the longest overdue first."""
    found = select(Review).where(Review.delete_after < today + warned).order_by(Review.delete_after, Review.id)
    return [what_goes(review) for review in db.session.scalars(found)]


def what_goes(review: Review) -> Going:
    """What is deleted with a review."""

    def counted(model: type[Decision] | type[Report] | type[Entry]) -> int:
        return db.session.scalar(select(func.count()).select_from(model).where(model.review_id == review.id)) or 0

    held = select(func.count(Paper.id), func.coalesce(func.sum(Paper.size), 0)).where(Paper.review_id == review.id)
    papers, size = db.session.execute(held).one()
    return Going(review, papers, size, counted(Decision), counted(Report), counted(Entry))


def warning_of(review: Review) -> str:
    """What its people are told when a review's day is near or over; nothing before that."""
    today = now().date()
    if review.delete_after < today:
        return f"It was to be deleted after {review.delete_after:%-d %B %Y}: that day is over"
    if review.delete_after < today + WARNED:
        return f"It is to be deleted after {review.delete_after:%-d %B %Y}"
    return ""
