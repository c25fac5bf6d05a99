"""Deciding a question in the browser: what is asked for, what is kept, and what nobody can lose."""

from __future__ import annotations

from typing import Any

import pytest
from cast import Person
from pack import stock

from app.database import db
from app.models import Assessment, Review
from app.proposing.assessments import keep_assessment
from app.record.decisions import decisions_of, history_of

ACTION = {
    "action_text": "Agree the funding of year two",
    "action_owner": "Executive group",
    "action_due-day": "31",
    "action_due-month": "10",
    "action_due-year": "2025",
}


@pytest.fixture
def stocked(review: Review, scrutineer: Person) -> Assessment:
    return stock(review, scrutineer.user)[1]


def decide(person: Person, review: Review, assessment: Assessment, **fields: Any) -> Any:
    form = {"rating": "amber", "assessment": assessment.id, "supersedes": "", **ACTION, **fields}
    answer = person.post(f"/reviews/{review.id}/questions/1.1", form)
    db.session.rollback()  # the test looked before; now it looks again
    return answer


def test_accepting_the_proposal_needs_no_reason(scrutineer: Person, review: Review, stocked: Assessment) -> None:
    answer = decide(scrutineer, review, stocked)
    assert answer.status_code == 302
    assert decisions_of(review)["1.1"].accepts
    assert (
        "Your decision is saved: question 1.1 is Amber. 23 of 24 questions are still to decide."
        in scrutineer.get(answer.location).text
    )


def test_another_rating_without_a_reason_is_not_saved_and_what_was_typed_is_kept(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    page = decide(scrutineer, review, stocked, rating="green").text
    assert "Give your reason: your rating differs from the proposal, which is Amber." in page
    assert "Agree the funding of year two" in page
    assert 'value="2025"' in page
    assert decisions_of(review) == {}


def test_another_rating_with_a_reason_is_saved_with_both(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    decide(scrutineer, review, stocked, rating="red", red_reason="contrary", reason="The money is not there.")
    decision = decisions_of(review)["1.1"]
    assert (decision.rating, decision.proposed_rating, decision.reason) == ("red", "amber", "The money is not there.")


def test_red_asks_which_of_its_three_reasons(scrutineer: Person, review: Review, stocked: Assessment) -> None:
    page = decide(scrutineer, review, stocked, rating="red", reason="So it is.").text
    assert "Choose why it is Red." in page


def test_a_reason_for_red_that_was_ticked_and_left_does_not_stop_an_amber(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    assert decide(scrutineer, review, stocked, red_reason="silent").status_code == 302
    assert decisions_of(review)["1.1"].red_reason is None


def test_every_rating_needs_an_action_with_an_owner_and_a_day(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    page = decide(
        scrutineer,
        review,
        stocked,
        **{"action_text": " ", "action_owner": "", "action_due-day": "31", "action_due-month": "2"},
    ).text
    assert "Say what is to be done" in page
    assert "Say who will do it" in page
    assert "Enter the day when it is due as a real date" in page


def test_a_decision_made_meanwhile_is_shown_and_nothing_typed_is_lost(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    decide(scrutineer, review, stocked)
    answer = decide(scrutineer, review, stocked, rating="green", reason="I read it otherwise.")
    assert answer.status_code == 409
    assert "I read it otherwise." in answer.text
    assert "Ada Marlow decided 1.1 as Amber" in answer.text
    assert len(history_of(review, "1.1")) == 1


def test_saving_again_after_seeing_the_other_decision_keeps_both(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    decide(scrutineer, review, stocked)
    first = decisions_of(review)["1.1"].id
    decide(scrutineer, review, stocked, rating="green", reason="I read it otherwise.", supersedes=first)
    assert [each.rating for each in history_of(review, "1.1")] == ["green", "amber"]
    page = scrutineer.get(f"/reviews/{review.id}/questions/1.1").text
    assert "I read it otherwise." in page
    assert "(stands)" in page


def test_sending_the_form_twice_makes_one_decision(scrutineer: Person, review: Review, stocked: Assessment) -> None:
    decide(scrutineer, review, stocked)
    assert decide(scrutineer, review, stocked).status_code == 302
    assert len(history_of(review, "1.1")) == 1


def test_a_proposal_that_changed_while_the_form_was_open_is_said_before_anything_is_saved(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    changed = {**stocked.content, "questions": [dict(each) for each in stocked.content["questions"]]}
    changed["questions"][0] |= {"proposed": "green", "because": "Green: all 3 parts are confirmed."}
    keep_assessment(review.id, changed, pack="3" * 64)
    answer = decide(scrutineer, review, stocked)
    assert answer.status_code == 409
    assert "the proposal was Amber and is now Green." in answer.text
    assert decisions_of(review) == {}


def test_the_reviewer_reads_the_decision_and_has_no_form(reviewer: Person, review: Review, stocked: Assessment) -> None:
    page = reviewer.get(f"/reviews/{review.id}/questions/1.1").text
    assert "Save my decision" not in page
    assert decide(reviewer, review, stocked).status_code == 403


def test_a_decision_sent_after_the_session_ended_leads_back_to_its_question_and_says_that_it_was_not_saved(
    cast: dict[str, Person], review: Review, stocked: Assessment
) -> None:
    ada, question = cast["scrutineer"], f"/reviews/{review.id}/questions/1.1"
    ada.post("/sign-out")
    answer = decide(ada, review, stocked)
    assert answer.status_code == 302
    page = ada.get(answer.location).text
    assert "You were signed out, so what you sent was not saved." in page
    assert "Back button" in page
    wrong = ada.post(answer.location, {"email": ada.email, "password": "guess"})
    assert "You were signed out, so what you sent was not saved." in wrong.text, "it is still said after a slip"
    signed_in = ada.post(answer.location, {"email": ada.email, "password": ada.password})
    assert signed_in.location == question
    assert decisions_of(review) == {}


def test_a_form_whose_address_is_no_page_leads_to_the_reviews_after_sign_in(
    cast: dict[str, Person], review: Review
) -> None:
    answer = cast["scrutineer"].post(f"/reviews/{review.id}/pack/close")
    assert answer.location == "/sign-in?unsaved=yes"
