"""Decisions are kept for ever, each with its entry in the record; a late one is told what changed."""

from __future__ import annotations

import threading
from datetime import date
from typing import Any

import pytest
from cast import Person
from flask import Flask
from sqlalchemy import select

from app.database import db
from app.errors import (
    ActionRequired,
    NothingProposed,
    ReasonRequired,
    RedNeedsReason,
    StaleDecision,
    StaleReport,
    UnknownValue,
)
from app.models import Action, Assessment, Decision, Report, Review
from app.proposing.assessments import current_assessment, keep_assessment
from app.record.decisions import NewAction, decide, decisions_of, history_of, update_action, verify_record
from app.record.trail import entries_of, head_of
from app.reporting.reports import issue_report, withdraw_report

ACTION = NewAction("Ask each partner for its budget line.", "Business manager", date(2025, 9, 30))


def rate(
    review: Review, person: Person, rating: str = "amber", *, supersedes: str | None = None, **more: Any
) -> Decision:
    said: dict[str, Any] = {"question": "1.1", "red_reason": None, "reason": "", "action": ACTION} | more
    return decide(review, person.user, rating=rating, supersedes=supersedes, **said)


def kinds(review: Review) -> list[str]:
    return [entry.kind for entry in entries_of(review)]


@pytest.fixture
def ada(cast: dict[str, Person]) -> Person:
    return cast["scrutineer"]


def test_accepting_keeps_the_decision_its_action_and_its_entry(
    review: Review, assessment: Assessment, ada: Person
) -> None:
    decision = rate(review, ada)
    entry = entries_of(review)[-1]

    assert decision.accepts
    assert decision.number == 1
    assert decision.proposed_rating == "amber"
    assert decision.action.text == ACTION.text
    assert decision.action.due == date(2025, 9, 30)
    assert entry.kind == "decision"
    assert entry.who_id == ada.id
    assert entry.payload["decision"] == decision.id
    assert entry.payload["action"]["owner"] == "Business manager"


def test_an_override_without_a_reason_is_not_kept(review: Review, assessment: Assessment, ada: Person) -> None:
    with pytest.raises(ReasonRequired):
        rate(review, ada, "green", reason="  ")
    assert decisions_of(review) == {}
    assert "decision" not in kinds(review)

    assert not rate(review, ada, "green", reason="I saw the signed plan at the May executive.").accepts


def test_red_for_another_reason_than_the_one_proposed_is_an_override(
    review: Review, assessment: Assessment, ada: Person
) -> None:
    with pytest.raises(ReasonRequired):
        rate(review, ada, "red", question="1.2", red_reason="contrary")
    assert rate(review, ada, "red", question="1.2", red_reason="silent").accepts


def test_red_says_which_of_its_three_reasons(review: Review, assessment: Assessment, ada: Person) -> None:
    with pytest.raises(RedNeedsReason):
        rate(review, ada, "red", reason="It is.")
    with pytest.raises(UnknownValue):
        rate(review, ada, "amber", red_reason="silent")
    with pytest.raises(UnknownValue):
        rate(review, ada, "purple")


def test_even_green_has_an_action() -> None:
    with pytest.raises(ActionRequired):
        NewAction("  ", "Business manager")
    with pytest.raises(ActionRequired):
        NewAction("Look again in a year.", "")


def test_nothing_is_decided_where_nothing_was_proposed(review: Review, ada: Person, assessment: Assessment) -> None:
    with pytest.raises(NothingProposed):
        rate(review, ada, question="9.9")


def test_a_second_decision_follows_the_first_and_both_are_kept(
    review: Review, assessment: Assessment, ada: Person
) -> None:
    first = rate(review, ada)
    second = rate(review, ada, "green", reason="The funding table came in.", supersedes=first.id)

    assert [one.id for one in history_of(review, "1.1")] == [second.id, first.id]
    assert decisions_of(review)["1.1"].id == second.id
    assert second.number == 2


def test_a_decision_made_on_an_old_page_is_refused_and_says_what_changed(
    review: Review, assessment: Assessment, cast: dict[str, Person]
) -> None:
    first = rate(review, cast["scrutineer"])
    with pytest.raises(StaleDecision, match=r"Ada Marlow decided 1\.1 as Amber") as refusal:
        rate(review, cast["stranger"], "green", reason="I think so.", supersedes=None)

    assert refusal.value.latest is not None
    assert refusal.value.latest.id == first.id
    assert len(history_of(review, "1.1")) == 1
    assert kinds(review).count("decision") == 1


def test_the_same_form_sent_twice_is_one_decision(review: Review, assessment: Assessment, ada: Person) -> None:
    assert rate(review, ada).id == rate(review, ada).id
    assert kinds(review).count("decision") == 1


def test_the_proposal_that_was_on_the_page_is_the_one_recorded(
    review: Review, assessment: Assessment, ada: Person
) -> None:
    seen = assessment.id
    changed = {**assessment.content, "questions": [{**assessment.content["questions"][0], "proposed": "green"}]}
    later = keep_assessment(review.id, changed, pack="2" * 64)
    decision = rate(review, ada, "amber", assessment_id=seen)

    assert decision.accepts
    assert decision.assessment_id == seen
    current = current_assessment(review)
    assert current is not None
    assert current.id == later.id
    assert current.number == 2


def test_an_action_is_updated_and_what_was_said_is_kept(
    review: Review, assessment: Assessment, ada: Person, cast: dict[str, Person]
) -> None:
    action = rate(review, ada).action
    bram = cast["business_manager"].user
    update_action(review, bram, action, text="Asked all three on 3 June.", status="in_hand")
    update_action(review, bram, action, text="All three answered.", status="done", due=date(2025, 10, 1))

    kept = db.session.get_one(Action, action.id)
    assert kept.status == "done"
    assert kept.due == date(2025, 10, 1)
    assert [one.text for one in kept.updates] == ["Asked all three on 3 June.", "All three answered."]
    assert kinds(review)[-2:] == ["action_update", "action_update"]


def test_an_issued_report_is_frozen_and_withdrawn_only_once_with_a_reason(
    review: Review, assessment: Assessment, ada: Person
) -> None:
    head = head_of(review)
    report = issue_report(review, ada.user, b"PK report", assessment, [], head)
    with pytest.raises(ReasonRequired):
        withdraw_report(review, ada.user, report, " ")
    withdraw_report(review, ada.user, report, "A partner's name was wrong.")
    with pytest.raises(UnknownValue):
        withdraw_report(review, ada.user, report, "Again.")

    kept = db.session.get_one(Report, report.id)
    assert not kept.stands
    assert kept.head == head
    assert kinds(review)[-2:] == ["report_issued", "report_withdrawn"]


def test_a_report_made_from_an_older_record_is_not_issued(review: Review, assessment: Assessment, ada: Person) -> None:
    head = head_of(review)
    rate(review, ada)
    with pytest.raises(StaleReport):
        issue_report(review, ada.user, b"PK", assessment, [], head)
    assert db.session.scalar(select(Report)) is None


def test_two_people_deciding_at_once_lose_nothing_and_overwrite_nothing(
    app: Flask, review: Review, assessment: Assessment, ada: Person
) -> None:
    review_id, outcomes = review.id, []

    def decide_five_times() -> None:
        for number in range(5):
            with app.app_context():
                mine = db.session.get_one(Review, review_id)
                latest = decisions_of(mine).get("1.1")
                try:
                    rate(
                        mine, ada, reason=f"{threading.get_ident()} {number}", supersedes=latest.id if latest else None
                    )
                    outcomes.append("accepted")
                except StaleDecision:
                    outcomes.append("refused")

    people = [threading.Thread(target=decide_five_times) for _ in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join()

    db.session.rollback()
    kept = history_of(review, "1.1")
    assert len(outcomes) == 20, "every try was either accepted or refused"
    assert outcomes.count("accepted") == len(kept) == kinds(review).count("decision")
    assert [one.number for one in reversed(kept)] == list(range(1, len(kept) + 1))
    assert verify_record(review).ok
