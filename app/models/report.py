"""A report as it was issued, byte for byte."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.report_form import ReportForm
    from app.models.user import User


class Report(Model):
    """An issued report: its file, the decisions it states, and the head of the record when it was made."""

    __tablename__ = "report"
    __table_args__ = (UniqueConstraint("review_id", "number", name="uq_report_number"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    number: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    assessment_id: Mapped[str] = mapped_column(ForeignKey("assessment.id", ondelete="CASCADE"))
    decisions: Mapped[list[str]] = mapped_column(JSON)
    head: Mapped[str] = mapped_column(String(64))
    """The hash of the last entry before the report was issued; it is printed in the report."""
    issued_by: Mapped[str] = mapped_column(ForeignKey("user.id"))
    issued_at: Mapped[datetime] = mapped_column(Moment, default=now)
    withdrawn_by: Mapped[str | None] = mapped_column(ForeignKey("user.id"))
    withdrawn_at: Mapped[datetime | None] = mapped_column(Moment)
    withdrawn_reason: Mapped[str | None] = mapped_column(Text)

    issuer: Mapped[User] = relationship(foreign_keys=[issued_by])
    forms: Mapped[list[ReportForm]] = relationship(order_by="ReportForm.form, ReportForm.format", viewonly=True)

    @property
    def stands(self) -> bool:
        """Whether it has not been withdrawn."""
        return self.withdrawn_at is None
