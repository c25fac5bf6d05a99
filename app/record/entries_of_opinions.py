"""How second ratings, comments, notes to self and choices of what to see are written down in their entries."""

from __future__ import annotations

import hashlib

from app.models import BlindChoice, Comment, Look, SecondRating, SelfNote
from app.record.chain import canonical
from app.record.entries import Said, moment_said


def second_rating_payload(second: SecondRating) -> Said:
    """A second rating as the chain records it."""
    return {
        "second_rating": second.id,
        "question": second.question,
        "number": second.number,
        "rating": second.rating,
        "red_reason": second.red_reason,
        "reason": second.reason,
        "independent": second.independent,
        "assessment": second.assessment_id,
        "proposed": second.proposed_rating,
        "at": moment_said(second.at),
    }


def look_payload(look: Look) -> Said:
    """A reviewer's look at what the scrutineer decided."""
    return {"look": look.id, "question": look.question, "at": moment_said(look.at)}


def comment_payload(comment: Comment) -> Said:
    """A comment as the chain records it."""
    return {
        "comment": comment.id,
        "question": comment.question,
        "part": comment.part,
        "passage": comment.passage,
        "quote": comment.quote,
        "text": comment.text,
        "at": moment_said(comment.at),
    }


def self_note_payload(note: SelfNote) -> Said:
    """A note to self: its words are its maker's alone, so only their fingerprint is recorded."""
    words = hashlib.sha256(canonical([note.id, note.text]).encode()).hexdigest()
    return {
        "note": note.id,
        "question": note.question,
        "later": note.later,
        "words": words,
        "at": moment_said(note.at),
    }


def blind_choice_payload(choice: BlindChoice) -> Said:
    """A scrutineer's choice to decide before or after seeing the proposals."""
    return {
        "blind_choice": choice.id,
        "blind": choice.blind,
        "shown_before": choice.shown_before,
        "at": moment_said(choice.at),
    }
