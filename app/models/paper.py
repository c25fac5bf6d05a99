"""One uploaded file of a review: what came, what was read of it, and what kind of paper it is."""

from __future__ import annotations

from datetime import date as day
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.review import Review
    from app.models.user import User

PaperState = Literal["waiting", "reading", "read", "partly_read", "no_text", "refused"]

PROFILE_FIELDS = ("kind", "date", "period_from", "period_to", "agency", "area", "standing")
"""What is worked out from the content and a person may correct."""


class Paper(Model):
    """A file of the pack; its bytes are kept for ever unless the whole review is deleted."""

    __tablename__ = "paper"
    __table_args__ = (
        UniqueConstraint("review_id", "sha256", name="uq_paper_bytes"),
        Index("ix_paper_state", "review_id", "state"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(255))
    sha256: Mapped[str] = mapped_column(String(64))
    """Also the key of the stored original, its reading and its page pictures."""
    size: Mapped[int]
    uploaded_by: Mapped[str] = mapped_column(ForeignKey("user.id"))
    uploaded_at: Mapped[datetime] = mapped_column(Moment, default=now)
    replaced_by: Mapped[str | None] = mapped_column(ForeignKey("paper.id", ondelete="SET NULL"))

    state: Mapped[str] = mapped_column(String(12), default="waiting")
    reason: Mapped[str | None] = mapped_column(Text)
    format: Mapped[str | None] = mapped_column(String(12))
    pages: Mapped[int] = mapped_column(default=0)
    unread_count: Mapped[int] = mapped_column(default=0)
    read_at: Mapped[datetime | None] = mapped_column(Moment)

    title: Mapped[str | None] = mapped_column(Text)
    kind: Mapped[str | None] = mapped_column(String(60))
    date: Mapped[day | None]
    period_from: Mapped[day | None]
    period_to: Mapped[day | None]
    agency: Mapped[str | None] = mapped_column(String(60))
    area: Mapped[str | None] = mapped_column(String(160))
    standing: Mapped[str | None] = mapped_column(String(20))
    standing_because: Mapped[str] = mapped_column(Text, default="")
    self_reported: Mapped[bool | None]
    draft: Mapped[bool | None]
    profile_because: Mapped[dict[str, str]] = mapped_column(JSON, default=dict, deferred=True)

    corrected_kind: Mapped[str | None] = mapped_column(String(60))
    corrected_date: Mapped[day | None]
    corrected_period_from: Mapped[day | None]
    corrected_period_to: Mapped[day | None]
    corrected_agency: Mapped[str | None] = mapped_column(String(60))
    corrected_area: Mapped[str | None] = mapped_column(String(160))
    corrected_standing: Mapped[str | None] = mapped_column(String(20))
    corrected_by: Mapped[str | None] = mapped_column(ForeignKey("user.id"))
    corrected_at: Mapped[datetime | None] = mapped_column(Moment)

    review: Mapped[Review] = relationship(back_populates="papers")
    uploader: Mapped[User] = relationship(foreign_keys=[uploaded_by])

    def shown(self, field: str) -> Any:
        """What is shown and judged by: a person's correction, or else what was worked out."""
        correction = getattr(self, f"corrected_{field}")
        return getattr(self, field) if correction is None else correction

    def is_corrected(self, field: str) -> bool:
        """Whether a person has corrected this field."""
        return getattr(self, f"corrected_{field}") is not None

    @property
    def is_settled(self) -> bool:
        """Whether reading it has ended, well or badly."""
        return self.state not in ("waiting", "reading")
