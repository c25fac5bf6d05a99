"""Which questions asked of the papers the report prints: the scrutineer's choice, kept with the record."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from app.answering.conversation import may_read
from app.database import db, writing
from app.models import Asked, AskedPrint, Review, User
from app.record.entries import asked_print_payload
from app.record.trail import append_entry


def choose_printing(review: Review, user: User, asked: Asked, *, printed: bool) -> None:
    """Keeps the choice whether the report prints a question; the same choice again changes nothing."""
    user_id, asked_id = user.id, asked.id
    with writing(review):
        latest = _latest(review).get(asked_id)
        if (latest is not None and latest.printed) == printed:
            return
        number = latest.number + 1 if latest else 1
        choice = AskedPrint(review_id=review.id, asked_id=asked_id, number=number, printed=printed, by_id=user_id)
        db.session.add(choice)
        db.session.flush()
        kind = "asked_printed" if printed else "asked_not_printed"
        append_entry(review.id, user_id, kind, asked_print_payload(choice))


def chosen_to_print(review: Review) -> frozenset[str]:
    """The ids of the questions that the report prints."""
    return frozenset(asked_id for asked_id, one in _latest(review).items() if one.printed)


def asked_to_print(review: Review) -> list[Asked]:
    """The questions that the report prints and that this person may read, the first one first."""
    chosen = chosen_to_print(review)
    found = select(Asked).where(Asked.review_id == review.id, Asked.id.in_(chosen)).order_by(Asked.at, Asked.id)
    return [one for one in db.session.scalars(found) if may_read(review, one)]


def _latest(review: Review) -> Mapping[str, AskedPrint]:
    """The choice that stands for each question for which there ever was one."""
    found = select(AskedPrint).where(AskedPrint.review_id == review.id).order_by(AskedPrint.number)
    return {one.asked_id: one for one in db.session.scalars(found)}
