"""What a language model drafted, what was sent, and conversations with the papers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.record.guards import guard, refuse_to_lose

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KEPT = ("model_choice", "model_draft")


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
        guard(table)


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


def downgrade() -> None:
    refuse_to_lose(*KEPT)
    for table in reversed(KEPT):
        op.drop_table(table)
