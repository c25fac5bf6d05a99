"""Questions to a review, and what they are asked through: loaded once, and where it can be before the first question."""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache
from threading import Lock

from app.adapting.known import framework_with
from app.answering.asking import Asking, ask, ready_for
from app.answering.filters import NO_FILTERS, Filters
from app.answering.quotes import Json
from app.answering.readers import Readers
from app.answering.spans import Today
from app.database import db
from app.models import Review
from app.packs.field_notes import standing_notes
from app.packs.pack import Pack
from app.packs.papers import standing_papers
from app.packs.review_pack import pack_fingerprint, pack_of, packaged_models, stores_of
from corpus.document import Period
from indexer.adapted import ANSWERING, Adapted
from indexer.index import Index
from indexer.query_encoder import QueryEncoder

PACKS_KEPT = 4
"""How many reviews' indexes stay in memory for questions; each is derived and can be built again."""
FIRST_QUESTION = "Did the police come to the executive, and what did they say?"


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
    pack, index = _once_indexed(review.id, pack_fingerprint(papers, notes), bool(notes))
    framework = framework_with(review.framework_id, review.framework_sha)
    about = framework.question(question_id).text if question_id else ""
    today = Today(review.as_of, Period(review.period_from, review.period_to))
    asking = Asking(about, before, filters, today, framework)
    answer = ask(pack, index, packaged_readers(), text, asking=asking)
    return answer | {"with_notes": True} if notes else answer


def load(review: Review, *, with_notes: bool) -> None:
    """Makes ready what a question to this review needs, by asking one whose answer nobody reads."""
    papers, notes = standing_papers(review), standing_notes(review) if with_notes else []
    wanted = review.id, pack_fingerprint(papers, notes), bool(notes)
    db.session.rollback()  # a connection is not to be held while another asks for the same
    pack, index = _once_indexed(*wanted)
    if ready_for(pack, index) is None:
        ask(pack, index, packaged_readers(), FIRST_QUESTION)


def packaged_readers() -> Readers:
    """The models that read passages for a question, loaded once."""
    return Readers(packaged_models()[1], *_for_questions())


@cache
def _for_questions() -> tuple[Adapted, QueryEncoder]:
    return Adapted.packaged(ANSWERING), QueryEncoder.packaged()


_TURNS: dict[tuple[str, str, bool], Lock] = defaultdict(Lock)


def _once_indexed(review_id: str, fingerprint: str, with_notes: bool) -> tuple[Pack, Index]:
    """The pack and its index; a question that comes while they are being made waits for them, and does not make them again."""
    wanted = review_id, fingerprint, with_notes
    try:
        with _TURNS[wanted]:
            return _indexed(*wanted)
    finally:
        _TURNS.pop(wanted, None)


@lru_cache(maxsize=PACKS_KEPT)
def _indexed(review_id: str, fingerprint: str, with_notes: bool) -> tuple[Pack, Index]:
    """The pack and its index for as long as its papers stay as they are; `fingerprint` is what it is remembered by."""
    review = db.session.get_one(Review, review_id)
    pack = pack_of(review, standing_papers(review), standing_notes(review) if with_notes else [])
    return pack, pack.index(stores_of(review_id).papers)
