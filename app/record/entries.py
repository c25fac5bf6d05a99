"""How each thing is written down in its entry, so that what is kept can be held against what was recorded."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime
from typing import Any

from app.models import Action, Asked, AskedPrint, Decision, Paper, Report, Review
from app.record.chain import canonical

Said = dict[str, Any]
"""What an entry says, as JSON gives it back."""

WORKED_OUT = ("title", "kind", "date", "period_from", "period_to", "agency", "area", "self_reported", "draft")
READ = ("format", "pages", "reason")


def decision_payload(decision: Decision) -> Said:
    """A decision as the chain records it."""
    return {
        "decision": decision.id,
        "question": decision.question,
        "number": decision.number,
        "rating": decision.rating,
        "red_reason": decision.red_reason,
        "accepts": decision.accepts,
        "reason": decision.reason,
        "assessment": decision.assessment_id,
        "proposed": decision.proposed_rating,
        "proposed_red_reason": decision.proposed_red_reason,
        "supersedes": decision.supersedes,
        "at": moment_said(decision.at),
    }


def action_payload(action: Action) -> Said:
    """An action as the decision's entry records it."""
    return {"id": action.id, "text": action.text, "owner": action.owner, "due": day_said(action.due)}


def review_payload(review: Review) -> Said:
    """What a review is held against, and over which period; none of it changes once it is made."""
    return {
        "area": review.area,
        "title": review.title,
        "framework": review.framework_id,
        "framework_sha": review.framework_sha,
        "guidance": review.guidance,
        "period_from": day_said(review.period_from),
        "period_to": day_said(review.period_to),
        "as_of": day_said(review.as_of),
        "delete_after": day_said(review.delete_after),
    }


def paper_payload(paper: Paper) -> Said:
    """Which file it is, by what name and with what bytes."""
    return {"paper": paper.id, "name": paper.name, "sha256": paper.sha256, "size": paper.size}


def profile_payload(paper: Paper) -> Said:
    """What was read of a paper and worked out from it, without a person's corrections."""
    return {name: as_said(getattr(paper, name)) for name in (*WORKED_OUT, *READ)} | {
        "because": dict(paper.profile_because or {})
    }


def report_payload(report: Report) -> Said:
    """A report as the chain records it."""
    return {
        "report": report.id,
        "number": report.number,
        "sha256": report.sha256,
        "size": report.size,
        "head": report.head,
        "decisions": list(report.decisions),
        "assessment": report.assessment_id,
        "at": moment_said(report.issued_at),
    }


def asked_payload(asked: Asked) -> Said:
    """A question that someone asked: its words and their answer only by their fingerprint."""
    words = canonical([asked.question_text, json.loads(json.dumps(asked.answer))])
    return {"asked": asked.id, "question": asked.question, "words": hashlib.sha256(words.encode()).hexdigest()}


def asked_print_payload(choice: AskedPrint) -> Said:
    """Whether the report prints a question that was asked, as the chain records it."""
    return {
        "asked_print": choice.id,
        "asked": choice.asked_id,
        "number": choice.number,
        "printed": choice.printed,
        "at": moment_said(choice.at),
    }


def as_said(value: Any) -> Any:
    """A value as an entry holds it."""
    return day_said(value) if isinstance(value, date) else value


def day_said(day: date | None) -> str | None:
    """A day as an entry holds it."""
    return day.isoformat() if day else None


def moment_said(moment: datetime | None) -> str | None:
    """A moment as an entry holds it, in UTC."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None
