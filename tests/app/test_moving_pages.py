"""The pages on which evidence is moved by hand: what the rules would say, what they say, and who may do it."""

from __future__ import annotations

import pytest
from cast import Person, make_review
from judged import AGREED, HEARD, UNFUNDED, Q, address, choice, cited, judged, proposed

from app.models import Assessment, Paper, Review
from app.proposing.following import choices_of
from app.proposing.moving import latest_on, place_by_hand
from app.reviewing.blind import choose_blind

Stocked = tuple[Assessment, dict[str, Paper]]


@pytest.fixture
def stocked(review: Review, cast: dict[str, Person]) -> Stocked:
    return judged(review, cast["scrutineer"].user)


def test_the_page_says_what_the_rules_would_say_and_saves_nothing(
    review: Review, stocked: Stocked, scrutineer: Person
) -> None:
    form = {"act": "leave_out", "stance": "gap", "reason": "That was settled in May.", "seen": "", "look": "yes"}
    page = scrutineer.post(address(review, UNFUNDED, f"{Q}.b") + "/move", form).text
    assert "Question 4.2: The rules would still propose Amber. Part 4.2.b would be" in page
    assert "Nothing is saved yet" in page
    assert "That was settled in May." in page
    assert choices_of(review) == []


def test_a_scrutineer_leaves_words_out_sees_both_proposals_and_takes_it_back(
    review: Review, stocked: Stocked, scrutineer: Person
) -> None:
    page = scrutineer.get(address(review, AGREED, f"{Q}.a") + "/move").text
    assert AGREED in page
    form = {"act": "leave_out", "stance": "achieved", "reason": "It was never signed.", "seen": ""}
    answer = scrutineer.post(address(review, AGREED, f"{Q}.a") + "/move", form)
    assert answer.location.endswith(f"/questions/{Q}#part-{Q}.a")
    said = "The rules alone propose Amber; with your 1 choice they propose Red."
    assert said in scrutineer.get(answer.location).text
    (made,) = choices_of(review)
    scrutineer.post(f"/reviews/{review.id}/choices/{made.id}/put-back")
    assert proposed(review) == ("amber", None)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"stance": "achieved", "reason": "So."}, "Choose whether to leave the words out"),
        ({"act": "count", "stance": "achieved", "reason": " "}, "Say why."),
        ({"act": "count", "stance": "planned", "reason": "So."}, "cannot carry a rating"),
        ({"act": "move", "stance": "achieved", "reason": "So."}, "Choose the part that the words belong to"),
    ],
)
def test_what_is_missing_is_said_by_the_field_and_in_the_summary(
    review: Review, stocked: Stocked, scrutineer: Person, form: dict[str, str], said: str
) -> None:
    page = scrutineer.post(address(review, AGREED, f"{Q}.a") + "/move", form).text
    assert page.count(said) == 2 + (said == "cannot carry a rating")
    assert choices_of(review) == []


def test_words_that_the_rules_did_not_find_are_chosen_in_a_paper_and_counted(
    review: Review, stocked: Stocked, scrutineer: Person
) -> None:
    audit = stocked[1]["audit"].sha256[:12]
    listed = scrutineer.get(f"/reviews/{review.id}/add-evidence?part={Q}.b").text
    assert f"/add-evidence/{audit}?part={Q}.b" in listed
    here = f"/reviews/{review.id}/add-evidence/{audit}"
    words = scrutineer.post(f"{here}/find?part={Q}.b", {"words": "recorded voice"}, follow_redirects=True).text
    (place,) = {one for one in words.split('"') if one.startswith(f"{here}/") and f"{here}/find" not in one}
    form = {"part": f"{Q}.b", "stance": "impact", "reason": "The audit shows it."}
    scrutineer.post(place, form)
    added = cited(review, HEARD, f"{Q}.b")
    assert added["counts"]
    assert added["by_rules_alone"] is None
    latest = latest_on(choices_of(review), f"{Q}.b", added["passage"])
    assert latest is not None
    page = scrutineer.get(address(review, HEARD, f"{Q}.b")).text
    assert "<mark" in page
    assert "A person said so: The audit shows it." in page


def test_a_place_that_no_passage_has_is_not_there(review: Review, stocked: Stocked, scrutineer: Person) -> None:
    audit = stocked[1]["audit"].sha256[:12]
    assert scrutineer.get(f"/reviews/{review.id}/add-evidence/{audit}/1/3-9").status_code == 404
    assert scrutineer.get(f"/reviews/{review.id}/add-evidence/{'f' * 12}").status_code == 404


def test_another_reviews_choice_is_not_there(
    review: Review, other_review: Review, stocked: Stocked, scrutineer: Person, stranger: Person
) -> None:
    made, _ = place_by_hand(review, scrutineer.user, choice(review, "leave_out", AGREED, f"{Q}.a"))
    assert stranger.post(f"/reviews/{other_review.id}/choices/{made.id}/put-back").status_code == 404
    assert stranger.get(f"/reviews/{review.id}/choices").status_code == 404


def test_the_reviewer_reads_the_choices_and_makes_none(review: Review, stocked: Stocked, reviewer: Person) -> None:
    page = reviewer.get(f"/reviews/{review.id}/choices")
    assert "Nobody has moved evidence by hand." in page.text
    assert reviewer.get(address(review, AGREED, f"{Q}.a") + "/move").status_code == 403


def test_an_empty_review_says_what_to_do(scrutineer: Person) -> None:
    bare = make_review(scrutineer.user, "Fellmere")
    assert "No paper of this review has been read yet" in scrutineer.get(f"/reviews/{bare.id}/add-evidence").text


def test_who_decides_blind_is_not_told_by_the_way_what_is_proposed(
    review: Review, stocked: Stocked, scrutineer: Person
) -> None:
    choose_blind(review, scrutineer.user, blind=True)
    page = scrutineer.get(address(review, AGREED, f"{Q}.a") + "/move")
    assert page.status_code == 403
    assert "Decide it first" in page.text
    assert "Nobody has moved evidence" not in scrutineer.get(f"/reviews/{review.id}/choices").text
