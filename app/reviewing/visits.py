"""When a person was last in a review: a visit ends when nothing was opened for half an hour."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from sqlalchemy.exc import OperationalError

from app.database import db, now, writing
from app.models import Review, User, Visit

log = logging.getLogger("sightline.visits")

VISIT_ENDS_AFTER = timedelta(minutes=30)
NOTED_EVERY = timedelta(minutes=1)
"""A page opened again within this time is not noted again."""


def last_visit(review: Review, user: User) -> datetime | None:
    """When the visit before the present one ended; None where there was none."""
    visit = db.session.get(Visit, (user.id, review.id))
    if visit is None:
        return None
    return visit.seen_at if now() - visit.seen_at > VISIT_ENDS_AFTER else visit.before


def note_visit(review: Review, user: User) -> None:
    """Notes that a person is here; a page is shown all the same where that cannot be written down."""
    visit, moment = db.session.get(Visit, (user.id, review.id)), now()
    if visit is not None and moment - visit.seen_at < NOTED_EVERY:
        return
    user_id, review_id = user.id, review.id
    try:
        with writing(review_id):
            kept = db.session.get(Visit, (user_id, review_id))
            if kept is None:
                db.session.add(Visit(user_id=user_id, review_id=review_id, seen_at=moment, before=None))
            else:
                if moment - kept.seen_at > VISIT_ENDS_AFTER:
                    kept.before = kept.seen_at
                kept.seen_at = max(kept.seen_at, moment)
    except OperationalError:
        log.exception("a visit to review %s could not be noted", review_id)
