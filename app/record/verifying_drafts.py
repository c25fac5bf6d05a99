"""The language model's use, held against the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from app.database import db
from app.models import ModelChoice, ModelDraft, Review
from app.record.differing import Difference, Line, changed, missing
from app.record.entries_of_drafts import draft_payload, model_choice_payload

CHOICES = ("model_allowed", "model_not_allowed")


def drafts_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    """Every draft, and every choice whether the model may be used, is recorded and says what it said then."""
    recorded = {str(line.said.get("draft")): line for line in lines if line.kind == "model_draft"}
    kept = {one.id: one for one in db.session.scalars(select(ModelDraft).where(ModelDraft.review_id == review.id))}
    yield from missing("A draft by the language model", recorded, dict.fromkeys(kept, "is kept"))
    for key in kept.keys() & recorded.keys():
        yield from changed("A draft by the language model", recorded[key], draft_payload(kept[key]), kept[key].by_id)
    chosen = {str(line.said.get("model_choice")): line for line in lines if line.kind in CHOICES}
    found = {one.id: one for one in db.session.scalars(select(ModelChoice).where(ModelChoice.review_id == review.id))}
    yield from missing("A choice whether the language model is used", chosen, dict.fromkeys(found, "is kept"))
    for key in found.keys() & chosen.keys():
        said = model_choice_payload(found[key])
        yield from changed("A choice whether the language model is used", chosen[key], said, found[key].by_id)
