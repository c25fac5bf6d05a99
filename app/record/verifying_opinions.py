"""Second ratings, comments, notes to self and choices of what to see, held against the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import select

from app.database import db
from app.models import BlindChoice, Comment, Look, Review, SecondRating, SelfNote
from app.record.differing import Difference, Line, changed, missing
from app.record.entries import Said
from app.record.entries_of_opinions import (
    blind_choice_payload,
    comment_payload,
    look_payload,
    second_rating_payload,
    self_note_payload,
)

Kept = tuple[Any, str, tuple[str, ...], str, Callable[[Any], Said]]
"""A table, the name of its id in the entries, the kinds of those entries, what it is called, and how it is recorded."""

OPINIONS: tuple[Kept, ...] = (
    (SecondRating, "second_rating", ("second_rating",), "A second rating", second_rating_payload),
    (Comment, "comment", ("comment",), "A comment", comment_payload),
    (SelfNote, "note", ("put_off", "self_note"), "A note to self", self_note_payload),
    (BlindChoice, "blind_choice", ("blind_on", "blind_off"), "A choice of blind mode", blind_choice_payload),
    (Look, "look", ("looked", "looked_at_all"), "A reviewer’s look at a decision", look_payload),
)


def opinions_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    """Everything that someone said or chose beside the decisions is recorded, and says what it said then."""
    for table, name, kinds, called, payload in OPINIONS:
        recorded = {str(line.said.get(name)): line for line in lines if line.kind in kinds}
        kept = {one.id: one for one in db.session.scalars(select(table).where(table.review_id == review.id))}
        yield from missing(called, recorded, {key: _about(one) for key, one in kept.items()})
        for key in kept.keys() & recorded.keys():
            yield from changed(f"{called} {_about(kept[key])}", recorded[key], payload(kept[key]), kept[key].by_id)


def _about(one: Any) -> str:
    question = getattr(one, "question", None)
    return f"on question {question}" if question else "of this review"
