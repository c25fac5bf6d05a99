"""Warnings that a paper may name a child: raised when it is read, and settled by a person who looked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db, now, writing
from app.errors import UnknownValue
from app.models import NameWarning, NameWarningAnswer, Paper, Review, User
from app.record.entries_of_partnership import name_answer_payload, name_warning_payload
from app.record.seen import refuse_unseen
from app.record.trail import append_entry

if TYPE_CHECKING:
    from corpus.naming_children import Sign

ANSWERS = ("no_child", "will_replace", "needed")


def warn_of_names(paper: Paper, signs: Sequence[Sign]) -> None:
    """Keeps where a paper that was just read may tell who a child is, inside the transaction that keeps its reading."""
    known = select(NameWarning.id).where(NameWarning.paper_id == paper.id)
    if not signs or db.session.scalar(known) is not None:
        return
    found = [[sign.kind, str(sign.where)] for sign in signs]
    made = NameWarning(review_id=paper.review_id, paper_id=paper.id, signs=found, at=now())
    db.session.add(made)
    db.session.flush()
    append_entry(paper.review_id, None, "name_warning", name_warning_payload(made))


def warnings_of(review: Review) -> dict[str, NameWarning]:
    """Every warning of a review, by the paper that it is about."""
    found = select(NameWarning).where(NameWarning.review_id == review.id).options(joinedload(NameWarning.paper))
    return {each.paper_id: each for each in db.session.scalars(found)}


def open_warnings(review: Review) -> list[NameWarning]:
    """The warnings that someone must still look at, in the order the papers came."""
    every = (each for each in warnings_of(review).values() if each.is_open)
    return sorted(every, key=lambda each: (each.paper.uploaded_at, each.paper_id))


def answer_warning(
    review: Review, user: User, warning: NameWarning, *, kind: str, reason: str, seen: int
) -> NameWarningAnswer:
    """What a person who looked says of it, and why; `seen` is the number of the last answer they had before them."""
    if kind not in ANSWERS:
        raise UnknownValue
    if not reason.strip():
        raise UnknownValue("Say why: it is kept with your name.")
    warning_id, user_id = warning.id, user.id
    with writing(review):
        about = db.session.get_one(NameWarning, warning_id, populate_existing=True)
        latest = about.latest
        if latest is not None and (latest.kind, latest.reason, latest.by_id) == (kind, reason.strip(), user_id):
            return latest
        refuse_unseen(latest, latest.number if latest else 0, seen)
        made = NameWarningAnswer(
            review_id=review.id,
            warning_id=warning_id,
            number=seen + 1,
            kind=kind,
            reason=reason.strip(),
            by_id=user_id,
            at=now(),
        )
        db.session.add(made)
        db.session.flush()
        append_entry(review.id, user_id, "name_answer", name_answer_payload(made))
    return made
