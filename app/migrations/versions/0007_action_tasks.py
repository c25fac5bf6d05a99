"""Tasks of an action, actions carried from one review to the next, a report's other forms and a client's templates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.record.guards import guard, refuse_to_lose

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

FROZEN = ("action_task", "carried_action", "report_form", "report_template")


def upgrade() -> None:
    _let_actions_be_carried()
    _tasks()
    _carried()
    _forms()
    _templates()
    guard(*FROZEN)


def _let_actions_be_carried(nullable: bool = True) -> None:
    """A carried action has no decision in the review that it comes into."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("action", "decision_id", existing_type=sa.String(length=24), nullable=nullable)
        return
    # SQLite cannot change a column. Dropping a table deletes its rows, and what hangs on them goes too: so the
    # updates are copied and dropped before the actions are, and nothing is left to go.
    _make_actions("action_new", nullable)
    _make_updates("action_update_new", "action_new")
    op.execute(
        "INSERT INTO action_new SELECT id, review_id, question, decision_id, text, owner, due, status FROM action"
        + ("" if nullable else " WHERE decision_id IS NOT NULL")
    )
    op.execute(
        "INSERT INTO action_update_new SELECT id, action_id, text, status, by_id, at FROM action_update "
        "WHERE action_id IN (SELECT id FROM action_new)"
    )
    op.drop_table("action_update")
    op.drop_table("action")
    op.rename_table("action_new", "action")
    op.rename_table("action_update_new", "action_update")
    op.create_index("ix_action_review", "action", ["review_id", "question"])
    op.create_index(op.f("ix_action_update_action_id"), "action_update", ["action_id"])


def _make_actions(name: str, nullable: bool) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("review_id", sa.String(length=24), nullable=False),
        sa.Column("question", sa.String(length=20), nullable=False),
        sa.Column("decision_id", sa.String(length=24), nullable=nullable),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=160), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_action_decision_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_action_review_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_action_decision_id")),
    )


def _make_updates(name: str, actions: str) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("action_id", sa.String(length=24), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=12), nullable=False),
        sa.Column("by_id", sa.String(length=24), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], [f"{actions}.id"], name=op.f("fk_action_update_action_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_action_update_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_action_update")),
    )


def _tasks() -> None:
    op.create_table(
        "action_task",
        *_always(),
        sa.Column("action_id", sa.String(length=24), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("owner", sa.String(length=160), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        *_said_by("action_task"),
        *_of_review("action_task"),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_action_task_action_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("action_id", "number", "version", name=op.f("uq_action_task_version")),
        sa.CheckConstraint("state in ('to_do', 'done', 'dropped')", name=op.f("ck_action_task_known_state")),
        sa.CheckConstraint("length(trim(text)) > 0", name=op.f("ck_action_task_a_task_has_words")),
    )
    op.create_index(op.f("ix_action_task_review_id"), "action_task", ["review_id"])


def _carried() -> None:
    op.create_table(
        "carried_action",
        *_always(),
        sa.Column("action_id", sa.String(length=24), nullable=False),
        sa.Column("from_review_id", sa.String(length=24), nullable=False),
        sa.Column("from_action_id", sa.String(length=24), nullable=False),
        sa.Column("from_title", sa.String(length=200), nullable=False),
        sa.Column("from_report", sa.Integer(), nullable=False),
        *_said_by("carried_action"),
        *_of_review("carried_action"),
        sa.ForeignKeyConstraint(
            ["action_id"], ["action.id"], name=op.f("fk_carried_action_action_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("action_id", name=op.f("uq_carried_action_action_id")),
        sa.UniqueConstraint("review_id", "from_action_id", name=op.f("uq_carried_action_once")),
    )


def _forms() -> None:
    op.create_table(
        "report_form",
        *_always(),
        sa.Column("report_id", sa.String(length=24), nullable=False),
        sa.Column("form", sa.String(length=12), nullable=False),
        sa.Column("format", sa.String(length=4), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        *_of_review("report_form"),
        sa.ForeignKeyConstraint(
            ["report_id"], ["report.id"], name=op.f("fk_report_form_report_id"), ondelete="CASCADE"
        ),
        sa.UniqueConstraint("report_id", "form", "format", name=op.f("uq_report_form_once")),
        sa.CheckConstraint("format in ('docx', 'pdf', 'xlsx')", name=op.f("ck_report_form_known_format")),
    )
    op.create_index(op.f("ix_report_form_review_id"), "report_form", ["review_id"])


def _templates() -> None:
    op.create_table(
        "report_template",
        *_always(),
        sa.Column("form", sa.String(length=12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=False),
        *_said_by("report_template"),
        *_of_review("report_template"),
        sa.UniqueConstraint("review_id", "form", "number", name=op.f("uq_report_template_number")),
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
    refuse_to_lose(*FROZEN)
    # The guards go with their tables.
    for table in reversed(FROZEN):
        op.drop_table(table)
    _let_actions_be_carried(nullable=False)
