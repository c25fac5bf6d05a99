"""Where an action came from that an earlier review of the same area had left open."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User


class CarriedAction(Model):
    """Which action of which earlier review an action goes on from; that review may have been deleted since."""

    __tablename__ = "carried_action"
    __table_args__ = (UniqueConstraint("review_id", "from_action_id", name="uq_carried_action_once"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    action_id: Mapped[str] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), unique=True)
    from_review_id: Mapped[str] = mapped_column(String(24))
    from_action_id: Mapped[str] = mapped_column(String(24))
    from_title: Mapped[str] = mapped_column(String(200))
    """What the earlier review was called, so that it is known when the review itself has gone."""
    from_report: Mapped[int]
    """The number of the report in which it was issued."""
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
