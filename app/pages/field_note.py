"""The field notes of a review as they are listed, and one of them with its versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.models import FieldNote
from app.packs.note_papers import name_of, note_id, reading_of_note, title_of
from app.pages.words import day, word


@dataclass(frozen=True)
class NoteRow:
    """One field note in the list."""

    note: FieldNote
    title: str
    name: str
    kind: str
    dated: str
    agency: str
    first_words: str


@dataclass(frozen=True)
class NotePage:
    """One version of a field note: its words by paragraph, and every version."""

    row: NoteRow
    paragraphs: tuple[tuple[str, str], ...]
    """Each with its style: heading or paragraph."""
    latest: FieldNote
    versions: tuple[FieldNote, ...]
    document: str
    """Its id among the documents of an assessment."""

    @property
    def is_latest(self) -> bool:
        """Whether this is the version that is read."""
        return self.row.note.id == self.latest.id


def note_row(note: FieldNote) -> NoteRow:
    """A note as it stands in the list."""
    segments = reading_of_note(note).segments
    first = next((one.text for one in segments if one.blocks[0].style != "heading"), "")
    return NoteRow(
        note=note,
        title=title_of(note),
        name=name_of(note),
        kind=word(note.kind, "note_kind"),
        dated=day(note.day),
        agency=word(note.agency, "agency") if note.agency else "No one agency",
        first_words=first,
    )


def note_page(note: FieldNote, versions: Sequence[FieldNote]) -> NotePage:
    """The page of one version; `versions` are all of the note, the latest first."""
    segments = reading_of_note(note).segments
    return NotePage(
        row=note_row(note),
        paragraphs=tuple((one.blocks[0].style, one.text) for one in segments),
        latest=versions[0],
        versions=tuple(versions),
        document=note_id(note),
    )
