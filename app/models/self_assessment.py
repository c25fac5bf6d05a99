"""What the partnership, or one of its partners, says of itself on a question; every saving is a version of its own."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User

Respondent = Literal["together", "local_authority", "health", "police", "education", "other"]
RESPONDENTS: tuple[Respondent, ...] = ("together", "local_authority", "health", "police", "education", "other")
"""Who can answer: the partnership together, each of its partners, and other agencies by name."""


class SelfAssessment(Model):
    """One version of one respondent's answer to one question; the latest stands, and none is overwritten."""

    __tablename__ = "self_assessment"
    __table_args__ = (
        UniqueConstraint("review_id", "question", "respondent", "agency", "number", name="uq_self_assessment_number"),
        CheckConstraint("state in ('draft', 'submitted')", name="known_state"),
        CheckConstraint("rating is null or rating in ('green', 'amber', 'red')", name="known_rating"),
        CheckConstraint(
            "state = 'draft' or (rating is not null and length(trim(evidence)) > 0)", name="a_submitted_one_is_whole"
        ),
        CheckConstraint("(respondent = 'other') = (length(agency) > 0)", name="another_agency_is_named"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    question: Mapped[str] = mapped_column(String(20))
    respondent: Mapped[str] = mapped_column(String(20))
    agency: Mapped[str] = mapped_column(String(120), default="")
    """The name of an agency that is none of the four; empty otherwise."""
    number: Mapped[int]
    """1 for this respondent's first version on this question, then 2, 3 and so on."""
    state: Mapped[str] = mapped_column(String(12))
    rating: Mapped[str | None] = mapped_column(String(5))
    evidence: Mapped[str] = mapped_column(Text, default="")
    papers: Mapped[list[str]] = mapped_column(JSON)
    """The papers of the pack that it names, by their ids."""
    action: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")

    @property
    def is_submitted(self) -> bool:
        """Whether the scrutineer reads it."""
        return self.state == "submitted"
