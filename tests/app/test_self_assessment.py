"""What a partnership says of itself: drafts for its own eyes, submissions for the scrutineer, and every version kept."""

from __future__ import annotations

import pytest
from by_force import tamper
from cast import Person, Sent
from flask import Flask, render_template_string
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from app.database import db, writing
from app.errors import NotFound, StaleTurn, UnknownValue
from app.models import Review, SelfAssessment
from app.packs.papers import papers_of
from app.packs.uploads import receive
from app.pages.self_assessment import self_assessment_section
from app.record.decisions import verify_record
from app.record.trail import entries_of
from app.reviewing.self_assessing import Answer, latest_of, save_draft, submit, submitted_of, versions_of

TOGETHER = ("together", "")
SAID = Answer("1.1", "together", "", "amber", "The three of us signed the plan in June.", (), "Fund it by Easter.")
BESIDE = "{% include 'questions/self_assessment.html' %}"
TYPED = {"rating": "green", "evidence": "zqx: signed in June", "action": "Sign it again.", "seen": "0"}


def page_of(review: Review, respondent: str = "together", question: str = "1.1") -> str:
    return f"/reviews/{review.id}/self-assessment/{question}/{respondent}"


def test_a_draft_is_nobody_elses_and_a_submission_is_the_scrutineers_to_read(
    app: Flask, review: Review, business_manager: Person
) -> None:
    business_manager.post(page_of(review), TYPED | {"send": "draft"})
    assert submitted_of(review) == {}
    assert "zqx" not in str([entry.payload for entry in entries_of(review)])
    assert self_assessment_section(review, "1.1").said == ()
    business_manager.post(page_of(review), TYPED | {"seen": "1", "send": "submit"})
    section = self_assessment_section(review, "1.1")
    assert section.ratings == "The partners together: Green"
    assert section.missing == ("Local authority", "Health", "Police", "Education")
    shown = render_template_string(BESIDE, review=review, page={"id": "1.1"})
    assert "zqx: signed in June" in shown
    assert "No answer from:</strong> Local authority, health, police, education." in shown
    nothing = render_template_string(BESIDE, review=review, page={"id": "1.2"})
    assert "Nothing has been submitted on this question" in nothing


def test_a_later_draft_does_not_take_what_was_submitted_from_the_scrutineer(
    review: Review, cast: dict[str, Person]
) -> None:
    bram = cast["business_manager"].user
    submit(review, bram, SAID, seen=0)
    save_draft(review, bram, Answer("1.1", "together", evidence="On second thoughts"), seen=1)
    assert submitted_of(review)["1.1", TOGETHER].rating == "amber"
    assert latest_of(review)["1.1", TOGETHER].evidence == "On second thoughts"
    assert [each.number for each in versions_of(review, "1.1", TOGETHER)] == [2, 1]


def test_each_partner_and_each_other_agency_answers_for_itself(review: Review, cast: dict[str, Person]) -> None:
    bram = cast["business_manager"].user
    for respondent, agency in (("police", ""), ("other", "Youth justice"), ("other", "Housing")):
        submit(review, bram, Answer("1.2", respondent, agency, "green", "We do.", (), "Go on."), seen=0)
    said = self_assessment_section(review, "1.2")
    assert [each.name for each in said.said] == ["Police", "Housing", "Youth justice"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"rating": ""}, "Choose Green, Amber or Red."),
        ({"evidence": " "}, "Say what shows it, in your own words."),
        ({"action": ""}, "Say what you will do: every answer has an action"),
        ({"rating": "purple"}, "Choose Green, Amber or Red."),
        ({"papers": "f" * 24}, "Choose papers from the list."),
    ],
)
def test_what_is_missing_is_said_and_nothing_typed_is_lost(
    review: Review, business_manager: Person, typed: dict[str, str], said: str
) -> None:
    page = business_manager.post(page_of(review), TYPED | {"evidence": "Kept words"} | typed | {"send": "submit"}).text
    assert said in page
    assert "Kept words" in page or not typed.get("evidence", "x").strip()
    assert latest_of(review) == {}


def test_another_agency_must_be_named_and_then_has_a_page_of_its_own(review: Review, business_manager: Person) -> None:
    address = page_of(review, "other")
    assert "Enter the name of the agency" in business_manager.post(address, TYPED | {"send": "draft"}).text
    saved = business_manager.post(address, TYPED | {"agency": "Youth justice", "send": "draft"})
    assert saved.location.endswith("/other?agency=Youth+justice")
    assert "zqx" in business_manager.get(saved.location).text
    assert business_manager.get(f"{address}?agency=Nobody").status_code == 404


def test_what_someone_else_saved_meanwhile_is_shown_and_not_overwritten(
    review: Review, business_manager: Person
) -> None:
    save_draft(review, business_manager.user, SAID, seen=0)
    stale = business_manager.post(page_of(review), TYPED | {"send": "draft"})
    assert stale.status_code == 409
    assert "zqx" in stale.text
    assert 'name="seen" type="hidden" value="1"' in stale.text
    assert len(versions_of(review, "1.1", TOGETHER)) == 1
    with pytest.raises(StaleTurn):
        submit(review, business_manager.user, SAID, seen=0)


def test_the_same_form_sent_twice_is_one_version(review: Review, business_manager: Person) -> None:
    for _ in range(2):
        assert business_manager.post(page_of(review), TYPED | {"send": "submit"}).status_code == 302
    assert len(versions_of(review, "1.1", TOGETHER)) == 1


def test_only_papers_of_this_review_can_be_named(review: Review, other_review: Review, cast: dict[str, Person]) -> None:
    receive(other_review, cast["stranger"].user, [Sent("Theirs.txt", b"Theirs")])
    receive(review, cast["business_manager"].user, [Sent("Ours.txt", b"Ours")])
    (theirs,), (ours,) = papers_of(other_review), papers_of(review)
    bram = cast["business_manager"].user
    with pytest.raises(NotFound):
        submit(review, bram, Answer("1.1", "together", "", "green", "See it.", (theirs.id,), "Go on."), seen=0)
    submit(review, bram, Answer("1.1", "together", "", "green", "See it.", (ours.id,), "Go on."), seen=0)
    assert self_assessment_section(review, "1.1").said[0].papers == ((ours.id, "Ours.txt"),)


def test_the_list_names_every_question_with_the_state_of_each_answer(
    review: Review, business_manager: Person, cast: dict[str, Person]
) -> None:
    submit(review, business_manager.user, SAID, seen=0)
    page = business_manager.get(f"/reviews/{review.id}/self-assessment").text
    assert "The partners together have submitted 1 of 24 questions." in page
    assert "Submitted: Amber" in page
    assert page.count("Not started") == 24 * 5 - 1


def test_neither_scrutineer_nor_reviewer_opens_the_partnerships_own_pages(
    review: Review, scrutineer: Person, reviewer: Person
) -> None:
    for person in (scrutineer, reviewer):
        assert person.get(f"/reviews/{review.id}/self-assessment").status_code == 403
        assert person.get(page_of(review)).status_code == 403


def test_an_answer_changed_in_the_database_is_refused_and_found(review: Review, cast: dict[str, Person]) -> None:
    bram = cast["business_manager"].user
    submit(review, bram, SAID, seen=0)
    save_draft(review, bram, Answer("1.2", "police", evidence="Soon"), seen=0)
    assert verify_record(review).ok
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(update(SelfAssessment).values(rating="green"))
    tamper(update(SelfAssessment).where(SelfAssessment.question == "1.2").values(evidence="Never"))
    assert "A self-assessment on question 1.2 was changed afterwards (words" in verify_record(review).sentence


def test_a_submission_without_rating_or_words_is_no_submission(review: Review, cast: dict[str, Person]) -> None:
    with pytest.raises(UnknownValue):
        submit(review, cast["business_manager"].user, Answer("1.1", "together", "", "green", " "), seen=0)
    with pytest.raises(UnknownValue):
        Answer("1.1", "other")
    with pytest.raises(UnknownValue):
        Answer("1.1", "police", "Named")


def test_an_agency_that_is_written_in_other_letters_is_the_same_respondent(
    review: Review, cast: dict[str, Person], business_manager: Person
) -> None:
    bram = cast["business_manager"].user
    submit(
        review, bram, Answer("1.1", "other", "Harland Youth Trust", "green", "We run the forum.", (), "Go on."), seen=0
    )
    with pytest.raises(StaleTurn):
        submit(review, bram, Answer("1.1", "other", "harland  youth trust", "amber", "Or so.", (), "Ask."), seen=0)
    made = submit(review, bram, Answer("1.1", "other", "HARLAND YOUTH TRUST", "amber", "Or so.", (), "Ask."), seen=1)
    assert (made.number, made.agency) == (2, "Harland Youth Trust")
    assert list(submitted_of(review)) == [("1.1", ("other", "Harland Youth Trust"))]
    elsewhere = save_draft(review, bram, Answer("1.2", "other", "harland youth trust", evidence="To be said"), seen=0)
    assert elsewhere.agency == "Harland Youth Trust"
    page = business_manager.get(page_of(review, "other") + "?agency=harland+youth+trust")
    assert page.status_code == 200
    assert "Or so." in page.text
