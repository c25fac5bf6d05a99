"""A scrutineer's choice to decide before they see what the rules propose."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, Moment, new_id, now


class BlindChoice(Model):
    """From this moment on, whether proposals are hidden from this person until they have decided."""

    __tablename__ = "blind_choice"
    __table_args__ = (Index("ix_blind_choice_review", "review_id", "by_id", "at"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    blind: Mapped[bool]
    shown_before: Mapped[bool]
    """Whether proposals had been on show to this person before they chose so."""
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)
