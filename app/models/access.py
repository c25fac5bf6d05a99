"""One look at something of a review, kept by ids only."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now
from app.models.user import User


class Access(Model):
    """Who opened what, and when; it can never be changed."""

    __tablename__ = "access"
    __table_args__ = (Index("ix_access_review_at", "review_id", "at"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    kind: Mapped[str] = mapped_column(String(40))
    """What was done: the name of a page, such as `papers.original`."""
    thing: Mapped[str] = mapped_column(String(64), default="")
    """The id of what was opened, or nothing where the page has none."""
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    user: Mapped[User] = relationship(lazy="joined")
