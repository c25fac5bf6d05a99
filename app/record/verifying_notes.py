"""Field notes, and evidence moved by hand, held against the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from app.database import db
from app.models import EvidenceChoice, FieldNote, Review
from app.packs.field_notes import said_in, sha256_of_note
from app.record.differing import Difference, Line, changed, missing
from app.record.entries_of_notes import choice_payload, field_note_payload

NOTES = ("field_note", "field_note_corrected", "field_note_taken_out")
CHOICES = ("evidence_moved", "evidence_put_back")


def notes_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    """Every version of a field note is recorded, and says what it said then."""
    recorded = {str(line.said.get("note")): line for line in lines if line.kind in NOTES}
    kept = {one.id: one for one in db.session.scalars(select(FieldNote).where(FieldNote.review_id == review.id))}
    names = {key: f"{one.number}, version {one.version}" for key, one in kept.items()}
    yield from missing("Field note", recorded, names)
    for key in kept.keys() & recorded.keys():
        one, line = kept[key], recorded[key]
        yield from changed(f"Field note {names[key]}", line, field_note_payload(one), made_by=one.by_id)
        if one.sha256 == line.said.get("sha256") and one.sha256 != sha256_of_note(one.number, said_in(one)):
            yield Difference(f"Field note {names[key]}: its words are not those of its fingerprint.", line.sequence)


def choices_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    """Every choice on the evidence is recorded, and is what it was then."""
    recorded = {str(line.said.get("choice")): line for line in lines if line.kind in CHOICES}
    found = select(EvidenceChoice).where(EvidenceChoice.review_id == review.id)
    kept = {one.id: one for one in db.session.scalars(found)}
    names = {key: f"{one.number} (part {one.part})" for key, one in kept.items()}
    yield from missing("A choice on the evidence", recorded, names)
    for key in kept.keys() & recorded.keys():
        one = kept[key]
        name = f"The choice on the evidence, number {names[key]},"
        yield from changed(name, recorded[key], choice_payload(one), made_by=one.by_id)
