"""Reviews: making one, who belongs to it, and opening and closing its pack."""

from __future__ import annotations

from datetime import date

from flask import current_app
from sqlalchemy import func, select

from app.adapting.known import framework_or_none, keep_text
from app.config import Config
from app.database import db, now, writing
from app.errors import UnknownValue
from app.models import Membership, Paper, Review, User
from app.models.review import GUIDANCE_EDITIONS
from app.models.user import ROLES, RoleName
from app.record.entries import review_payload
from app.record.trail import append_entry


def create_review(
    user: User,
    *,
    area: str,
    title: str,
    framework_id: str,
    framework_sha: str,
    guidance: str,
    period_from: date,
    period_to: date,
    as_of: date | None = None,
    delete_after: date | None = None,
) -> Review:
    """A new review, whose maker is its scrutineer and owner."""
    if guidance not in GUIDANCE_EDITIONS:
        raise UnknownValue(f"The guidance editions are {', '.join(GUIDANCE_EDITIONS)}.")
    if period_to < period_from:
        raise UnknownValue("The period ends before it starts. Check the two dates.")
    config: Config = current_app.extensions["sightline"]
    user_id = user.id
    with writing():
        review = Review(
            area=area.strip(),
            title=title.strip(),
            framework_id=framework_id,
            framework_sha=framework_sha,
            guidance=guidance,
            period_from=period_from,
            period_to=period_to,
            as_of=as_of or now().date(),
            delete_after=delete_after or period_to + config.retention,
            owner_id=user_id,
        )
        db.session.add(review)
        db.session.flush()
        db.session.add(Membership(user_id=user_id, review_id=review.id, role="scrutineer"))
        _keep_framework(review)
        append_entry(review.id, user_id, "review_created", review_payload(review))
        append_entry(review.id, user_id, "assigned", {"person": user_id, "role": "scrutineer"})
    return review


def _keep_framework(review: Review) -> None:
    """Keeps the framework that the review begins with, so that it stays the same when a later edition comes."""
    framework = framework_or_none(review.framework_id, review.framework_sha)
    if framework is not None and framework.sha256 == review.framework_sha:
        keep_text(framework)


def reviews_of(user: User) -> list[Review]:
    """The reviews in which a person has a place, the latest first."""
    found = select(Review).join(Membership).where(Membership.user_id == user.id).order_by(Review.created_at.desc())
    return list(db.session.scalars(found))


def counts_of_reviews() -> list[tuple[str, date, int]]:
    """For an administrator: each review's id, the day it must be deleted, and how many papers it holds."""
    found = select(Review.id, Review.delete_after, func.count(Paper.id)).outerjoin(Paper).group_by(Review.id)
    return [(row[0], row[1], row[2]) for row in db.session.execute(found)]


def assign(by: User | None, review: Review, user: User, role: RoleName) -> None:
    """Gives a person a place in a review; nobody changes their own."""
    if role not in ROLES or role == "administrator":
        raise UnknownValue("A person in a review is its partnership, a reviewer or its scrutineer.")
    if by is not None and by.id == user.id:
        raise UnknownValue("Nobody changes their own role.")
    by_id, user_id = by.id if by else None, user.id
    with writing(review):
        place = db.session.get(Membership, (user_id, review.id))
        if place is not None and place.role == role:
            return
        if place is None:
            db.session.add(Membership(user_id=user_id, review_id=review.id, role=role))
        else:
            place.role = role
        append_entry(review.id, by_id, "assigned", {"person": user_id, "role": role})


def unassign(by: User | None, review: Review, user: User) -> None:
    """Takes a person's place in a review away."""
    by_id, user_id = by.id if by else None, user.id
    with writing(review):
        place = db.session.get(Membership, (user_id, review.id))
        if place is not None:
            db.session.delete(place)
            append_entry(review.id, by_id, "unassigned", {"person": user_id})


def close_pack(review: Review, user: User) -> None:
    """No more papers come in."""
    _set_pack(review, user, is_open=False)


def open_pack(review: Review, user: User) -> None:
    """Papers may come in again."""
    _set_pack(review, user, is_open=True)


def _set_pack(review: Review, user: User, *, is_open: bool) -> None:
    with writing(review):
        if review.pack_open != is_open:
            review.pack_open = is_open
            append_entry(review.id, user.id, "pack_opened" if is_open else "pack_closed", {})
