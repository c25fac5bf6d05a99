"""A review's own templates of a report's forms: tried before they are kept, and kept for ever."""

from __future__ import annotations

from pathlib import Path

from flask import current_app
from sqlalchemy import func, select

from app.config import Config
from app.database import db, now, writing
from app.errors import UnknownValue
from app.models import ReportTemplate, Review, User
from app.packs.storage import Storage
from app.packs.uploads import shown_name
from app.record.entries_of_actions import template_payload
from app.record.trail import append_entry
from app.reporting.printing import print_into
from app.reporting.sample import sample_contents
from app.reporting.word_file import TEMPLATES, TemplateBroken

MOST_BYTES = 10_000_000


class TemplateRefused(UnknownValue):
    """A template that cannot be printed into; the sentence says why."""


def templates_of(review: Review) -> dict[str, ReportTemplate]:
    """The template that stands for each form for which the review ever had one of its own."""
    found = select(ReportTemplate).where(ReportTemplate.review_id == review.id).order_by(ReportTemplate.number)
    return {one.form: one for one in db.session.scalars(found)}


def own_templates(review: Review) -> dict[str, Path]:
    """The files that this review's forms are printed into, where they are not ours."""
    config: Config = current_app.extensions["sightline"]
    everywhere = {form: config.data / f"report_{path.name}" for form, path in TEMPLATES.items()}
    own = {form: path for form, path in everywhere.items() if path.exists()}
    for form, one in templates_of(review).items():
        if one.sha256:
            own[form] = Storage.of().verified_form(review.id, one.sha256, "docx")
    return own


def keep_template(review: Review, user: User, form: str, name: str, docx: bytes) -> ReportTemplate:
    """Keeps a template once it has been printed into with everything that a report can have."""
    if form not in TEMPLATES:
        raise UnknownValue
    if len(docx) > MOST_BYTES:
        raise TemplateRefused(f"A template is at most {MOST_BYTES // 1_000_000} MB; this one is larger.")
    try:
        print_into(docx, sample_contents(), strict=True)
    except TemplateBroken as broken:
        raise TemplateRefused(str(broken)) from broken
    sha256 = Storage.of().keep_form(review.id, docx, "docx")
    return _choose(review, user, form, shown_name(name), sha256, len(docx))


def go_back_to_ours(review: Review, user: User, form: str) -> ReportTemplate:
    """From now on the form is printed into our own template again."""
    if form not in TEMPLATES:
        raise UnknownValue
    return _choose(review, user, form, "Sightline’s own", None, 0)


def _choose(review: Review, user: User, form: str, name: str, sha256: str | None, size: int) -> ReportTemplate:
    user_id = user.id
    with writing(review):
        of_form = (ReportTemplate.review_id == review.id, ReportTemplate.form == form)
        latest = db.session.scalar(
            select(ReportTemplate).where(*of_form).order_by(ReportTemplate.number.desc()).limit(1)
        )
        if latest is not None and (latest.sha256, latest.by_id) == (sha256, user_id):
            return latest
        number = db.session.scalar(select(func.max(ReportTemplate.number)).where(*of_form)) or 0
        chosen = ReportTemplate(
            review_id=review.id,
            form=form,
            number=number + 1,
            name=name,
            sha256=sha256,
            size=size,
            by_id=user_id,
            at=now(),
        )
        db.session.add(chosen)
        db.session.flush()
        append_entry(review.id, user_id, "template_chosen", template_payload(chosen))
    return chosen
