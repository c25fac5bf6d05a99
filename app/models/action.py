"""What is to be done about a rating, by whom and by when, and how it goes."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.action_task import ActionTask
    from app.models.carried_action import CarriedAction
    from app.models.decision import Decision
    from app.models.user import User

ActionStatus = Literal["open", "in_hand", "done", "cancelled"]
ACTION_STATUSES: tuple[ActionStatus, ...] = ("open", "in_hand", "done", "cancelled")


class Action(Model):
    """The one action that every decision makes, whatever its colour; or one that was carried from an earlier review."""

    __tablename__ = "action"
    __table_args__ = (Index("ix_action_review", "review_id", "question"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(20))
    decision_id: Mapped[str | None] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), unique=True)
    """The decision that made it; None where it was carried."""
    text: Mapped[str] = mapped_column(Text)
    owner: Mapped[str] = mapped_column(String(160))
    due: Mapped[date | None]
    status: Mapped[str] = mapped_column(String(12), default="open")

    decision: Mapped[Decision | None] = relationship(back_populates="action")
    updates: Mapped[list[ActionUpdate]] = relationship(
        back_populates="action", order_by="ActionUpdate.at", passive_deletes=True
    )
    task_versions: Mapped[list[ActionTask]] = relationship(
        order_by="ActionTask.number, ActionTask.version", viewonly=True
    )
    carried: Mapped[CarriedAction | None] = relationship(viewonly=True, lazy="joined")

    @property
    def tasks(self) -> list[ActionTask]:
        """Its tasks as they stand: the latest version of each that was not dropped."""
        latest = {task.number: task for task in self.task_versions}
        return [task for task in latest.values() if task.state != "dropped"]


class ActionUpdate(Model):
    """What someone said of an action, and what it changed."""

    __tablename__ = "action_update"

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    action_id: Mapped[str] = mapped_column(ForeignKey("action.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    action: Mapped[Action] = relationship(back_populates="updates")
    by: Mapped[User] = relationship(lazy="joined")
