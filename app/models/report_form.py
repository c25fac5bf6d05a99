"""A report's other forms, frozen together with it; and the templates into which a client has them printed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Literal

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Model, Moment, new_id, now

if TYPE_CHECKING:
    from app.models.user import User

FormName = Literal["full", "summary", "paragraph", "plain", "tables"]
FormFormat = Literal["docx", "pdf", "xlsx"]


class ReportForm(Model):
    """One file of an issued report beside its full Word file."""

    __tablename__ = "report_form"
    __table_args__ = (
        UniqueConstraint("report_id", "form", "format", name="uq_report_form_once"),
        CheckConstraint("format in ('docx', 'pdf', 'xlsx')", name="known_format"),
    )

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"), index=True)
    report_id: Mapped[str] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"))
    form: Mapped[str] = mapped_column(String(12))
    format: Mapped[str] = mapped_column(String(4))
    sha256: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]


class ReportTemplate(Model):
    """One version of a review's own template of a form; a version without a file goes back to ours."""

    __tablename__ = "report_template"
    __table_args__ = (UniqueConstraint("review_id", "form", "number", name="uq_report_template_number"),)

    id: Mapped[str] = mapped_column(String(24), primary_key=True, default=new_id)
    review_id: Mapped[str] = mapped_column(ForeignKey("review.id", ondelete="CASCADE"))
    form: Mapped[str] = mapped_column(String(12))
    number: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    """What the uploaded file was called."""
    sha256: Mapped[str | None] = mapped_column(String(64))
    size: Mapped[int]
    by_id: Mapped[str] = mapped_column(ForeignKey("user.id"))
    at: Mapped[datetime] = mapped_column(Moment, default=now)

    by: Mapped[User] = relationship(lazy="joined")
