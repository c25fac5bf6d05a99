"""A step on the way to what a respondent said that it would do; every change of it is a version of its own."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User


class SelfTask(Model):
    """One version of a task below the action of a self-assessment's answer; the latest version stands."""

    __tablename__ = "self_task"
    __table_args__ = (
        UniqueConstraint(
            "review_id", "question", "respondent", "agency", "number", "version", name="uq_self_task_version"
        ),
        CheckConstraint("state in ('to_do', 'done', 'dropped')", name="known_state"),
        CheckConstraint("length(trim(text)) > 0", name="a_task_has_words"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(20))
    respondent: Mapped[str] = mapped_column(String(20))
    agency: Mapped[str] = mapped_column(String(120), default="")
    number: Mapped[int]
    """1 for the action's first task, then 2, 3 and so on."""
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(160))
    due: Mapped[date | None]
    state: Mapped[str] = mapped_column(String(8))
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
