"""The scrutineer's field notes, and evidence moved in or out by hand: both append-only, as the record is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.record.guards import guard, refuse_to_lose

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

FROZEN = ("field_note", "evidence_choice")


def upgrade() -> None:
    op.create_table(
        "field_note",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("review_id", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("who", sa.String(length=160), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("agency", sa.String(length=20), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("stands", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        *_said("field_note"),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_field_note_a_note_has_words")),
        sa.CheckConstraint(
            "version = 1 or length(trim(reason)) > 0", name=op.f("ck_field_note_a_correction_has_a_reason")
        ),
        sa.UniqueConstraint("review_id", "number", "version", name="uq_field_note_version"),
    )
    _choices()
    guard(*FROZEN)


def _choices() -> None:
    op.create_table(
        "evidence_choice",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("review_id", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(length=12), nullable=False),
        sa.Column("part", sa.String(length=24), nullable=False),
        sa.Column("to_part", sa.String(length=24), nullable=True),
        sa.Column("stance", sa.String(length=12), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undoes", sa.String(length=24), nullable=True),
        sa.Column("document", sa.String(length=40), nullable=False),
        sa.Column("segment", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("where", sa.JSON(), nullable=False),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        *_said("evidence_choice"),
        sa.ForeignKeyConstraint(
            ["undoes"], ["evidence_choice.id"], name=op.f("fk_evidence_choice_undoes"), ondelete="CASCADE"
        ),
        sa.CheckConstraint(
            "act in ('leave_out', 'count', 'move', 'put_back')", name=op.f("ck_evidence_choice_known_act")
        ),
        sa.CheckConstraint(
            "act = 'put_back' or length(trim(reason)) > 0", name=op.f("ck_evidence_choice_a_choice_has_a_reason")
        ),
        sa.CheckConstraint(
            "(act = 'move') = (to_part is not null)", name=op.f("ck_evidence_choice_a_move_leads_somewhere")
        ),
        sa.CheckConstraint(
            "(act = 'put_back') = (undoes is not null)", name=op.f("ck_evidence_choice_put_back_is_of_a_choice")
        ),
        sa.UniqueConstraint("review_id", "number", name="uq_evidence_choice_number"),
    )


def _said(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    """Who said it and when, and what every table of the record has."""
    return (
        sa.Column("by_id", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f(f"fk_{table}_review_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f(f"fk_{table}_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    refuse_to_lose(*FROZEN)
    # The guards go with their tables.
    for table in reversed(FROZEN):
        op.drop_table(table)
