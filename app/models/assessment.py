"""One run of the rules over a review's pack, kept as the text it was."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, Moment, new_id, now

KEPT_PARSED = 80_000_000
"""Characters of assessments held ready, so that a page does not wait for millions of them to be parsed; two of 500 papers."""
AFTER_THE_TEXT = "after the text"
"""SQLite finds these columns only by walking through the text before them, which for 500 papers takes longer than a page may."""

_PARSED: dict[str, tuple[int, dict[str, Any]]] = {}


class Assessment(Model):
    """What the rules proposed for every question on one day, from one set of papers (`assessment/1`)."""

    __tablename__ = "assessment"
    __table_args__ = (UniqueConstraint("review_id", "number", name="uq_assessment_number"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    number: Mapped[int]
    text: Mapped[str] = mapped_column(Text, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64), deferred=True, deferred_group=AFTER_THE_TEXT)
    pack: Mapped[str] = mapped_column(String(64), deferred=True, deferred_group=AFTER_THE_TEXT)
    """The fingerprint of the papers, corrections and rules it was made from."""
    made_at: Mapped[datetime] = mapped_column(Moment, default=now, deferred=True, deferred_group=AFTER_THE_TEXT)
    current: Mapped[bool] = mapped_column(default=True, deferred=True, deferred_group=AFTER_THE_TEXT)
    """Always the one with the highest number."""

    @property
    def content(self) -> dict[str, Any]:
        """The assessment as the contract lays it out; shared between readers, so it must not be changed."""
        # An assessment is never written over, so that its id says as much as its hash.
        known = _PARSED.get(self.id)
        return known[1] if known else keep_parsed(self, json.loads(self.text))

    def question(self, question_id: str) -> dict[str, Any] | None:
        """What was proposed for one question, or None where the framework has no such question."""
        return next((each for each in self.content["questions"] if each["id"] == question_id), None)


def keep_parsed(assessment: Assessment, content: dict[str, Any]) -> dict[str, Any]:
    """Holds an assessment's content ready; it must be what parsing its text would give."""
    _PARSED[assessment.id] = (len(assessment.text), content)
    while len(_PARSED) > 1 and sum(size for size, _ in list(_PARSED.values())) > KEPT_PARSED:
        _PARSED.pop(next(iter(_PARSED)), None)
    return content
