"""The context of a review, its programme of work, other frameworks beside its own, and frameworks adapted by hand.

All of it is append-only but for the working copy of an adapted framework, whose versions are kept.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.record.guards import guard, make_refusal_of_no_review, refuse_to_lose

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

OF_A_REVIEW = ("context_answer", "scrutiny_agreement", "activity", "other_framework", "other_assessment")
OF_NO_REVIEW = ("framework_text", "framework_version", "framework_ruling")


def upgrade() -> None:
    _frameworks()
    _other_frameworks()
    _context()
    _programme()
    make_refusal_of_no_review()
    guard(*OF_A_REVIEW)
    guard(*OF_NO_REVIEW, of_a_review=False)


def _frameworks() -> None:
    op.create_table(
        "framework_text",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("framework_id", sa.String(length=80), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("kept_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_framework_text")),
    )
    op.create_index(op.f("ix_framework_text_framework_id"), "framework_text", ["framework_id"])
    op.create_table(
        "framework_draft",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("framework_id", sa.String(length=80), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("based_on", sa.String(length=80), nullable=False),
        sa.Column("based_on_sha", sa.String(length=64), nullable=False),
        sa.Column("owner_id", sa.String(length=24), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_framework_draft_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_draft")),
        sa.UniqueConstraint("framework_id", name=op.f("uq_framework_draft_framework_id")),
    )
    op.create_index(op.f("ix_framework_draft_owner_id"), "framework_draft", ["owner_id"])
    op.create_table(
        "framework_version",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("draft_id", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *_said_by("framework_version"),
        sa.ForeignKeyConstraint(["draft_id"], ["framework_draft.id"], name=op.f("fk_framework_version_draft_id")),
        sa.ForeignKeyConstraint(["sha256"], ["framework_text.sha256"], name=op.f("fk_framework_version_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_version")),
        sa.UniqueConstraint("draft_id", "number", name=op.f("uq_framework_version_number")),
    )
    op.create_table(
        "framework_ruling",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("version_id", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_said_by("framework_ruling"),
        sa.ForeignKeyConstraint(["version_id"], ["framework_version.id"], name=op.f("fk_framework_ruling_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_ruling")),
        sa.UniqueConstraint("version_id", "number", name=op.f("uq_framework_ruling_number")),
        sa.CheckConstraint(
            "kind in ('proposed', 'published', 'returned', 'withdrawn')", name=op.f("ck_framework_ruling_known_ruling")
        ),
    )


def _other_frameworks() -> None:
    op.create_table(
        "other_framework",
        *_always(),
        sa.Column("framework_id", sa.String(length=80), nullable=False),
        sa.Column("framework_sha", sa.String(length=64), nullable=False),
        *_said_by("other_framework"),
        *_of_review("other_framework"),
        sa.UniqueConstraint("review_id", "framework_id", "framework_sha", name=op.f("uq_other_framework_asked")),
    )
    op.create_table(
        "other_assessment",
        *_always(),
        sa.Column("other_id", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("pack", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        *_of_review("other_assessment"),
        sa.ForeignKeyConstraint(
            ["other_id"], ["other_framework.id"], name=op.f("fk_other_assessment_other_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("other_id", "number", name=op.f("uq_other_assessment_number")),
    )
    op.create_index(op.f("ix_other_assessment_review_id"), "other_assessment", ["review_id"])


def _context() -> None:
    op.create_table(
        "context_answer",
        *_always(),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *_said_by("context_answer"),
        *_of_review("context_answer"),
        sa.UniqueConstraint("review_id", "question", "number", name=op.f("uq_context_answer_number")),
        sa.CheckConstraint("kind in ('given', 'proposed')", name=op.f("ck_context_answer_known_answer")),
    )


def _programme() -> None:
    op.create_table(
        "scrutiny_agreement",
        *_always(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=False),
        sa.Column("rate", sa.Integer(), nullable=False),
        sa.Column("expenses", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        *_said_by("scrutiny_agreement"),
        *_of_review("scrutiny_agreement"),
        sa.UniqueConstraint("review_id", "number", name=op.f("uq_scrutiny_agreement_number")),
        sa.CheckConstraint(
            "tenths >= 0 and rate >= 0 and expenses >= 0", name=op.f("ck_scrutiny_agreement_nothing_below_zero")
        ),
    )
    op.create_table(
        "activity",
        *_always(),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=24), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("starts", sa.String(length=5), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("tenths", sa.Integer(), nullable=False),
        sa.Column("expenses", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("contributed", sa.Text(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("notes", sa.JSON(), nullable=False),
        *_said_by("activity"),
        *_of_review("activity"),
        sa.UniqueConstraint("review_id", "number", "version", name=op.f("uq_activity_version")),
        sa.CheckConstraint("state in ('planned', 'held', 'cancelled')", name=op.f("ck_activity_known_state")),
        sa.CheckConstraint("tenths >= 0 and expenses >= 0", name=op.f("ck_activity_nothing_below_zero")),
        sa.CheckConstraint("length(trim(title)) > 0", name=op.f("ck_activity_it_has_a_title")),
    )


def _always() -> tuple[sa.Column[str], ...]:
    return (
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("review_id", sa.String(length=24), nullable=False),
    )


def _said_by(table: str) -> tuple[sa.SchemaItem, ...]:
    """Who said it, and when."""
    return (
        sa.Column("by_id", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f(f"fk_{table}_by_id")),
    )


def _of_review(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f(f"fk_{table}_review_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def downgrade() -> None:
    refuse_to_lose(*OF_A_REVIEW, *OF_NO_REVIEW)
    # The guards go with their tables.
    for table in (*reversed(OF_A_REVIEW), "framework_ruling", "framework_version", "framework_draft", "framework_text"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_any_change()")
