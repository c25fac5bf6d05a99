"""Who may do what: the table, and the one gate through which every view goes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_security import current_user
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from app.database import Model, db
from app.errors import NotAllowed, NotFound, PackClosed, ReasonNeeded
from app.models import Membership, Report, Review
from app.once import once
from app.record.trail import write_entry

View = Callable[..., ResponseReturnValue]
AnyModel = TypeVar("AnyModel", bound=Model)

MEMBERS = frozenset({"partnership", "reviewer", "scrutineer"})
SCRUTINEER = frozenset({"scrutineer"})
PARTNERSHIP = frozenset({"partnership"})
CRITICS = frozenset({"reviewer", "scrutineer"})
ADMINISTRATOR = frozenset({"administrator"})


@dataclass(frozen=True)
class Row:
    """One row of the table: which roles, and on what further condition."""

    roles: frozenset[str]
    of_review: bool = True
    """True: the role the person has in that review. False: the role of their account."""
    while_open: bool = False
    """Only while the pack is open."""
    once_issued: frozenset[str] = frozenset()
    """Roles that may only once a report has been issued."""
    with_reason: frozenset[str] = frozenset()
    """Roles without a place in the review that may after typing a reason, which is recorded."""


ACTIONS: dict[str, Row] = {
    "home": Row(MEMBERS | ADMINISTRATOR, of_review=False),
    "list_reviews": Row(MEMBERS | ADMINISTRATOR, of_review=False),
    "change_password": Row(MEMBERS | ADMINISTRATOR, of_review=False),
    "pass_second_step": Row(MEMBERS | ADMINISTRATOR, of_review=False),
    "set_second_step": Row(MEMBERS | ADMINISTRATOR, of_review=False),
    "see_limits": Row(MEMBERS | ADMINISTRATOR, of_review=False),
    "see_frameworks": Row(MEMBERS | ADMINISTRATOR, of_review=False),
    "propose_framework": Row(SCRUTINEER, of_review=False),
    "see_framework_drafts": Row(SCRUTINEER | ADMINISTRATOR, of_review=False),
    "rule_on_framework": Row(ADMINISTRATOR, of_review=False),
    "see_across": Row(ADMINISTRATOR, of_review=False),
    "create_review": Row(SCRUTINEER, of_review=False),
    "count_papers": Row(ADMINISTRATOR, of_review=False),
    "manage_people": Row(ADMINISTRATOR, of_review=False),
    "give_reason": Row(ADMINISTRATOR, of_review=False),
    "see_review": Row(MEMBERS, with_reason=ADMINISTRATOR),
    "see_people": Row(MEMBERS),
    "upload": Row(PARTNERSHIP | SCRUTINEER, while_open=True),
    "see_papers": Row(MEMBERS, with_reason=ADMINISTRATOR),
    "read_papers": Row(MEMBERS, with_reason=ADMINISTRATOR),
    "ask": Row(MEMBERS, with_reason=ADMINISTRATOR),
    "choose_model": Row(SCRUTINEER),
    "draft": Row(SCRUTINEER),
    "see_drafts": Row(CRITICS),
    "correct_paper": Row(PARTNERSHIP | SCRUTINEER),
    "see_proposals": Row(CRITICS),
    "see_asked": Row(PARTNERSHIP),
    "self_assess": Row(PARTNERSHIP),
    "see_self_actions": Row(MEMBERS),
    "reply": Row(PARTNERSHIP),
    "see_requests": Row(MEMBERS),
    "send_request": Row(SCRUTINEER),
    "answer_request": Row(PARTNERSHIP),
    "see_challenges": Row(MEMBERS),
    "challenge": Row(SCRUTINEER),
    "settle_challenge": Row(SCRUTINEER),
    "decide": Row(SCRUTINEER),
    "comment": Row(CRITICS),
    "second_rating": Row(CRITICS),
    "see_field_notes": Row(CRITICS),
    "write_field_notes": Row(SCRUTINEER),
    "move_evidence": Row(SCRUTINEER),
    "see_context": Row(MEMBERS),
    "answer_context": Row(SCRUTINEER),
    "propose_context": Row(PARTNERSHIP),
    "see_programme": Row(MEMBERS),
    "plan_programme": Row(SCRUTINEER),
    "propose_also": Row(SCRUTINEER),
    "try_framework": Row(SCRUTINEER),
    "issue_report": Row(SCRUTINEER),
    "edit_template": Row(SCRUTINEER),
    "withdraw_report": Row(SCRUTINEER),
    "read_report": Row(MEMBERS, once_issued=PARTNERSHIP),
    "see_actions": Row(MEMBERS, once_issued=PARTNERSHIP),
    "update_actions": Row(PARTNERSHIP | SCRUTINEER, once_issued=PARTNERSHIP),
    "read_trail": Row(MEMBERS, once_issued=PARTNERSHIP),
    "see_accesses": Row(SCRUTINEER),
    "see_trail_dates": Row(ADMINISTRATOR, of_review=False),
    "close_pack": Row(SCRUTINEER),
    "assign": Row(ADMINISTRATOR, of_review=False),
    "erase_review": Row(SCRUTINEER),
}
"""Deny by default: what has no row nobody may do. The trail has no row for editing or deleting."""

TAKES_FILES = frozenset({"upload", "answer_request", "edit_template"})
"""The only actions that come with files, so that their bodies may be large."""

PUBLIC_ENDPOINTS = frozenset(
    {
        *("static", "healthz", "security.login", "security.logout", "invitations.open_link"),
        *("single_sign_on.there", "single_sign_on.back"),
    }
)
"""The only addresses that answer without a row."""


def may(action: str) -> Callable[[View], View]:
    """Marks a view with the action that it is; the gate does the rest before the view, or its form, is looked at."""
    if action not in ACTIONS:
        raise KeyError(f"There is no policy row “{action}”.")

    def mark(view: View) -> View:
        view.sightline_action = action  # type: ignore[attr-defined]
        return view

    return mark


def action_of(app: Flask, endpoint: str) -> str | None:
    """The action that an endpoint was marked with."""
    return getattr(app.view_functions[endpoint], "sightline_action", None)


def gate() -> ResponseReturnValue | None:
    """Lets a request through only where the table has a row for it and this person."""
    endpoint = request.endpoint
    if endpoint is None or endpoint in PUBLIC_ENDPOINTS:
        return None
    action = action_of(current_app, endpoint)
    if action is None:
        raise NotFound
    if not current_user.is_authenticated:
        return _ask_to_sign_in()
    arguments = request.view_args or {}
    if ACTIONS[action].of_review or "review_id" in arguments:
        review = require(action, arguments.get("review_id"))
        # Only now: a page that refuses still has to say which review it is about.
        arguments.pop("review_id", None)
        arguments["review"] = review
        g.review = review
    else:
        require(action)
    return None


def require(action: str, review_id: str | None = None) -> Review | None:
    """The review, if this person may do this to it; NotFound, NotAllowed, PackClosed or ReasonNeeded if not."""
    row = ACTIONS[action]
    if not row.of_review:
        if not any(current_user.has_role(name) for name in row.roles):
            raise NotFound
        return _any_review(review_id) if review_id is not None else None
    review = review_for(current_user, review_id)
    _check(row, role_in(review), review)
    return review


def review_for(user: Any, review_id: str | None) -> Review:
    """The review with this id if the person has a place in it (or is an administrator); NotFound otherwise."""
    if not review_id or not user.is_authenticated:
        raise NotFound
    if db.session.get(Membership, (user.id, review_id)) is None and not user.has_role("administrator"):
        raise NotFound
    return _any_review(review_id)


def of_review(model: type[AnyModel], review: Review, identity: str) -> AnyModel:
    """The thing with this id if it belongs to this review; NotFound otherwise."""
    found = db.session.get(model, identity)
    if found is None or getattr(found, "review_id", None) != review.id:
        raise NotFound
    return found


def role_in(review: Review) -> str | None:
    """What the signed-in person is in this review."""
    role = _role_of(review, current_user.id)
    if role is not None:
        return role
    return "administrator" if current_user.has_role("administrator") else None


@once
def _role_of(review: Review, user_id: str) -> str | None:
    place = db.session.get(Membership, (user_id, review.id))
    return place.role if place is not None else None


def may_do(action: str, review: Review | None = None) -> bool:
    """Whether the signed-in person may do this, for showing or leaving out a link."""
    row = ACTIONS[action]
    if not current_user.is_authenticated:
        return False
    if not row.of_review:
        return any(current_user.has_role(name) for name in row.roles)
    if review is None:
        return False
    try:
        _check(row, role_in(review), review)
    except (NotFound, NotAllowed, PackClosed, ReasonNeeded):
        return False
    return True


@once
def has_issued(review: Review) -> bool:
    """Whether a report of this review has been issued, standing or withdrawn."""
    return db.session.scalar(select(Report.id).where(Report.review_id == review.id).limit(1)) is not None


def give_reason(review_id: str, reason: str) -> Review:
    """Records why an administrator needs to read a review's papers, and lets this session read them."""
    if not reason.strip():
        raise ReasonNeeded
    review = review_for(current_user, review_id)
    write_entry(review, current_user, "read_with_reason", {"reason": reason.strip()})
    session["reasons"] = sorted({*session.get("reasons", []), review_id})
    return review


def _check(row: Row, role: str | None, review: Review) -> None:
    if role is None:
        raise NotFound
    if role in row.with_reason:
        if review.id not in session.get("reasons", []):
            raise ReasonNeeded
        return
    if role not in row.roles or (role in row.once_issued and not has_issued(review)):
        raise NotAllowed
    if row.while_open and not review.pack_open:
        raise PackClosed


def _any_review(review_id: str) -> Review:
    review = db.session.get(Review, review_id)
    if review is None:
        raise NotFound
    return review


def _ask_to_sign_in() -> ResponseReturnValue:
    """To the sign-in page, and from there back; where something was sent, the page says what became of it."""
    if request.method == "GET":
        return redirect(url_for("security.login", next=request.full_path.rstrip("?")))
    return redirect(url_for("security.login", next=_page_behind_form(), unsaved="yes"))


def _page_behind_form() -> str | None:
    """The page whose form was sent: the same address, where it can also be looked at."""
    try:
        current_app.create_url_adapter(request).match(request.path, method="GET")  # type: ignore[union-attr]
    except HTTPException:
        return None
    return request.path
