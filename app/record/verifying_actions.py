"""Tasks, carried actions, a review's own templates and a report's other files, held against the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from app.database import db
from app.errors import Unverified
from app.models import ActionTask, CarriedAction, Report, ReportTemplate, Review
from app.packs.storage import Storage
from app.record.chain import canonical
from app.record.differing import Difference, Line, by_id, changed, missing
from app.record.entries_of_actions import came_from, form_payload, task_payload, template_payload


def tasks_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    """Every version of every task is recorded, and says what it said then."""
    kept = {one.id: one for one in db.session.scalars(select(ActionTask).where(ActionTask.review_id == review.id))}
    recorded = by_id(lines, "action_task", "task")
    yield from missing(
        "A task of an action", recorded, {key: f"with the number {one.number}" for key, one in kept.items()}
    )
    for key in kept.keys() & recorded.keys():
        one = kept[key]
        yield from changed(f"Task {one.number} of an action", recorded[key], task_payload(one), made_by=one.by_id)


def carried_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    """Every action that came from an earlier review came from where it says."""
    found = select(CarriedAction).where(CarriedAction.review_id == review.id)
    kept = {one.id: one for one in db.session.scalars(found)}
    recorded = by_id(lines, "action_carried", "carried")
    yield from missing("Where an action came from", recorded, {key: f"({one.from_title})" for key, one in kept.items()})
    for key in kept.keys() & recorded.keys():
        one, line = kept[key], recorded[key]
        yield from changed("Where an action came from", line, came_from(one), made_by=one.by_id)
        if line.said["action"]["id"] != one.action_id:
            yield Difference(
                f"Where an action came from was given to another action (entry {line.sequence}).", line.sequence
            )


def templates_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    """Every template that was uploaded is recorded, and its file is still the same."""
    found = select(ReportTemplate).where(ReportTemplate.review_id == review.id)
    kept = {one.id: one for one in db.session.scalars(found)}
    recorded = by_id(lines, "template_chosen", "template")
    yield from missing("A template of a report", recorded, {key: f"({one.name})" for key, one in kept.items()})
    for key in kept.keys() & recorded.keys():
        one, line = kept[key], recorded[key]
        yield from changed(f"The template {one.name}", line, template_payload(one), made_by=one.by_id)
        if one.sha256 and not _is_whole(review.id, one.sha256, "docx"):
            yield Difference(f"The template {one.name}: its file was changed or removed.", line.sequence)


def forms_differing(report: Report, issued: Line | None) -> Iterator[Difference]:
    """Every other file of a report is the one that was issued with it."""
    entry = issued.sequence if issued else None
    told = issued.said.get("forms", []) if issued else []
    kept = [form_payload(one) for one in report.forms]
    if sorted(map(canonical, told)) != sorted(map(canonical, kept)):
        yield Difference(f"Report {report.number}: its other files are not those it was issued with.", entry)
    for one in report.forms:
        if not _is_whole(report.review_id, one.sha256, one.format):
            name = f"{one.form}.{one.format}"
            yield Difference(
                f"Report {report.number}: its file {name} was changed or removed after it was issued.", entry
            )


def _is_whole(review_id: str, sha256: str, ending: str) -> bool:
    try:
        Storage.of().verified_form(review_id, sha256, ending)
    except (Unverified, ValueError):
        return False
    return True
