"""What a scrutineer notes for themselves alone: a question put off for later, and why."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, Moment, new_id, now


class SelfNote(Model):
    """Whether a person puts a question off, and what they want to remember of it; the latest one stands."""

    __tablename__ = "self_note"
    __table_args__ = (Index("ix_self_note_review", "review_id", "by_id", "at"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(20))
    later: Mapped[bool]
    text: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
