"""The papers of a review: what was read of each, and a person's corrections of what kind of paper it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.database import db, now, writing
from app.errors import NotFound, UnknownValue
from app.models import Paper, Review, User
from app.models.paper import PROFILE_FIELDS
from app.once import once
from app.packs.storage import Storage
from app.record.entries import paper_payload, profile_payload
from app.record.trail import append_entry

if TYPE_CHECKING:
    from corpus.document import Reading

DAYS = ("date", "period_from", "period_to")


@once
def papers_of(review: Review) -> list[Paper]:
    """Every paper of a review in the order they came, replaced ones too."""
    found = select(Paper).where(Paper.review_id == review.id).order_by(Paper.uploaded_at, Paper.id)
    return list(db.session.scalars(found))


def standing_papers(review: Review) -> list[Paper]:
    """The papers that make up the pack now: those that no other replaced."""
    return [paper for paper in papers_of(review) if paper.replaced_by is None]


def paper_of_document(review: Review, document_id: str) -> Paper:
    """The paper behind a document of an assessment, whose id is the start of the file's hash."""
    start = document_id.partition("-")[0]
    found = select(Paper).where(Paper.review_id == review.id, Paper.sha256.startswith(start, autoescape=True))
    paper = db.session.scalar(found) if len(start) >= 8 else None
    if paper is None:
        raise NotFound
    return paper


def reading_of(paper: Paper) -> Reading | None:
    """What was read of a paper, or None where it has not been read yet."""
    return Storage.of().load_reading(paper.review_id, paper.sha256)


def correct(review: Review, user: User, paper: Paper, **fields: Any) -> Paper:
    """A person's corrections of a paper's profile; None takes a correction back."""
    from app.working.jobs import queue_assessment

    if unknown := fields.keys() - set(PROFILE_FIELDS):
        raise UnknownValue(f"A paper has no {', '.join(sorted(unknown))} to correct.")
    if any(value is not None and not isinstance(value, date) for name, value in fields.items() if name in DAYS):
        raise UnknownValue("A date is needed here.")
    paper_id = paper.id
    with writing(review):
        corrected = db.session.get_one(Paper, paper_id)
        changed = {name: value for name, value in fields.items() if getattr(corrected, f"corrected_{name}") != value}
        if not changed:
            return corrected
        for name, value in changed.items():
            setattr(corrected, f"corrected_{name}", value)
        corrected.corrected_by, corrected.corrected_at = user.id, now()
        said = {name: value.isoformat() if isinstance(value, date) else value for name, value in changed.items()}
        bound = paper_payload(corrected) | {"corrected": said, "profile": profile_payload(corrected)}
        append_entry(review.id, user.id, "correction", bound)
    queue_assessment(review.id)
    return corrected


def keep_standings(review_id: str, standings: Mapping[str, tuple[str, str]]) -> None:
    """How each paper (by its SHA-256) stands beside the others, and why, as the last assessment found it."""
    with writing(review_id):
        for paper in db.session.scalars(select(Paper).where(Paper.review_id == review_id)):
            paper.standing, paper.standing_because = standings.get(paper.sha256, (paper.standing, ""))


def replace(review: Review, user: User, old: Paper, new: Paper) -> None:
    """Says that one paper takes another's place; both are kept."""
    from app.working.jobs import queue_assessment

    old_id, new_id = old.id, new.id
    if old_id == new_id:
        raise UnknownValue("A paper cannot take its own place.")
    with writing(review):
        replaced, newer = db.session.get_one(Paper, old_id), db.session.get_one(Paper, new_id)
        if replaced.review_id != review.id or newer.review_id != review.id:
            raise NotFound
        if newer.replaced_by == old_id:
            raise UnknownValue("These two papers would each take the other's place.")
        replaced.replaced_by = new_id
        append_entry(review.id, user.id, "replaced", {"paper": old_id, "by": new_id})
    queue_assessment(review.id)


def take_back(review: Review, user: User, old: Paper) -> None:
    """Says that a paper stands again, because it was a mistake that another took its place."""
    from app.working.jobs import queue_assessment

    old_id = old.id
    with writing(review):
        restored = db.session.get_one(Paper, old_id)
        if restored.replaced_by is None:
            return
        by, restored.replaced_by = restored.replaced_by, None
        append_entry(review.id, user.id, "replacement_taken_back", {"paper": old_id, "by": by})
    queue_assessment(review.id)
