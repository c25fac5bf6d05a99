"""A review's papers as a pack, with what people corrected; and the two things done with it: assess and ask."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import Any, cast

from flask import current_app

from app.asking import Json, ask
from app.assessing import assess
from app.assessments import keep_assessment
from app.contract import assessment_json
from app.database import db
from app.jobs import say
from app.models import Paper, Review
from app.pack import Pack, documents_of, make_pack
from app.papers import keep_standings, standing_papers
from app.storage import Storage
from corpus.document import Document, Period, Reading, Standing
from indexer.embedder import Embedder
from indexer.index import Index
from indexer.vector_store import VectorStore
from rules.framework_file import framework_named

VECTORS = "vectors"
PACKS_KEPT = 4
"""How many reviews' indexes stay in memory for questions; each is derived and can be built again."""


def assess_review(review_id: str) -> None:
    """Run the rules over the review's papers as they stand now, and keep the result as its current assessment."""
    review = db.session.get_one(Review, review_id)
    papers = standing_papers(review)
    pack = pack_of(review, papers)
    framework = framework_named(review.framework_id)
    period = Period(review.period_from, review.period_to)
    as_of, fingerprint = review.as_of, pack_fingerprint(papers)
    db.session.rollback()

    def progress(doing: str, done: int, total: int) -> None:
        say(review_id, doing.capitalize(), done, total)

    made = assess(pack, framework, as_of, period, papers_store(review_id), taught_store(), progress)
    keep_standings(review_id, {one.sha256: (one.standing, one.standing_because) for one in pack.documents})
    keep_assessment(review_id, assessment_json(made), fingerprint)


def ask_review(review: Review, text: str, question_id: str | None = None) -> Json:
    """The answer to a question in plain English from the review's papers; asked on a question's page, its words help the search."""
    papers = standing_papers(review)
    pack, index = _indexed(review.id, pack_fingerprint(papers))
    about = framework_named(review.framework_id).question(question_id).text if question_id else ""
    return ask(pack, index, text, about)


def pack_of(review: Review, papers: list[Paper]) -> Pack:
    """The papers that have been read, each with a person's corrections, standing beside one another."""
    by_name = {(paper.name, paper.sha256): paper for paper in papers}
    documents = [_corrected(one, by_name[one.file, one.sha256]) for one in documents_of(_readings(review.id, papers))]
    pack = make_pack(documents, review.area)
    return replace(pack, documents=tuple(_with_standing(one, by_name[one.file, one.sha256]) for one in pack.documents))


def pack_fingerprint(papers: list[Paper]) -> str:
    """Equal for equal papers with equal corrections."""
    lines = sorted(
        "|".join([one.name, one.sha256, one.state, *(str(getattr(one, f"corrected_{name}")) for name in _CORRECTED)])
        for one in papers
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def papers_store(review_id: str) -> VectorStore:
    """Vectors of a review's papers, kept with the review, so that deleting it deletes them."""
    return VectorStore(Storage.of().folder(review_id) / VECTORS, packaged_embedder())


def taught_store() -> VectorStore:
    """Vectors of the frameworks' own sentences, which belong to no review."""
    return VectorStore(current_app.extensions["sightline"].data / VECTORS, packaged_embedder())


@cache
def packaged_embedder() -> Embedder:
    """The one model of this process."""
    return Embedder.packaged()


_CORRECTED = ("kind", "date", "period_from", "period_to", "agency", "area", "standing")


@lru_cache(maxsize=PACKS_KEPT)
def _indexed(review_id: str, fingerprint: str) -> tuple[Pack, Index]:
    """The pack and its index for as long as its papers stay as they are; `fingerprint` is what it is remembered by."""
    review = db.session.get_one(Review, review_id)
    pack = pack_of(review, standing_papers(review))
    return pack, pack.index(papers_store(review_id))


def _readings(review_id: str, papers: list[Paper]) -> Iterator[tuple[str, str, Reading]]:
    storage = Storage.of()
    for paper in papers:
        reading = storage.load_reading(review_id, paper.sha256)
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
