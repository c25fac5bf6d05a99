"""On PostgreSQL: vectors beside the rows that they are of, spread by review, and the queue that wakes the workers.

SQLite keeps both in files of the data folder, so there is nothing to do for it.
"""

from __future__ import annotations

from alembic import op
from huey.storage import PostgresStorage

from app.record.guards import on_postgresql

revision = "0011"
down_revision = "0013"
branch_labels = None
depends_on = None

PARTITIONS = 16
"""A review's vectors lie in one of these, so that a search of it reads nothing of the others' tables."""


def upgrade() -> None:
    if not on_postgresql():
        return
    op.execute("CREATE EXTENSION IF NOT EXISTS vector")
    op.execute(
        """
        CREATE TABLE vector_set (
            review_id varchar(24) NOT NULL,
            name varchar(64) NOT NULL,
            sha256 varchar(64) NOT NULL,
            PRIMARY KEY (review_id, name)
        ) PARTITION BY HASH (review_id)
        """
    )
    op.execute(
        """
        CREATE TABLE vector_row (
            review_id varchar(24) NOT NULL,
            name varchar(64) NOT NULL,
            place integer NOT NULL,
            embedding vector NOT NULL,
            PRIMARY KEY (review_id, name, place)
        ) PARTITION BY HASH (review_id)
        """
    )
    for table in ("vector_set", "vector_row"):
        for part in range(PARTITIONS):
            of = f"FOR VALUES WITH (MODULUS {PARTITIONS}, REMAINDER {part})"
            op.execute(f"CREATE TABLE {table}_{part:02d} PARTITION OF {table} {of}")
    for statement in _queue().ddl:
        op.execute(statement)


def _queue() -> PostgresStorage:
    """huey's own tables; made here and not at each start, where two processes would make them at once."""
    return PostgresStorage("sightline", create_tables=False)


def downgrade() -> None:
    if not on_postgresql():
        return
    queue = _queue()
    for table in (queue.table_task, queue.table_schedule, queue.table_kv, queue.table_counter):
        op.execute(f"DROP TABLE {table}")
    for table in ("vector_row", "vector_set"):
        op.execute(f"DROP TABLE {table}")
