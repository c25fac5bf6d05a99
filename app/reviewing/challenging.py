"""Challenges with a right of reply: raised on a question, replied to, and maintained or changed; all of it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select

from app.database import db, now, writing
from app.errors import NotFound, UnknownValue
from app.models import Assessment, Challenge, ChallengeTurn, Decision, Review, User
from app.models.challenge import SETTLED
from app.once import once
from app.packs.note_papers import is_note
from app.record.entries_of_exchanges import challenge_payload, turn_payload
from app.record.seen import refuse_unseen
from app.record.trail import append_entry
from app.reviewing.requesting import tells_proposal

QUOTED = (
    "document", "file", "where", "segment", "start", "end", "quote", "date", "period", "agency", "kind", "title",
    "self_reported",
)  # fmt: skip
"""What is kept of a citation: the words and where they stand, never what was made of them."""

Ticked = tuple[str, int]
"""A citation of an assessment: its part, and its place among the part's evidence, counted from one."""


@dataclass(frozen=True)
class NewChallenge:
    """What is challenged, to whom it is put, by when an answer is asked, and which citations it quotes."""

    question: str
    whom: str
    text: str
    due: date
    quotes: tuple[Ticked, ...] = ()

    def __post_init__(self) -> None:
        if not self.text.strip() or not self.whom.strip():
            raise UnknownValue("Say what is challenged, and whom you ask to answer.")
        if tells_proposal(self.text):
            raise UnknownValue("A challenge must not say what was proposed: the partnership reads it.")


@once
def challenges_of(review: Review, question: str | None = None) -> list[Challenge]:
    """Every challenge of a review or of one question, the latest first."""
    found = select(Challenge).where(Challenge.review_id == review.id)
    if question is not None:
        found = found.where(Challenge.question == question)
    return list(db.session.scalars(found.order_by(Challenge.number.desc())))


def raise_challenge(review: Review, user: User, raised: NewChallenge, assessment: Assessment | None) -> Challenge:
    """Puts a challenge to someone, with the words of the papers that it rests on."""
    quotes = _quotes(assessment, raised)
    assessment_id = assessment.id if assessment else None
    with writing(review):
        for known in challenges_of(review, raised.question):
            if _is_sent_twice(known, user, raised, quotes):
                return known
        latest = select(func.max(Challenge.number)).where(Challenge.review_id == review.id)
        made = Challenge(
            review_id=review.id,
            number=(db.session.scalar(latest) or 0) + 1,
            question=raised.question,
            whom=raised.whom.strip(),
            text=raised.text.strip(),
            due=raised.due,
            quotes=quotes,
            assessment_id=assessment_id,
            by_id=user.id,
            at=now(),
        )
        db.session.add(made)
        db.session.flush()
        append_entry(review.id, user.id, "challenge_raised", challenge_payload(made))
    return made


def reply(review: Review, user: User, challenge: Challenge, *, text: str, seen: int) -> ChallengeTurn:
    """An answer to a challenge; it can be added to until the challenge is settled."""
    return _say(review, user, challenge, "reply", text, seen)


def settle(
    review: Review, user: User, challenge: Challenge, *, kind: str, text: str, seen: int, decision: str | None = None
) -> ChallengeTurn:
    """The scrutineer maintains or changes, with the reason; a change may name the decision that was made after it."""
    if kind not in SETTLED:
        raise UnknownValue
    return _say(review, user, challenge, kind, text, seen, decision if kind == "changed" else None)


def reopen(review: Review, user: User, challenge: Challenge, *, text: str, seen: int) -> ChallengeTurn:
    """Opens a settled challenge again, so that it can be replied to."""
    return _say(review, user, challenge, "reopened", text, seen)


def decisions_since(review: Review, challenge: Challenge) -> list[Decision]:
    """The decisions made on a challenge's question after it was raised, the latest first."""
    found = select(Decision).where(
        Decision.review_id == review.id, Decision.question == challenge.question, Decision.at >= challenge.at
    )
    return list(db.session.scalars(found.order_by(Decision.number.desc())))


def _say(
    review: Review,
    user: User,
    challenge: Challenge,
    kind: str,
    text: str,
    seen: int,
    decision: str | None = None,
) -> ChallengeTurn:
    if not text.strip():
        raise UnknownValue("Write your answer: it is kept with the challenge.")
    challenge_id = challenge.id
    with writing(review):
        put = db.session.get_one(Challenge, challenge_id, populate_existing=True)
        latest = put.turns[-1] if put.turns else None
        said = ChallengeTurn(
            review_id=review.id,
            challenge_id=challenge_id,
            number=latest.number + 1 if latest else 1,
            kind=kind,
            text=text.strip(),
            decision_id=decision,
            by_id=user.id,
            at=now(),
        )
        if latest is not None and _is_same(latest, said):
            return latest
        refuse_unseen(latest, latest.number if latest else 0, seen)
        _check_turn(review, put, said)
        db.session.add(said)
        db.session.flush()
        append_entry(review.id, user.id, "challenge_answered", turn_payload(said))
    return said


def _check_turn(review: Review, put: Challenge, said: ChallengeTurn) -> None:
    if said.kind == "reply" and put.is_settled:
        raise UnknownValue("This challenge is settled, so no reply was added. The scrutineer can open it again.")
    if said.kind == "reopened" and not put.is_settled:
        raise UnknownValue("This challenge is open already.")
    if said.decision_id is not None and said.decision_id not in {each.id for each in decisions_since(review, put)}:
        raise NotFound


def _is_same(latest: ChallengeTurn, new: ChallengeTurn) -> bool:
    compared = ("kind", "text", "decision_id", "by_id")
    return all(getattr(latest, name) == getattr(new, name) for name in compared)


def _is_sent_twice(known: Challenge, user: User, raised: NewChallenge, quotes: Sequence[Mapping[str, Any]]) -> bool:
    """Whether this is the form that raised a challenge still unanswered, sent again by a second click or a reload."""
    said = (known.by_id, known.whom, known.text, known.due, known.quotes)
    return not known.turns and said == (user.id, raised.whom.strip(), raised.text.strip(), raised.due, quotes)


def _quotes(assessment: Assessment | None, raised: NewChallenge) -> list[dict[str, Any]]:
    """The citations that were ticked, as they stand in the assessment; NotFound where one does not."""
    question = assessment.question(raised.question) if assessment else None
    parts = {part["id"]: part["evidence"] for part in question["parts"]} if question else {}
    quotes = []
    for part, number in raised.quotes:
        if not 1 <= number <= len(parts.get(part, ())):
            raise NotFound
        citation = parts[part][number - 1]
        if is_note(citation["document"]):
            raise UnknownValue("A field note is not quoted in a challenge: the partnership does not read field notes.")
        quotes.append({name: citation.get(name) for name in QUOTED} | {"part": part, "number": number})
    return quotes
