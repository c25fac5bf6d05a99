"""One line of the record of frameworks, chained to the line before; it belongs to no review."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id

if TYPE_CHECKING:
    from app.models.user import User

WHOSE = "frameworks"
"""Stands in the hash where an entry of a review has the review's id."""


class FrameworkEntry(Model):
    """A version kept, a ruling on it, or a working copy put away; its hash covers that and the hash of the entry before."""

    __tablename__ = "framework_entry"
    review_id = WHOSE

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    sequence: Mapped[int] = mapped_column(unique=True)
    """Two entries cannot follow the same one: the later writer is refused."""
    kind: Mapped[str] = mapped_column(String(40))
    payload_text: Mapped[str] = mapped_column(Text)
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    who_id: Mapped[str | None] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment)

    who: Mapped[User | None] = relationship(lazy="joined")

    @property
    def payload(self) -> dict[str, Any]:
        """What was done, as it was hashed."""
        content: dict[str, Any] = json.loads(self.payload_text)
        return content
