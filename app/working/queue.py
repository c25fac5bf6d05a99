"""The queue that wakes the workers: a file beside SQLite, tables beside the rows in PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from huey import Huey, PostgresHuey, SqliteHuey
from huey.serializer import SignedSerializer

if TYPE_CHECKING:
    from app.config import Config

NAME = "sightline"


def queue_of(config: Config) -> Huey:
    """The queue of these settings; what it loses or repeats does no harm, as the rows of jobs are the truth."""
    if config.server is None:
        return SqliteHuey(NAME, filename=str(config.data / "jobs.sqlite3"), immediate=False, results=False)
    return PostgresHuey(
        NAME,
        dsn=config.server,
        # The migrations have made its tables; a service that cannot reach the database yet can still start.
        create_tables=False,
        immediate=False,
        results=False,
        # Messages are pickled, and others than Sightline may write to a database: only what we signed is opened.
        serializer=SignedSerializer(secret=config.prepare()),
    )
