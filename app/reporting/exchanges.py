"""What passed between the scrutineer and the partnership, as a report prints it: requests, challenges and replies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.pages.words import day, moment, place, word


@dataclass(frozen=True)
class PrintedTurn:
    """One thing that was said to a request or a challenge."""

    what: str
    """The term for it: an answer's state, or a turn's kind."""
    text: str
    by: str
    at: datetime
    papers: tuple[str, ...] = ()
    """The titles of the papers it came with."""
    decided: str = ""
    """The rating that was decided after it, where it names one."""


@dataclass(frozen=True)
class PrintedRequest:
    """A request that was sent, with what became of it."""

    number: int
    text: str
    questions: Sequence[str]
    partner: str
    due: date
    state: str
    answers: tuple[PrintedTurn, ...]


@dataclass(frozen=True)
class PrintedChallenge:
    """A challenge, with all that was said to it."""

    number: int
    question: str
    whom: str
    text: str
    due: date
    state: str
    by: str
    at: datetime
    quotes: Sequence[Mapping[str, Any]]
    turns: tuple[PrintedTurn, ...]


NOTHING: dict[str, Any] = {"sent_requests": [], "challenges": []}
"""Where nothing has passed between them, or nobody has been asked."""


def exchanges_printed(requests: Iterable[PrintedRequest], challenges: Iterable[PrintedChallenge]) -> dict[str, Any]:
    """What a report's template prints of them, in the order in which they were sent."""
    return {
        "sent_requests": [_request(each) for each in requests],
        "challenges": [_challenge(each) for each in challenges],
    }


def _request(request: PrintedRequest) -> dict[str, Any]:
    return {
        "number": str(request.number),
        "text": request.text,
        "questions": ", ".join(request.questions) or "The review as a whole",
        "partner": word(request.partner, "partner"),
        "due": day(request.due),
        "state": word(request.state, "request_state"),
        "answers": [_turn(each, "request_state") for each in request.answers],
    }


def _challenge(challenge: PrintedChallenge) -> dict[str, Any]:
    return {
        "number": str(challenge.number),
        "question": challenge.question,
        "whom": challenge.whom,
        "text": challenge.text,
        "due": day(challenge.due),
        "state": word(challenge.state, "challenge_state"),
        "who": f"{challenge.by}, {moment(challenge.at)}",
        "quotes": [_quote(each) for each in challenge.quotes],
        "turns": [_turn(each, "turn") for each in challenge.turns],
    }


def _turn(turn: PrintedTurn, group: str) -> dict[str, str]:
    more = f" Papers: {'; '.join(turn.papers).rstrip('.')}." if turn.papers else ""
    decided = f" Decided after it: {word(turn.decided, 'rating')}." if turn.decided else ""
    return {
        "what": word(turn.what, group),
        "text": f"{turn.text}{more}{decided}".strip(),
        "who": f"{turn.by}, {moment(turn.at)}",
    }


def _quote(citation: Mapping[str, Any]) -> dict[str, str]:
    title = citation.get("title") or citation["file"]
    return {
        "words": citation["quote"],
        "source": f"{title}, {place(citation['where'])}",
        "about": f"{day(citation.get('date'))}; {word(citation.get('agency'), 'agency')}",
    }
