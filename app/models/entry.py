"""One line of a review's record, chained to the line before."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id

if TYPE_CHECKING:
    from app.models.user import User


class Entry(Model):
    """Who did what and when; its hash covers that and the hash of the entry before, and it can never be changed."""

    __tablename__ = "entry"
    __table_args__ = (UniqueConstraint("review_id", "sequence", name="uq_entry_sequence"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    sequence: Mapped[int]
    kind: Mapped[str] = mapped_column(String(40))
    payload_text: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    who_id: Mapped[str | None] = mapped_column(ForeignKey("user.id"))
    """None where the service itself did it."""
    at: Mapped[datetime] = mapped_column(Moment)

    who: Mapped[User | None] = relationship(lazy="joined")

    @property
    def payload(self) -> dict[str, Any]:
        """What was done, as it was hashed."""
        content: dict[str, Any] = json.loads(self.payload_text)
        return content
