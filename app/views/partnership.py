"""The partnership's home of a review: what is asked of it now."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for

from app.database import now
from app.models import Action, Review
from app.packs.name_warnings import open_warnings
from app.packs.papers import standing_papers
from app.pages.expected import expected_of
from app.pages.framework import layout_of
from app.pages.partnership import Asked, partnership_home
from app.pages.self_assessment import question_list
from app.policy import may, may_do
from app.record.decisions import actions_of, decisions_of
from app.reviewing.challenging import challenges_of
from app.reviewing.requesting import requests_of
from app.reviewing.self_assessing import latest_of
from app.views.reviews import jobs_of

blueprint = Blueprint("partnership", __name__)

PAGES = {
    "papers": ("papers.papers", None),
    "paper": ("papers.paper", "paper_id"),
    "names": ("papers.paper", "paper_id"),
    "expected": ("papers.expected", None),
    "answers": ("self_assessment.questions", None),
    "request": ("requests.one", "request_id"),
    "challenge": ("challenges.one", "challenge_id"),
    "action": ("actions.action", "action_id"),
}
"""Where each sort of thing is done: the page of one, and the name of its id."""
LISTS = {"request": "requests.requests", "challenge": "challenges.challenges", "action": "actions.actions"}


@blueprint.get("/reviews/<review_id>/to-do")
@may("see_asked")
def home(review: Review) -> str:
    papers = standing_papers(review)
    asked = Asked(
        papers=papers,
        expected=expected_of(review, papers),
        answers=question_list(layout_of(review, None), latest_of(review)),
        pack_open=review.pack_open,
        warnings=open_warnings(review),
        requests=requests_of(review),
        challenges=challenges_of(review),
        actions=_actions(review) if may_do("see_actions", review) else None,
    )

    def address(sort: str, identity: str) -> str:
        endpoint, name = PAGES[sort]
        if not identity or name is None:
            return url_for(LISTS.get(sort, endpoint), review_id=review.id)
        anchor = {"names": "names", "paper": "unread"}.get(sort)
        named: dict[str, Any] = {name: identity}
        return url_for(endpoint, review_id=review.id, _anchor=anchor, **named)

    page = partnership_home(asked, now().date(), address)
    return render_template("partnership/home.html", review=review, page=page, jobs=jobs_of(review))


def _actions(review: Review) -> list[Action]:
    """The actions of the decisions that stand."""
    standing = {decision.id for decision in decisions_of(review).values()}
    return [action for action in actions_of(review) if action.decision_id in standing]
