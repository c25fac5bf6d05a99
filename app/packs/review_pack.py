"""A review's papers as a pack, with what people corrected; and the rules run over it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import Any, cast

from app.adapting.known import framework_with
from app.contract import assessment_json
from app.database import db
from app.models import FieldNote, Paper, Review
from app.packs.field_notes import standing_notes
from app.packs.note_papers import document_of_note
from app.packs.pack import Pack, documents_of, make_pack
from app.packs.papers import keep_standings, standing_papers
from app.packs.sealed import Sealed
from app.packs.storage import Storage
from app.proposing.assessing import assess
from app.proposing.assessments import keep_assessment
from app.proposing.following import catch_up, choices_of, placed_by, stands_in
from app.proposing.stores import Stores
from app.proposing.vectors import VECTORS as VECTORS
from app.proposing.vectors import place_of_vectors
from app.working.jobs import say
from corpus.document import Document, Period, Reading, Standing
from corpus.reader import read_file
from indexer.adapted import LEANING, Adapted
from indexer.embedder import Embedder


def assess_review(review_id: str) -> None:
    """Run the rules over the review's papers as they stand now, and keep the result as its current assessment."""
    review = db.session.get_one(Review, review_id)
    papers, notes = standing_papers(review), standing_notes(review)
    pack = pack_of(review, papers, notes)
    framework = framework_with(review.framework_id, review.framework_sha)
    period = Period(review.period_from, review.period_to)
    as_of, fingerprint = review.as_of, pack_fingerprint(papers, notes)
    choices = choices_of(review)
    placed, known = [one for one in placed_by(choices) if stands_in(pack, one)], {one.id for one in choices}
    db.session.rollback()

    def progress(doing: str, done: int, total: int) -> None:
        say(review_id, doing.capitalize(), done, total)

    made = assess(pack, framework, as_of, period, stores_of(review_id), progress, placed)
    keep_standings(review_id, {one.sha256: (one.standing, one.standing_because) for one in pack.documents})
    keep_assessment(review_id, assessment_json(made), fingerprint)
    catch_up(review_id, known)
    kept_of(review_id).sweep()  # not before: what is still wanted has been used just now


def pack_of(review: Review, papers: list[Paper], notes: Sequence[FieldNote] = ()) -> Pack:
    """The papers that have been read, each with a person's corrections, standing beside one another, and the field notes."""
    by_name = {(paper.name, paper.sha256): paper for paper in papers}
    read = documents_of(_readings(review.id, papers), kept_of(review.id))
    documents = [_corrected(one, by_name[one.file, one.sha256]) for one in read]
    pack = make_pack(documents, review.area)
    standing = [_with_standing(one, by_name[one.file, one.sha256]) for one in pack.documents]
    return replace(pack, documents=(*standing, *(document_of_note(review, note) for note in notes)))


def pack_fingerprint(papers: list[Paper], notes: Sequence[FieldNote] = ()) -> str:
    """Equal for equal papers with equal corrections, and equal field notes."""
    lines = sorted(
        "|".join([one.name, one.sha256, one.state, *(str(getattr(one, f"corrected_{name}")) for name in _CORRECTED)])
        for one in papers
    )
    lines += sorted(note.sha256 for note in notes)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def stores_of(review_id: str) -> Stores:
    """What the models make of a review's papers, kept with the review, so that deleting it deletes them.

    The framework's own sentences belong to no review.
    """
    return Stores.kept(place_of_vectors(review_id), place_of_vectors(), *packaged_models(), kept_of(review_id))


def kept_of(review_id: str) -> Sealed:
    """What was worked out of each of a review's papers by itself: in the review's own folder, and so gone with it."""
    return Sealed(Storage.of().folder(review_id) / VECTORS)


@cache
def packaged_models() -> tuple[Embedder, Adapted]:
    """The models of this process, loaded once: what passages mean, and how they lean."""
    return Embedder.packaged(), Adapted.packaged(LEANING)


_CORRECTED = ("kind", "date", "period_from", "period_to", "agency", "area", "standing")


def _readings(review_id: str, papers: list[Paper]) -> Iterator[tuple[str, str, Reading]]:
    storage = Storage.of()
    for paper in papers:
        reading = storage.load_reading(review_id, paper.sha256, boxes=False)
        if reading is None and paper.read_at is not None:
            # Its reading was lost or damaged: without this the paper would silently count for nothing.
            reading = read_file(storage.verified_original(paper))
            storage.keep_reading(review_id, paper.sha256, reading)
        if reading is not None:
            yield paper.name, paper.sha256, reading


def _corrected(document: Document, paper: Paper) -> Document:
    said: dict[str, Any] = {
        name: getattr(paper, f"corrected_{name}")
        for name in ("kind", "date", "agency", "area")
        if getattr(paper, f"corrected_{name}") is not None
    }
    if paper.corrected_period_from and paper.corrected_period_to:
        said["period"] = Period(paper.corrected_period_from, paper.corrected_period_to)
    return replace(document, profile=replace(document.profile, **said)) if said else document


def _with_standing(document: Document, paper: Paper) -> Document:
    if paper.corrected_standing is None:
        return document
    return replace(document, standing=cast(Standing, paper.corrected_standing), standing_because="A person said so.")
