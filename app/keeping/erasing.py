"""Deleting a review whole, so that no byte of it is left in the data folder."""

from __future__ import annotations

import time

from sqlalchemy import delete, text

from app.database import BUSY_SECONDS, db, writing
from app.models import Entry, Erasure, Review
from app.packs.storage import Storage

CHECKPOINT_TRIES = 50
CHECKPOINT_WAIT_MILLISECONDS = 100
CHECKPOINT_REST_SECONDS = 0.1


def erase_review(review: Review) -> None:
    """Deletes every row and every file of a review, and what the database would keep of them in its journal."""
    review_id = review.id
    with writing(review):
        # The record's triggers let rows go only while this one names their review.
        db.session.add(Erasure(review_id=review_id))
        db.session.flush()
        db.session.execute(delete(Entry).where(Entry.review_id == review_id))
        db.session.execute(delete(Review).where(Review.id == review_id))
        db.session.execute(delete(Erasure).where(Erasure.review_id == review_id))
    Storage.of().erase(review_id)
    if db.engine.dialect.name == "sqlite":
        _empty_journal()


def _empty_journal() -> None:
    """The freed pages are overwritten already (`secure_delete`); the write-ahead log still holds what was in them."""
    for _ in range(CHECKPOINT_TRIES):
        with db.engine.connect().execution_options(begin_with="SELECT 1") as connection:
            # Each try waits a moment only: the twenty seconds of a writer, fifty times over, would never end.
            connection.execute(text(f"PRAGMA busy_timeout={CHECKPOINT_WAIT_MILLISECONDS}"))
            busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]
            connection.execute(text(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}"))
        if not busy:
            return
        # Someone is reading an older state; they will be done in a moment.
        time.sleep(CHECKPOINT_REST_SECONDS)
