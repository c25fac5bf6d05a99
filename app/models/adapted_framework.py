"""Frameworks made in the browser from a shipped one: the working copy, its versions, and what was ruled on each."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User


class FrameworkText(Model):
    """The whole of a framework, kept under its hash, so that a review keeps the one it began with."""

    __tablename__ = "framework_text"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    framework_id: Mapped[str] = mapped_column(String(80), index=True)
    text: Mapped[str] = mapped_column(Text, deferred=True)
    """YAML, exactly as it was hashed."""
    kept_at: Mapped[datetime] = mapped_column(Moment, default=now)


class FrameworkDraft(Model):
    """A working copy of a framework, which its owner changes until it says what they want."""

    __tablename__ = "framework_draft"

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    framework_id: Mapped[str] = mapped_column(String(80), unique=True)
    """The id under which its versions are published."""
    title: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text, deferred=True)
    turn: Mapped[int] = mapped_column(default=1)
    """Counts the changes, so that nobody changes what they have not seen."""
    based_on: Mapped[str] = mapped_column(String(80))
    based_on_sha: Mapped[str] = mapped_column(String(64))
    owner_id: Mapped[str] = mapped_column(ForeignKey("user.id"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    changed_at: Mapped[datetime] = mapped_column(Moment, default=now)
    discarded_at: Mapped[datetime | None] = mapped_column(Moment)
    """When its owner put it away; its versions stay."""

    owner: Mapped[User] = relationship(lazy="joined")
    versions: Mapped[list[FrameworkVersion]] = relationship(
        back_populates="draft", order_by="FrameworkVersion.number", lazy="selectin"
    )


class FrameworkVersion(Model):
    """A working copy as it stood when it was kept; it never changes afterwards."""

    __tablename__ = "framework_version"
    __table_args__ = (UniqueConstraint("draft_id", "number", name="uq_framework_version_number"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    draft_id: Mapped[str] = mapped_column(ForeignKey("framework_draft.id"))
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(ForeignKey("framework_text.sha256"))
    title: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text)
    """What was changed and why."""
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
    draft: Mapped[FrameworkDraft] = relationship(back_populates="versions", lazy="joined")
    rulings: Mapped[list[FrameworkRuling]] = relationship(
        back_populates="version", order_by="FrameworkRuling.number", lazy="selectin"
    )

    @property
    def state(self) -> str:
        """Where the version stands: what was last ruled on it."""
        return self.rulings[-1].kind if self.rulings else "kept"


class FrameworkRuling(Model):
    """A version proposed by its owner, or published, returned or withdrawn by an administrator."""

    __tablename__ = "framework_ruling"
    __table_args__ = (
        UniqueConstraint("version_id", "number", name="uq_framework_ruling_number"),
        CheckConstraint("kind in ('proposed', 'published', 'returned', 'withdrawn')", name="known_ruling"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    version_id: Mapped[str] = mapped_column(ForeignKey("framework_version.id"))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
    version: Mapped[FrameworkVersion] = relationship(back_populates="rulings")
