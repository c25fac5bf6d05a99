"""One scrutiny of one partnership: its framework, its period, and when it must be deleted."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.membership import Membership
    from app.models.paper import Paper

Guidance = Literal["2018", "2023", "2026"]
GUIDANCE_EDITIONS: tuple[Guidance, ...] = ("2018", "2023", "2026")


class Review(Model):
    """A partnership's papers, held against one framework and one edition of the guidance, over one period."""

    __tablename__ = "review"
    __table_args__ = (
        CheckConstraint("period_to >= period_from", name="period_in_order"),
        CheckConstraint("guidance in ('2018', '2023', '2026')", name="known_guidance"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    area: Mapped[str] = mapped_column(String(160))
    """The partnership's place, e.g. "Harland Vale"."""
    title: Mapped[str] = mapped_column(String(200))
    framework_id: Mapped[str] = mapped_column(String(80))
    framework_sha: Mapped[str] = mapped_column(String(64))
    guidance: Mapped[str] = mapped_column(String(4))
    period_from: Mapped[date]
    period_to: Mapped[date]
    as_of: Mapped[date]
    """The day on which the papers are judged; nothing later is known."""
    delete_after: Mapped[date]
    pack_open: Mapped[bool] = mapped_column(default=True)
    owner_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)

    memberships: Mapped[list[Membership]] = relationship(back_populates="review", passive_deletes=True)
    papers: Mapped[list[Paper]] = relationship(
        back_populates="review", passive_deletes=True, order_by="Paper.uploaded_at, Paper.id"
    )
