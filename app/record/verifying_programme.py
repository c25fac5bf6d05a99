"""Context answers, the programme and proposals under other frameworks, held against the record."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import Activity, ContextAnswer, OtherAssessment, OtherFramework, Review, ScrutinyAgreement
from app.record.differing import Difference, Line, changed, missing
from app.record.entries import Said
from app.record.entries_of_programme import (
    activity_payload,
    agreement_payload,
    context_payload,
    other_assessment_payload,
    other_payload,
)

Kept = tuple[Any, str, tuple[str, ...], str, Callable[[Any], Said], Callable[[Any], str]]
"""A table, its id in the entries, their kinds, what it is called, how it is recorded, and how one of them is named."""

PROGRAMME: tuple[Kept, ...] = (
    (
        ContextAnswer,
        "context",
        ("context_given", "context_proposed"),
        "An answer to a context question",
        context_payload,
        lambda one: f"{one.question} ({one.number})",
    ),
    (
        ScrutinyAgreement,
        "agreement",
        ("days_agreed",),
        "The days and cost agreed",
        agreement_payload,
        lambda one: f"(version {one.number})",
    ),
    (
        Activity,
        "activity",
        ("activity_planned", "activity_changed"),
        "Activity",
        activity_payload,
        lambda one: f"{one.number} (version {one.version})",
    ),
    (
        OtherFramework,
        "other",
        ("other_framework",),
        "Another framework asked for",
        other_payload,
        lambda one: one.framework_id,
    ),
    (
        OtherAssessment,
        "other_assessment",
        ("other_assessment",),
        "Proposals under another framework",
        other_assessment_payload,
        lambda one: f"number {one.number}",
    ),
)


def programme_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    """Everything said of the context and the programme is recorded, and says what it said then."""
    for table, name, kinds, called, payload, named in PROGRAMME:
        recorded = {str(line.said.get(name)): line for line in lines if line.kind in kinds}
        kept = {one.id: one for one in db.session.scalars(select(table).where(table.review_id == review.id)).unique()}
        yield from missing(called, recorded, {key: named(one) for key, one in kept.items()})
        for key in kept.keys() & recorded.keys():
            one, line = kept[key], recorded[key]
            yield from changed(f"{called} {named(one)}", line, payload(one), getattr(one, "by_id", None))
            if table is ContextAnswer and line.kind != f"context_{one.kind}":
                yield Difference(f"{called} {named(one)} was changed afterwards (whose it is; entry {line.sequence}).")
            if table is OtherAssessment and hashlib.sha256(one.text.encode()).hexdigest() != one.sha256:
                yield Difference(f"{called} {named(one)}: their text was changed afterwards.", line.sequence)
