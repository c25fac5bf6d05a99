"""One run of the rules over a review's pack, kept as the text it was."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, Moment, new_id, now

KEPT_PARSED = 8
"""Assessments held ready, so that a page does not wait for millions of characters to be parsed."""

_PARSED: dict[str, dict[str, Any]] = {}


class Assessment(Model):
    """What the rules proposed for every question on one day, from one set of papers (`assessment/1`)."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("review_id", "number", name="uq_assessment_number"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    pack: Mapped[str] = mapped_column(String(64))
    """The fingerprint of the papers, corrections and rules it was made from."""
    made_at: Mapped[datetime] = mapped_column(Moment, default=now)
    current: Mapped[bool] = mapped_column(default=True)

    @property
    def content(self) -> dict[str, Any]:
        """The assessment as the contract lays it out; shared between readers, so it must not be changed."""
        return _PARSED.get(self.sha256) or keep_parsed(self.sha256, json.loads(self.text))

    def question(self, question_id: str) -> dict[str, Any] | None:
        """What was proposed for one question, or None where the framework has no such question."""
        return next((each for each in self.content["questions"] if each["id"] == question_id), None)


def keep_parsed(sha256: str, content: dict[str, Any]) -> dict[str, Any]:
    """Holds the content of a text ready by the text's hash; it must be what parsing the text would give."""
    _PARSED[sha256] = content
    while len(_PARSED) > KEPT_PARSED:
        _PARSED.pop(next(iter(_PARSED)), None)
    return content
