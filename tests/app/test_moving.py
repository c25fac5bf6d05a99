"""Evidence moved by hand: the rules propose again at once, both proposals are kept, and everything can be taken back."""

from __future__ import annotations

import json
import time

import pytest
from by_force import tamper
from cast import Person
from judged import AGREED, PLANNED, UNFUNDED, Q, choice, cited, judged, proposed
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.database import db, writing
from app.errors import StaleTurn, UnknownValue
from app.keeping.erasing import erase_review
from app.models import Assessment, EvidenceChoice, Paper, Review
from app.proposing.assessments import add_assessment, current_assessment
from app.proposing.following import catch_up, choices_of, placed_by
from app.proposing.moving import place_by_hand, put_back
from app.proposing.rejudging import rejudged
from app.record.decisions import verify_record
from app.record.trail import entries_of
from app.working.jobs import jobs_under_way
from rules.edition import rules_sha256

Stocked = tuple[Assessment, dict[str, Paper]]


@pytest.fixture
def stocked(review: Review, cast: dict[str, Person]) -> Stocked:
    return judged(review, cast["scrutineer"].user)


def test_a_question_proposed_again_without_choices_is_what_it_was_letter_for_letter(stocked: Stocked) -> None:
    content = stocked[0].content
    assert rejudged(content, [], [one["id"] for one in content["questions"]]) == content


def test_a_choice_changes_the_proposal_at_once_and_the_rules_own_stays_beside_it(
    review: Review, stocked: Stocked, scrutineer: Person
) -> None:
    assert proposed(review) == ("amber", None)
    began = time.process_time()
    place_by_hand(review, scrutineer.user, choice(review, "leave_out", UNFUNDED, f"{Q}.b"))
    made, followed = place_by_hand(
        review, scrutineer.user, choice(review, "count", PLANNED, f"{Q}.b", stance="achieved", reason="I saw it done.")
    )
    assert time.process_time() - began < 1
    assert followed
    assert proposed(review) == ("green", "amber")
    counted = cited(review, PLANNED, f"{Q}.b")
    assert counted["because"].startswith("A person said so: I saw it done. (Ada Marlow, ")
    assert counted["by_rules_alone"]["because"] == "An intention."
    assert made.number == 2
    assert not jobs_under_way(review)


def test_what_is_kept_is_the_text_of_what_is_shown(review: Review, stocked: Stocked, scrutineer: Person) -> None:
    place_by_hand(review, scrutineer.user, choice(review, "move", UNFUNDED, f"{Q}.b", to_part="4.3.a", stance="gap"))
    kept = current_assessment(review)
    assert kept is not None
    assert kept.text == json.dumps(kept.content, ensure_ascii=False, separators=(",", ":"))
    assert json.loads(kept.text) == kept.content


def test_a_choice_taken_back_leaves_the_proposal_as_it_was_and_both_acts_on_record(
    review: Review, stocked: Stocked, scrutineer: Person
) -> None:
    made, _ = place_by_hand(review, scrutineer.user, choice(review, "leave_out", AGREED, f"{Q}.a"))
    assert proposed(review) == ("red", "amber")
    put_back(review, scrutineer.user, made)
    put_back(review, scrutineer.user, made)
    now = current_assessment(review)
    assert now is not None
    assert now.content == stocked[0].content
    assert [one.act for one in choices_of(review)] == ["leave_out", "put_back"]
    assert [one.kind for one in entries_of(review) if one.kind.startswith("evidence")] == [
        "evidence_moved",
        "evidence_put_back",
    ]


def test_words_moved_to_another_question_change_both(review: Review, stocked: Stocked, scrutineer: Person) -> None:
    said = choice(review, "move", UNFUNDED, f"{Q}.b", to_part="4.3.a", stance="gap")
    place_by_hand(review, scrutineer.user, said)
    there = cited(review, UNFUNDED, "4.3.a")
    assert there["counts"]
    assert there["found_by"] == ["person"]
    assert "Moved here from part 4.2.b: I was there." in there["because"]
    assert "It belongs to part 4.3.a" in cited(review, UNFUNDED, f"{Q}.b")["because"]
    assert verify_record(review).ok


def test_two_people_do_not_choose_over_each_other(review: Review, stocked: Stocked, scrutineer: Person) -> None:
    out = choice(review, "leave_out", UNFUNDED, f"{Q}.b")
    first, _ = place_by_hand(review, scrutineer.user, out)
    assert place_by_hand(review, scrutineer.user, out)[0].id == first.id, "a second click is the same choice"
    other = choice(review, "count", UNFUNDED, f"{Q}.b", stance="partial")
    with pytest.raises(StaleTurn, match="Ada Marlow has added to this"):
        place_by_hand(review, scrutineer.user, other, seen="")
    place_by_hand(review, scrutineer.user, other, seen=first.id)
    assert [one.stance and one.stance.value for one in placed_by(choices_of(review))] == ["partial"]


@pytest.mark.parametrize(
    "said", [{"act": "count", "stance": "planned"}, {"act": "count"}, {"act": "leave_out", "reason": " "}]
)
def test_what_cannot_be_chosen_is_refused(review: Review, stocked: Stocked, said: dict[str, str]) -> None:
    with pytest.raises(UnknownValue):
        choice(review, said.pop("act"), UNFUNDED, f"{Q}.b", **said)


def test_a_choice_made_while_the_papers_were_assessed_is_followed_all_the_same(
    review: Review, stocked: Stocked, scrutineer: Person
) -> None:
    before = stocked[0].content
    place_by_hand(review, scrutineer.user, choice(review, "leave_out", AGREED, f"{Q}.a"))
    with writing(review):
        add_assessment(review.id, before | {"as_of": "2025-04-01"}, "9" * 64)
    assert proposed(review) == ("amber", None)
    catch_up(review.id, known=())
    assert proposed(review) == ("red", "amber")


def test_a_choice_on_a_paper_that_is_gone_is_listed_as_no_longer_found(
    review: Review, stocked: Stocked, scrutineer: Person
) -> None:
    place_by_hand(review, scrutineer.user, choice(review, "leave_out", AGREED, f"{Q}.a"))
    with writing(review):
        add_assessment(review.id, stocked[0].content | {"as_of": "2025-04-01"}, "9" * 64)
    page = scrutineer.get(f"/reviews/{review.id}/choices").text
    assert "No longer found" in page
    assert AGREED in page


def test_where_the_rules_have_changed_since_the_papers_are_assessed_again(
    review: Review, stocked: Stocked, scrutineer: Person
) -> None:
    older = stocked[0].content | {"rules": {"version": "0", "sha256": "0" * 64}}
    with writing(review):
        add_assessment(review.id, older, "9" * 64)
    _, followed = place_by_hand(review, scrutineer.user, choice(review, "leave_out", AGREED, f"{Q}.a"))
    assert not followed
    assert [job.kind for job in jobs_under_way(review)] == ["assess"]
    assert rules_sha256() != "0" * 64


CHANGES = {
    "a reason": "UPDATE evidence_choice SET reason = 'None.'",
    "what was done": "UPDATE evidence_choice SET act = 'count', stance = 'achieved'",
    "the words": "UPDATE evidence_choice SET quote = 'All is well.'",
    "a choice taken out": "DELETE FROM evidence_choice",
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_choice_cannot_be_changed_and_a_change_by_force_is_found(
    review: Review, stocked: Stocked, scrutineer: Person, name: str
) -> None:
    place_by_hand(review, scrutineer.user, choice(review, "leave_out", AGREED, f"{Q}.a"))
    assert verify_record(review).ok
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(text(CHANGES[name]))
    tamper(CHANGES[name])
    assert "choice on the evidence" in verify_record(review).sentence


def test_a_review_is_deleted_with_its_choices(review: Review, stocked: Stocked, scrutineer: Person) -> None:
    made, _ = place_by_hand(review, scrutineer.user, choice(review, "leave_out", AGREED, f"{Q}.a"))
    put_back(review, scrutineer.user, made)
    erase_review(review)
    assert db.session.query(EvidenceChoice).count() == 0
