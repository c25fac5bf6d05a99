"""The scrutineer's programme of work: what was agreed, and each dated activity; every version is kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User

ActivityState = Literal["planned", "held", "cancelled"]
ACTIVITY_STATES: tuple[ActivityState, ...] = ("planned", "held", "cancelled")


class ScrutinyAgreement(Model):
    """One version of the days and the cost agreed for a review; the latest is the one that holds."""

    __tablename__ = "scrutiny_agreement"
    __table_args__ = (
        UniqueConstraint("review_id", "number", name="uq_scrutiny_agreement_number"),
        CheckConstraint("tenths >= 0 and rate >= 0 and expenses >= 0", name="nothing_below_zero"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    number: Mapped[int]
    tenths: Mapped[int]
    """Days agreed, in tenths of a day."""
    rate: Mapped[int]
    """Pence a day."""
    expenses: Mapped[int]
    """Pence agreed for travel, accommodation and subsistence."""
    note: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")


class Activity(Model):
    """One version of one activity of the programme; the latest version is the one that holds."""

    __tablename__ = "activity"
    __table_args__ = (
        UniqueConstraint("review_id", "number", "version", name="uq_activity_version"),
        CheckConstraint("state in ('planned', 'held', 'cancelled')", name="known_state"),
        CheckConstraint("tenths >= 0 and expenses >= 0", name="nothing_below_zero"),
        CheckConstraint("length(trim(title)) > 0", name="it_has_a_title"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    number: Mapped[int]
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(24))
    title: Mapped[str] = mapped_column(String(200))
    day: Mapped[date]
    starts: Mapped[str] = mapped_column(String(5))
    """When on that day, as 09:30; empty where it lasts the day or is not known."""
    place: Mapped[str] = mapped_column(String(160))
    tenths: Mapped[int]
    """Days of the scrutineer's time, in tenths of a day."""
    expenses: Mapped[int]
    """Pence."""
    state: Mapped[str] = mapped_column(String(10))
    contributed: Mapped[str] = mapped_column(Text)
    """What it gave as evidence, in the scrutineer's words."""
    questions: Mapped[list[str]] = mapped_column(JSON)
    """The questions that it is about, by their ids."""
    notes: Mapped[list[int]] = mapped_column(JSON)
    """The field notes that were taken there, by their numbers."""
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
