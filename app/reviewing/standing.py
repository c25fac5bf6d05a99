"""How a review stands for one person: what has come, what is left to do, and what is late, counted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from app.database import db, now
from app.models import Action, Assessment, Report, Review, User
from app.packs.papers import standing_papers
from app.pages.action import OVER
from app.pages.framework import framework_of
from app.pages.home import Standing
from app.policy import may_do, role_in
from app.proposing.assessments import current_assessment
from app.record.decisions import decisions_of
from app.reviewing.programme import days_used
from app.reviewing.second_ratings import seconds_of
from app.reviewing.self_notes import notes_of
from app.reviewing.visits import last_visit
from app.reviewing.waiting import waiting


def standing_of(review: Review, user: User) -> Standing:
    """The review as it stands for this person, who has a place in it."""
    since = last_visit(review, user)
    counts: dict[str, Any] = _rated(review, user, since) if may_do("see_proposals", review) else {}
    waits = waiting(review, user)
    return Standing(
        role=role_in(review) or "",
        papers=standing_papers(review),
        last_visit=since,
        issued_since=_issued_since(review, since),
        actions_late=_actions_late(review) if may_do("update_actions", review) else 0,
        requests=waits.requests_open,
        requests_late=waits.requests_overdue,
        requests_new=waits.requests_new,
        challenges=waits.challenges_open,
        challenges_late=waits.challenges_overdue,
        challenges_new=waits.challenges_new,
        challenges_to_settle=waits.challenges_to_settle,
        budget=days_used(review) if may_do("plan_programme", review) else None,
        **counts,
    )


def seen_then(review: Review, since: datetime | None) -> Assessment | None:
    """The assessment that was current at that time, where another one is current now."""
    if since is None:
        return None
    found = select(Assessment).where(Assessment.review_id == review.id, Assessment.made_at <= since)
    then = db.session.scalar(found.order_by(Assessment.number.desc()).limit(1))
    return None if then is None or then is current_assessment(review) else then


def _rated(review: Review, user: User, since: datetime | None) -> dict[str, Any]:
    assessment = current_assessment(review)
    if assessment is None:
        return {}
    framework = framework_of(review.framework_id, review.framework_sha)
    questions = len(framework.questions if framework else assessment.content["questions"])
    decided = decisions_of(review)
    own = [one for one in seconds_of(review).values() if one.by_id == user.id]
    return {
        "questions": questions,
        "decided": len(decided),
        "put_off": sum(note.later and question not in decided for question, note in notes_of(review, user).items()),
        "unrated": questions - len(own),
        "assessed_since": since is not None and assessment.made_at > since and assessment.number > 1,
    }


def _issued_since(review: Review, since: datetime | None) -> bool:
    latest = db.session.scalar(select(func.max(Report.issued_at)).where(Report.review_id == review.id))
    return since is not None and latest is not None and latest > since


def _actions_late(review: Review) -> int:
    standing = {decision.id for decision in decisions_of(review).values()}
    late = select(Action.decision_id).where(
        Action.review_id == review.id, Action.due < now().date(), Action.status.not_in(OVER)
    )
    # A carried action has no decision here, and stands until it is over.
    return sum(each is None or each in standing for each in db.session.scalars(late))
