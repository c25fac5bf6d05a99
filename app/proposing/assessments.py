"""The assessments of a review: which one is current, and how a new one takes its place."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from sqlalchemy import func, select, update

from app.database import db, writing
from app.models import Assessment, Review
from app.once import once
from app.record.trail import append_entry


@once
def current_assessment(review: Review) -> Assessment | None:
    """The latest run of the rules over the review's papers."""
    return db.session.scalar(
        select(Assessment).where(Assessment.review_id == review.id).order_by(Assessment.number.desc()).limit(1)
    )


def assessments_of(review: Review) -> list[Assessment]:
    """Every run of the rules, latest first."""
    found = select(Assessment).where(Assessment.review_id == review.id).order_by(Assessment.number.desc())
    return list(db.session.scalars(found))


def keep_assessment(review_id: str, content: dict[str, Any], pack: str) -> Assessment:
    """Keeps a new assessment and makes it the current one; the same content again is the one already kept."""
    with writing(db.session.get_one(Review, review_id)):
        return add_assessment(review_id, content, pack)


def as_text(content: Any) -> str:
    """The one form in which an assessment, or a piece of it, is kept."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def add_assessment(review_id: str, content: dict[str, Any], pack: str, text: str = "") -> Assessment:
    """The same within the caller's transaction; `text` is the content as text, where the caller has it already."""
    text = text or as_text(content)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    latest = current_assessment(db.session.get_one(Review, review_id))
    if latest is not None and latest.sha256 == sha256:
        latest.pack = pack
        return latest
    number = db.session.scalar(select(func.max(Assessment.number)).where(Assessment.review_id == review_id)) or 0
    db.session.execute(update(Assessment).where(Assessment.review_id == review_id).values(current=False))
    kept = Assessment(review_id=review_id, number=number + 1, text=text, sha256=sha256, pack=pack)
    db.session.add(kept)
    db.session.flush()
    append_entry(
        review_id,
        None,
        "assessment",
        {"assessment": kept.id, "number": kept.number, "sha256": sha256, "pack": pack},
    )
    return kept
