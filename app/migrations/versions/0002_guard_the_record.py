"""The record is append-only: the database itself refuses to change or delete what was written.

A whole review can still be deleted, because its rows may go while `erasure` names it.
"""

from __future__ import annotations

from alembic import op

from app.record.guards import (
    freeze,
    freeze_when,
    keep,
    make_refusal_of_a_review,
    on_postgresql,
    refuse_to_lose,
    unguard,
)

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

KEPT = ("entry", "decision", "report")
FROZEN = ("entry", "decision")
FROZEN_IN_A_REPORT = "id, review_id, number, sha256, size, assessment_id, decisions, head, issued_by, issued_at"


def upgrade() -> None:
    make_refusal_of_a_review()
    keep(KEPT)
    freeze(FROZEN)
    freeze(("report",), columns=FROZEN_IN_A_REPORT)
    freeze_when("report_stays_withdrawn", "report", "OLD.withdrawn_at IS NOT NULL")


def downgrade() -> None:
    refuse_to_lose(*KEPT)
    unguard(*KEPT)
    if on_postgresql():
        op.execute("DROP FUNCTION refuse_change()")
