"""Invitations by link, warnings that a paper may name a child, and a partnership's own answers: all append-only."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.record.guards import guard, refuse_to_lose

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

FROZEN = ("invitation", "invitation_end", "self_assessment", "name_warning", "name_warning_answer")


def upgrade() -> None:
    _invitations()
    _self_assessments()
    _name_warnings()
    guard(*FROZEN)


def _invitations() -> None:
    op.create_table(
        "invitation",
        *_always(),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        *_said_by("invitation"),
        *_of_review("invitation"),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_invitation_token_sha256")),
    )
    op.create_index(op.f("ix_invitation_review_id"), "invitation", ["review_id"])
    op.create_table(
        "invitation_end",
        *_always(),
        sa.Column("invitation_id", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        *_said_by("invitation_end"),
        *_of_review("invitation_end"),
        sa.ForeignKeyConstraint(
            ["invitation_id"], ["invitation.id"], name=op.f("fk_invitation_end_invitation_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("invitation_id", name=op.f("uq_invitation_end_invitation_id")),
        sa.CheckConstraint("kind in ('accepted', 'revoked')", name=op.f("ck_invitation_end_known_end")),
    )
    op.create_index(op.f("ix_invitation_end_review_id"), "invitation_end", ["review_id"])


def _self_assessments() -> None:
    def check(name: str, condition: str) -> sa.CheckConstraint:
        return sa.CheckConstraint(condition, name=op.f(f"ck_self_assessment_{name}"))

    op.create_table(
        "self_assessment",
        *_always(),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("respondent", sa.String(length=20), nullable=False),
        sa.Column("agency", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("rating", sa.String(length=5), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("papers", sa.JSON(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        *_said_by("self_assessment"),
        *_of_review("self_assessment"),
        sa.UniqueConstraint(
            "review_id", "question", "respondent", "agency", "number", name=op.f("uq_self_assessment_number")
        ),
        check("known_state", "state in ('draft', 'submitted')"),
        check("known_rating", "rating is null or rating in ('green', 'amber', 'red')"),
        check(
            "a_submitted_one_is_whole",
            "state = 'draft' or (rating is not null and length(trim(evidence)) > 0)",
        ),
        check("another_agency_is_named", "(respondent = 'other') = (length(agency) > 0)"),
    )


def _name_warnings() -> None:
    op.create_table(
        "name_warning",
        *_always(),
        sa.Column("paper_id", sa.String(length=24), nullable=False),
        sa.Column("signs", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        *_of_review("name_warning"),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name=op.f("fk_name_warning_paper_id"), ondelete="CASCADE"),
        sa.UniqueConstraint("paper_id", name=op.f("uq_name_warning_paper_id")),
    )
    op.create_index(op.f("ix_name_warning_review_id"), "name_warning", ["review_id"])
    op.create_table(
        "name_warning_answer",
        *_always(),
        sa.Column("warning_id", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *_said_by("name_warning_answer"),
        *_of_review("name_warning_answer"),
        sa.ForeignKeyConstraint(
            ["warning_id"], ["name_warning.id"], name=op.f("fk_name_warning_answer_warning_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("warning_id", "number", name=op.f("uq_name_warning_answer_number")),
        sa.CheckConstraint(
            "kind in ('no_child', 'will_replace', 'needed')", name=op.f("ck_name_warning_answer_known_answer")
        ),
        sa.CheckConstraint("length(trim(reason)) > 0", name=op.f("ck_name_warning_answer_it_has_a_reason")),
    )
    op.create_index(op.f("ix_name_warning_answer_review_id"), "name_warning_answer", ["review_id"])


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
    refuse_to_lose(*FROZEN)
    # The guards go with their tables.
    for table in reversed(FROZEN):
        op.drop_table(table)
