"""A review's papers as a pack, with what people corrected; and the two things done with it: assess and ask."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, cast

from app.adapting.known import framework_with
from app.answering.asking import Asking, ask
from app.answering.filters import NO_FILTERS, Filters
from app.answering.quotes import Json
from app.answering.readers import Readers
from app.answering.spans import Today
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
from indexer.adapted import ANSWERING, LEANING, Adapted
from indexer.embedder import Embedder
from indexer.index import Index
from indexer.query_encoder import QueryEncoder

PACKS_KEPT = 4
"""How many reviews' indexes stay in memory for questions; each is derived and can be built again."""


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


def ask_review(
    review: Review,
    text: str,
    question_id: str | None = None,
    *,
    with_notes: bool = False,
    filters: Filters = NO_FILTERS,
    before: str = "",
) -> Json:
    """The answer to a question in plain English from the review's papers; asked on a question's page, its words help the search.

    `with_notes` looks in the scrutineer's field notes too, and is for those alone who may read them.
    """
    papers, notes = standing_papers(review), standing_notes(review) if with_notes else []
    pack, index = _indexed(review.id, pack_fingerprint(papers, notes), bool(notes))
    framework = framework_with(review.framework_id, review.framework_sha)
    about = framework.question(question_id).text if question_id else ""
    today = Today(review.as_of, Period(review.period_from, review.period_to))
    asking = Asking(about, before, filters, today, framework)
    answer = ask(pack, index, packaged_readers(), text, asking=asking)
    return answer | {"with_notes": True} if notes else answer


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


def packaged_readers() -> Readers:
    """The models that read passages for a question, loaded once too."""
    return Readers(packaged_models()[1], *_for_questions())


@cache
def _for_questions() -> tuple[Adapted, QueryEncoder]:
    return Adapted.packaged(ANSWERING), QueryEncoder.packaged()


_CORRECTED = ("kind", "date", "period_from", "period_to", "agency", "area", "standing")


@lru_cache(maxsize=PACKS_KEPT)
def _indexed(review_id: str, fingerprint: str, with_notes: bool) -> tuple[Pack, Index]:
    """The pack and its index for as long as its papers stay as they are; `fingerprint` is what it is remembered by."""
    review = db.session.get_one(Review, review_id)
    pack = pack_of(review, standing_papers(review), standing_notes(review) if with_notes else [])
    return pack, pack.index(stores_of(review_id).papers)


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
