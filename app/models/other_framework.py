"""The same papers held against another framework, beside the review's own."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User


class OtherFramework(Model):
    """Another framework under which proposals were asked for; nothing is decided under it."""

    __tablename__ = "other_framework"
    __table_args__ = (UniqueConstraint("review_id", "framework_id", "framework_sha", name="uq_other_framework_asked"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    framework_id: Mapped[str] = mapped_column(String(80))
    framework_sha: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")


class OtherAssessment(Model):
    """What the rules proposed under another framework, from the same readings; kept as the text it was."""

    __tablename__ = "other_assessment"
    __table_args__ = (UniqueConstraint("other_id", "number", name="uq_other_assessment_number"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    other_id: Mapped[str] = mapped_column(ForeignKey("other_framework.id", ondelete="CASCADE"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    pack: Mapped[str] = mapped_column(String(64))
    """The fingerprint of the papers and corrections it was made from."""
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)

    @property
    def content(self) -> dict[str, Any]:
        """The assessment as the contract lays it out; shared between readers, so it must not be changed."""
        return _parsed(self.sha256, self.text)

    def question(self, question_id: str) -> dict[str, Any] | None:
        """What was proposed for one question, or None where the framework has no such question."""
        return next((each for each in self.content["questions"] if each["id"] == question_id), None)


@lru_cache(maxsize=4)
def _parsed(_sha256: str, text: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(text)
    return content
