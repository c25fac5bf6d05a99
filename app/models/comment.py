"""What the reviewer and the scrutineer say to each other of a question, or of one quote under it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User


class Comment(Model):
    """A remark that is kept as it was made."""

    __tablename__ = "comment"
    __table_args__ = (
        Index("ix_comment_review", "review_id", "question"),
        CheckConstraint("length(trim(text)) > 0", name="it_says_something"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(20))
    part: Mapped[str | None] = mapped_column(String(24))
    """The part under which the quote stands; None where the remark is on the question as a whole."""
    passage: Mapped[str | None] = mapped_column(String(80))
    """Which quote it is about: the id of its passage, the same in every assessment of the same papers."""
    quote: Mapped[str | None] = mapped_column(Text)
    """The words of that quote as they stood when the remark was made."""
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
