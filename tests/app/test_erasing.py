"""When a review is deleted no byte of it is left; and what is logged never holds a word of a paper."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest
from cast import Person, make_review, proposal
from flask import Flask
from kept_bytes import found
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.database import db
from app.keeping.erasing import erase_review
from app.logs import WithoutWords
from app.models import Assessment, Review
from app.packs.storage import Storage
from app.packs.uploads import receive
from app.proposing.assessments import keep_assessment
from app.record.decisions import NewAction, decide, keep_asked
from app.record.trail import write_entry
from corpus.document import Reading

MARKS = ("zqx-area", "zqx-paper-name", "zqx-paper-text", "zqx-reason", "zqx-action", "zqx-asked", "zqx-entry")


class Sent:
    filename: str | None = "zqx-paper-name.txt"
    stream = io.BytesIO(b"zqx-paper-text " * 5000)


def test_no_byte_of_a_deleted_review_is_left(
    app: Flask, review: Review, assessment: Assessment, cast: dict[str, Person]
) -> None:
    data, ada = Path(app.extensions["sightline"].data), cast["scrutineer"].user
    marked = make_review(ada, "zqx-area")
    receive(marked, ada, [Sent()])
    paper = marked.papers[0]
    Storage.of().keep_reading(marked.id, paper.sha256, Reading("no_text", None, "txt"))
    keep_asked(marked, ada, "zqx-asked", {"answer": "zqx-asked"})
    write_entry(marked, ada, "read_with_reason", {"reason": "zqx-entry"})
    _decide_on(marked, cast["scrutineer"])
    before = {mark: found(data, mark) for mark in MARKS}
    assert all(before.values()), f"all of it is there to be found before: {before}"

    erase_review(marked)

    assert {mark: found(data, mark) for mark in MARKS} == {mark: [] for mark in MARKS}
    assert db.session.get(Review, review.id) is not None, "another review is left alone"


def _decide_on(review: Review, person: Person) -> None:
    keep_assessment(review.id, {"questions": [proposal("1.1", "amber")]}, pack="3" * 64)
    action = NewAction("zqx-action", "Business manager")
    said = {"question": "1.1", "rating": "green", "red_reason": None, "reason": "zqx-reason", "supersedes": None}
    decide(review, person.user, action=action, **said)  # type: ignore[arg-type]


def logged(error: Exception) -> str:
    try:
        raise error
    except Exception as raised:
        record = logging.LogRecord("app", logging.ERROR, __file__, 1, "job %s failed", ("f" * 24,), None)
        record.exc_info = (type(raised), raised, raised.__traceback__)
        return WithoutWords("%(message)s").format(record)


def test_a_logged_error_says_where_it_broke_and_not_what_it_was_handling() -> None:
    line = logged(ValueError("Child K, 14 Elm Road"))
    assert "ffffffffffffffffffffffff failed" in line
    assert "test_erasing.py" in line
    assert "ValueError" in line
    assert "Child K" not in line
    assert "Elm Road" not in line


def test_an_error_raised_from_another_says_nothing_of_either() -> None:
    try:
        try:
            raise KeyError("Child K")
        except KeyError as first:
            raise ValueError("Elm Road") from first
    except ValueError as second:
        line = logged(second)
    assert "KeyError" in line
    assert "ValueError" in line
    assert "Child K" not in line
    assert "Elm Road" not in line


def test_an_error_of_the_database_does_not_repeat_what_was_being_stored(app: Flask) -> None:
    with pytest.raises(DBAPIError) as refused:
        db.session.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "Child K"})
    assert "Child K" not in str(refused.value)
