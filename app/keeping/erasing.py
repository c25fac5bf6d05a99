"""Deleting a review whole, so that no byte of it is left in the data folder; what a crash cut short is finished later."""

from __future__ import annotations

import os
import time
from datetime import timedelta
from pathlib import Path

from flask import current_app
from sqlalchemy import delete, text

from app.database import BUSY_SECONDS, db, now, writing
from app.models import Entry, Erasure, Review
from app.packs.storage import Storage
from app.people.sessions import SessionFiles
from app.proposing.vectors import forget_vectors

CHECKPOINT_TRIES = 50
CHECKPOINT_WAIT_MILLISECONDS = 100
CHECKPOINT_REST_SECONDS = 0.1
UNDER_WAY = timedelta(minutes=5)
"""A review that is still there so long after its deletion was begun was not deleted: the server died before."""


def erase_review(review: Review) -> None:
    """Deletes every row and every file of a review, and what the database would keep of them in its journal."""
    review_id = review.id
    _begin(review_id)
    with writing(review):
        # The record's triggers let rows go only while this one names their review.
        db.session.add(Erasure(review_id=review_id))
        db.session.flush()
        db.session.execute(delete(Entry).where(Entry.review_id == review_id))
        db.session.execute(delete(Review).where(Review.id == review_id))
        db.session.execute(delete(Erasure).where(Erasure.review_id == review_id))
        if db.engine.dialect.name == "postgresql":
            forget_vectors(review_id)
    finish_erasing()


def finish_erasing() -> None:
    """Takes away the files of the reviews whose rows are gone, and empties the journal, now or at the next call."""
    for note in sorted(_notes().glob("[0-9a-f]*")):
        if db.session.get(Review, note.name) is not None:
            if note.stat().st_mtime < (now() - UNDER_WAY).timestamp():
                note.unlink(missing_ok=True)
            continue
        db.session.rollback()
        Storage.of().erase(note.name)
        _sessions().forget_messages()
        if db.engine.dialect.name != "sqlite" or _emptied_journal():
            note.unlink(missing_ok=True)
    db.session.rollback()


def _notes() -> Path:
    folder: Path = current_app.extensions["sightline"].data / "erasing"
    folder.mkdir(exist_ok=True, mode=0o700)
    return folder


def _begin(review_id: str) -> None:
    """Notes by its id that a review is being deleted, so that whatever happens it is deleted whole."""
    with os.fdopen(os.open(_notes() / review_id, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as note:
        os.fsync(note.fileno())


def _sessions() -> SessionFiles:
    """What is to be told on people's next pages may name the review's papers."""
    sessions: SessionFiles = current_app.config["SESSION_CACHELIB"]
    return sessions


def _emptied_journal() -> bool:
    """The freed pages are overwritten already (`secure_delete`); the write-ahead log still holds what was in them."""
    for _ in range(CHECKPOINT_TRIES):
        with db.engine.connect().execution_options(begin_with="SELECT 1") as connection:
            # Each try waits a moment only: the twenty seconds of a writer, fifty times over, would never end.
            connection.execute(text(f"PRAGMA busy_timeout={CHECKPOINT_WAIT_MILLISECONDS}"))
            busy = connection.execute(text("PRAGMA wal_checkpoint(TRUNCATE)")).one()[0]
            connection.execute(text(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}"))
        if not busy:
            return True
        # Someone is reading an older state; they will be done in a moment.
        time.sleep(CHECKPOINT_REST_SECONDS)
    return False
