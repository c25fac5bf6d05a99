"""Blind mode: a scrutineer decides before the proposal is shown, and afterwards sees how often the two agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db, now, writing
from app.models import BlindChoice, Decision, Review, User, Visit
from app.once import once
from app.proposing.assessments import current_assessment
from app.record.entries_of_opinions import blind_choice_payload
from app.record.trail import append_entry

STEPS = {"red": 0, "amber": 1, "green": 2}


@dataclass(frozen=True)
class Agreement:
    """How decisions that were made blind stand to the proposals that were shown only afterwards."""

    agreed: int
    one_apart: int
    two_apart: int
    shown_before: bool
    """Whether proposals had been on show before blind mode was chosen, so that some may have been seen."""

    @property
    def decided(self) -> int:
        """How many questions were decided blind."""
        return self.agreed + self.one_apart + self.two_apart


def choose_blind(review: Review, user: User, *, blind: bool) -> None:
    """Keeps a scrutineer's choice; the same choice again changes nothing."""
    user_id = user.id
    assessed = current_assessment(review)
    made_at = assessed.made_at if assessed else None
    with writing(review):
        if _blind_now(_choices(review, user_id)) == blind:
            return
        visit = db.session.get(Visit, (user_id, review.id))
        seen = blind and made_at is not None and visit is not None and visit.seen_at >= made_at
        choice = BlindChoice(review_id=review.id, blind=blind, shown_before=seen, by_id=user_id, at=now())
        db.session.add(choice)
        db.session.flush()
        append_entry(review.id, user_id, "blind_on" if blind else "blind_off", blind_choice_payload(choice))


def is_blind(review: Review, user: User) -> bool:
    """Whether this person has chosen to decide before they see the proposals."""
    return _blind_now(_choices(review, user.id))


def undecided_by(review: Review, user: User, questions: Sequence[str]) -> frozenset[str]:
    """Of these questions, those that this person has not decided."""
    found = select(Decision.question).where(Decision.review_id == review.id, Decision.by_id == user.id)
    return frozenset(questions) - set(db.session.scalars(found))


def hidden_from(review: Review, user: User, questions: Sequence[str]) -> frozenset[str]:
    """Of these questions, those whose proposal this person is not to see yet."""
    return undecided_by(review, user, questions) if is_blind(review, user) else frozenset()


def agreement_of(review: Review, user: User) -> Agreement | None:
    """How this person's blind decisions stand to the proposals; None where nothing was decided blind."""
    choices = _choices(review, user.id)
    if not any(choice.blind for choice in choices):
        return None
    found = select(Decision).where(Decision.review_id == review.id, Decision.by_id == user.id)
    first: dict[str, Decision] = {}
    for decision in db.session.scalars(found.order_by(Decision.number)):
        first.setdefault(decision.question, decision)
    blind = [one for one in first.values() if _blind_now([each for each in choices if each.at <= one.at])]
    apart = [abs(STEPS[one.rating] - STEPS[one.proposed_rating]) for one in blind]
    shown = any(choice.shown_before for choice in choices if choice.blind)
    return Agreement(apart.count(0), apart.count(1), apart.count(2), shown) if blind else None


@once
def _choices(review: Review, user_id: str) -> list[BlindChoice]:
    found = select(BlindChoice).where(BlindChoice.review_id == review.id, BlindChoice.by_id == user_id)
    return list(db.session.scalars(found.order_by(BlindChoice.at, BlindChoice.id)))


def _blind_now(choices: Sequence[BlindChoice]) -> bool:
    return bool(choices) and choices[-1].blind
