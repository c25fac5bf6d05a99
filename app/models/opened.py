"""How far someone has read a request or a challenge, so that what is new to them can be counted."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model


class Opened(Model):
    """The last turn of a request or challenge that a person has had before them."""

    __tablename__ = "opened"

    user_id: Mapped[str] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    thing_id: Mapped[str] = mapped_column(String(24), primary_key=True)
    """The request's or the challenge's."""
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    turn: Mapped[int]
    """0 for the first words, then the number of the answer or turn."""
