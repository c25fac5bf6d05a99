"""What stands on the subject and answers nothing is shown and does not count, with the reason in a sentence."""

from __future__ import annotations

import pytest

from corpus.document import BlockStyle, Location, Passage
from rules.framework import Part
from rules.framework_file import framework_named
from rules.set_aside import beside_the_point

QUESTIONS = {one.id: one for one in framework_named("six-steps").questions}


def refusal(text: str, part_id: str, style: BlockStyle = "paragraph") -> str | None:
    question = QUESTIONS[part_id.rpartition(".")[0]]
    part: Part = next(one for one in question.parts if one.id == part_id)
    weight = beside_the_point(question, Passage("d", 0, 0, len(text), text, Location(page=1), style), part)
    return weight.because if weight else None


@pytest.mark.parametrize("said", ["Present", "Apologies", "In attendance", "Absent"])
def test_that_one_person_came_to_one_meeting_shows_nothing_but_who_sits_where(said: str) -> None:
    row = f"Name: Perrin Vale | Role: Training lead | Agency: Harbour Trust | 4 June 2026: {said}"
    assert refusal(row, "6.3.a", "row") == refusal(row, "2.1.b", "row") == "It shows who was at a meeting, and no more."
    assert refusal(row, "1.2.a", "row") is None


@pytest.mark.parametrize(
    "remark",
    [
        "The analyst from the county joined the call at this point.",
        "Perrin Vale left the meeting at 11.15 for court.",
        "Two young inspectors re-joined the meeting.",
    ],
)
def test_who_comes_in_or_goes_out_shows_nothing_but_who_was_there(remark: str) -> None:
    assert refusal(remark, "4.1.a") == "It shows who was at a meeting, and no more."


@pytest.mark.parametrize(
    ("told", "part"),
    [
        ("Schools joined the meeting cycle in June, and have set its themes ever since.", "2.1.a"),
        ("The Chief Constable has not joined the meeting at any time this year.", "2.1.b"),
        ("No school joined the meeting for two years.", "2.1.a"),
        ("Care leavers joined the meeting to agree the priorities for 2025-26.", "3.1.a"),
        ("Two young inspectors joined the meeting to present their findings, and the plan was changed.", "3.1.b"),
    ],
)
def test_who_came_and_what_came_of_it_may_count(told: str, part: str) -> None:
    assert refusal(told, part) is None


def test_attendance_over_a_year_may_count_anywhere() -> None:
    assert refusal("Agency: Probation | Attended: 3 of 4 | Comment: deputy twice", "2.1.b", "row") is None


@pytest.mark.parametrize(
    "line", ["Completed September 2025", "Presented to the network, 20 January 2026", "Approved by the Board: 3/2026"]
)
def test_a_line_that_dates_a_paper_affirms_nothing(line: str) -> None:
    assert refusal(line, "3.3.a") == "It says when a paper was made, and nothing else."


@pytest.mark.parametrize(
    "sentence",
    [
        "The audit was completed in September 2025 and found that notes were shared.",
        "The three partners agreed the plan in June 2025 and have kept to it.",
    ],
)
def test_a_sentence_with_a_date_is_no_dateline(sentence: str) -> None:
    assert refusal(sentence, "1.1.a") is None


def test_a_row_of_figures_says_how_much_and_not_whether_it_is_done() -> None:
    row = "Indicator: Strategy discussions | Q1: 88% | Q2: 86% | Q3: 90% | Q4: 92% | Comment: No movement"
    assert refusal(row, "4.1.b", "row") == "A row of figures: it says how much, and not whether a thing is done."
    assert refusal("Indicator: Strategy discussions | Q4: 92% | Comment: read each quarter", "4.1.b", "row") is None


def test_what_people_thought_of_a_course_is_not_what_it_changed() -> None:
    assert refusal("96% of those attending rated the course good or excellent.", "6.4.b") is not None
    changed = "Three months after the course 24 of 30 managers had seen a change in their staff's plans."
    assert refusal(changed, "6.4.b") is None


def test_referrals_to_adult_services_are_not_young_peoples_own_part_in_them() -> None:
    assert refusal("Five of the eight had been referred to adult services, which accepted four.", "3.4.c") is not None
    assert refusal("Young people told the panel what worried them before they were referred on.", "3.4.c") is None
