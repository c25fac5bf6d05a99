"""What a language model drafted, what was sent, and conversations with the papers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEPT = ("model_choice", "model_draft")
REFUSAL = "The record is append-only."


def upgrade() -> None:
    _said(
        "model_choice",
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("endpoint", sa.String(length=300), nullable=False),
    )
    _said(
        "model_draft",
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=40), nullable=False),
        sa.Column("template", sa.String(length=90), nullable=False),
        sa.Column("endpoint", sa.String(length=300), nullable=False),
        sa.Column("sent", sa.Text(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("failure", sa.Text(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("citations", sa.JSON(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("tokens", sa.Integer(), nullable=False),
    )
    for table in KEPT:
        op.create_index(f"ix_{table}_review", table, ["review_id", "at"])
        _guard(table)


def _said(name: str, *columns: sa.Column) -> None:
    """A table of what one person said or had done in one review."""
    op.create_table(
        name,
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("review_id", sa.String(length=24), nullable=False),
        *columns,
        sa.Column("by_id", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f(f"fk_{name}_by_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f(f"fk_{name}_review_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def _guard(table: str) -> None:
    """Neither changed nor deleted, unless `erasure` names its review."""
    if op.get_bind().dialect.name == "postgresql":
        call = "EXECUTE FUNCTION refuse_change()"
        op.execute(f"CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} FOR EACH ROW {call}")
        op.execute(f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} {call}")
        op.execute(f"CREATE TRIGGER {table}_is_frozen BEFORE UPDATE ON {table} FOR EACH ROW {call}")
        return
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    unless_erased = "NOT EXISTS (SELECT 1 FROM erasure WHERE review_id = OLD.review_id)"
    op.execute(f"CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} WHEN {unless_erased} {refuse}")
    op.execute(f"CREATE TRIGGER {table}_is_frozen BEFORE UPDATE ON {table} {refuse}")


def downgrade() -> None:
    for table in reversed(KEPT):
        op.drop_table(table)
