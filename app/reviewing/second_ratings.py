"""Second ratings: a reviewer's own, made before they see the scrutineer's decision unless they choose to look."""

from __future__ import annotations

from sqlalchemy import select

from app.database import db, now, writing
from app.errors import NothingProposed, ReasonRequired, UnknownValue
from app.models import Assessment, Decision, Look, Review, SecondRating, User
from app.policy import has_issued
from app.proposing.assessments import current_assessment
from app.record.decisions import RATINGS, RED_REASONS
from app.record.entries_of_opinions import look_payload, second_rating_payload
from app.record.trail import append_entry

OWN_DECISION = "You decided this question yourself; its second rating is someone else’s."


def rate_second(
    review: Review,
    user: User,
    *,
    question: str,
    rating: str,
    red_reason: str | None,
    reason: str,
    assessment_id: str | None = None,
) -> SecondRating:
    """A second person's rating of a question with its reason; the same sent twice is one."""
    if rating not in RATINGS or (red_reason in RED_REASONS) is not (rating == "red"):
        raise UnknownValue("Choose Green, Amber or Red, and for Red why it is Red.")
    if not reason.strip():
        raise ReasonRequired("Give the reason for your rating. It is kept beside the scrutineer’s.")
    shown = _assessment(review, assessment_id)
    asked = shown.question(question) if shown else None
    if shown is None or asked is None:
        raise NothingProposed
    user_id, shown_id, proposed = user.id, shown.id, asked["proposed"]
    with writing(review):
        if _has_decided(review, user_id, question):
            raise UnknownValue(OWN_DECISION)
        latest = latest_second(review, question)
        said = (rating, red_reason, reason.strip(), user_id)
        if latest and (latest.rating, latest.red_reason, latest.reason, latest.by_id) == said:
            return latest
        second = SecondRating(
            review_id=review.id,
            question=question,
            number=latest.number + 1 if latest else 1,
            rating=rating,
            red_reason=red_reason,
            reason=reason.strip(),
            independent=not _has_seen(review, user_id, question),
            assessment_id=shown_id,
            proposed_rating=proposed,
            by_id=user_id,
            at=now(),
        )
        db.session.add(second)
        db.session.flush()
        append_entry(review.id, user_id, "second_rating", second_rating_payload(second))
    return second


def look(review: Review, user: User, question: str | None) -> None:
    """Records that a person chose to see the scrutineer's decision (on every question where none is named)."""
    user_id = user.id
    with writing(review):
        if question not in looked_at(review, user_id):
            looked = Look(review_id=review.id, question=question, by_id=user_id, at=now())
            db.session.add(looked)
            db.session.flush()
            kind = "looked" if question else "looked_at_all"
            append_entry(review.id, user_id, kind, look_payload(looked))


def seconds_of(review: Review) -> dict[str, SecondRating]:
    """The second rating that stands for each question that has one."""
    found = select(SecondRating).where(SecondRating.review_id == review.id).order_by(SecondRating.number)
    return {one.question: one for one in db.session.scalars(found)}


def second_history(review: Review, question: str) -> list[SecondRating]:
    """Every second rating of a question, the latest first."""
    found = select(SecondRating).where(SecondRating.review_id == review.id, SecondRating.question == question)
    return list(db.session.scalars(found.order_by(SecondRating.number.desc())))


def latest_second(review: Review, question: str) -> SecondRating | None:
    """The second rating of a question that stands."""
    return next(iter(second_history(review, question)), None)


def looked_at(review: Review, user_id: str) -> set[str | None]:
    """The questions whose decision a person chose to see; None among them means every question."""
    return set(db.session.scalars(select(Look.question).where(Look.review_id == review.id, Look.by_id == user_id)))


def kept_from(review: Review, user: User) -> frozenset[str]:
    """The decided questions whose decision a reviewer does not see yet: neither rated by them nor looked at."""
    decided = set(db.session.scalars(select(Decision.question).where(Decision.review_id == review.id)))
    looked = looked_at(review, user.id)
    if not decided or None in looked or has_issued(review):
        return frozenset()
    rated = select(SecondRating.question).where(SecondRating.review_id == review.id, SecondRating.by_id == user.id)
    return frozenset(decided - looked - set(db.session.scalars(rated)))


def _has_seen(review: Review, user_id: str, question: str) -> bool:
    """Whether this person could know the decision: they looked, it was issued, or they rated after it was made."""
    found = select(Decision.at).where(Decision.review_id == review.id, Decision.question == question)
    first = db.session.scalar(found.order_by(Decision.number).limit(1))
    if first is None:
        return False
    own = select(SecondRating.id).where(
        SecondRating.review_id == review.id, SecondRating.question == question, SecondRating.by_id == user_id
    )
    looked = looked_at(review, user_id)
    return bool({question, None} & looked) or has_issued(review) or db.session.scalar(own.limit(1)) is not None


def _has_decided(review: Review, user_id: str, question: str) -> bool:
    found = select(Decision.id).where(
        Decision.review_id == review.id, Decision.question == question, Decision.by_id == user_id
    )
    return db.session.scalar(found.limit(1)) is not None


def _assessment(review: Review, assessment_id: str | None) -> Assessment | None:
    seen = db.session.get(Assessment, assessment_id) if assessment_id else current_assessment(review)
    return seen if seen is not None and seen.review_id == review.id else None
