"""What a page needs more than once is asked of the database once in each transaction, and never kept beyond it.

A transaction sees one moment, so asking again would give the same; what this session itself writes is asked for anew.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from app.database import db
from app.models import Review

Said = ParamSpec("Said")
Answer = TypeVar("Answer")
Read = Callable[Concatenate[Review, Said], Answer]

KEPT = "asked once"


def once(read: Read[Said, Answer]) -> Read[Said, Answer]:
    """The same reading, which a transaction that only reads does once for the same review and arguments."""

    @wraps(read)
    def reading(review: Review, *args: Said.args, **kwargs: Said.kwargs) -> Answer:
        session = db.session()
        if session.info.get("writing") or session.new or session.dirty or session.deleted:
            return read(review, *args, **kwargs)
        key = (read.__module__, read.__qualname__, review.id, args, tuple(sorted(kwargs.items())))
        known: dict[Any, Any] = session.info.setdefault(KEPT, {})
        if key not in known:
            known[key] = read(review, *args, **kwargs)
        found = known[key]
        # Whoever sorts or cuts what they were given must not do it to the next one's.
        return cast("Answer", found.copy() if isinstance(found, (list, dict, set)) else found)

    return cast("Read[Said, Answer]", reading)


@event.listens_for(Session, "after_transaction_end")
def _forget_at_the_end(session: Session, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info.pop(KEPT, None)


@event.listens_for(Session, "after_flush")
def _forget_what_changes(session: Session, _context: object) -> None:
    session.info.pop(KEPT, None)


@event.listens_for(Session, "do_orm_execute")
def _forget_what_is_changed(state: ORMExecuteState) -> None:
    if not state.is_select:
        state.session.info.pop(KEPT, None)
