"""The record is append-only: neither the service nor anyone with a way to its database rewrites it unseen."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from by_force import tamper
from cast import Person
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from app.database import db, writing
from app.keeping.erasing import erase_review
from app.models import Action, Assessment, Decision, Entry, Membership, Report, Review
from app.record.decisions import NewAction, decide, decisions_of, verify_record
from app.record.trail import append_entry, entries_of, head_of
from app.reporting.reports import issue_report
from tests.scale.server import only_sqlite

ACTION = NewAction("Ask each partner for its budget line.", "Business manager", date(2025, 9, 30))


def rate(
    review: Review, person: Person, rating: str = "amber", *, supersedes: str | None = None, **more: Any
) -> Decision:
    said: dict[str, Any] = {"question": "1.1", "red_reason": None, "reason": "", "action": ACTION} | more
    return decide(review, person.user, rating=rating, supersedes=supersedes, **said)


def kinds(review: Review) -> list[str]:
    return [entry.kind for entry in entries_of(review)]


@pytest.fixture
def ada(cast: dict[str, Person]) -> Person:
    return cast["scrutineer"]


@pytest.mark.parametrize("statement", [update(Decision).values(rating="green"), delete(Decision)])
def test_the_database_refuses_to_change_or_remove_a_decision(
    review: Review, assessment: Assessment, ada: Person, statement: Any
) -> None:
    rate(review, ada)
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(statement)
    assert decisions_of(review)["1.1"].rating == "amber"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET who_id = NULL",
        "DELETE FROM entry",
        pytest.param("INSERT OR REPLACE INTO entry SELECT * FROM entry", marks=only_sqlite),
        "UPDATE report SET head = 'forged'",
        "DELETE FROM report",
        "DELETE FROM review",
    ],
)
def test_the_database_refuses_to_change_or_remove_the_record(
    review: Review, assessment: Assessment, ada: Person, statement: str
) -> None:
    issue_report(review, ada.user, b"PK", assessment, [rate(review, ada)], head_of(review))
    before = [(entry.hash, entry.kind) for entry in entries_of(review)]
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(text(statement))
    assert [(entry.hash, entry.kind) for entry in entries_of(review)] == before


def test_an_entry_is_written_only_with_what_it_records(review: Review) -> None:
    with pytest.raises(RuntimeError, match="same transaction"):
        append_entry(review.id, None, "upload", {})


def test_when_what_it_records_fails_the_entry_goes_too(review: Review, ada: Person) -> None:
    before = kinds(review)
    nowhere = insert(Membership).values(user_id=ada.id, review_id="f" * 24, role="reviewer")
    with pytest.raises(IntegrityError), writing(review):
        append_entry(review.id, ada.id, "assigned", {}) and db.session.execute(nowhere)
    assert kinds(review) == before


def test_the_decisions_kept_are_the_decisions_recorded(review: Review, assessment: Assessment, ada: Person) -> None:
    rate(review, ada)
    assert verify_record(review).ok
    # What a person with the database file in their hands could do.
    tamper("UPDATE decision SET reason = 'Because I was asked to.'")
    verdict = verify_record(review)
    assert not verdict.ok
    assert "decision was changed" in verdict.sentence


def test_deleting_a_review_takes_its_record_and_leaves_the_others(
    review: Review, other_review: Review, assessment: Assessment, ada: Person
) -> None:
    issue_report(review, ada.user, b"PK", assessment, [rate(review, ada)], head_of(review))
    gone = review.id
    erase_review(review)

    assert db.session.get(Review, gone) is None
    for table in (Entry, Decision, Action, Report, Assessment):
        assert db.session.scalar(select(table).where(table.review_id == gone)) is None, table.__tablename__
    assert kinds(other_review)[0] == "review_created"
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(delete(Entry))
