"""What each of the five source documents asks for, row by row, as it is done in the running service."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from cast import Person, proposal
from pack import stock
from proposals import AUDIT, MINUTES, citation
from test_across import issue
from test_adapting_pages import PEARCE, copy_of, kept, send

from app.adapting.known import framework_with, shipped
from app.errors import ActionRequired
from app.models import Assessment, Review
from app.packs.field_notes import Noted, write_note
from app.pages.framework import layout_of
from app.pages.kinds_of_evidence import origins_page
from app.proposing.assessments import keep_assessment
from app.record.decisions import NewAction, actions_of, decide, verify_record
from app.reviewing.across import across
from app.reviewing.context import answer_context, context_of, context_questions
from app.reviewing.programme import Planned, agree, plan
from app.reviewing.self_assessing import Answer, submit, submitted_of
from app.reviewing.self_tracking import SelfTaskSaid, keep_self_task, self_actions_of
from rules.crosswalk import crosswalk
from rules.evidence import Rating
from rules.origins import origins

MAY = date(2025, 5, 30)


def rate(person: Person, review: Review, question: str, rating: str, action: str = "Go on.") -> Any:
    red = "silent" if rating == "red" else None
    made = NewAction(action, "Business manager", MAY)
    return decide(
        review, person.user, question=question, rating=rating, red_reason=red, reason="I saw.", action=made,
        supersedes=None,
    )  # fmt: skip


def test_six_steps_are_24_questions_each_rated_with_evidence_and_an_action_whatever_its_colour(
    scrutineer: Person, review: Review
) -> None:
    _, assessment = stock(review, scrutineer.user)
    six = shipped()["six-steps"]
    assert [len(step.questions) for step in six.steps] == [4] * 6
    assert {rating.value for rating in Rating} == {"green", "amber", "red"}
    for question, rating in (("1.1", "green"), ("1.2", "amber"), ("2.1", "red")):
        with pytest.raises(ActionRequired):
            rate(scrutineer, review, question, rating, action=" ")
        rate(scrutineer, review, question, rating)
    assert [one.question for one in actions_of(review)] == ["1.1", "1.2", "2.1"]
    page = scrutineer.get(f"/reviews/{review.id}/questions/1.1").text
    assert f"/reviews/{review.id}/evidence/{assessment.id}/1.1.a/1" in page


def test_six_steps_are_answered_by_the_three_partners_and_by_each_wider_partner_about_itself(
    business_manager: Person, scrutineer: Person, review: Review
) -> None:
    for who in (("together", ""), ("local_authority", ""), ("health", ""), ("police", ""), ("other", "Probation")):
        submit(review, business_manager.user, Answer("2.1", *who, "amber", "We were asked.", (), "Ask again."), seen=0)
    assert {who for _, who in submitted_of(review)} >= {("police", ""), ("other", "Probation")}
    page = scrutineer.get(f"/reviews/{review.id}/respondents").text
    assert "No answer" in page, "a partner with no answer is shown as such"


def test_six_steps_are_extended_and_reduced_and_an_adapted_one_carries_the_reference(scrutineer: Person) -> None:
    draft = copy_of(scrutineer)
    send(scrutineer, draft, "change", do="drop_step", which="6")
    send(scrutineer, draft, "change", do="drop_question", which="1.2")
    version = kept(scrutineer, draft)
    adapted = framework_with(draft.framework_id, version.sha256)
    assert (len(adapted.steps), len(adapted.questions)) == (5, 19)
    assert adapted.attribution == PEARCE


def test_the_18_context_questions_of_section_6_are_answered_kept_and_printed(
    scrutineer: Person, review: Review
) -> None:
    stock(review, scrutineer.user)
    rate(scrutineer, review, "1.1", "green")
    for one in context_questions():
        answer_context(review, scrutineer.user, one.id, text=f"Answer {one.id}.", kind="given", seen=0)
    found = context_of(review)
    said = [found[str(n)].given for n in range(1, 19)]
    assert [one.text if one else "" for one in said] == [f"Answer {n}." for n in range(1, 19)]
    assert "Answer 18." in scrutineer.get(f"/reviews/{review.id}/report").text


def test_northumberland_asks_of_children_and_adults_under_six_key_objectives_and_maps_to_six_steps() -> None:
    northumberland, six = shipped()["northumberland"], shipped()["six-steps"]
    assert len(northumberland.steps) == 6
    parts = [part.text for question in northumberland.questions for part in question.parts]
    assert any("adults" in text for text in parts)
    assert any("children" in text for text in parts)
    assert crosswalk(northumberland, six)["5.2"] == ("5.3",)


def test_northumberlands_self_assessment_pulls_every_responses_action_into_a_tracker_with_tasks(
    business_manager: Person, review: Review
) -> None:
    order, police = layout_of(review, None).order, ("police", "")
    for question, rating in (("1.1", "green"), ("1.2", "amber"), ("1.3", "red")):
        submit(review, business_manager.user, Answer(question, *police, rating, "So.", (), f"Do {question}."), seen=0)
    assert [one.answer.action for one in self_actions_of(review, order)] == ["Do 1.1.", "Do 1.2.", "Do 1.3."]
    keep_self_task(review, business_manager.user, "1.3", police, SelfTaskSaid("Write it", "DCI", MAY))
    page = business_manager.get(f"/reviews/{review.id}/self-assessment-actions").text
    assert "Write it" in page
    assert "30 May 2025" in page


def test_northumberlands_blend_of_scrutiny_is_shown_as_kinds_of_evidence_by_question(
    scrutineer: Person, review: Review
) -> None:
    papers, _ = stock(review, scrutineer.user)
    one = proposal("1.1", "green")
    one["parts"] = [{"evidence": [citation(papers["minutes"], MINUTES[2], "achieved")]}]
    kinds = [("m", "executive_minutes"), ("p", "peer_review"), ("c", "scrutiny_committee"), ("s", "section_11_return")]
    documents = [{"id": name, "kind": kind, "title": kind} for name, kind in kinds]
    one["parts"][0]["evidence"] = [
        one["parts"][0]["evidence"][0] | {"document": name, "start": n} for n, (name, _) in enumerate(kinds)
    ]
    page = origins_page({"questions": [one], "documents": documents}, layout_of(review, {"questions": [one]}))
    assert [(row.id, row.said) for row in page.rows] == [("1.1", "4 kinds")]
    assert {"scrutineer", "committees", "self_assessment", "agency_audits", "peer_review", "inspections"} <= set(
        origins()
    )


def test_a_second_person_reviews_as_a_peer_before_seeing_the_decision(
    reviewer: Person, scrutineer: Person, review: Review, assessment: Assessment
) -> None:
    rate(scrutineer, review, "1.1", "green")
    page = reviewer.get(f"/reviews/{review.id}/questions/1.1").text
    assert "I saw." not in page
    said = {"second": "amber", "second_reason": "Half of it.", "second_assessment": assessment.id}
    assert reviewer.post(f"/reviews/{review.id}/questions/1.1/second", said).status_code == 302
    assert "I saw." in reviewer.get(f"/reviews/{review.id}/questions/1.1").text


def test_bexley_asks_nine_key_questions_and_its_list_of_responsibilities() -> None:
    bexley = shipped()["bexley"]
    assert [len(step.questions) for step in bexley.steps] == [9, 16]


def test_bexleys_programme_of_boards_launches_and_hubs_has_days_a_cost_and_a_calendar(
    scrutineer: Person, review: Review
) -> None:
    agree(review, scrutineer.user, tenths=150, rate=80000, expenses=0, note="", seen=0)
    for kind, title, day in (
        ("board", "Partnership Board", date(2025, 1, 29)),
        ("launch", "Launch, priority 1", date(2025, 2, 12)),
        ("learning_hub", "Learning Hub 2", date(2025, 3, 5)),
    ):
        plan(review, scrutineer.user, Planned(kind, title, day, tenths=10, state="held"))
    page = scrutineer.get(f"/reviews/{review.id}/programme").text
    assert "£2,400 of £12,000 used" in page
    calendar = scrutineer.get(f"/reviews/{review.id}/programme.ics").text
    assert [title in calendar for title in ("Partnership Board", "Learning Hub 2")] == [True, True]


def test_a_paragraph_for_the_yearly_report_comes_from_the_decisions(scrutineer: Person, review: Review) -> None:
    stock(review, scrutineer.user)
    rate(scrutineer, review, "1.1", "green")
    text = " ".join(scrutineer.get(f"/reviews/{review.id}/report/now/paragraph").text.split())
    assert "Of 24 questions, 1 rated Green, 0 Amber and 0 Red" in text


def test_lewisham_asks_nine_judgement_questions_and_prints_a_yearly_work_plan(
    scrutineer: Person, review: Review
) -> None:
    assert len(shipped()["lewisham"].questions) == 9
    plan(review, scrutineer.user, Planned("learning_event", "Neglect learning event", date(2025, 2, 12)))
    assert "Neglect learning event" in scrutineer.get(f"/reviews/{review.id}/programme").text


def test_what_lewishams_scrutineer_attended_and_saw_counts_as_independent_evidence(
    scrutineer: Person, review: Review
) -> None:
    from app.packs.note_papers import document_of_note

    saw = Noted("observation", date(2025, 2, 3), "The duty team", "The hub", "health", "Every plan was read aloud.")
    document = document_of_note(review, write_note(review, scrutineer.user, saw))
    assert (document.profile.kind, document.profile.agency, document.profile.self_reported) == (
        "field_notes",
        "scrutineer",
        False,
    )


def test_conflicting_evidence_is_shown_from_both_sides_and_settled_by_nobody_but_the_scrutineer(
    scrutineer: Person, review: Review
) -> None:
    papers, _ = stock(review, scrutineer.user)
    one = proposal("1.1", "amber")
    yes, no = citation(papers["minutes"], MINUTES[2], "achieved"), citation(papers["audit"], AUDIT[1], "gap")
    one["contradictions"] = [[yes, no]]
    keep_assessment(review.id, {"schema": "assessment/1", "documents": [], "questions": [one]}, pack="9" * 64)
    page = scrutineer.get(f"/reviews/{review.id}/contradictions").text.replace("&#39;", "'")
    assert MINUTES[2] in page
    assert AUDIT[1] in page


def test_the_national_overview_asks_who_scrutinises_how_and_what_across_many_areas_without_any_areas_text(
    cast: dict[str, Person], administrator: Person
) -> None:
    for n in range(10):
        issue(cast["scrutineer"], f"Area {n}", "green" if n < 5 else "red")
    found = across()
    kinds = {words for words, _ in found.kinds}
    assert {"Interview", "Focus group", "Observation"} <= kinds
    assert any("peer review" in words.casefold() for words in kinds)
    assert [words for words, _ in found.who][:2] == ["One scrutineer", "Two scrutineers or more"]
    assert (found.areas.number, found.frameworks[0].questions[0].id) == (10, "1.1")
    table = administrator.get("/across-areas.csv").text
    assert "Area 3" not in table
    assert "Said in" not in table


def test_one_reading_of_a_pack_is_rated_under_every_framework_of_the_sources(
    scrutineer: Person, review: Review
) -> None:
    stock(review, scrutineer.user)
    for name in ("northumberland", "bexley", "lewisham"):
        assert scrutineer.post(f"/reviews/{review.id}/frameworks", {"framework": name}).status_code == 302
    page = scrutineer.get(f"/reviews/{review.id}/frameworks").text
    assert all(
        shipped()[name].title.replace("’", "&#39;") in page or shipped()[name].title in page
        for name in ("bexley", "lewisham")
    )


def test_the_actions_and_the_answers_leave_and_return_as_workbooks(
    business_manager: Person, scrutineer: Person, review: Review, assessment: Assessment
) -> None:
    rate(scrutineer, review, "1.1", "green")
    for person, address, sheet in (
        (scrutineer, "actions/workbook.xlsx", "Actions"),
        (scrutineer, "context/workbook.xlsx", "Context"),
        (business_manager, "self-assessment/workbook.xlsx?respondent=police", "Answers"),
    ):
        book = openpyxl.load_workbook(io.BytesIO(person.get(f"/reviews/{review.id}/{address}").data))
        assert sheet in book.sheetnames
        assert not [cell for row in book[sheet].iter_rows() for cell in row if cell.data_type == "f"]
    assert verify_record(review).ok
