"""The record is append-only: the database itself refuses to change or delete what was written.

A whole review can still be deleted, because its rows may go while `erasure` names it.
"""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEPT = ("entry", "decision", "report")
FROZEN = ("entry", "decision")
FROZEN_IN_A_REPORT = "id, review_id, number, sha256, size, assessment_id, decisions, head, issued_by, issued_at"
REFUSAL = "The record is append-only."


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        _guard_postgresql()
    else:
        _guard_sqlite()


def _guard_sqlite() -> None:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table in KEPT:
        unless_erased = "NOT EXISTS (SELECT 1 FROM erasure WHERE review_id = OLD.review_id)"
        op.execute(f"CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} WHEN {unless_erased} {refuse}")
    for table in FROZEN:
        op.execute(f"CREATE TRIGGER {table}_is_frozen BEFORE UPDATE ON {table} {refuse}")
    op.execute(f"CREATE TRIGGER report_is_frozen BEFORE UPDATE OF {FROZEN_IN_A_REPORT} ON report {refuse}")
    withdrawn = "OLD.withdrawn_at IS NOT NULL"
    op.execute(f"CREATE TRIGGER report_stays_withdrawn BEFORE UPDATE ON report WHEN {withdrawn} {refuse}")


def _guard_postgresql() -> None:
    op.execute(
        f"""
        CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF EXISTS (SELECT 1 FROM erasure WHERE review_id = OLD.review_id) THEN
                    RETURN OLD;
                END IF;
            END IF;
            RAISE EXCEPTION '{REFUSAL}';
        END $$
        """
    )
    call = "EXECUTE FUNCTION refuse_change()"
    for table in KEPT:
        op.execute(f"CREATE TRIGGER {table}_is_kept BEFORE DELETE ON {table} FOR EACH ROW {call}")
        op.execute(f"CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table} {call}")
    for table in FROZEN:
        op.execute(f"CREATE TRIGGER {table}_is_frozen BEFORE UPDATE ON {table} FOR EACH ROW {call}")
    op.execute(f"CREATE TRIGGER report_is_frozen BEFORE UPDATE OF {FROZEN_IN_A_REPORT} ON report FOR EACH ROW {call}")
    withdrawn = "WHEN (OLD.withdrawn_at IS NOT NULL)"
    op.execute(f"CREATE TRIGGER report_stays_withdrawn BEFORE UPDATE ON report FOR EACH ROW {withdrawn} {call}")


def downgrade() -> None:
    raise RuntimeError("The guards of the record are not taken off.")
