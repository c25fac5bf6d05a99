"""Which questions asked of the papers the report prints; every choice is kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.record.guards import guard, refuse_to_lose

revision = "0014"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asked_print",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("review_id", sa.String(length=24), nullable=False),
        sa.Column("asked_id", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("printed", sa.Boolean(), nullable=False),
        sa.Column("by_id", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_asked_print_by_id")),
        sa.ForeignKeyConstraint(["asked_id"], ["asked.id"], name=op.f("fk_asked_print_asked_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["review_id"], ["review.id"], name=op.f("fk_asked_print_review_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_print")),
        sa.UniqueConstraint("asked_id", "number", name=op.f("uq_asked_print_number")),
    )
    op.create_index(op.f("ix_asked_print_review_id"), "asked_print", ["review_id"])
    guard("asked_print")


def downgrade() -> None:
    refuse_to_lose("asked_print")
    op.drop_table("asked_print")
