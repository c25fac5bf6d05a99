"""How requests, challenges and what was said to them are written down in their entries."""

from __future__ import annotations

from app.models import Challenge, ChallengeTurn, PaperRequest, RequestAnswer
from app.record.entries import Said, day_said, moment_said


def request_payload(request: PaperRequest) -> Said:
    """A request for papers as the chain records it."""
    return {
        "request": request.id,
        "number": request.number,
        "text": request.text,
        "questions": list(request.questions),
        "parts": list(request.parts),
        "partner": request.partner,
        "due": day_said(request.due),
        "note": request.note,
        "assessment": request.assessment_id,
        "before": {question: list(seen) for question, seen in request.proposed.items()},
        "at": moment_said(request.at),
    }


def answer_payload(answer: RequestAnswer) -> Said:
    """What became of a request, as the chain records it."""
    return {
        "answer": answer.id,
        "request": answer.request_id,
        "number": answer.number,
        "state": answer.state,
        "text": answer.text,
        "papers": list(answer.papers),
        "at": moment_said(answer.at),
    }


def challenge_payload(challenge: Challenge) -> Said:
    """A challenge as the chain records it."""
    return {
        "challenge": challenge.id,
        "number": challenge.number,
        "question": challenge.question,
        "whom": challenge.whom,
        "text": challenge.text,
        "due": day_said(challenge.due),
        "quotes": list(challenge.quotes),
        "assessment": challenge.assessment_id,
        "at": moment_said(challenge.at),
    }


def turn_payload(turn: ChallengeTurn) -> Said:
    """A reply, or what was made of it, as the chain records it."""
    return {
        "turn": turn.id,
        "challenge": turn.challenge_id,
        "number": turn.number,
        "kind": turn.kind,
        "text": turn.text,
        "decision": turn.decision_id,
        "at": moment_said(turn.at),
    }
