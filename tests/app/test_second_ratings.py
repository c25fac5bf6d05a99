"""A second rating is made apart from the first, and both are kept; so are comments and notes to self."""

from __future__ import annotations

import html
from typing import Any

import pytest
from cast import Person
from pack import stock
from proposals import MINUTES
from test_lenses import accept, changed, words

from app.errors import NothingChosen, ReasonRequired, UnknownValue
from app.models import Assessment, Review
from app.proposing.assessments import keep_assessment
from app.record.decisions import history_of
from app.record.trail import entries_of, head_of
from app.reporting.reports import issue_report
from app.reviewing.comments import About, comment, comments_on
from app.reviewing.second_ratings import kept_from, look, rate_second, second_history, seconds_of
from app.reviewing.self_notes import note_to_self, notes_of

WHY = "The police have not agreed the funding."


@pytest.fixture
def stocked(review: Review, scrutineer: Person) -> Assessment:
    return stock(review, scrutineer.user)[1]


def second(review: Review, person: Person, question: str = "1.1", rating: str = "red", **more: Any) -> Any:
    said: dict[str, Any] = {"red_reason": "contrary" if rating == "red" else None, "reason": WHY} | more
    return rate_second(review, person.user, question=question, rating=rating, **said)


def page_of(person: Person, review: Review, question: str = "1.1") -> str:
    return html.unescape(person.get(f"/reviews/{review.id}/questions/{question}").text)


def kinds(review: Review) -> list[str]:
    return [entry.kind for entry in entries_of(review)]


def test_the_reviewer_does_not_see_the_decision_before_they_have_rated(
    scrutineer: Person, reviewer: Person, review: Review, stocked: Assessment
) -> None:
    accept(review, scrutineer, "1.1", "green", reason="I heard it in three interviews.")
    page = page_of(reviewer, review)
    assert "The scrutineer has decided. You see the decision when you have given your own rating." in page
    assert "I heard it in three interviews." not in page
    grid = words(reviewer.get(f"/reviews/{review.id}").text)
    assert "Decided Shown when you have rated" in grid
    assert "Decided against the proposal" not in grid

    sent = {"second": "amber", "second_reason": WHY, "second_assessment": stocked.id}
    reviewer.post(f"/reviews/{review.id}/questions/1.1/second", sent)
    assert "I heard it in three interviews." in page_of(reviewer, review)
    assert seconds_of(review)["1.1"].independent


@pytest.mark.parametrize("page", ["report", "actions", "trail"])
def test_pages_that_would_tell_the_decisions_say_so_first(
    scrutineer: Person, reviewer: Person, review: Review, stocked: Assessment, page: str
) -> None:
    address = f"/reviews/{review.id}/{page}"
    assert "kept from you" not in reviewer.get(address).text
    accept(review, scrutineer, "1.1", "green", reason="I heard it in three interviews.")
    kept = reviewer.get(address).text
    assert "decisions are kept from you for now" in kept
    assert "I heard it" not in kept
    reviewer.post(f"/reviews/{review.id}/look")
    assert "kept from you" not in reviewer.get(address).text
    assert kinds(review)[-1] == "looked_at_all"


def test_choosing_to_look_is_recorded_and_the_rating_that_follows_says_so(
    scrutineer: Person, reviewer: Person, review: Review, stocked: Assessment
) -> None:
    accept(review, scrutineer)
    assert kept_from(review, reviewer.user) == {"1.1"}
    for _ in range(2):
        reviewer.post(f"/reviews/{review.id}/questions/1.1/look")
    assert kept_from(review, reviewer.user) == frozenset()
    assert kinds(review).count("looked") == 1
    assert not second(review, reviewer).independent
    assert "After seeing the decision" in page_of(reviewer, review)


def test_once_a_report_is_issued_nothing_is_kept_from_the_reviewer(
    scrutineer: Person, reviewer: Person, review: Review, stocked: Assessment
) -> None:
    made = accept(review, scrutineer)
    issue_report(review, scrutineer.user, b"PK", stocked, [made], head_of(review))
    assert kept_from(review, reviewer.user) == frozenset()
    assert not second(review, reviewer).independent


def test_the_scrutineer_sees_the_second_rating_when_they_have_decided(
    scrutineer: Person, reviewer: Person, review: Review, stocked: Assessment
) -> None:
    second(review, reviewer)
    page = page_of(scrutineer, review)
    assert "A second rating has been given. It is shown when you have decided." in page
    assert WHY not in page
    assert WHY not in scrutineer.get(f"/reviews/{review.id}/trail").text
    assert "The second rating differs" not in scrutineer.get(f"/reviews/{review.id}").text
    accept(review, scrutineer)
    page = page_of(scrutineer, review)
    assert WHY in page
    assert "The two ratings differ: the scrutineer’s is Amber, the second is Red." in page
    assert "The second rating differs (1)" in scrutineer.get(f"/reviews/{review.id}").text


def test_the_decision_made_after_both_is_final_and_both_stay_on_the_page(
    scrutineer: Person, reviewer: Person, review: Review, stocked: Assessment
) -> None:
    first = accept(review, scrutineer)
    second(review, reviewer)
    accept(review, scrutineer, rating="amber", reason="I read the reviewer’s reason.", supersedes=first.id)
    page = page_of(scrutineer, review)
    assert "Amber is final. Both are kept." in page
    assert WHY in page
    assert len(history_of(review, "1.1")) == 2


def test_two_ratings_that_agree_are_said_to(
    scrutineer: Person, reviewer: Person, review: Review, stocked: Assessment
) -> None:
    second(review, reviewer, rating="amber")
    accept(review, scrutineer)
    assert "The two ratings agree." in page_of(scrutineer, review)


def test_a_second_rating_needs_a_reason_and_for_red_which_and_nothing_typed_is_lost(
    reviewer: Person, review: Review, stocked: Assessment
) -> None:
    address = f"/reviews/{review.id}/questions/1.1/second"
    page = reviewer.post(address, {"second": "red", "second_reason": ""}).text
    assert "Choose why it is Red." in page
    assert "Give your reasons" in page
    assert 'href="#second_red_reason-0"' in page
    page = html.unescape(reviewer.post(address, {"second": "", "second_reason": WHY}).text)
    assert "Choose Green, Amber or Red." in page
    assert WHY in page
    assert second_history(review, "1.1") == []
    with pytest.raises(ReasonRequired):
        second(review, reviewer, reason=" ")
    with pytest.raises(UnknownValue):
        second(review, reviewer, red_reason=None)


def test_the_same_rating_sent_twice_is_one_and_another_one_follows_it(
    reviewer: Person, review: Review, stocked: Assessment
) -> None:
    second(review, reviewer)
    second(review, reviewer)
    second(review, reviewer, rating="amber")
    assert [(one.number, one.rating) for one in second_history(review, "1.1")] == [(2, "amber"), (1, "red")]


def test_nobody_gives_the_second_rating_of_their_own_decision(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    accept(review, scrutineer)
    with pytest.raises(UnknownValue, match="someone else"):
        second(review, scrutineer)


def test_the_partnership_reads_neither_second_ratings_nor_comments(
    business_manager: Person, scrutineer: Person, reviewer: Person, review: Review, stocked: Assessment
) -> None:
    made = accept(review, scrutineer)
    second(review, reviewer)
    comment(review, reviewer.user, "1.1", "Is this the refreshed plan?")
    note_to_self(review, scrutineer.user, "1.2", later=True, text="Ask about the chair.")
    issue_report(review, scrutineer.user, b"PK", stocked, [made], head_of(review))
    trail = business_manager.get(f"/reviews/{review.id}/trail").text
    for private in (WHY, "refreshed plan", "Ask about the chair"):
        assert private not in html.unescape(trail)
    assert "Gave a second rating of question 1.1" in trail
    for address in ("second", "comments", "note", "look"):
        assert business_manager.post(f"/reviews/{review.id}/questions/1.1/{address}").status_code == 403


def test_a_comment_is_on_the_question_or_on_one_of_its_quotes_and_stays(
    scrutineer: Person, reviewer: Person, review: Review, stocked: Assessment
) -> None:
    passage = stocked.question("1.1")["parts"][0]["evidence"][0]["passage"]  # type: ignore[index]
    address = f"/reviews/{review.id}/questions/1.1/comments"
    assert f'value="1.1.a {passage}"' in page_of(reviewer, review)
    reviewer.post(address, {"comment_about": "", "comment_text": "A fair question."})
    reviewer.post(address, {"comment_about": f"1.1.a {passage}", "comment_text": "Is this still so?"})
    reviewer.post(address, {"comment_about": f"1.1.a {passage}", "comment_text": "Is this still so?"})
    said = [(one.text, one.quote) for one in comments_on(review, "1.1")]
    assert said == [("A fair question.", None), ("Is this still so?", MINUTES[2])]
    assert f"On “{MINUTES[2]}” (part 1.1.a)" in page_of(scrutineer, review)
    viewer = scrutineer.get(f"/reviews/{review.id}/evidence/{stocked.id}/1.1.a/1").text
    assert "Is this still so?" in viewer
    assert "A fair question." not in viewer


def test_an_empty_comment_and_one_on_a_quote_that_there_is_not_are_refused(
    reviewer: Person, review: Review, stocked: Assessment
) -> None:
    address = f"/reviews/{review.id}/questions/1.1/comments"
    assert "Write your comment." in reviewer.post(address, {"comment_about": "", "comment_text": " "}).text
    assert reviewer.post(address, {"comment_about": "1.1.a made-up", "comment_text": "x"}).status_code == 404
    assert comments_on(review, "1.1") == []
    with pytest.raises(NothingChosen):
        comment(review, reviewer.user, "1.1", " ", About("1.1.a", "p", "q"))


def test_deciding_later_keeps_the_note_for_its_maker_and_goes_on_to_the_next_question(
    scrutineer: Person, reviewer: Person, review: Review, stocked: Assessment
) -> None:
    address = f"/reviews/{review.id}/questions/1.1/note"
    answer = scrutineer.post(address, {"later": "y", "note": "Ask the chair first."})
    assert answer.location == f"/reviews/{review.id}/questions/1.2"
    page = page_of(scrutineer, review)
    assert "Put off for later" in page
    assert "Ask the chair first." in page
    assert "Ask the chair first." not in page_of(reviewer, review)
    assert "Ask the chair first." not in scrutineer.get(f"/reviews/{review.id}/trail").text
    scrutineer.post(address, {"note": "Ask the chair first."})
    assert [note.later for note in notes_of(review, scrutineer.user).values()] == [False]
    assert kinds(review)[-2:] == ["put_off", "self_note"]


def test_the_same_note_again_and_an_empty_first_one_write_nothing(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    before = len(kinds(review))
    note_to_self(review, scrutineer.user, "1.1", later=False, text=" ")
    note_to_self(review, scrutineer.user, "1.1", later=True, text="Wait.")
    note_to_self(review, scrutineer.user, "1.1", later=True, text="Wait. ")
    assert len(kinds(review)) == before + 1


def test_a_second_rating_stands_beside_the_proposal_its_maker_saw(
    reviewer: Person, review: Review, stocked: Assessment
) -> None:
    keep_assessment(review.id, changed(stocked, "1.1", proposed="green"), pack="3" * 64)
    made = second(review, reviewer, assessment_id=stocked.id)
    assert (made.assessment_id, made.proposed_rating) == (stocked.id, "amber")


def test_looking_at_everything_covers_decisions_made_later_too(
    scrutineer: Person, reviewer: Person, review: Review, stocked: Assessment
) -> None:
    look(review, reviewer.user, None)
    accept(review, scrutineer)
    assert kept_from(review, reviewer.user) == frozenset()


@pytest.mark.parametrize("address", ["second", "comments", "note"])
def test_a_form_sent_after_the_session_ended_leads_back_to_its_question(
    cast: dict[str, Person], review: Review, address: str
) -> None:
    answer = cast["reviewer"].post(f"/reviews/{review.id}/questions/1.1/{address}")
    assert f"questions/1.1/{address}" in answer.location.replace("%2F", "/")
    cleo = cast["reviewer"].sign_in()
    back = cleo.get(f"/reviews/{review.id}/questions/1.1/{address}")
    assert back.location == f"/reviews/{review.id}/questions/1.1"
