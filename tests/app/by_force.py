"""What somebody can do who has the database in their hands: take its guards off, and change what was written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import text
from sqlalchemy.sql.base import Executable

from app.database import db, writing

GUARDS_ON_SQLITE = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
GUARDED_ON_POSTGRESQL = "SELECT DISTINCT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal"
CHECKS_ON_POSTGRESQL = """SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid)
    FROM pg_constraint WHERE contype = 'c' AND connamespace = 'public'::regnamespace"""


@contextmanager
def without_guards() -> Iterator[None]:
    """One transaction in which the triggers that guard the record are taken out, and put back at its end."""
    with writing():
        if _on_postgresql():
            tables = db.session.scalars(text(GUARDED_ON_POSTGRESQL)).all()
            _do(f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables)
            yield
            _do(f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables)
        else:
            found = db.session.execute(text(GUARDS_ON_SQLITE)).all()
            _do(f"DROP TRIGGER {name}" for name, _ in found)
            yield
            _do(made for _, made in found)


@contextmanager
def without_guards_or_checks() -> Iterator[None]:
    """The same, and whatever words and numbers are written, no check of the database refuses them."""
    with without_guards():
        if _on_postgresql():
            found = db.session.execute(text(CHECKS_ON_POSTGRESQL)).all()
            _do(f"ALTER TABLE {table} DROP CONSTRAINT {name}" for table, name, _ in found)
            yield
            _do(f"ALTER TABLE {table} ADD CONSTRAINT {name} {check} NOT VALID" for table, name, check in found)
        else:
            _do(["PRAGMA ignore_check_constraints=ON"])
            yield
            _do(["PRAGMA ignore_check_constraints=OFF"])


def tamper(*statements: str | Executable, **values: Any) -> None:
    """Changes what the guards would not let anybody change."""
    with without_guards():
        for statement in statements:
            said = text(statement) if isinstance(statement, str) else statement
            changed = db.session.execute(said, values)
            assert changed.rowcount > 0, "nothing was changed"  # type: ignore[attr-defined]


def _on_postgresql() -> bool:
    return db.engine.dialect.name == "postgresql"


def _do(statements: Iterator[str] | list[str]) -> None:
    for statement in statements:
        db.session.connection().exec_driver_sql(statement)
