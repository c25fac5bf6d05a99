"""One pack, read once, under several frameworks: proposals beside the review's own, on which nothing is decided."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

from sqlalchemy import func, select

from app.adapting.known import framework_or_none, keep_text, on_offer
from app.contract import assessment_json
from app.database import db, now, writing
from app.errors import NothingProposed, UnknownValue
from app.models import OtherAssessment, OtherFramework, Review, User
from app.packs.field_notes import standing_notes
from app.packs.papers import standing_papers
from app.record.entries_of_programme import other_assessment_payload, other_payload
from app.record.trail import append_entry
from app.working.jobs import queue_other_assessments, say
from corpus.document import Period
from rules.framework import Framework


@dataclass(frozen=True)
class Under:
    """Another framework of a review, and what was proposed under it last."""

    asked: OtherFramework
    framework: Framework | None
    latest: OtherAssessment | None
    is_current: bool
    """Whether it was made from the papers and corrections as they stand now."""


def others_of(review: Review) -> list[Under]:
    """The other frameworks that a review was held against, in the order in which they were asked for."""
    asked = list(db.session.scalars(select(OtherFramework).where(OtherFramework.review_id == review.id)))
    latest: dict[str, OtherAssessment] = {}
    made = select(OtherAssessment).where(OtherAssessment.review_id == review.id).order_by(OtherAssessment.number)
    for one in db.session.scalars(made):
        latest[one.other_id] = one
    stands = fingerprint_of(review) if asked else ""
    return [
        Under(
            one,
            framework_or_none(one.framework_id, one.framework_sha),
            latest.get(one.id),
            one.id in latest and latest[one.id].pack == stands,
        )
        for one in sorted(asked, key=lambda each: each.at)
    ]


def may_be_added(review: Review) -> list[Framework]:
    """The frameworks that the review could be held against besides."""
    known = {(review.framework_id, review.framework_sha)}
    found = select(OtherFramework.framework_id, OtherFramework.framework_sha)
    known |= {(row[0], row[1]) for row in db.session.execute(found.where(OtherFramework.review_id == review.id))}
    return [one for one in on_offer().values() if (one.id, one.sha256) not in known and one.id != review.framework_id]


def ask_under(review: Review, user: User, framework_id: str) -> OtherFramework:
    """Asks for proposals under another framework; asked twice it is asked once."""
    framework = on_offer().get(framework_id)
    if framework is None or framework.id == review.framework_id:
        raise UnknownValue("Choose a framework from the list.")
    review_id, user_id = review.id, user.id
    if not standing_papers(review):
        raise NothingProposed("There are no papers yet, so nothing can be proposed under any framework.")
    with writing(review):
        known = db.session.scalar(
            select(OtherFramework).where(
                OtherFramework.review_id == review_id,
                OtherFramework.framework_id == framework.id,
                OtherFramework.framework_sha == framework.sha256,
            )
        )
        if known is None:
            keep_text(framework)
            known = OtherFramework(
                review_id=review_id,
                framework_id=framework.id,
                framework_sha=framework.sha256,
                by_id=user_id,
                at=now(),
            )
            db.session.add(known)
            db.session.flush()
            append_entry(review_id, user_id, "other_framework", other_payload(known))
    queue_other_assessments(review_id)
    return known


def assess_under_others(review_id: str) -> None:
    """Runs the rules under every other framework whose proposals are not of the papers as they stand."""
    from app.packs.review_pack import pack_of, stores_of
    from app.proposing.assessing import assess

    review = db.session.get_one(Review, review_id)
    wanted = [(one.asked.id, one.framework) for one in others_of(review) if not one.is_current and one.framework]
    papers, notes, stands = standing_papers(review), standing_notes(review), fingerprint_of(review)
    pack, as_of = pack_of(review, papers, notes), review.as_of
    period = Period(review.period_from, review.period_to)
    db.session.rollback()

    def progress(doing: str, done: int, total: int) -> None:
        say(review_id, doing.capitalize(), done, total)

    for other_id, framework in wanted:
        made = assess(pack, framework, as_of, period, stores_of(review_id), progress)
        text = json.dumps(assessment_json(made), ensure_ascii=False, separators=(",", ":"))
        _keep(review_id, other_id, text, stands)


def fingerprint_of(review: Review) -> str:
    """Equal for equal papers, corrections and field notes."""
    from app.packs.review_pack import pack_fingerprint

    return pack_fingerprint(standing_papers(review), standing_notes(review))


def _keep(review_id: str, other_id: str, text: str, pack: str) -> None:
    with writing(db.session.get_one(Review, review_id)):
        most = select(func.max(OtherAssessment.number)).where(OtherAssessment.other_id == other_id)
        made = OtherAssessment(
            review_id=review_id,
            other_id=other_id,
            number=(db.session.scalar(most) or 0) + 1,
            text=text,
            sha256=hashlib.sha256(text.encode()).hexdigest(),
            pack=pack,
            made_at=now(),
        )
        db.session.add(made)
        db.session.flush()
        append_entry(review_id, None, "other_assessment", other_assessment_payload(made))
