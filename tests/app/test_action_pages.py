"""The actions of a review: listed from the decisions, updated by those who answer for them, kept in the record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from cast import Person

from app.database import db
from app.models import Action, Assessment, Review
from app.record.decisions import NewAction, decide
from app.record.trail import entries_of, head_of
from app.reporting.reports import issue_report


@pytest.fixture
def action(review: Review, assessment: Assessment, scrutineer: Person) -> Action:
    made = NewAction("Agree the funding of year two", "Executive group", date(2025, 1, 31))
    return decision(review, scrutineer, made).action


def decision(review: Review, person: Person, made: NewAction, supersedes: str | None = None) -> Any:
    return decide(
        review,
        person.user,
        question="1.1",
        rating="amber",
        red_reason=None,
        reason="",
        action=made,
        supersedes=supersedes,
    )


def test_every_decision_makes_an_action_that_is_listed_and_said_to_be_late(
    scrutineer: Person, review: Review, action: Action
) -> None:
    page = scrutineer.get(f"/reviews/{review.id}/actions").text
    assert "1 action, 1 still to do, 1 action late" in page
    assert "Agree the funding of year two" in page
    assert "31 January 2025" in page
    assert f'href="/reviews/{review.id}/actions">Actions</a>' in scrutineer.get(f"/reviews/{review.id}").text


def test_an_action_of_a_decision_that_no_longer_stands_is_kept_apart(
    scrutineer: Person, review: Review, action: Action
) -> None:
    decision(review, scrutineer, NewAction("Publish the budget", "Council"), supersedes=action.decision_id)
    page = scrutineer.get(f"/reviews/{review.id}/actions").text
    standing, _, former = page.partition("1 from decisions that no longer stand")
    assert "Publish the budget" in standing
    assert "Agree the funding of year two" not in standing
    assert "Agree the funding of year two" in former


def test_an_update_is_shown_with_who_said_it_and_stands_in_the_record(
    scrutineer: Person, review: Review, action: Action
) -> None:
    address = f"/reviews/{review.id}/actions/{action.id}"
    said = {"status": "done", "note": "Agreed on 3 March.", "due-day": "1", "due-month": "3", "due-year": "2025"}
    page = scrutineer.post(address, said, follow_redirects=True).text
    assert "0 still to do" in page
    assert "Agreed on 3 March." in page
    assert "Ada Marlow" in scrutineer.get(address).text.partition("Agreed on 3 March.")[2]
    entry = entries_of(review)[-1]
    assert (entry.kind, entry.payload["status"], entry.payload["due"]) == ("action_update", "done", "2025-03-01")


def test_an_update_without_a_note_is_not_taken_and_the_date_stays_where_none_is_typed(
    scrutineer: Person, review: Review, action: Action
) -> None:
    address = f"/reviews/{review.id}/actions/{action.id}"
    assert "Say what was done, or why it was not." in scrutineer.post(address, {"status": "done", "note": " "}).text
    assert action.status == "open"
    scrutineer.post(address, {"status": "in_hand", "note": "Asked the finance leads."})
    db.session.refresh(action)
    assert (action.status, action.due) == ("in_hand", date(2025, 1, 31))


def test_the_partnership_updates_actions_once_a_report_is_issued_and_the_reviewer_never(
    business_manager: Person,
    reviewer: Person,
    scrutineer: Person,
    review: Review,
    assessment: Assessment,
    action: Action,
) -> None:
    address, said = f"/reviews/{review.id}/actions/{action.id}", {"status": "in_hand", "note": "Under way."}
    assert business_manager.get(address).status_code == 403
    issue_report(review, scrutineer.user, b"PK report", assessment, [], head_of(review))
    assert "Save the update" in business_manager.get(address).text
    assert business_manager.post(address, said).status_code == 302
    assert "Save the update" not in reviewer.get(address).text
    assert reviewer.post(address, said).status_code == 403


def test_an_action_of_another_review_is_not_found(stranger: Person, other_review: Review, action: Action) -> None:
    assert stranger.get(f"/reviews/{other_review.id}/actions/{action.id}").status_code == 404
