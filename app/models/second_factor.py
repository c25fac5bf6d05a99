"""What a person has beside their password, and where else they may be known."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, Moment, now


class SecondFactor(Model):
    """The key of a person's authenticator app, and the codes that stand in for it once each."""

    __tablename__ = "second_factor"

    user_id: Mapped[str] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), primary_key=True)
    secret: Mapped[str] = mapped_column(Text)
    """Encrypted with a key of this installation, so that a copy of the database is no second factor."""
    last_step: Mapped[int] = mapped_column(default=0)
    """The half-minute of the last code taken; no code is taken twice."""
    recovery: Mapped[str] = mapped_column(Text, default="[]")
    """The hashes of the recovery codes that are left, as JSON."""
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)


class Identity(Model):
    """A person as a single sign-on knows them."""

    __tablename__ = "identity"

    issuer: Mapped[str] = mapped_column(String(200), primary_key=True)
    subject: Mapped[str] = mapped_column(String(200), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("user.id", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
