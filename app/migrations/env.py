"""How the database is brought from one shape to the next: on SQLite and PostgreSQL alike, whole or not at all."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from flask import current_app

from app.database import MIGRATING, Moment, is_of_the_models

db = current_app.extensions["migrate"].db
settings = dict(current_app.extensions["migrate"].configure_args)


def render_item(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """A moment is a plain DateTime to the database."""
    return "sa.DateTime()" if kind == "type" and isinstance(item, Moment) else False


def drop_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    """No change makes no migration."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def run() -> None:
    """Runs what is missing inside one transaction."""
    settings.setdefault("process_revision_directives", drop_empty)
    server = db.engine.dialect.name == "postgresql"
    # Having waited for another process, one must see what that has done.
    options = {"isolation_level": "READ COMMITTED"} if server else {}
    with db.engine.connect().execution_options(**options) as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_item,
            include_name=is_of_the_models,
            transactional_ddl=True,
            **settings,
        )
        with context.begin_transaction():
            if server:
                # Several processes that start at once each look what is missing: one after the other.
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({MIGRATING})")
            context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("Migrations are run against a database, not written out as SQL.")
run()
