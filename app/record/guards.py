"""The guards of the record: how a database, of either kind, is told to refuse a change to what was written.

Migrations that were run have made what stands here, so what a function makes is never changed: a new need is a new one.
"""

from __future__ import annotations

from collections.abc import Iterable

import sqlalchemy as sa
from alembic import op

REFUSAL = "The record is append-only."
SQLITE_REFUSES = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
UNLESS_ERASED = "WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE review_id = OLD.review_id)"
"""A whole review can be deleted: its rows may go while `erasure` names it."""
OF_A_REVIEW, OF_NO_REVIEW = "refuse_change()", "refuse_any_change()"
"""The functions of PostgreSQL that refuse; the first lets the rows of a review go while it is being erased."""

GUARDS_ON_POSTGRESQL = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = CAST(:table AS regclass)"
GUARDS_ON_SQLITE = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"


def on_postgresql() -> bool:
    """Whether this migration runs on PostgreSQL; otherwise it runs on SQLite."""
    return op.get_bind().dialect.name == "postgresql"


def make_refusal_of_a_review() -> None:
    """What `refuse_change` does on PostgreSQL; SQLite says it in each trigger."""
    if on_postgresql():
        op.execute(
            """
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF EXISTS (SELECT 1 FROM erasure WHERE review_id = OLD.review_id) THEN
                    RETURN OLD;
                END IF;
            END IF;
            RAISE EXCEPTION 'The record is append-only.';
        END $$
        """
        )


def make_refusal_of_no_review() -> None:
    """What `refuse_any_change` does on PostgreSQL: these rows go with no review."""
    if on_postgresql():
        op.execute(
            """
        CREATE FUNCTION refuse_any_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'The record is append-only.';
        END $$
        """
        )


def keep(tables: Iterable[str], *, of_a_review: bool = True) -> None:
    """Rows of these tables are not deleted, one by one or all at once."""
    for table in tables:
        if on_postgresql():
            call = f"EXECUTE FUNCTION {OF_A_REVIEW if of_a_review else OF_NO_REVIEW}"
            op.execute(f"CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} FOR EACH ROW {call}")
            op.execute(f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} {call}")
        else:
            unless = f"{UNLESS_ERASED} " if of_a_review else ""
            op.execute(f"CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} {unless}{SQLITE_REFUSES}")


def freeze(tables: Iterable[str], *, columns: str = "", of_a_review: bool = True) -> None:
    """Rows of these tables are not changed, or not in these columns."""
    of = f"UPDATE OF {columns}" if columns else "UPDATE"
    for table in tables:
        if on_postgresql():
            call = f"EXECUTE FUNCTION {OF_A_REVIEW if of_a_review else OF_NO_REVIEW}"
            op.execute(f"CREATE TRIGGER {table}_is_frozen BEFORE {of} ON {table} FOR EACH ROW {call}")
        else:
            op.execute(f"CREATE TRIGGER {table}_is_frozen BEFORE {of} ON {table} {SQLITE_REFUSES}")


def guard(*tables: str, of_a_review: bool = True) -> None:
    """Rows of these tables are added, and then neither changed nor deleted."""
    for table in tables:
        keep((table,), of_a_review=of_a_review)
        freeze((table,), of_a_review=of_a_review)


def freeze_when(name: str, table: str, condition: str) -> None:
    """Rows of this table are not changed once the condition holds."""
    if on_postgresql():
        call = f"FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION {OF_A_REVIEW}"
        op.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} {call}")
    else:
        op.execute(f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {condition} {SQLITE_REFUSES}")


def unguard(*tables: str) -> None:
    """Takes off every guard of tables that stay; those of a dropped table go with it."""
    found = sa.text(GUARDS_ON_POSTGRESQL if on_postgresql() else GUARDS_ON_SQLITE)
    for table in tables:
        for name in op.get_bind().scalars(found, {"table": table}).all():
            op.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if on_postgresql() else ""))


def refuse_to_lose(*tables: str) -> None:
    """Stops a way down that would take with it what somebody recorded."""
    for table in tables:
        if op.get_bind().scalar(sa.select(sa.literal(1)).select_from(sa.table(table)).limit(1)):
            raise RuntimeError(f"There is something in the table {table}, and the record is not thrown away.")
