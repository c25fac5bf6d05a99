"""The same papers give the same ratings, citations and answers, whichever database keeps them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cast import Sent
from sqlalchemy import text

from app.config import PROJECT, Config
from app.database import db
from app.keeping.handing_over import export_review, import_review
from app.models import Review
from app.packs import questions
from app.packs.questions import ask_review
from app.packs.uploads import receive
from app.proposing.assessments import assessments_of
from app.working.jobs import jobs_under_way, queue_assessment
from app.working.work import work
from tests.scale.conftest import running
from tests.scale.people import cast_of, review_of

PACK = PROJECT / "corpus" / "samples" / "pack"
PAPERS = ("06", "12", "17", "22")
"""Minutes, an action plan, a tracker and notes: quickly read, and they bear on many questions."""
ASKED = (
    "Who attended the executive meeting?",
    "What did practitioners say about thresholds?",
    "Which actions are overdue?",
)


def work_all(review: Review) -> None:
    while waiting := [job.id for job in jobs_under_way(review)]:
        work(waiting[0])


def test_the_same_papers_are_rated_and_answered_alike(settings: Callable[[str], Config], tmp_path: Path) -> None:
    with running(settings("sqlite")) as app:
        people = cast_of(app)
        review, ada = review_of(people), people["scrutineer"].user
        files = sorted(path for path in PACK.iterdir() if path.name[:2] in PAPERS)
        receive(review, ada, [Sent(path.name, path.read_bytes()) for path in files])
        work_all(review)
        (first,) = assessments_of(review)
        rated, number = first.text, first.number
        answers = [ask_review(review, question) for question in ASKED]
        export_review(review, tmp_path / "out")
    questions._indexed.cache_clear()

    with running(settings("postgresql")):
        review = import_review(tmp_path / "out")
        queue_assessment(review.id)
        work_all(review)
        (again,) = assessments_of(review)
        assert (again.text, again.number) == (rated, number), "the same content is the one already kept"
        assert [ask_review(review, question) for question in ASKED] == answers
        assert any(answer["answered"] for answer in answers)
        kept = db.session.scalar(text("SELECT count(*) FROM vector_row WHERE review_id = :id"), {"id": review.id})
        assert int(kept or 0) > 50, "the vectors were made and kept in PostgreSQL"
    questions._indexed.cache_clear()
