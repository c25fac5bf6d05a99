"""The record: decisions and what follows from them, each written with its entry in the chain or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.database import db, now, writing
from app.errors import (
    ActionRequired,
    NothingProposed,
    ReasonRequired,
    RedNeedsReason,
    StaleDecision,
    UnknownValue,
)
from app.models import Action, ActionUpdate, Asked, Assessment, Decision, Review, User
from app.once import once
from app.proposing.assessments import current_assessment
from app.record.entries import action_payload, asked_payload, decision_payload
from app.record.trail import append_entry, entries_of, head_of, write_entry
from app.record.verifying import verify_record
from app.tracking.actions import say_of_action

__all__ = [
    "NewAction",
    "actions_of",
    "append_entry",
    "decide",
    "decisions_of",
    "entries_of",
    "head_of",
    "history_of",
    "keep_asked",
    "update_action",
    "verify_record",
    "write_entry",
]

RATINGS = ("green", "amber", "red")
RED_REASONS = ("nothing_supplied", "silent", "contrary")


@dataclass(frozen=True)
class NewAction:
    """What is to be done about a rating, by whom, by when."""

    text: str
    owner: str
    due: date | None = None

    def __post_init__(self) -> None:
        if not self.text.strip() or not self.owner.strip():
            raise ActionRequired


@once
def decisions_of(review: Review) -> dict[str, Decision]:
    """The decision that stands for each question that has one."""
    every = select(Decision).where(Decision.review_id == review.id).order_by(Decision.number)
    return {decision.question: decision for decision in db.session.scalars(every)}


def history_of(review: Review, question: str) -> list[Decision]:
    """Every decision on a question, the latest first."""
    found = select(Decision).where(Decision.review_id == review.id, Decision.question == question)
    return list(db.session.scalars(found.order_by(Decision.number.desc())))


def actions_of(review: Review) -> list[Action]:
    """Every action of a review in the order of its questions, the latest of a question first, with all said of it."""
    made = select(Action).outerjoin(Decision, Action.decision_id == Decision.id).where(Action.review_id == review.id)
    made = made.options(selectinload(Action.updates), selectinload(Action.task_versions))
    return list(db.session.scalars(made.order_by(Action.question, Decision.number.desc())))


def decide(
    review: Review,
    user: User,
    *,
    question: str,
    rating: str,
    red_reason: str | None,
    reason: str,
    action: NewAction,
    supersedes: str | None,
    assessment_id: str | None = None,
) -> Decision:
    """A person's rating of a question, beside the proposal they saw; `supersedes` is the decision they saw."""
    _check_rating(rating, red_reason)
    shown = _assessment_seen(review, assessment_id)
    if shown is None or not shown.question(question):
        # Also makes the parsed assessment ready, so that nobody waits for it while we hold the turn.
        raise NothingProposed
    with writing(review):
        latest = _latest(review.id, question)
        seen = _assessment_seen(review, assessment_id)
        proposed = (seen.question(question) if seen else None) or {}
        if seen is None or not proposed:
            raise NothingProposed
        accepts = (rating, red_reason) == (proposed["proposed"], proposed["red_reason"])
        if not accepts and not reason.strip():
            raise ReasonRequired
        decision = Decision(
            review_id=review.id,
            question=question,
            number=latest.number + 1 if latest else 1,
            rating=rating,
            red_reason=red_reason,
            accepts=accepts,
            reason=reason.strip(),
            assessment_id=seen.id,
            proposed_rating=proposed["proposed"],
            proposed_red_reason=proposed["red_reason"],
            supersedes=supersedes,
            by_id=user.id,
            at=now(),
        )
        if _is_sent_twice(latest, decision, action):
            return latest  # type: ignore[return-value]
        if (latest.id if latest else None) != supersedes:
            raise StaleDecision(latest)
        _keep(decision, action)
    return decision


def _keep(decision: Decision, action: NewAction) -> None:
    db.session.add(decision)
    db.session.flush()
    made = Action(
        review_id=decision.review_id,
        question=decision.question,
        decision_id=decision.id,
        text=action.text.strip(),
        owner=action.owner.strip(),
        due=action.due,
    )
    db.session.add(made)
    db.session.flush()
    said = decision_payload(decision) | {"action": action_payload(made)}
    append_entry(decision.review_id, decision.by_id, "decision", said)


def update_action(
    review: Review,
    user: User,
    action: Action,
    *,
    text: str,
    status: str,
    due: date | None = None,
    owner: str | None = None,
    seen: int | None = None,
) -> ActionUpdate:
    """What someone says of an action, and the status, date or owner it has from now on."""
    action_id, user_id = action.id, user.id
    with writing(review):
        return say_of_action(review.id, user_id, action_id, text=text, status=status, due=due, owner=owner, seen=seen)


def keep_asked(review: Review, user: User, text: str, answer: dict[str, Any], question: str | None = None) -> Asked:
    """Keeps a question someone asked, with the answer they were given."""
    with writing(review):
        asked = Asked(review_id=review.id, question_text=text, question=question, answer=answer, by_id=user.id)
        db.session.add(asked)
        db.session.flush()
        append_entry(review.id, user.id, "asked", asked_payload(asked))
    return asked


def _check_rating(rating: str, red_reason: str | None) -> None:
    if rating not in RATINGS or (red_reason is not None and red_reason not in RED_REASONS):
        raise UnknownValue
    if rating == "red" and red_reason is None:
        raise RedNeedsReason
    if rating != "red" and red_reason is not None:
        raise UnknownValue("Only a Red has a reason for being Red.")


def _assessment_seen(review: Review, assessment_id: str | None) -> Assessment | None:
    """The assessment whose proposal the person had before them; the current one where the form does not say."""
    if assessment_id is None:
        return current_assessment(review)
    seen = db.session.get(Assessment, assessment_id)
    return seen if seen is not None and seen.review_id == review.id else None


def _latest(review_id: str, question: str) -> Decision | None:
    found = select(Decision).where(Decision.review_id == review_id, Decision.question == question)
    return db.session.scalar(found.order_by(Decision.number.desc()).limit(1))


def _is_sent_twice(latest: Decision | None, new: Decision, action: NewAction) -> bool:
    """Whether this is the form that made the latest decision, sent again by a second click or a reload."""
    if latest is None:
        return False
    compared = ("supersedes", "by_id", "rating", "red_reason", "reason")
    same = all(getattr(latest, name) == getattr(new, name) for name in compared)
    made = latest.action
    return (
        same
        and made is not None
        and (made.text, made.owner, made.due) == (action.text.strip(), action.owner.strip(), action.due)
    )
