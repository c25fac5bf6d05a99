"""Notes to self: a scrutineer puts a question off for later, and notes why, for nobody else to read."""

from __future__ import annotations

from sqlalchemy import select

from app.database import db, now, writing
from app.models import Review, SelfNote, User
from app.record.entries_of_opinions import self_note_payload
from app.record.trail import append_entry


def note_to_self(review: Review, user: User, question: str, *, later: bool, text: str) -> None:
    """Keeps whether the question waits and what its scrutineer wants to remember; the same again changes nothing."""
    user_id, said = user.id, text.strip()
    with writing(review):
        latest = _notes(review, user_id).get(question)
        if (latest.later, latest.text) == (later, said) if latest else not (later or said):
            return
        note = SelfNote(review_id=review.id, question=question, later=later, text=said, by_id=user_id, at=now())
        db.session.add(note)
        db.session.flush()
        kind = "put_off" if later else "self_note"
        append_entry(review.id, user_id, kind, self_note_payload(note))


def notes_of(review: Review, user: User) -> dict[str, SelfNote]:
    """The note that stands for each question on which this person made one."""
    return _notes(review, user.id)


def _notes(review: Review, user_id: str) -> dict[str, SelfNote]:
    found = select(SelfNote).where(SelfNote.review_id == review.id, SelfNote.by_id == user_id)
    return {note.question: note for note in db.session.scalars(found.order_by(SelfNote.at, SelfNote.id))}
