"""What waits in a review's requests and challenges, counted for the person who looks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from app.database import now
from app.models import Review, User
from app.reviewing.challenging import challenges_of
from app.reviewing.opening import is_new_to, opened_by
from app.reviewing.requesting import requests_of


@dataclass(frozen=True)
class Waiting:
    """How many requests and challenges wait, and for whom."""

    requests_open: int = 0
    """Sent, and the partnership's answer is waited for."""
    requests_overdue: int = 0
    """Of the open ones, those whose day has passed."""
    requests_new: int = 0
    """In which someone else has said something that this person has not opened yet."""
    challenges_open: int = 0
    """Raised, and a reply is waited for."""
    challenges_overdue: int = 0
    challenges_new: int = 0
    """In which someone else has said something that this person has not opened yet: answered and unread."""
    challenges_to_settle: int = 0
    """Replied to, and neither maintained nor changed yet."""


def waiting(review: Review, user: User, today: date | None = None) -> Waiting:
    """What waits in the requests and challenges of a review that this person has a place in."""
    day, opened = today or now().date(), opened_by(review, user)
    requests, challenges = requests_of(review), challenges_of(review)
    return Waiting(
        requests_open=sum(each.is_unanswered for each in requests),
        requests_overdue=sum(each.is_overdue(day) for each in requests),
        requests_new=sum(is_new_to(user, each, opened) for each in requests),
        challenges_open=sum(each.is_unanswered for each in challenges),
        challenges_overdue=sum(each.is_overdue(day) for each in challenges),
        challenges_new=sum(is_new_to(user, each, opened) for each in challenges),
        challenges_to_settle=sum(each.state == "reply" for each in challenges),
    )
