"""Evidence moved by hand: what a person said of a passage, in place of what the rules made of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User

Act = Literal["leave_out", "count", "move", "put_back"]
"""What is done with a passage; `put_back` takes an earlier choice back."""


class EvidenceChoice(Model):
    """One choice on one passage under one part; a later one on the same takes its place."""

    __tablename__ = "evidence_choice"
    __table_args__ = (
        UniqueConstraint("review_id", "number", name="uq_evidence_choice_number"),
        CheckConstraint("act in ('leave_out', 'count', 'move', 'put_back')", name="known_act"),
        CheckConstraint("act = 'put_back' or length(trim(reason)) > 0", name="a_choice_has_a_reason"),
        CheckConstraint("(act = 'move') = (to_part is not null)", name="a_move_leads_somewhere"),
        CheckConstraint("(act = 'put_back') = (undoes is not null)", name="put_back_is_of_a_choice"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    number: Mapped[int]
    act: Mapped[str] = mapped_column(String(12))
    part: Mapped[str] = mapped_column(String(24))
    to_part: Mapped[str | None] = mapped_column(String(24))
    stance: Mapped[str | None] = mapped_column(String(12))
    """What the words say in this person's reading; None where it is left as the rules read it."""
    reason: Mapped[str] = mapped_column(Text)
    undoes: Mapped[str | None] = mapped_column(ForeignKey("evidence_choice.id", ondelete="CASCADE"))

    document: Mapped[str] = mapped_column(String(40))
    """The id of the paper in every assessment: it begins with the hash of its bytes, so other bytes are another paper."""
    segment: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    quote: Mapped[str] = mapped_column(Text)
    where: Mapped[dict[str, Any]] = mapped_column(JSON)
    headings: Mapped[list[str]] = mapped_column(JSON)
    title: Mapped[str] = mapped_column(Text)
    """The paper's title as it was when the choice was made, to name it by when the paper is gone."""

    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")

    @property
    def passage(self) -> str:
        """The id of the passage, the same in every assessment of the same papers."""
        return f"{self.document}.{self.segment}.{self.start}-{self.end}"
