"""What was recorded is neither changed nor deleted: the guards are the same on both databases, and hold on both."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from cast import make_review
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.config import Config
from app.database import db, writing
from app.keeping.erasing import erase_review
from app.models import Entry
from tests.scale.conftest import running
from tests.scale.people import cast_of, review_of

SQLITE = "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'"
POSTGRESQL = "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal"
ONLY_POSTGRESQL = "_is_not_emptied"
"""SQLite has no TRUNCATE, so it needs no guard against one."""


def guards(statement: str) -> set[tuple[str, str]]:
    return {(table, name) for table, name in db.session.execute(text(statement)).all()}


def test_every_guard_of_one_database_has_its_twin_in_the_other(settings: Callable[[str], Config]) -> None:
    with running(settings("sqlite")):
        ours = guards(SQLITE)
    with running(settings("postgresql")):
        theirs = guards(POSTGRESQL)
    assert len(ours) > 50
    assert {one for one in theirs if not one[1].endswith(ONLY_POSTGRESQL)} == ours
    kept = {table for table, name in ours if name.endswith("_is_kept")}
    assert {table for table, name in theirs if name.endswith(ONLY_POSTGRESQL)} == kept


@pytest.mark.parametrize("statement", ["UPDATE entry SET kind = 'read'", "DELETE FROM entry", "DELETE FROM review"])
def test_the_record_is_neither_changed_nor_deleted(either: Flask, statement: str) -> None:
    review = review_of(cast_of(either))
    before = db.session.scalars(db.select(Entry.hash).where(Entry.review_id == review.id)).all()
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(text(statement))
    assert db.session.scalars(db.select(Entry.hash).where(Entry.review_id == review.id)).all() == before


def test_the_record_is_not_emptied_at_one_stroke(scaled: Flask) -> None:
    review_of(cast_of(scaled))
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(text("TRUNCATE review CASCADE"))


def test_a_review_that_is_deleted_takes_its_own_record_and_no_other(either: Flask) -> None:
    people = cast_of(either)
    review, other = review_of(people), make_review(people["stranger"].user, "Wexcombe")
    gone, stays = review.id, other.id
    erase_review(review)
    assert db.session.scalar(db.select(Entry).where(Entry.review_id == gone)) is None
    assert db.session.scalar(db.select(Entry).where(Entry.review_id == stays)) is not None
