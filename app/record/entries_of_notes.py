"""How field notes, and evidence moved by hand, are written down in their entries."""

from __future__ import annotations

import hashlib

from app.models import EvidenceChoice, FieldNote
from app.record.chain import canonical
from app.record.entries import Said, day_said, moment_said


def field_note_payload(note: FieldNote) -> Said:
    """A version of a field note as the chain records it: its words only by their fingerprint, since others read the record."""
    said = [note.kind, day_said(note.day), note.who, note.place, note.agency, note.text, note.reason, note.stands]
    return {
        "note": note.id,
        "number": note.number,
        "version": note.version,
        "sha256": note.sha256,
        "words": hashlib.sha256(canonical(said).encode()).hexdigest(),
        "at": moment_said(note.at),
    }


def choice_payload(choice: EvidenceChoice) -> Said:
    """A choice on evidence as the chain records it: the quoted words, which may be a field note's, by their fingerprint."""
    words = canonical([choice.quote, choice.where, list(choice.headings), choice.title, choice.reason])
    return {
        "choice": choice.id,
        "number": choice.number,
        "act": choice.act,
        "part": choice.part,
        "to_part": choice.to_part,
        "stance": choice.stance,
        "passage": choice.passage,
        "undoes": choice.undoes,
        "words": hashlib.sha256(words.encode()).hexdigest(),
        "at": moment_said(choice.at),
    }
