"""One piece of long work for a review, in a row that outlives the process doing it."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model, Moment, new_id, now

JobKind = Literal["read_papers", "assess", "assess_also"]
JobState = Literal["queued", "running", "done", "failed"]


class Job(Model):
    """What is being done, how far it is, and whether anyone is still doing it."""

    __tablename__ = "job"
    __table_args__ = (
        Index("ix_job_review", "review_id", "kind", "created_at"),
        # Asking twice for the same work is one piece of work; likewise one at a time is done for a review.
        Index(
            "uq_job_one_queued",
            "review_id",
            "kind",
            unique=True,
            sqlite_where=text("state = 'queued'"),
            postgresql_where=text("state = 'queued'"),
        ),
        Index(
            "uq_job_one_running",
            "review_id",
            unique=True,
            sqlite_where=text("state = 'running'"),
            postgresql_where=text("state = 'running'"),
        ),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(10), default="queued")
    step: Mapped[str] = mapped_column(Text, default="Waiting to start")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    heartbeat_at: Mapped[datetime | None] = mapped_column(Moment)
    error: Mapped[str | None] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(Moment, default=now)
    finished_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing more to wait for."""
        return self.state in ("done", "failed")
