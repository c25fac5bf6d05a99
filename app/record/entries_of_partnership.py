"""How invitations, a partnership's own answers and warnings about names are written down in their entries."""

from __future__ import annotations

import hashlib

from app.models import Invitation, InvitationEnd, NameWarning, NameWarningAnswer, SelfAssessment, SelfTask
from app.record.chain import canonical
from app.record.entries import Said, day_said, moment_said


def invitation_payload(invitation: Invitation) -> Said:
    """An invitation as the chain records it; the link itself is kept nowhere."""
    return {
        "invitation": invitation.id,
        "token_sha256": invitation.token_sha256,
        "email": invitation.email,
        "role": invitation.role,
        "expires_at": moment_said(invitation.expires_at),
        "at": moment_said(invitation.at),
    }


def invitation_end_payload(end: InvitationEnd) -> Said:
    """How an invitation ended, as the chain records it."""
    return {"end": end.id, "invitation": end.invitation_id, "end_kind": end.kind, "at": moment_said(end.at)}


def self_assessment_payload(answer: SelfAssessment) -> Said:
    """A version of a partnership's own answer; of a draft, which is nobody else's yet, only the fingerprint of its words."""
    words = {
        "rating": answer.rating,
        "evidence": answer.evidence,
        "papers": list(answer.papers),
        "action": answer.action,
    }
    if answer.state == "draft":
        words = {"words": hashlib.sha256(canonical(words).encode()).hexdigest()}
    return {
        "self_assessment": answer.id,
        "question": answer.question,
        "respondent": answer.respondent,
        "agency": answer.agency,
        "number": answer.number,
        "state": answer.state,
        **words,
        "at": moment_said(answer.at),
    }


def name_warning_payload(warning: NameWarning) -> Said:
    """A warning about a paper as the chain records it: where, and never the words."""
    return {
        "name_warning": warning.id,
        "paper": warning.paper_id,
        "signs": [list(sign) for sign in warning.signs],
        "at": moment_said(warning.at),
    }


def self_task_payload(task: SelfTask) -> Said:
    """A version of a task below a respondent's action, as the chain records it."""
    return {
        "self_task": task.id,
        "question": task.question,
        "respondent": task.respondent,
        "agency": task.agency,
        "number": task.number,
        "version": task.version,
        "text": task.text,
        "owner": task.owner,
        "due": day_said(task.due),
        "state": task.state,
        "at": moment_said(task.at),
    }


def name_answer_payload(answer: NameWarningAnswer) -> Said:
    """What was said of a warning, as the chain records it."""
    return {
        "name_answer": answer.id,
        "name_warning": answer.warning_id,
        "paper": answer.warning.paper_id,
        "number": answer.number,
        "answer_kind": answer.kind,
        "reason": answer.reason,
        "at": moment_said(answer.at),
    }
