"""While a person writes a question, the models and the review's index are loaded beside: the first answer comes as soon as others."""

from __future__ import annotations

import logging
from threading import Thread
from typing import TYPE_CHECKING

from flask import Flask, current_app

from app.database import db
from app.models import Review

if TYPE_CHECKING:
    from app.config import Config

log = logging.getLogger("sightline.questions")


def get_ready(review: Review, *, with_notes: bool) -> None:
    """Begins to load what a question to this review needs; nobody waits for it, and it may fail."""
    config: Config = current_app.extensions["sightline"]
    wanted = review.id, with_notes
    if config.work == "queued" and wanted not in _UNDER_WAY:
        app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
        _UNDER_WAY.add(wanted)
        Thread(target=load_for, args=(app, *wanted), name="get-ready", daemon=True).start()


def load_for(app: Flask, review_id: str, with_notes: bool) -> None:
    """Loads it, in a session of its own; where that fails, the question itself will say why to the person who asks it."""
    try:
        from app.packs.questions import load

        with app.app_context():
            load(db.session.get_one(Review, review_id), with_notes=with_notes)
    except Exception:
        log.exception("what questions need could not be loaded")
    finally:
        _UNDER_WAY.discard((review_id, with_notes))


_UNDER_WAY: set[tuple[str, bool]] = set()
"""What is being loaded: whoever comes meanwhile begins it no second time."""
