"""A person's rating of one question; never overwritten, only followed by another."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.action import Action
    from app.models.user import User


class Decision(Model):
    """What a scrutineer decided, beside what the rules had proposed, and why."""

    __tablename__ = "decision"
    __table_args__ = (
        UniqueConstraint("review_id", "question", "number", name="uq_decision_number"),
        UniqueConstraint("supersedes", name="uq_decision_supersedes"),
        CheckConstraint("rating in ('green', 'amber', 'red')", name="known_rating"),
        CheckConstraint("(rating = 'red') = (red_reason is not null)", name="a_red_has_a_reason"),
        CheckConstraint("accepts or length(trim(reason)) > 0", name="an_override_has_a_reason"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    """1 for the question's first decision, then 2, 3 and so on."""
    rating: Mapped[str] = mapped_column(String(5))
    red_reason: Mapped[str | None] = mapped_column(String(20))
    accepts: Mapped[bool]
    """True where the person took the proposed rating, False where they overrode it."""
    reason: Mapped[str] = mapped_column(Text, default="")
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    proposed_rating: Mapped[str] = mapped_column(String(5))
    proposed_red_reason: Mapped[str | None] = mapped_column(String(20))
    supersedes: Mapped[str | None] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"))
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
    action: Mapped[Action] = relationship(back_populates="decision", uselist=False, passive_deletes=True)
