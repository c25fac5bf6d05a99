"""Requests for papers, and challenges with their replies: what was said of either is append-only, as the record is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.record.guards import guard, refuse_to_lose

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

FROZEN = ("paper_request", "request_answer", "challenge", "challenge_turn")


def upgrade() -> None:
    _requests()
    _challenges()
    op.create_table(
        "opened",
        sa.Column("user_id", sa.String(length=24), nullable=False),
        sa.Column("thing_id", sa.String(length=24), nullable=False),
        sa.Column("review_id", sa.String(length=24), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_opened_user_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_opened_review_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", "thing_id", name=op.f("pk_opened")),
    )
    op.create_index(op.f("ix_opened_review_id"), "opened", ["review_id"])
    guard(*FROZEN)


def _requests() -> None:
    op.create_table(
        "paper_request",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("review_id", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("partner", sa.String(length=20), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("assessment_id", sa.String(length=24), nullable=True),
        sa.Column("proposed", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        *_of_review("paper_request"),
        _assessed("paper_request"),
        sa.UniqueConstraint("review_id", "number", name=op.f("uq_paper_request_number")),
    )
    op.create_table(
        "request_answer",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("review_id", sa.String(length=24), nullable=False),
        sa.Column("request_id", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "state in ('supplied', 'none_exists', 'refused', 'reopened', 'withdrawn')",
            name=op.f("ck_request_answer_known_answer"),
        ),
        *_of_review("request_answer"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["paper_request.id"], name=op.f("fk_request_answer_request_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("request_id", "number", name=op.f("uq_request_answer_number")),
    )
    op.create_index(op.f("ix_request_answer_review_id"), "request_answer", ["review_id"])


def _challenges() -> None:
    op.create_table(
        "challenge",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("review_id", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("whom", sa.String(length=160), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("quotes", sa.JSON(), nullable=False),
        sa.Column("assessment_id", sa.String(length=24), nullable=True),
        sa.Column("by_id", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        *_of_review("challenge"),
        _assessed("challenge"),
        sa.UniqueConstraint("review_id", "number", name=op.f("uq_challenge_number")),
    )
    op.create_table(
        "challenge_turn",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("review_id", sa.String(length=24), nullable=False),
        sa.Column("challenge_id", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("decision_id", sa.String(length=24), nullable=True),
        sa.Column("by_id", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.CheckConstraint(
            "kind in ('reply', 'maintained', 'changed', 'reopened')", name=op.f("ck_challenge_turn_known_turn")
        ),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_challenge_turn_a_turn_has_words")),
        *_of_review("challenge_turn"),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenge.id"], name=op.f("fk_challenge_turn_challenge_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_challenge_turn_decision_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("challenge_id", "number", name=op.f("uq_challenge_turn_number")),
    )
    op.create_index(op.f("ix_challenge_turn_review_id"), "challenge_turn", ["review_id"])


def _of_review(table: str) -> tuple[sa.Constraint, ...]:
    """What every one of the four has: its own id, its review, and who said it."""
    return (
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f(f"fk_{table}_review_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f(f"fk_{table}_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _assessed(table: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint(
        ["assessment_id"], ["assessment.id"], name=op.f(f"fk_{table}_assessment_id"), ondelete="CASCADE"
    )


def downgrade() -> None:
    refuse_to_lose(*FROZEN)
    # The guards go with their tables.
    for table in ("opened", *reversed(FROZEN)):
        op.drop_table(table)
