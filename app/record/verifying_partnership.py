"""Invitations, a partnership's own answers and warnings about names, held against the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Invitation, InvitationEnd, NameWarning, NameWarningAnswer, Review, SelfAssessment, SelfTask
from app.record.differing import Difference, Line, changed, missing
from app.record.entries import Said
from app.record.entries_of_partnership import (
    invitation_end_payload,
    invitation_payload,
    name_answer_payload,
    name_warning_payload,
    self_assessment_payload,
    self_task_payload,
)

Kept = tuple[Any, str, tuple[str, ...], str, Callable[[Any], Said]]
"""A table, the name of its id in the entries, the kinds of those entries, what it is called, and how it is recorded."""

PARTNERSHIP: tuple[Kept, ...] = (
    (Invitation, "invitation", ("invited",), "An invitation", invitation_payload),
    (
        InvitationEnd,
        "end",
        ("invitation_accepted", "invitation_revoked"),
        "The end of an invitation",
        invitation_end_payload,
    ),
    (
        SelfAssessment,
        "self_assessment",
        ("self_assessment_draft", "self_assessment"),
        "A self-assessment",
        self_assessment_payload,
    ),
    (SelfTask, "self_task", ("self_task",), "A task of a self-assessment's action", self_task_payload),
    (NameWarning, "name_warning", ("name_warning",), "A warning about names", name_warning_payload),
    (NameWarningAnswer, "name_answer", ("name_answer",), "What was said of a warning about names", name_answer_payload),
)


def partnership_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    """Everything that stands on the partnership's side is recorded, and says what it said then."""
    for table, name, kinds, called, payload in PARTNERSHIP:
        recorded = {str(line.said.get(name)): line for line in lines if line.kind in kinds}
        kept = {one.id: one for one in db.session.scalars(select(table).where(table.review_id == review.id)).unique()}
        yield from missing(called, recorded, {key: _about(one) for key, one in kept.items()})
        for key in kept.keys() & recorded.keys():
            one = kept[key]
            yield from changed(f"{called} {_about(one)}", recorded[key], payload(one), getattr(one, "by_id", None))


def _about(one: Any) -> str:
    question = getattr(one, "question", None)
    return f"on question {question}" if question else "of this review"
