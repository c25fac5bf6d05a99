"""When someone was last in a review, so that they can be told what is new."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, Moment


class Visit(Model):
    """A person's present visit to a review, and the one before it."""

    __tablename__ = "visit"

    user_id: Mapped[str] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), primary_key=True, index=True)
    seen_at: Mapped[datetime] = mapped_column(Moment)
    """When they last opened the review's own page."""
    before: Mapped[datetime | None] = mapped_column(Moment)
    """When the visit before this one ended; None in a first visit."""
