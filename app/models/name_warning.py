"""A warning that a paper may name a child, and what people said of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.paper import Paper
    from app.models.user import User


class NameWarning(Model):
    """Where in a paper something stands that may tell who a child is; the words themselves are not kept here."""

    __tablename__ = "name_warning"

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    paper_id: Mapped[str] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"), unique=True)
    signs: Mapped[list[list[str]]] = mapped_column(JSON)
    """Of each sign: what it is (a term of `corpus/naming_children.yaml`) and the place where it stands."""
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    paper: Mapped[Paper] = relationship(lazy="joined")
    answers: Mapped[list[NameWarningAnswer]] = relationship(
        back_populates="warning", order_by="NameWarningAnswer.number", passive_deletes=True, lazy="selectin"
    )

    @property
    def latest(self) -> NameWarningAnswer | None:
        """What was last said of it."""
        return self.answers[-1] if self.answers else None

    @property
    def is_open(self) -> bool:
        """Whether someone must still look: nobody has settled it, and the paper has not been replaced."""
        return self.paper.replaced_by is None and (self.latest is None or self.latest.kind == "will_replace")


class NameWarningAnswer(Model):
    """What a person said of a warning after looking at the places, and why."""

    __tablename__ = "name_warning_answer"
    __table_args__ = (
        UniqueConstraint("warning_id", "number", name="uq_name_warning_answer_number"),
        CheckConstraint("kind in ('no_child', 'will_replace', 'needed')", name="known_answer"),
        CheckConstraint("length(trim(reason)) > 0", name="it_has_a_reason"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    warning_id: Mapped[str] = mapped_column(ForeignKey("name_warning.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
    warning: Mapped[NameWarning] = relationship(back_populates="answers")
