"""What people say beside the decisions is kept as it was said: guarded, recorded, and gone with its review."""

from __future__ import annotations

import re
from typing import Any

import pytest
from by_force import tamper
from cast import Person
from pack import stock
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from test_lenses import accept
from test_second_ratings import second

from app.database import db, writing
from app.keeping.erasing import erase_review
from app.models import BlindChoice, Comment, Look, Review, SecondRating, SelfNote, Visit
from app.record.decisions import verify_record
from app.reviewing.blind import choose_blind
from app.reviewing.comments import comment
from app.reviewing.second_ratings import look
from app.reviewing.self_notes import note_to_self
from app.reviewing.visits import note_visit

TABLES: tuple[Any, ...] = (SecondRating, Look, Comment, SelfNote, BlindChoice)


@pytest.fixture
def said(review: Review, scrutineer: Person, reviewer: Person) -> Review:
    stock(review, scrutineer.user)
    accept(review, scrutineer)
    look(review, reviewer.user, "1.1")
    second(review, reviewer)
    comment(review, reviewer.user, "1.1", "Is this the refreshed plan?")
    note_to_self(review, scrutineer.user, "1.2", later=True, text="Ask the chair.")
    choose_blind(review, scrutineer.user, blind=True)
    note_visit(review, scrutineer.user)
    return review


def test_an_untouched_record_of_opinions_is_in_order(said: Review) -> None:
    verdict = verify_record(said)
    assert verdict.ok, verdict.sentence


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__tablename__)
@pytest.mark.parametrize("change", ["UPDATE {} SET at = '2020-01-01'", "DELETE FROM {}"])
def test_the_database_refuses_to_change_or_remove_what_someone_said(said: Review, table: Any, change: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(text(change.format(table.__tablename__)))
    assert db.session.scalar(select(table)) is not None


CHANGES = {
    "a second rating": (
        "UPDATE second_rating SET rating = 'green', red_reason = NULL",
        "A second rating on question 1.1 was changed.*rating",
    ),
    "its independence": ("UPDATE second_rating SET independent = true", "second rating.*changed.*independent"),
    "whose it is": (
        "UPDATE second_rating SET by_id = (SELECT id FROM \"user\" WHERE email LIKE 'ada%')",
        "A second rating on question 1.1 was changed.*whose",
    ),
    "a comment": ("UPDATE comment SET text = 'All is well.'", "A comment on question 1.1 was changed.*text"),
    "a note to self": ("UPDATE self_note SET text = 'Nothing.'", "A note to self on question 1.2 was changed.*words"),
    "a choice": ("UPDATE blind_choice SET blind = false", "A choice of blind mode of this review was changed.*blind"),
    "a look taken out": ("DELETE FROM look", "A reviewer’s look at a decision recorded in entry"),
    "a comment taken out": ("DELETE FROM comment", "A comment recorded in entry"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_made_in_the_database_is_found_and_named(said: Review, name: str) -> None:
    statement, named = CHANGES[name]
    tamper(statement)
    sentence = verify_record(said).sentence
    assert re.search(named, sentence), sentence


def test_a_second_rating_that_was_never_recorded_is_found(said: Review) -> None:
    tamper(
        "INSERT INTO second_rating SELECT 'x' || substr(id, 2), review_id, '1.2', 1, rating, red_reason, reason, "
        "independent, assessment_id, proposed_rating, by_id, at FROM second_rating"
    )
    assert "A second rating on question 1.2: not in the record." in verify_record(said).sentence


def test_deleting_a_review_takes_all_of_it_away(said: Review) -> None:
    gone = said.id
    erase_review(said)
    for table in (*TABLES, Visit):
        assert db.session.scalar(select(table).where(table.review_id == gone)) is None, table.__tablename__
