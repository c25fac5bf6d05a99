"""The requests and challenges of a review as its report prints them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from app.models import Challenge, Paper, PaperRequest
from app.reporting.exchanges import PrintedChallenge, PrintedRequest, PrintedTurn, exchanges_printed


def printed_exchanges(
    requests: Sequence[PaperRequest], challenges: Sequence[Challenge], papers: Sequence[Paper]
) -> dict[str, Any]:
    """What passed between the scrutineer and the partnership, the first first; given the latest first."""
    titles = {paper.id: paper.title or paper.name for paper in papers}
    return exchanges_printed(
        (_request(each, titles) for each in reversed(requests)), (_challenge(each) for each in reversed(challenges))
    )


def _request(request: PaperRequest, titles: dict[str, str]) -> PrintedRequest:
    answers = tuple(
        PrintedTurn(
            said.state, said.text, said.by.name, said.at, tuple(titles[each] for each in said.papers if each in titles)
        )
        for said in request.answers
    )
    return PrintedRequest(
        request.number, request.text, request.questions, request.partner, request.due, request.state, answers
    )


def _challenge(challenge: Challenge) -> PrintedChallenge:
    turns = tuple(
        PrintedTurn(turn.kind, turn.text, turn.by.name, turn.at, decided=turn.decision.rating if turn.decision else "")
        for turn in challenge.turns
    )
    return PrintedChallenge(
        challenge.number,
        challenge.question,
        challenge.whom,
        challenge.text,
        challenge.due,
        challenge.state,
        challenge.by.name,
        challenge.at,
        challenge.quotes,
        turns,
    )
