"""How context answers, the programme and other frameworks are written down in their entries."""

from __future__ import annotations

from app.models import Activity, ContextAnswer, OtherAssessment, OtherFramework, ScrutinyAgreement
from app.record.entries import Said, day_said, moment_said


def context_payload(answer: ContextAnswer) -> Said:
    """A version of an answer to a context question, as the chain records it."""
    return {
        "context": answer.id,
        "question": answer.question,
        "number": answer.number,
        "text": answer.text,
        "at": moment_said(answer.at),
    }


def agreement_payload(agreement: ScrutinyAgreement) -> Said:
    """The days and cost agreed, as the chain records them."""
    return {
        "agreement": agreement.id,
        "number": agreement.number,
        "tenths": agreement.tenths,
        "rate": agreement.rate,
        "expenses": agreement.expenses,
        "note": agreement.note,
        "at": moment_said(agreement.at),
    }


def activity_payload(activity: Activity) -> Said:
    """A version of an activity, as the chain records it."""
    return {
        "activity": activity.id,
        "number": activity.number,
        "version": activity.version,
        "activity_kind": activity.kind,
        "title": activity.title,
        "day": day_said(activity.day),
        "starts": activity.starts,
        "place": activity.place,
        "tenths": activity.tenths,
        "expenses": activity.expenses,
        "state": activity.state,
        "contributed": activity.contributed,
        "questions": list(activity.questions),
        "notes": list(activity.notes),
        "at": moment_said(activity.at),
    }


def other_payload(other: OtherFramework) -> Said:
    """Another framework that proposals were asked for under, as the chain records it."""
    return {
        "other": other.id,
        "framework": other.framework_id,
        "framework_sha": other.framework_sha,
        "at": moment_said(other.at),
    }


def other_assessment_payload(made: OtherAssessment) -> Said:
    """Proposals under another framework, by their fingerprint."""
    return {
        "other_assessment": made.id,
        "other": made.other_id,
        "number": made.number,
        "sha256": made.sha256,
        "pack": made.pack,
        "made_at": moment_said(made.made_at),
    }
