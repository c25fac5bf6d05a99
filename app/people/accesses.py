"""Every look at a document, a citation, an answer or an export is written down: who, what, when, by ids only."""

from __future__ import annotations

import time
from collections import OrderedDict
from threading import Lock
from typing import Any

from flask import Flask, Response, g, request
from flask_security import current_user
from sqlalchemy import select

from app.database import db, writing
from app.models import Access, Review

AGAIN_SECONDS = 60.0
"""The same look within so long, such as the next page of the same paper, is not written down again."""
REMEMBERED = 10_000
LISTED = 200
THING_LENGTH = 64


class _Recent:
    """The looks of the last minute, so that a paper of forty pages is one look and not forty."""

    def __init__(self) -> None:
        self._seen: OrderedDict[tuple[str, ...], float] = OrderedDict()
        self._lock = Lock()

    def is_new(self, look: tuple[str, ...]) -> bool:
        moment = time.monotonic()
        with self._lock:
            last = self._seen.pop(look, None)
            self._seen[look] = moment if last is None or moment - last > AGAIN_SECONDS else last
            while len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
        return last is None or moment - last > AGAIN_SECONDS


def register_accesses(app: Flask) -> None:
    """Watches every address about a review, also those that are still to be built."""
    recent = _Recent()

    @app.after_request
    def _note(response: Response) -> Response:
        review = g.get("review")
        if review is not None and response.status_code in (200, 206) and _is_look(response):
            look = (str(current_user.id), str(review.id), str(request.endpoint), thing_of(request.view_args))
            if recent.is_new(look):
                # What cannot be written down is not shown: an error here takes the place of the answer.
                _write(*look)
        return response


def _is_look(response: Response) -> bool:
    """Whether something is shown that has an id of its own, or leaves the service as a file."""
    if request.method not in ("GET", "POST"):
        return False
    leaves = response.headers.get("Content-Disposition", "").startswith("attachment")
    return leaves or (request.method == "GET" and bool(thing_of(request.view_args)))


def thing_of(arguments: dict[str, Any] | None) -> str:
    """The ids in an address beside the review's; which page of a paper or which quote it was is left out."""
    ids = [str(value) for name, value in (arguments or {}).items() if name not in ("review", "review_id", "number")]
    return "/".join(ids)[:THING_LENGTH]


def _write(user_id: str, review_id: str, kind: str, thing: str) -> None:
    db.session.rollback()
    with writing(review_id):
        db.session.add(Access(user_id=user_id, review_id=review_id, kind=kind[:40], thing=thing))


def accesses_of(review: Review, page: int = 1) -> list[Access]:
    """The looks at a review, the latest first, a page of them."""
    found = select(Access).where(Access.review_id == review.id).order_by(Access.at.desc(), Access.id)
    return list(db.session.scalars(found.limit(LISTED + 1).offset((page - 1) * LISTED)))
