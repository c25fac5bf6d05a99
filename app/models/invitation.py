"""An invitation by link into one review: for one address and one role, until a day, and once."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User

InvitationState = Literal["open", "accepted", "revoked", "expired"]


class Invitation(Model):
    """A link that lets one person make their account and take their place; of the link only its hash is kept."""

    __tablename__ = "invitation"

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(254))
    role: Mapped[str] = mapped_column(String(40))
    expires_at: Mapped[datetime] = mapped_column(Moment)
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
    end: Mapped[InvitationEnd | None] = relationship(
        back_populates="invitation", uselist=False, passive_deletes=True, lazy="joined"
    )

    def state(self, moment: datetime) -> InvitationState:
        """Whether it can still be used, and if not, why."""
        if self.end is not None:
            return "accepted" if self.end.kind == "accepted" else "revoked"
        return "open" if moment < self.expires_at else "expired"


class InvitationEnd(Model):
    """How an invitation ended before its day; an invitation has one end, so a link works once."""

    __tablename__ = "invitation_end"
    __table_args__ = (CheckConstraint("kind in ('accepted', 'revoked')", name="known_end"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    invitation_id: Mapped[str] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), unique=True)
    kind: Mapped[str] = mapped_column(String(12))
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
    invitation: Mapped[Invitation] = relationship(back_populates="end")
