"""Requests, challenges and what was said to them, held against the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from app.database import db
from app.models import Challenge, ChallengeTurn, PaperRequest, RequestAnswer, Review
from app.record.differing import Difference, Line, by_id, changed, missing
from app.record.entries_of_exchanges import answer_payload, challenge_payload, request_payload, turn_payload


def requests_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    """Every request is recorded with its words, and so is every answer to it."""
    sent = {one.id: one for one in db.session.scalars(select(PaperRequest).where(PaperRequest.review_id == review.id))}
    recorded = by_id(lines, "request_sent", "request")
    yield from missing("A request", recorded, {key: f"with the number {one.number}" for key, one in sent.items()})
    for key in sent.keys() & recorded.keys():
        one = sent[key]
        yield from changed(f"Request {one.number}", recorded[key], request_payload(one), made_by=one.by_id)
    found = select(RequestAnswer).where(RequestAnswer.review_id == review.id)
    answers = {one.id: one for one in db.session.scalars(found)}
    named = {key: f"the answer to request {_number(sent.get(one.request_id))}" for key, one in answers.items()}
    recorded = by_id(lines, "request_answered", "answer")
    yield from missing("What became of a request:", recorded, named)
    for key in answers.keys() & recorded.keys():
        answer = answers[key]
        name = f"Request {_number(sent.get(answer.request_id))}: what became of it"
        yield from changed(name, recorded[key], answer_payload(answer), made_by=answer.by_id)


def challenges_differing(review: Review, lines: Sequence[Line]) -> Iterator[Difference]:
    """Every challenge is recorded with its words and quotes, and so is all that was said to it."""
    put = {one.id: one for one in db.session.scalars(select(Challenge).where(Challenge.review_id == review.id))}
    recorded = by_id(lines, "challenge_raised", "challenge")
    yield from missing("A challenge", recorded, {key: f"with the number {one.number}" for key, one in put.items()})
    for key in put.keys() & recorded.keys():
        one = put[key]
        yield from changed(f"Challenge {one.number}", recorded[key], challenge_payload(one), made_by=one.by_id)
    turns = {
        one.id: one for one in db.session.scalars(select(ChallengeTurn).where(ChallengeTurn.review_id == review.id))
    }
    named = {key: f"on challenge {_number(put.get(one.challenge_id))}" for key, one in turns.items()}
    recorded = by_id(lines, "challenge_answered", "turn")
    yield from missing("What was said", recorded, named)
    for key in turns.keys() & recorded.keys():
        turn = turns[key]
        name = f"Challenge {_number(put.get(turn.challenge_id))}: what was said to it"
        yield from changed(name, recorded[key], turn_payload(turn), made_by=turn.by_id)


def _number(thing: PaperRequest | Challenge | None) -> str:
    return str(thing.number) if thing is not None else "that is no longer kept"
