"""Second ratings, comments, notes to self, and when someone last looked."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.record.guards import guard, refuse_to_lose

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

KEPT = ("second_rating", "look", "comment", "self_note", "blind_choice")


def upgrade() -> None:
    _said(
        "second_rating",
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rating", sa.String(length=5), nullable=False),
        sa.Column("red_reason", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("independent", sa.Boolean(), nullable=False),
        sa.Column("assessment_id", sa.String(length=24), nullable=False),
        sa.Column("proposed_rating", sa.String(length=5), nullable=False),
        sa.CheckConstraint(
            "(rating = 'red') = (red_reason is not null)", name=op.f("ck_second_rating_a_red_has_a_reason")
        ),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_second_rating_it_has_a_reason")),
        sa.CheckConstraint("rating in ('green', 'amber', 'red')", name=op.f("ck_second_rating_known_rating")),
        sa.ForeignKeyConstraint(
            ["assessment_id"], ["assessment.id"], name=op.f("fk_second_rating_assessment_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("review_id", "question", "number", name="uq_second_rating_number"),
    )
    _said("look", sa.Column("question", sa.String(length=20), nullable=True))
    op.create_index("ix_look_review", "look", ["review_id", "by_id"])
    _said(
        "comment",
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("part", sa.String(length=24), nullable=True),
        sa.Column("passage", sa.String(length=80), nullable=True),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_comment_it_says_something")),
    )
    op.create_index("ix_comment_review", "comment", ["review_id", "question"])
    _said(
        "self_note",
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("later", sa.Boolean(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
    )
    op.create_index("ix_self_note_review", "self_note", ["review_id", "by_id", "at"])
    _said(
        "blind_choice",
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("shown_before", sa.Boolean(), nullable=False),
    )
    op.create_index("ix_blind_choice_review", "blind_choice", ["review_id", "by_id", "at"])
    op.create_table(
        "visit",
        sa.Column("user_id", sa.String(length=24), nullable=False),
        sa.Column("review_id", sa.String(length=24), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("before", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_visit_review_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_visit_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "review_id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_review_id"), "visit", ["review_id"])
    guard(*KEPT)


def _said(name: str, *columns: sa.schema.SchemaItem) -> None:
    """A table of what one person said in one review."""
    op.create_table(
        name,
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("review_id", sa.String(length=24), nullable=False),
        *(each for each in columns if isinstance(each, sa.Column)),
        sa.Column("by_id", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        *(each for each in columns if not isinstance(each, sa.Column)),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f(f"fk_{name}_by_id")),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f(f"fk_{name}_review_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
    )


def downgrade() -> None:
    refuse_to_lose(*KEPT)
    for table in ("visit", *reversed(KEPT)):
        op.drop_table(table)
