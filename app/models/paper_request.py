"""A request for papers that was sent to the partnership, and what became of it; neither is ever overwritten."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Literal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User

RequestState = Literal["open", "supplied", "none_exists", "refused", "reopened", "withdrawn"]
ANSWERS: tuple[RequestState, ...] = ("supplied", "none_exists", "refused")
"""How the partnership can answer."""
UNANSWERED: tuple[RequestState, ...] = ("open", "reopened")
"""The states in which an answer is waited for."""


class PaperRequest(Model):
    """What the partnership was asked to send, for which parts of which questions, and by when."""

    __tablename__ = "paper_request"
    __table_args__ = (UniqueConstraint("review_id", "number", name="uq_paper_request_number"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    number: Mapped[int]
    """1 for the review's first request, then 2, 3 and so on."""
    text: Mapped[str] = mapped_column(Text)
    questions: Mapped[list[str]] = mapped_column(JSON)
    parts: Mapped[list[str]] = mapped_column(JSON)
    partner: Mapped[str] = mapped_column(String(20))
    due: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    assessment_id: Mapped[str | None] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    proposed: Mapped[dict[str, list[str | None]]] = mapped_column(JSON)
    """What was proposed of each question when it was sent: the rating, and why it was Red. The partnership never sees it."""
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
    answers: Mapped[list[RequestAnswer]] = relationship(
        back_populates="request", order_by="RequestAnswer.number", passive_deletes=True, lazy="selectin"
    )

    @property
    def state(self) -> str:
        """Where it stands, as the last that was said of it has it."""
        return self.answers[-1].state if self.answers else "open"

    @property
    def is_unanswered(self) -> bool:
        """Whether the partnership's answer is waited for."""
        return self.state in UNANSWERED

    def is_overdue(self, today: date) -> bool:
        """Whether its day has passed without an answer."""
        return self.is_unanswered and self.due < today


class RequestAnswer(Model):
    """What became of a request: the partnership's answer, or the scrutineer's opening it again or taking it back."""

    __tablename__ = "request_answer"
    __table_args__ = (
        UniqueConstraint("request_id", "number", name="uq_request_answer_number"),
        CheckConstraint(
            "state in ('supplied', 'none_exists', 'refused', 'reopened', 'withdrawn')", name="known_answer"
        ),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    request_id: Mapped[str] = mapped_column(ForeignKey("paper_request.id", ondelete="CASCADE"))
    number: Mapped[int]
    state: Mapped[str] = mapped_column(String(12))
    text: Mapped[str] = mapped_column(Text, default="")
    papers: Mapped[list[str]] = mapped_column(JSON)
    """The papers supplied, by their ids."""
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
    request: Mapped[PaperRequest] = relationship(back_populates="answers")
