"""The trail: every thing done to a review is an entry in its chain, written together with the thing itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import select

from app.database import db, new_id, now, writing
from app.models import Entry, FrameworkEntry, Review, User
from app.record.chain import FIRST, canonical, hash_of

EntryOf = TypeVar("EntryOf", Entry, FrameworkEntry)


def entries_of(review: Review) -> list[Entry]:
    """The whole record of a review, oldest first."""
    return list(db.session.scalars(select(Entry).where(Entry.review_id == review.id).order_by(Entry.sequence)))


def head_of(review: Review) -> str:
    """The hash of the record's last entry."""
    last = _last_entry(review.id)
    return last.hash if last else FIRST


def append_entry(review_id: str, user_id: str | None, kind: str, payload: dict[str, Any]) -> Entry:
    """One more entry in the chain, inside the transaction that does the thing it records."""
    return linked(Entry(review_id=review_id, kind=kind, who_id=user_id), _last_entry(review_id), payload)


def linked(entry: EntryOf, last: EntryOf | None, payload: Mapping[str, Any]) -> EntryOf:
    """The entry written after the last one of its chain, inside the transaction that does what it records."""
    if not db.session.info.get("writing"):
        raise RuntimeError("An entry is written in the same transaction as what it records.")
    entry.id, entry.at, entry.payload_text = new_id(), now(), canonical(payload)
    entry.sequence, entry.previous = (last.sequence + 1, last.hash) if last else (1, FIRST)
    entry.hash = hash_of(entry)
    db.session.add(entry)
    db.session.flush()
    return entry


def write_entry(review: Review, user: User | None, kind: str, payload: dict[str, Any]) -> Entry:
    """An entry for something that changes nothing else, such as a look at a document with a typed reason."""
    with writing(review):
        return append_entry(review.id, user.id if user else None, kind, payload)


def _last_entry(review_id: str) -> Entry | None:
    return db.session.scalar(select(Entry).where(Entry.review_id == review_id).order_by(Entry.sequence.desc()).limit(1))
