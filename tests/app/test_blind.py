"""Blind mode: nothing tells what is proposed until a question is decided, and then the two are compared."""

from __future__ import annotations

import html
from typing import Any

import pytest
from cast import Person
from pack import stock
from proposals import MINUTES
from test_lenses import accept, changed, words

from app.models import Assessment, Review
from app.pages.grid import agreement_in_words
from app.proposing.assessments import keep_assessment
from app.record.decisions import decisions_of
from app.record.trail import entries_of
from app.reviewing.blind import agreement_of, choose_blind, hidden_from, is_blind

FORM = {
    "action_text": "Agree the funding of year two",
    "action_owner": "Executive group",
    "action_due-day": "31",
    "action_due-month": "10",
    "action_due-year": "2025",
    "supersedes": "",
}


@pytest.fixture
def stocked(review: Review, scrutineer: Person) -> Assessment:
    return stock(review, scrutineer.user)[1]


@pytest.fixture
def blind(scrutineer: Person, review: Review, stocked: Assessment) -> Person:
    scrutineer.post(f"/reviews/{review.id}/blind", {"blind": "on"})
    return scrutineer


def page_of(person: Person, review: Review, question: str = "1.1") -> str:
    return html.unescape(person.get(f"/reviews/{review.id}/questions/{question}").text)


def decide(person: Person, review: Review, stocked: Assessment, **fields: Any) -> Any:
    form = {"rating": "amber", "assessment": stocked.id, **FORM, **fields}
    return person.post(f"/reviews/{review.id}/questions/1.1", form)


def test_the_question_shows_the_words_and_nothing_that_was_made_of_them(
    blind: Person, review: Review, stocked: Assessment
) -> None:
    page = page_of(blind, review)
    assert f"“{MINUTES[2]}”" in page
    for told in (
        "The papers suggest", "sl-finding--", "sl-quote--", "Says so", "Done or in place", "does not count",
        "Look at it another way", "Papers to ask for", "contradict each other", "It is current and says",
    ):  # fmt: skip
        assert told not in page, told


def test_the_grid_shows_no_proposal_no_colour_and_no_sign_that_would_tell(
    blind: Person, review: Review, stocked: Assessment
) -> None:
    page = blind.get(f"/reviews/{review.id}").text
    assert words(page).count("Proposed Hidden") == 24
    assert page.count('class="sl-cell sl-cell--none"') == 24
    assert "sl-bar--red" not in page.partition('id="chart-decided"')[0]
    assert "Papers contradict" not in page
    assert "22 Red" not in page


@pytest.mark.parametrize("page", ["report", "contradictions", "requests"])
def test_pages_that_would_tell_are_kept_back(blind: Person, review: Review, stocked: Assessment, page: str) -> None:
    answer = blind.get(f"/reviews/{review.id}/{page}")
    assert "Hidden while blind mode is on" in answer.text
    blind.post(f"/reviews/{review.id}/blind", {"blind": "off"})
    assert "Hidden while blind mode is on" not in blind.get(f"/reviews/{review.id}/{page}").text


def test_the_viewer_shows_the_place_of_the_words_and_not_what_they_were_read_to_say(
    blind: Person, review: Review, stocked: Assessment
) -> None:
    page = words(blind.get(f"/reviews/{review.id}/evidence/{stocked.id}/1.1.a/1").text)
    assert "Fingerprint of the file" in page
    for told in ("Proposed rating", "What these words say", "Whether they can carry", "What was found of this part"):
        assert told not in page, told


def test_every_blind_decision_has_a_reason_so_that_asking_for_it_tells_nothing(
    blind: Person, review: Review, stocked: Assessment
) -> None:
    for rating in ("amber", "green"):
        page = decide(blind, review, stocked, rating=rating).text
        assert "Give your reason: in blind mode every decision has one." in page
        assert "which is Amber" not in page
    assert decisions_of(review) == {}


def test_after_deciding_the_proposal_is_shown_and_the_two_are_compared(
    blind: Person, review: Review, stocked: Assessment
) -> None:
    assert decide(blind, review, stocked, rating="green", reason="I saw it.").status_code == 302
    assert "The papers suggest" in page_of(blind, review)
    assert "Blind mode is on." in page_of(blind, review, "1.2")
    grid = html.unescape(blind.get(f"/reviews/{review.id}").text)
    assert "1 question decided blind: 0 as proposed, 1 one step apart, 0 two steps apart." in grid


def test_the_papers_assessed_again_meanwhile_do_not_give_the_proposal_away(
    blind: Person, review: Review, stocked: Assessment
) -> None:
    keep_assessment(review.id, changed(stocked, "1.1", proposed="green"), pack="3" * 64)
    answer = decide(blind, review, stocked, reason="I saw it.")
    assert answer.status_code == 302
    assert decisions_of(review)["1.1"].proposed_rating == "amber", "the one whose words were on the page"


def test_a_decision_of_someone_else_tells_nothing_either(
    blind: Person, review: Review, stocked: Assessment, cast: dict[str, Person]
) -> None:
    from app.reviewing.reviews import assign

    other = cast["stranger"]
    assign(None, review, other.user, "scrutineer")
    accept(review, other, rating="green", reason="I was told so.")
    page = page_of(blind, review)
    assert "I was told so." not in page
    assert "Green" in page.partition('id="decide"')[2], "the form can still be used"
    answer = decide(blind, review, stocked, reason="Mine.", supersedes=decisions_of(review)["1.1"].id)
    assert answer.status_code == 302
    assert "I was told so." in page_of(blind, review)


def test_only_the_first_decision_of_a_question_made_while_blind_is_compared(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    user = scrutineer.user
    seen = accept(review, scrutineer, "1.1", "amber")
    choose_blind(review, user, blind=True)
    accept(review, scrutineer, "1.1", "green", supersedes=seen.id)
    first = accept(review, scrutineer, "2.1", "red", red_reason="silent")
    accept(review, scrutineer, "2.1", "green", supersedes=first.id)
    choose_blind(review, user, blind=False)
    accept(review, scrutineer, "1.2", "green")
    found = agreement_of(review, user)
    assert found is not None
    assert (found.decided, found.agreed, found.two_apart) == (1, 0, 1)


def test_it_is_said_where_proposals_had_been_on_show_before(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    scrutineer.get(f"/reviews/{review.id}")
    choose_blind(review, scrutineer.user, blind=True)
    accept(review, scrutineer)
    found = agreement_of(review, scrutineer.user)
    assert found is not None
    assert "Proposals had been on show before blind mode was turned on" in agreement_in_words(found)


def test_the_choice_is_ones_own_is_recorded_once_and_hides_what_one_has_not_decided(
    blind: Person, reviewer: Person, review: Review, stocked: Assessment
) -> None:
    blind.post(f"/reviews/{review.id}/blind", {"blind": "on"})
    assert [entry.kind for entry in entries_of(review)].count("blind_on") == 1
    assert not is_blind(review, reviewer.user)
    assert "The papers suggest" in page_of(reviewer, review)
    assert reviewer.post(f"/reviews/{review.id}/blind", {"blind": "on"}).status_code == 403
    accept(review, blind)
    assert hidden_from(review, blind.user, ["1.1", "1.2"]) == {"1.2"}
