"""The scrutineer's field notes: written, corrected and taken out; every version is kept, the latest is read as a paper."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import get_args

from sqlalchemy import func, select

from app.database import db, now, writing
from app.errors import NotFound, UnknownValue
from app.models import FieldNote, Review, User
from app.models.field_note import NoteKind
from app.record.chain import canonical
from app.record.entries_of_notes import field_note_payload
from app.record.seen import refuse_unseen
from app.record.trail import append_entry

KINDS: tuple[str, ...] = get_args(NoteKind)


@dataclass(frozen=True)
class Noted:
    """What a field note says."""

    kind: str
    day: date
    who: str
    place: str
    agency: str
    text: str

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise UnknownValue
        if not self.text.strip() or not self.who.strip():
            raise UnknownValue("Say who took part, by role, and what was seen or said.")


def notes_of(review: Review) -> list[FieldNote]:
    """The latest version of every note, the latest note first; notes that were taken out too."""
    latest: dict[int, FieldNote] = {}
    for one in _versions(review.id):
        latest[one.number] = one
    return [latest[number] for number in sorted(latest, reverse=True)]


def standing_notes(review: Review) -> list[FieldNote]:
    """The notes that are read with the papers, the oldest first."""
    return [one for one in reversed(notes_of(review)) if one.stands]


def history_of(note: FieldNote) -> list[FieldNote]:
    """Every version of a note, the latest first."""
    return [one for one in reversed(_versions(note.review_id)) if one.number == note.number]


def write_note(review: Review, user: User, noted: Noted) -> FieldNote:
    """Keeps a new note and has it read with the papers; the same note sent twice is one."""
    from app.working.jobs import queue_assessment

    user_id = user.id
    with writing(review):
        latest = select(func.max(FieldNote.number)).where(FieldNote.review_id == review.id)
        number = db.session.scalar(latest) or 0
        last = _latest(review.id, number)
        if last is not None and last.version == 1 and last.by_id == user_id and said_in(last) == _trimmed(noted):
            return last
        made = _keep(review.id, user_id, number + 1, 1, noted, stands=True, reason="")
    queue_assessment(review.id)
    return made


def correct_note(
    review: Review, user: User, note: FieldNote, noted: Noted, *, reason: str, seen: int, stands: bool = True
) -> FieldNote:
    """A new version of a note, with the reason; `seen` is the version that the person had before them."""
    from app.working.jobs import queue_assessment

    if not reason.strip():
        raise UnknownValue("Say why you change the note. Both versions are kept.")
    number, user_id = note.number, user.id
    with writing(review):
        latest = _latest(review.id, number)
        if latest is None:
            raise NotFound
        said = (_trimmed(noted), reason.strip(), stands, user_id)
        if (said_in(latest), latest.reason, latest.stands, latest.by_id) == said:
            return latest
        refuse_unseen(latest, latest.version, seen)
        made = _keep(review.id, user_id, number, latest.version + 1, noted, stands=stands, reason=reason)
    queue_assessment(review.id)
    return made


def take_out(review: Review, user: User, note: FieldNote, *, reason: str, seen: int) -> FieldNote:
    """Takes a note out of the evidence; its words stay on record, and a correction brings it back."""
    return correct_note(review, user, note, said_in(note), reason=reason, seen=seen, stands=False)


def said_in(note: FieldNote) -> Noted:
    """What a kept note says."""
    return Noted(note.kind, note.day, note.who, note.place, note.agency, note.text)


def sha256_of_note(number: int, noted: Noted) -> str:
    """The hash by which a note is known, as an uploaded paper is by its bytes."""
    said = asdict(noted) | {"day": noted.day.isoformat(), "number": number}
    return hashlib.sha256(canonical(said).encode()).hexdigest()


def _trimmed(noted: Noted) -> Noted:
    text = noted.text.replace("\r\n", "\n").replace("\r", "\n").strip()
    return Noted(noted.kind, noted.day, noted.who.strip(), noted.place.strip(), noted.agency, text)


def _keep(
    review_id: str, user_id: str, number: int, version: int, noted: Noted, *, stands: bool, reason: str
) -> FieldNote:
    noted = _trimmed(noted)
    sha256 = sha256_of_note(number, noted)
    made = FieldNote(
        review_id=review_id,
        number=number,
        version=version,
        **asdict(noted),
        stands=stands,
        reason=reason.strip(),
        sha256=sha256,
        by_id=user_id,
        at=now(),
    )
    db.session.add(made)
    db.session.flush()
    kind = "field_note" if version == 1 else ("field_note_corrected" if stands else "field_note_taken_out")
    append_entry(review_id, user_id, kind, field_note_payload(made))
    return made


def _latest(review_id: str, number: int) -> FieldNote | None:
    found = select(FieldNote).where(FieldNote.review_id == review_id, FieldNote.number == number)
    return db.session.scalar(found.order_by(FieldNote.version.desc()).limit(1))


def _versions(review_id: str) -> Sequence[FieldNote]:
    found = select(FieldNote).where(FieldNote.review_id == review_id)
    return list(db.session.scalars(found.order_by(FieldNote.number, FieldNote.version)))
