"""Comments of the reviewer and the scrutineer on a question, or on one quote under it; each is kept as it was made."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Select, select

from app.database import db, now, writing
from app.errors import NothingChosen
from app.models import Comment, Review, User
from app.record.entries_of_opinions import comment_payload
from app.record.trail import append_entry


@dataclass(frozen=True)
class About:
    """The quote that a comment is on: its part, its passage's id and its words."""

    part: str
    passage: str
    quote: str


def comment(review: Review, user: User, question: str, text: str, about: About | None = None) -> Comment:
    """Keeps a comment; the same words by the same person on the same thing, sent twice, are one."""
    if not text.strip():
        raise NothingChosen("Write your comment, then save it.")
    user_id = user.id
    with writing(review):
        made = Comment(
            review_id=review.id,
            question=question,
            part=about.part if about else None,
            passage=about.passage if about else None,
            quote=about.quote if about else None,
            text=text.strip(),
            by_id=user_id,
            at=now(),
        )
        last = db.session.scalar(_of(review, question).order_by(Comment.at.desc()).limit(1))
        if last is not None and _said(last) == _said(made):
            return last
        db.session.add(made)
        db.session.flush()
        append_entry(review.id, user_id, "comment", comment_payload(made))
    return made


def comments_on(review: Review, question: str, passage: str | None = None) -> list[Comment]:
    """The comments on a question and its quotes, the oldest first; on one passage alone where it is named."""
    found = _of(review, question).order_by(Comment.at, Comment.id)
    return list(db.session.scalars(found.where(Comment.passage == passage) if passage else found))


def _of(review: Review, question: str) -> Select[Comment]:
    return select(Comment).where(Comment.review_id == review.id, Comment.question == question)


def _said(one: Comment) -> tuple[str | None, ...]:
    return one.by_id, one.part, one.passage, one.text
