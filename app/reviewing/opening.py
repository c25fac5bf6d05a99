"""Who has read which request or challenge, up to which turn."""

from __future__ import annotations

from sqlalchemy import select

from app.database import db, writing
from app.models import Challenge, Opened, PaperRequest, Review, User


def turns_of(thing: PaperRequest | Challenge) -> int:
    """How many turns have followed the first words."""
    said = thing.answers if isinstance(thing, PaperRequest) else thing.turns
    return said[-1].number if said else 0


def opened_by(review: Review, user: User) -> dict[str, int]:
    """The last turn that a person has had before them, of each request and challenge they have opened."""
    found = select(Opened.thing_id, Opened.turn).where(Opened.review_id == review.id, Opened.user_id == user.id)
    return {row.thing_id: row.turn for row in db.session.execute(found)}


def is_new_to(user: User, thing: PaperRequest | Challenge, opened: dict[str, int]) -> bool:
    """Whether someone else has said something of it that this person has not opened yet."""
    said = thing.answers if isinstance(thing, PaperRequest) else thing.turns
    author = said[-1].by_id if said else thing.by_id
    return author != user.id and opened.get(thing.id, -1) < turns_of(thing)


def note_opened(review: Review, user: User, thing: PaperRequest | Challenge) -> None:
    """Notes that a person has had all of it before them; nothing is written where that is known."""
    thing_id, turn = thing.id, turns_of(thing)
    known = db.session.get(Opened, (user.id, thing_id))
    if known is not None and known.turn >= turn:
        return
    user_id, review_id = user.id, review.id
    with writing(review_id):
        kept = db.session.get(Opened, (user_id, thing_id))
        if kept is None:
            db.session.add(Opened(user_id=user_id, thing_id=thing_id, review_id=review_id, turn=turn))
        else:
            kept.turn = max(kept.turn, turn)
