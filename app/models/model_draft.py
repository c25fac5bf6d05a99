"""Whether a language model may be used in a review, and what it was sent and sent back."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User


class ModelChoice(Model):
    """Whether the scrutineer allows the language model in a review, from this moment on; the latest choice stands."""

    __tablename__ = "model_choice"
    __table_args__ = (Index("ix_model_choice_review", "review_id", "at"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    allowed: Mapped[bool]
    endpoint: Mapped[str] = mapped_column(String(300))
    """Which model at which address it was allowed for."""
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")


class ModelDraft(Model):
    """One use of the model: the prompt as it was sent, the reply as it came, and each sentence with what became of it."""

    __tablename__ = "model_draft"
    __table_args__ = (Index("ix_model_draft_review", "review_id", "at"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    purpose: Mapped[str] = mapped_column(String(20))
    """answer, rationale, step_summary or challenge_letter."""
    about: Mapped[str] = mapped_column(String(40), default="")
    """The question or step of the framework, or the question that was asked."""
    template: Mapped[str] = mapped_column(String(90))
    """The template's name, version and the beginning of its hash."""
    endpoint: Mapped[str] = mapped_column(String(300))
    sent: Mapped[str] = mapped_column(Text)
    reply: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(String(10))
    """whole, stopped or failed."""
    failure: Mapped[str] = mapped_column(Text, default="")
    lines: Mapped[list[Any]] = mapped_column(JSON)
    """Each sentence: its words, the quotes it cites, and why it was struck out, or nothing where it stands."""
    citations: Mapped[list[Any]] = mapped_column(JSON)
    """The quotes that were sent, in the order of their ids."""
    seconds: Mapped[float]
    tokens: Mapped[int]
    """About how many were sent and came back."""
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
