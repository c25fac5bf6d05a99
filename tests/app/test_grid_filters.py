"""The grid as a person works with it: filtered, since their last visit, and in pictures."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from cast import Person, Sent
from pack import stock
from test_lenses import accept, changed, words

from app.database import db, now, writing
from app.models import Assessment, Review, Visit
from app.packs.uploads import receive
from app.proposing.assessments import keep_assessment
from app.reviewing.self_notes import note_to_self
from app.reviewing.visits import last_visit, note_visit


@pytest.fixture
def stocked(review: Review, scrutineer: Person) -> Assessment:
    return stock(review, scrutineer.user)[1]


def grid(person: Person, review: Review, query: str = "") -> str:
    return person.get(f"/reviews/{review.id}{query}").text


def cells(page: str) -> list[str]:
    return re.findall(r'sl-cell__link" href="[^"]+">([\d.]+) ', page)


def filters(page: str) -> str:
    return words(page.partition('class="sl-filters"')[2].partition("</nav>")[0])


def test_each_filter_says_how_many_questions_it_leaves(scrutineer: Person, review: Review, stocked: Assessment) -> None:
    said = filters(grid(scrutineer, review))
    for each in (
        "Green (1)",
        "Amber (1)",
        "Red (22)",
        "Still to decide (24)",
        "Papers contradict each other (1)",
        "Rests on a paper not read in full (1)",
    ):
        assert each in said


def test_filters_leave_the_questions_asked_for_and_can_be_put_together_and_cleared(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    assert cells(grid(scrutineer, review, "?rating=amber")) == ["1.1"]
    assert cells(grid(scrutineer, review, "?show=partly_read")) == ["2.1"]
    page = grid(scrutineer, review, "?rating=green&show=contradiction")
    assert cells(page) == []
    assert "0 of 24 questions: Green, papers contradict each other." in filters(page)
    assert f'href="/reviews/{review.id}#grid">Show every question' in page
    assert page.count("None in this step.") == 6


def test_the_rating_that_is_filtered_by_is_the_decision_where_there_is_one(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    accept(review, scrutineer, "1.1", "green")
    assert cells(grid(scrutineer, review, "?rating=green")) == ["1.1", "2.1"]
    assert "1.1" not in cells(grid(scrutineer, review, "?show=undecided"))
    assert cells(grid(scrutineer, review, "?show=overridden")) == ["1.1"]


def test_a_filter_that_there_is_not_is_taken_no_notice_of(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    assert len(cells(grid(scrutineer, review, "?rating=blue&show=%3Cscript%3E"))) == 24


def long_ago(review: Review, person: Person, days: int = 2) -> None:
    """As if this person had last been here some days before now."""
    with writing():
        db.session.get_one(Visit, (person.id, review.id)).seen_at = now() - timedelta(days=days)


def test_what_changed_since_the_last_visit_is_marked_and_stays_marked_through_this_one(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    assert "since your last visit" not in grid(scrutineer, review)
    with writing():
        stocked.made_at = now() - timedelta(days=3)
    long_ago(review, scrutineer)
    keep_assessment(review.id, changed(stocked, "2.1", proposed="amber", because="Amber: no."), pack="3" * 64)
    for _ in range(2):
        page = grid(scrutineer, review, "?show=changed")
        assert cells(page) == ["2.1"]
        assert "Proposal changed since your last visit (1)" in filters(page)


def test_a_visit_ends_after_half_an_hour_and_the_one_before_it_is_what_is_compared_with(
    scrutineer: Person, review: Review
) -> None:
    user = scrutineer.user
    assert last_visit(review, user) is None
    note_visit(review, user)
    assert last_visit(review, user) is None, "a first visit has none before it"
    long_ago(review, scrutineer)
    before = last_visit(review, user)
    note_visit(review, user)
    note_visit(review, user)
    assert last_visit(review, user) == before
    assert before is not None


def test_a_question_that_was_put_off_comes_last_and_can_be_found_again(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    note_to_self(review, scrutineer.user, "1.1", later=True, text="Ask the chair.")
    page = grid(scrutineer, review)
    assert ">Decide question 1.2</a>" in page
    assert cells(grid(scrutineer, review, "?show=later")) == ["1.1"]
    assert "Ask the chair." not in page


def test_the_pictures_have_their_figures_in_words(scrutineer: Person, review: Review, stocked: Assessment) -> None:
    page = grid(scrutineer, review)
    pictures = words(page.partition('id="charts"')[2])
    assert "Green 1 Amber 1 Red 22" in pictures
    assert "Not decided 24" in pictures
    assert "The partnership 3 Health 1" in pictures
    assert "2024 3 2025 1" in pictures
    assert "style=" not in page


def test_the_partnership_sees_the_questions_and_nothing_of_how_they_stand(
    business_manager: Person, scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    accept(review, scrutineer)
    page = grid(business_manager, review, "?rating=amber")
    for told in ("Decided", "Proposed", "Amber", "Blind", "In pictures", "contradict", "decide question"):
        assert told not in page
    assert page.count('<li class="sl-cell') == 24


def home(person: Person) -> str:
    return words(person.get("/reviews").text.partition("<tbody")[2].partition("</tbody>")[0])


def test_home_says_to_each_what_waits_for_them_and_where(
    scrutineer: Person, reviewer: Person, business_manager: Person, review: Review, stocked: Assessment
) -> None:
    note_to_self(review, scrutineer.user, "1.2", later=True, text="")
    assert "24 questions to decide, 1 of them put off for later" in home(scrutineer)
    assert f"/reviews/{review.id}?show=undecided" in scrutineer.get("/reviews").text
    assert "to decide" not in home(reviewer)
    assert "24 questions without your second rating" in home(reviewer)
    assert "The scrutineer has decided 0 of 24 questions." in home(reviewer)
    for told in ("decide", "rating", "proposal"):
        assert told not in home(business_manager)


def test_home_says_what_came_since_the_last_visit(scrutineer: Person, review: Review, stocked: Assessment) -> None:
    grid(scrutineer, review)
    long_ago(review, scrutineer)
    assert "6 papers arrived since your last visit" in home(scrutineer)


def test_home_counts_the_actions_that_are_overdue(scrutineer: Person, review: Review, stocked: Assessment) -> None:
    from datetime import date

    from app.record.decisions import NewAction, decide

    action = NewAction("Agree the budget", "Executive", date(2025, 1, 31))
    said: dict[str, Any] = {"red_reason": None, "reason": "", "supersedes": None}
    decide(review, scrutineer.user, question="1.1", rating="amber", action=action, **said)
    assert "1 action overdue" in home(scrutineer)
    assert "23 questions to decide" in home(scrutineer)


def test_a_decision_made_before_papers_came_is_marked_and_the_question_says_how_many(
    scrutineer: Person, review: Review
) -> None:
    stock(review, scrutineer.user)
    accept(review, scrutineer)
    assert "Papers have come since it was decided" not in scrutineer.get(f"/reviews/{review.id}").text
    receive(review, scrutineer.user, [Sent("late.txt", b"The budget was agreed in March.")])  # type: ignore[list-item]
    shown = scrutineer.get(f"/reviews/{review.id}?show=older").text
    assert "1 of 24 questions: papers have come since it was decided" in shown
    page = scrutineer.get(f"/reviews/{review.id}/questions/1.1").text
    assert "The papers have moved on since.</strong> 1 paper has come since this decision." in page


def test_each_proposal_says_how_many_parts_are_confirmed_so_that_one_amber_is_told_from_another(
    scrutineer: Person, review: Review, stocked: Assessment
) -> None:
    parts = stocked.question("1.1")["parts"]
    confirmed = sum(part["finding"] == "confirmed" for part in parts)
    assert f"Parts confirmed {confirmed} of {len(parts)}" in words(grid(scrutineer, review))


def test_a_decision_kept_from_the_reviewer_is_not_counted_as_undecided_in_the_pictures(
    scrutineer: Person, reviewer: Person, review: Review, stocked: Assessment
) -> None:
    accept(review, scrutineer, "1.1", "green", reason="I heard it.")
    pictures = words(grid(reviewer, review).partition('id="charts"')[2])
    assert "Shown when you rate 1 Not decided 23" in pictures
