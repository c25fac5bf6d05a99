"""A record of frameworks, chained line by line; working copies that are put away; and tasks below a self-assessment's actions.

Versions and rulings from before are recorded in the order of their times, so that every one of them has its line.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op

from app.record.guards import guard

revision = "0013"
down_revision = "0010"
branch_labels = None
depends_on = None

FIRST = "0" * 64


def upgrade() -> None:
    op.add_column("framework_draft", sa.Column("discarded_at", sa.DateTime(), nullable=True))
    op.create_table(
        "framework_entry",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload_text", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("who_id", sa.String(length=24), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["who_id"], ["user.id"], name=op.f("fk_framework_entry_who_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_entry")),
        sa.UniqueConstraint("sequence", name=op.f("uq_framework_entry_sequence")),
    )
    _record_what_was()
    guard("framework_entry", of_a_review=False)
    _tasks_of_the_self_assessment()


def _tasks_of_the_self_assessment() -> None:
    op.create_table(
        "self_task",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("review_id", sa.String(length=24), nullable=False),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("respondent", sa.String(length=20), nullable=False),
        sa.Column("agency", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=160), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("by_id", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("state in ('to_do', 'done', 'dropped')", name=op.f("ck_self_task_known_state")),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_self_task_a_task_has_words")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_self_task_by_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_self_task_review_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_self_task")),
        sa.UniqueConstraint(
            "review_id", "question", "respondent", "agency", "number", "version", name=op.f("uq_self_task_version")
        ),
    )
    guard("self_task")


def _record_what_was() -> None:
    metadata = sa.MetaData()
    bind = op.get_bind()
    entry, draft, version, ruling = (
        sa.Table(f"framework_{name}", metadata, autoload_with=bind) for name in ("entry", "draft", "version", "ruling")
    )
    named = {row.id: row.framework_id for row in bind.execute(sa.select(draft.c.id, draft.c.framework_id))}
    done: list[tuple[datetime, int, str, str, dict[str, Any]]] = []
    for row in bind.execute(sa.select(version)).mappings():
        said = {"version": row["id"], "framework": named[row["draft_id"]]}
        said |= {name: row[name] for name in ("number", "sha256", "title", "note")}
        done.append((_utc(row["at"]), 0, "framework_version", row["by_id"], said))
    for row in bind.execute(sa.select(ruling)).mappings():
        said = {"ruling": row["id"], "version": row["version_id"], "number": row["number"]}
        said |= {"ruled": row["kind"], "reason": row["reason"]}
        done.append((_utc(row["at"]), row["number"], "framework_ruling", row["by_id"], said))
    previous = FIRST
    for sequence, (at, _, kind, who, said) in enumerate(sorted(done, key=lambda one: one[:2]), start=1):
        payload = said | {"at": at.isoformat(timespec="microseconds")}
        covered = {"kind": kind, "payload": payload, "previous": previous, "review": "frameworks"}
        covered |= {"sequence": sequence, "who": who, "at": at.isoformat(timespec="microseconds")}
        line = {"id": secrets.token_hex(12), "sequence": sequence, "kind": kind, "payload_text": _canonical(payload)}
        line |= {"previous": previous, "who_id": who, "at": at.replace(tzinfo=None)}
        previous = hashlib.sha256(_canonical(covered).encode()).hexdigest()
        bind.execute(sa.insert(entry).values(**line, hash=previous))


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC)


def downgrade() -> None:
    raise RuntimeError("The guards of the record are not taken off.")
