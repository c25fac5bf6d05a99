"""What the scrutineer saw or was told, written down by hand; every version of a note is kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User

NoteKind = Literal[
    "interview", "focus_group", "observation", "visit", "data_analysis", "peer_review", "young_peoples_scrutiny"
]
"""The methods of scrutiny that a pack of papers cannot hold."""


class FieldNote(Model):
    """One version of a field note; a correction is the next version, and the latest is the one that is read."""

    __tablename__ = "field_note"
    __table_args__ = (
        UniqueConstraint("review_id", "number", "version", name="uq_field_note_version"),
        CheckConstraint("length(trim(text)) > 0", name="a_note_has_words"),
        CheckConstraint("version = 1 or length(trim(reason)) > 0", name="a_correction_has_a_reason"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    number: Mapped[int]
    version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(24))
    day: Mapped[date]
    """The day of the interview, visit or analysis, not of the writing."""
    who: Mapped[str] = mapped_column(String(160))
    """Who took part, by role; never a name."""
    place: Mapped[str] = mapped_column(String(160))
    agency: Mapped[str] = mapped_column(String(20))
    """The agency that it concerns; empty where it concerns no one agency."""
    text: Mapped[str] = mapped_column(Text)
    stands: Mapped[bool]
    """False for the version that takes the note out of the evidence."""
    reason: Mapped[str] = mapped_column(Text)
    """Why this version takes the place of the one before it; empty for the first."""
    sha256: Mapped[str] = mapped_column(String(64))
    """Over all that the note says, as an uploaded paper is known by its bytes."""
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
