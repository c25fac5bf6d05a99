"""The database: its types, its safety settings, and the transaction in which a thing is written whole or not at all."""

from __future__ import annotations

import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, event, func, select
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from app.config import Config
    from app.models import Review

NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}

BUSY_SECONDS = 20
"""How long a writer waits for another one before it gives up."""
CONNECTIONS_KEPT = 5
"""How many connections to PostgreSQL a process keeps open for the next request."""
WRITING, MIGRATING = 1_903_100, 1_903_101
"""The numbers of PostgreSQL's locks: for writers of no one review, and for migrations."""
SERVER_SETTINGS = {
    "lock_timeout": f"{BUSY_SECONDS}s",
    # A host that falls silent would otherwise hold its locks for hours.
    "tcp_keepalives_idle": 20,
    "tcp_keepalives_interval": 5,
    "tcp_keepalives_count": 4,
    "timezone": "UTC",
}


class Base(DeclarativeBase):
    """The parent of every stored noun."""

    metadata = MetaData(naming_convention=NAMES)


db = SQLAlchemy(model_class=Base, session_options={"autoflush": True})

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class Moment(TypeDecorator[datetime]):
    """A time that is always aware and always UTC, whichever database keeps it."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("A time must say its zone.")
        return value.astimezone(UTC).replace(tzinfo=None) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value else None


def is_of_the_models(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a table is a stored noun; vectors and queue, which PostgreSQL keeps besides, are caches and no nouns."""
    return kind != "table" or not (name or "").startswith(("vector_", "huey_"))


def engine_options(config: Config) -> dict[str, Any]:
    """How the engine is made: errors never repeat what was being stored; a server's connections are kept and tried first."""
    options: dict[str, Any] = {"hide_parameters": True}
    if config.database_url:
        options |= {
            "pool_pre_ping": True,
            "pool_size": CONNECTIONS_KEPT,
            # Each thread of the server, each worker and its heart may need one at the same moment.
            "max_overflow": config.threads + 2 * config.workers,
            # As on SQLite, whoever reads sees one moment, however many questions they ask of it.
            "isolation_level": "REPEATABLE READ",
            "connect_args": {"options": " ".join(f"-c {name}={value}" for name, value in SERVER_SETTINGS.items())},
        }
    return options


def new_id() -> str:
    """A random name for a stored thing, so that an address tells nobody anything."""
    return secrets.token_hex(12)


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


@event.listens_for(Engine, "connect")
def _settle_sqlite(connection: Any, _record: Any) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    # We begin transactions ourselves (below), so that a writer can take its turn before it reads.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout={BUSY_SECONDS * 1000}",
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "secure_delete=ON",
        # Without it an INSERT OR REPLACE would slip past the triggers that guard the record.
        "recursive_triggers=ON",
        "trusted_schema=OFF",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Any) -> None:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(connection.get_execution_options().get("begin_with", "BEGIN"))


@contextmanager
def writing(review: Review | str | None = None) -> Iterator[None]:
    """One transaction that is committed whole or not at all; writers about one review take turns.

    Who writes about no one review has the whole database alone, as every writer has on SQLite.
    """
    if db.session.info.get("writing") or db.session.new or db.session.dirty or db.session.deleted:
        raise RuntimeError("A transaction was begun inside another; nothing may be pending here.")
    review_id = review if isinstance(review, str | None) else review.id
    db.session.rollback()
    connection = db.session.connection(execution_options=_options_of_a_writer())
    db.session.info["writing"] = True
    try:
        if connection.dialect.name == "postgresql":
            _take_turn(review_id)
        yield
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        db.session.info.pop("writing", None)


def _options_of_a_writer() -> dict[str, str]:
    if db.engine.dialect.name == "sqlite":
        return {"begin_with": "BEGIN IMMEDIATE"}
    # Having waited for its turn, a writer must see what the one before it wrote.
    return {"isolation_level": "READ COMMITTED"}


def _take_turn(review_id: str | None) -> None:
    """PostgreSQL has no single writer: the review's row is the turnstile of its writers, a lock that of all others."""
    from app.models import Review

    if review_id is None:
        db.session.execute(select(func.pg_advisory_xact_lock(WRITING)))
        return
    db.session.execute(select(func.pg_advisory_xact_lock_shared(WRITING)))
    # Rows that name the review may still be added meanwhile: only other turns wait.
    db.session.execute(select(Review.id).where(Review.id == review_id).with_for_update(key_share=True))
