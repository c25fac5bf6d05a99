"""Who opened what, second factors, and identities of a single sign-on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

REFUSAL = "The record is append-only."


def upgrade() -> None:
    op.create_table(
        "access",
        sa.Column("id", sa.String(length=24), nullable=False),
        sa.Column("review_id", sa.String(length=24), nullable=False),
        sa.Column("user_id", sa.String(length=24), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("thing", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["review_id"], ["review.id"], name=op.f("fk_access_review_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_access_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access")),
    )
    op.create_index("ix_access_review_at", "access", ["review_id", "at"])
    op.create_table(
        "second_factor",
        sa.Column("user_id", sa.String(length=24), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.Column("recovery", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_second_factor_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_second_factor")),
    )
    op.create_table(
        "identity",
        sa.Column("issuer", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("user_id", sa.String(length=24), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_identity_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_identity")),
    )
    op.create_index(op.f("ix_identity_user_id"), "identity", ["user_id"])
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _guard_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    unless_erased = "NOT EXISTS (SELECT 1 FROM erasure WHERE review_id = OLD.review_id)"
    op.execute(f"CREATE TRIGGER access_is_kept BEFORE DELETE ON access WHEN {unless_erased} {refuse}")
    op.execute(f"CREATE TRIGGER access_is_frozen BEFORE UPDATE ON access {refuse}")


def _guard_postgresql() -> None:
    call = "EXECUTE FUNCTION refuse_change()"
    op.execute(f"CREATE TRIGGER access_is_kept BEFORE DELETE ON access FOR EACH ROW {call}")
    op.execute(f"CREATE TRIGGER access_is_not_emptied BEFORE TRUNCATE ON access {call}")
    op.execute(f"CREATE TRIGGER access_is_frozen BEFORE UPDATE ON access FOR EACH ROW {call}")


def downgrade() -> None:
    raise RuntimeError("The guards of the record are not taken off.")
