"""A question that someone asked of the papers, with the answer they were given."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User


class Asked(Model):
    """A question in someone's own words, and the quotes it was answered with."""

    __tablename__ = "asked"
    __table_args__ = (Index("ix_asked_review", "review_id", "at"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    question_text: Mapped[str] = mapped_column(Text)
    question: Mapped[str | None] = mapped_column(String(20))
    """The framework's question on whose page it was asked."""
    answer: Mapped[dict[str, Any]] = mapped_column(JSON)
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")


class AskedPrint(Model):
    """A scrutineer's choice whether the report prints a question with its answer; the latest is the one that holds."""

    __tablename__ = "asked_print"
    __table_args__ = (UniqueConstraint("asked_id", "number", name="uq_asked_print_number"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    asked_id: Mapped[str] = mapped_column(ForeignKey("asked.id", ondelete="CASCADE"))
    number: Mapped[int]
    printed: Mapped[bool]
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
