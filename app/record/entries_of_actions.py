"""How tasks, carried actions and a review's own templates are written down in their entries."""

from __future__ import annotations

from app.models import Action, ActionTask, CarriedAction, ReportForm, ReportTemplate
from app.record.entries import Said, action_payload, day_said, moment_said


def task_payload(task: ActionTask) -> Said:
    """One version of a task as the chain records it."""
    return {
        "task": task.id,
        "action": task.action_id,
        "number": task.number,
        "version": task.version,
        "text": task.text,
        "owner": task.owner,
        "due": day_said(task.due),
        "state": task.state,
        "at": moment_said(task.at),
    }


def carried_payload(carried: CarriedAction, made: Action) -> Said:
    """An action that came from an earlier review, as it stood when it came."""
    return came_from(carried) | {"action": action_payload(made), "question": made.question, "status": made.status}


def came_from(carried: CarriedAction) -> Said:
    """Where an action came from, as the chain records it."""
    return {
        "carried": carried.id,
        "from_review": carried.from_review_id,
        "from_action": carried.from_action_id,
        "from_title": carried.from_title,
        "from_report": carried.from_report,
        "at": moment_said(carried.at),
    }


def template_payload(template: ReportTemplate) -> Said:
    """One version of a template as the chain records it."""
    return {
        "template": template.id,
        "form": template.form,
        "number": template.number,
        "name": template.name,
        "sha256": template.sha256,
        "size": template.size,
        "at": moment_said(template.at),
    }


def form_payload(form: ReportForm) -> Said:
    """One file of a report as the chain records it."""
    return {"form": form.form, "format": form.format, "sha256": form.sha256, "size": form.size}
