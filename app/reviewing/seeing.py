"""What a person chose, or is asked, not to see yet: proposals before they decide blind, decisions before they rate.

Every page that shows a proposal or a decision asks here, or is kept back whole (`app/views/opinions.py`).
"""

from __future__ import annotations

from collections.abc import Iterable

from app.models import Decision, Review, User
from app.pages.framework import layout_of
from app.policy import role_in
from app.proposing.assessments import current_assessment
from app.record.decisions import decisions_of
from app.reviewing.blind import hidden_from, is_blind, undecided_by
from app.reviewing.second_ratings import kept_from


def proposals_kept(review: Review, user: User) -> frozenset[str]:
    """The questions whose proposal this person means to decide without, and has not decided."""
    if not is_blind(review, user):
        return frozenset()
    assessment = current_assessment(review)
    return hidden_from(review, user, layout_of(review, assessment.content if assessment else None).order)


def decisions_kept(review: Review, user: User) -> frozenset[str]:
    """The decided questions whose decision this person is not to know yet: a second rater's, and someone's who decides blind."""
    if role_in(review) == "reviewer":
        return kept_from(review, user)
    return undecided_by(review, user, list(decisions_of(review))) if is_blind(review, user) else frozenset()


def known_to(review: Review, user: User, decisions: Iterable[Decision]) -> list[Decision]:
    """Those of these decisions that this person may know."""
    kept = decisions_kept(review, user)
    return [one for one in decisions if one.question not in kept]
