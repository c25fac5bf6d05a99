"""What is answered to the context questions of a review; every answer is a version of its own."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User


class ContextAnswer(Model):
    """One version of the answer to one context question: given by the scrutineer, or proposed by the partnership."""

    __tablename__ = "context_answer"
    __table_args__ = (
        UniqueConstraint("review_id", "question", "number", name="uq_context_answer_number"),
        CheckConstraint("kind in ('given', 'proposed')", name="known_answer"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    """1 for the first answer to this question, whoever gave it, then 2, 3 and so on."""
    kind: Mapped[str] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(Text)
    """Empty where an answer was taken back."""
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
