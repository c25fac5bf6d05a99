"""What was said in requests and challenges is append-only, bound to the record, and gone only with its review."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from by_force import tamper
from cast import Person
from flask import Flask
from kept_bytes import found
from pack import stock
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DBAPIError

from app.database import db, now, writing
from app.keeping.erasing import erase_review
from app.models import Challenge, ChallengeTurn, PaperRequest, RequestAnswer, Review
from app.record.decisions import verify_record
from app.record.trail import entries_of
from app.reviewing.challenging import NewChallenge, challenges_of, raise_challenge, reopen, reply, settle
from app.reviewing.opening import note_opened
from app.reviewing.requesting import (
    NewRequest,
    answer_request,
    reopen_request,
    requests_of,
    send_request,
    withdraw_request,
)

SOON = now().date() + timedelta(days=10)
WORDS = ("zqx-asked", "zqx-note", "zqx-answer", "zqx-challenge", "zqx-reply", "zqx-reason", "zqx-whom")


@pytest.fixture
def exchanged(review: Review, cast: dict[str, Person]) -> Review:
    """A review with a request and a challenge, and with every turn that either can take."""
    ada, bram = cast["scrutineer"].user, cast["business_manager"].user
    papers, assessment = stock(review, ada)
    asked = send_request(review, ada, NewRequest("zqx-asked", "health", SOON, ("1.1",), ("1.1.b",), "zqx-note"))
    answer_request(review, bram, asked, state="none_exists", text="zqx-answer", papers=(), seen=0)
    reopen_request(review, ada, asked, text="Look again.", seen=1)
    answer_request(review, bram, asked, state="supplied", text="", papers=[papers["minutes"].id], seen=2)
    taken_back = send_request(review, ada, NewRequest("The list of groups", "all", SOON))
    withdraw_request(review, ada, taken_back, text="It is in the plan.", seen=0)
    put = NewChallenge("1.1", "zqx-whom", "zqx-challenge", SOON, (("1.1.b", 1),))
    raised = raise_challenge(review, ada, put, assessment)
    reply(review, bram, raised, text="zqx-reply", seen=0)
    settle(review, ada, raised, kind="maintained", text="zqx-reason", seen=1)
    reopen(review, ada, raised, text="A paper came.", seen=2)
    note_opened(review, bram, raised)
    return review


def test_an_untouched_exchange_is_in_order_and_read_in_the_record_in_words(
    exchanged: Review, cast: dict[str, Person]
) -> None:
    verdict = verify_record(exchanged)
    assert verdict.ok, verdict.sentence
    kinds = {entry.kind for entry in entries_of(exchanged)}
    assert {"request_sent", "request_answered", "challenge_raised", "challenge_answered"} <= kinds
    page = cast["scrutineer"].sign_in().get(f"/reviews/{exchanged.id}/trail").text
    assert "Answered a request for papers, now none exists: zqx-answer" in page
    assert "Answered a challenge, now maintained: zqx-reason" in page


@pytest.mark.parametrize("model", [PaperRequest, RequestAnswer, Challenge, ChallengeTurn])
@pytest.mark.parametrize("how", ["change", "remove"])
def test_the_database_refuses_to_change_or_remove_what_was_said(exchanged: Review, model: Any, how: str) -> None:
    statement = update(model).values(at=now()) if how == "change" else delete(model)
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(statement)
    assert len(requests_of(exchanged)) == 2
    assert len(challenges_of(exchanged)) == 1


CHANGES = {
    "a request's words": ("UPDATE paper_request SET text = 'Nothing' WHERE number = 1", "Request 1 was changed.*text"),
    "a request's day": ("UPDATE paper_request SET due = '2031-01-01' WHERE number = 1", "Request 1 was changed.*due"),
    "what was proposed then": (
        "UPDATE paper_request SET proposed = '{}' WHERE number = 1",
        "Request 1 was changed.*before",
    ),
    "who sent it": (
        "UPDATE paper_request SET by_id = (SELECT id FROM \"user\" WHERE email LIKE 'cleo%') WHERE number = 1",
        "Request 1 was changed.*whose it is",
    ),
    "an answer's state": (
        "UPDATE request_answer SET state = 'refused' WHERE number = 1 AND state = 'none_exists'",
        "Request 1: what became of it was changed.*state",
    ),
    "an answer's paper": (
        "UPDATE request_answer SET papers = '[]' WHERE state = 'supplied'",
        "Request 1: what became of it was changed.*papers",
    ),
    "an answer taken out": (
        "DELETE FROM request_answer WHERE state = 'supplied'",
        "What became of a request: recorded",
    ),
    "a request taken out": ("DELETE FROM paper_request WHERE number = 2", "A request recorded in entry"),
    "a challenge's words": ("UPDATE challenge SET text = 'Well done'", "Challenge 1 was changed.*text"),
    "a challenge's quotes": ("UPDATE challenge SET quotes = '[]'", "Challenge 1 was changed.*quotes"),
    "a reply's words": (
        "UPDATE challenge_turn SET text = 'We agree' WHERE kind = 'reply'",
        "what was said to it was.*text",
    ),
    "a maintained challenge": (
        "UPDATE challenge_turn SET kind = 'changed' WHERE kind = 'maintained'",
        "Challenge 1: what was said to it was changed.*kind",
    ),
    "a reply taken out": ("DELETE FROM challenge_turn WHERE kind = 'reply'", "What was said recorded in entry"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_made_in_the_database_is_found_and_named(exchanged: Review, name: str) -> None:
    statement, said = CHANGES[name]
    tamper(statement)
    verdict = verify_record(exchanged)
    assert not verdict.ok
    assert re.search(said, verdict.sentence), verdict.sentence


def test_no_byte_of_an_exchange_is_left_when_its_review_is_deleted(app: Flask, exchanged: Review) -> None:
    data = Path(app.extensions["sightline"].data)
    assert all(found(data, mark) for mark in WORDS)
    erase_review(exchanged)
    assert {mark: found(data, mark) for mark in WORDS} == {mark: [] for mark in WORDS}
    for table in ("paper_request", "request_answer", "challenge", "challenge_turn", "opened"):
        assert db.session.scalar(text(f"SELECT count(*) FROM {table}")) == 0, table
