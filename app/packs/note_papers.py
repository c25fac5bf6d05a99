"""A field note as a paper: its paragraphs as places, so that it is found, weighed and cited like any other."""

from __future__ import annotations

import re

from sqlalchemy import select

from app.database import db
from app.errors import NotFound
from app.models import FieldNote, Review
from app.pages.words import word
from corpus.document import Block, Document, Location, Profile, Reading, Segment

NOTE = "note-"
"""How the id of a document begins that is a field note; the start of its hash follows."""
ID_LENGTH = 12
LONGEST_HEADING = 80
_WRAPPED = re.compile(r"\n(?=[a-z(,;])")
"""A line break inside a sentence, as it comes from pasting."""


def is_note(document_id: str) -> bool:
    """Whether a document of an assessment is a field note, by its id."""
    return document_id.startswith(NOTE)


def note_id(note: FieldNote) -> str:
    """The id of the note's document in every assessment."""
    return NOTE + note.sha256[:ID_LENGTH]


def title_of(note: FieldNote) -> str:
    """A note by what it is and who took part."""
    return f"{word(note.kind, 'note_kind')}: {note.who}"


def name_of(note: FieldNote) -> str:
    """Stands where a paper has its file's name."""
    return f"Field note {note.number}" + (f", version {note.version}" if note.version > 1 else "")


def note_of_document(review: Review, document_id: str) -> FieldNote:
    """The version of a note behind a document of any assessment; NotFound where there is none."""
    start = document_id.removeprefix(NOTE)
    if not is_note(document_id) or len(start) != ID_LENGTH:
        raise NotFound
    found = select(FieldNote).where(
        FieldNote.review_id == review.id, FieldNote.sha256.startswith(start, autoescape=True)
    )
    note = db.session.scalar(found.order_by(FieldNote.version.desc()).limit(1))
    if note is None:
        raise NotFound
    return note


def reading_of_note(note: FieldNote) -> Reading:
    """The note's paragraphs, each at its place under the heading above it."""
    segments: list[Segment] = []
    heading = ""
    for line in paragraphs_of(note.text):
        found = heading_in(line)
        heading = found or heading
        style = "heading" if found else "paragraph"
        where = Location(paragraph=len(segments) + 1, heading=heading or None)
        headings = (heading,) if heading and not found else ()
        segments.append(Segment(where, line, (Block(0, len(line), style, headings),)))  # type: ignore[arg-type]
    return Reading("read", None, "note", tuple(segments))


def paragraphs_of(text: str) -> list[str]:
    """What stands between line breaks; a break before a small letter is taken for one inside a sentence."""
    blocks = re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
    lines = (line.strip() for block in blocks for line in _WRAPPED.sub(" ", block).split("\n"))
    return [line for line in lines if line]


def heading_in(line: str) -> str:
    """The heading that a line is: one that begins with # or is short and ends with a colon; empty where it is none."""
    if line.startswith("#"):
        return line.lstrip("#").strip().rstrip(":")
    return line.rstrip(":").strip() if line.endswith(":") and len(line) <= LONGEST_HEADING else ""


def document_of_note(review: Review, note: FieldNote) -> Document:
    """The note as a document of the pack: the scrutineer's own, and of the day of the activity."""
    by = "the scrutineer wrote it as a field note"
    profile = Profile(
        kind="field_notes",
        title=title_of(note),
        date=note.day,
        period=None,
        agency="scrutineer",
        area=review.area,
        self_reported=False,
        draft=False,
        because={"kind": by, "agency": by, "date": "the day of the activity"},
        concerns=note.agency or None,
    )
    return Document(note_id(note), name_of(note), note.sha256, reading_of_note(note), profile)
