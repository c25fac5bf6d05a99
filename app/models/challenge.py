"""A scrutineer's challenge on a question, and all that was said to it; no word of either is ever overwritten."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.decision import Decision
    from app.models.user import User

TurnKind = Literal["reply", "maintained", "changed", "reopened"]
SETTLED: tuple[TurnKind, ...] = ("maintained", "changed")
"""What the scrutineer can make of a challenge."""


class Challenge(Model):
    """What the scrutineer asks someone to answer for, with the words of the papers that it rests on."""

    __tablename__ = "challenge"
    __table_args__ = (UniqueConstraint("review_id", "number", name="uq_challenge_number"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    number: Mapped[int]
    question: Mapped[str] = mapped_column(String(20))
    whom: Mapped[str] = mapped_column(String(160))
    """The partner, agency or named role that it is put to."""
    text: Mapped[str] = mapped_column(Text)
    due: Mapped[date]
    quotes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    """The citations it quotes, without what was made of them."""
    assessment_id: Mapped[str | None] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    """The assessment that the citations come from."""
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
    turns: Mapped[list[ChallengeTurn]] = relationship(
        back_populates="challenge", order_by="ChallengeTurn.number", passive_deletes=True, lazy="selectin"
    )

    @property
    def state(self) -> str:
        """Where it stands: `open` until there is a reply, then whatever was said last."""
        return self.turns[-1].kind if self.turns else "open"

    @property
    def is_settled(self) -> bool:
        """Whether the scrutineer has maintained or changed."""
        return self.state in SETTLED

    @property
    def is_unanswered(self) -> bool:
        """Whether a reply is waited for."""
        return self.state in ("open", "reopened")

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed without a reply."""
        return self.is_unanswered and self.due < today


class ChallengeTurn(Model):
    """A reply, or what the scrutineer made of it."""

    __tablename__ = "challenge_turn"
    __table_args__ = (
        UniqueConstraint("challenge_id", "number", name="uq_challenge_turn_number"),
        CheckConstraint("kind in ('reply', 'maintained', 'changed', 'reopened')", name="known_turn"),
        CheckConstraint("length(trim(text)) > 0", name="a_turn_has_words"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    challenge_id: Mapped[str] = mapped_column(ForeignKey("challenge.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text)
    decision_id: Mapped[str | None] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"))
    """The decision that was made after it."""
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
    decision: Mapped[Decision | None] = relationship()
    challenge: Mapped[Challenge] = relationship(back_populates="turns")
