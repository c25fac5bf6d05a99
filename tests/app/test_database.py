"""The database is what the models say, keeps its promises to a crash, and is written whole or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from cast import Person
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, StatementError

from app.database import db, is_of_the_models, now, writing
from app.models import Job, Membership, Review, Role
from tests.scale.server import only_sqlite


def test_the_migrations_make_what_the_models_say(app: Flask) -> None:
    with db.engine.connect() as connection:
        found = MigrationContext.configure(connection, opts={"include_name": is_of_the_models})
        assert compare_metadata(found, db.metadata) == []


@only_sqlite
@pytest.mark.parametrize(
    ("setting", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 2), ("secure_delete", 1), ("busy_timeout", 20000)],
)
def test_each_connection_is_set_to_keep_what_it_was_given(app: Flask, setting: str, value: object) -> None:
    assert db.session.scalar(text(f"PRAGMA {setting}")) == value


def test_nobody_can_be_given_a_place_in_a_review_that_is_not_there(app: Flask, cast: dict[str, Person]) -> None:
    with pytest.raises(IntegrityError), writing():
        db.session.add(Membership(user_id=cast["reviewer"].id, review_id="f" * 24, role="reviewer"))


def test_what_fails_half_way_leaves_nothing(app: Flask) -> None:
    twice = [Role(name="witness"), Role(name="witness")]
    with pytest.raises(IntegrityError), writing():
        db.session.add_all(twice)
    assert db.session.scalar(select(Role).where(Role.name == "witness")) is None


def test_a_transaction_inside_another_is_a_mistake_that_is_told(app: Flask) -> None:
    with pytest.raises(RuntimeError, match="inside another"), writing(), writing():
        pass


def test_a_time_is_kept_to_the_microsecond_in_utc_wherever_it_was_told(review: Review) -> None:
    told = datetime(2025, 7, 1, 10, 30, 0, 123456, tzinfo=timezone(timedelta(hours=1)))
    with writing():
        job = Job(review_id=review.id, kind="assess", created_at=told)
        db.session.add(job)
    assert job.created_at == told
    assert job.created_at.tzinfo is UTC
    assert now().tzinfo is UTC


def test_a_time_without_a_zone_is_refused(review: Review) -> None:
    with pytest.raises(StatementError, match="must say its zone"), writing():
        db.session.add(Job(review_id=review.id, kind="assess", created_at=datetime(2025, 7, 1)))  # noqa: DTZ001
