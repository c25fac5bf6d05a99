"""The words behind a proposal that belongs to no assessment of the review's own: of another framework, or of a trial."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from app.errors import NotFound
from app.models import Review
from app.packs.note_papers import document_of_note, is_note, note_of_document
from app.packs.papers import paper_of_document, reading_of
from app.pages.quotes import Quote
from app.pages.trail import Step, evidence_steps, file_steps
from corpus.document import Reading

PRINT = 16
"""How much of a quote's hash stands in an address: ids only, and enough to tell that its words have changed."""


def print_of(quote: str) -> str:
    """The start of the hash of a quote's words."""
    return hashlib.sha256(quote.encode()).hexdigest()[:PRINT]


def citation_at(review: Review, document_id: str, segment: int, start: int, end: int) -> Mapping[str, Any]:
    """What now stands at a place of the review's papers or field notes, as a citation; NotFound where there is no such place."""
    about, reading = _source(review, document_id)
    segments = reading.segments if reading else ()
    if segment >= len(segments) or not 0 <= start < end <= len(segments[segment].text):
        raise NotFound
    place = segments[segment]
    return {
        **about,
        "document": document_id,
        "segment": segment,
        "start": start,
        "end": end,
        "where": place.where.to_json(),
        "quote": place.text[start:end],
    }


def other_steps(
    named: str, question: Mapping[str, Any], part: Mapping[str, Any], quote: Quote, href: str, paper_href: str | None
) -> tuple[Step, ...]:
    """The trail of a quote under another framework, where nothing is decided."""
    _, proposed, *rest = evidence_steps(question, part, None, quote, href, paper_href)
    return (("Framework, under which nothing is decided", named, href), proposed, *rest)


def tried_steps(named: str, question_id: str, quote: Quote, href: str, paper_href: str | None) -> tuple[Step, ...]:
    """The trail of a quote found in a trial, of which nothing is kept."""
    return (("Tried, and kept nowhere", f"Question {question_id} of {named}", href), *file_steps(quote, paper_href))


def _source(review: Review, document_id: str) -> tuple[dict[str, Any], Reading | None]:
    about: dict[str, Any]
    if is_note(document_id):
        document = document_of_note(review, note_of_document(review, document_id))
        told = document.profile
        about = {"file": document.file, "kind": told.kind, "title": told.title, "date": told.date}
        about |= {"agency": told.agency, "self_reported": told.self_reported}
        return _dated(about), document.reading
    paper = paper_of_document(review, document_id)
    about = {name: paper.shown(name) for name in ("kind", "date", "agency")}
    about |= {"file": paper.name, "title": paper.title, "self_reported": paper.self_reported}
    return _dated(about), reading_of(paper)


def _dated(about: dict[str, Any]) -> dict[str, Any]:
    return about | {"date": about["date"].isoformat() if about["date"] else None}
