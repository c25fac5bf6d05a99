"""A reviewer's own rating of a question, kept apart from the scrutineer's; and when they chose to see that one first."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User


class SecondRating(Model):
    """What a second person would rate a question, and why; never overwritten, only followed by another."""

    __tablename__ = "second_rating"
    __table_args__ = (
        UniqueConstraint("review_id", "question", "number", name="uq_second_rating_number"),
        CheckConstraint("rating in ('green', 'amber', 'red')", name="known_rating"),
        CheckConstraint("(rating = 'red') = (red_reason is not null)", name="a_red_has_a_reason"),
        CheckConstraint("length(trim(reason)) > 0", name="it_has_a_reason"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    """1 for the question's first second rating, then 2, 3 and so on."""
    rating: Mapped[str] = mapped_column(String(5))
    red_reason: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    independent: Mapped[bool]
    """Whether it was made before its maker had seen the scrutineer's decision."""
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    proposed_rating: Mapped[str] = mapped_column(String(5))
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")


class Look(Model):
    """A reviewer's choice to see the scrutineer's decision on a question before rating it themselves."""

    __tablename__ = "look"
    __table_args__ = (Index("ix_look_review", "review_id", "by_id"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    question: Mapped[str | None] = mapped_column(String(20))
    """None where they chose to see every decision of the review."""
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
