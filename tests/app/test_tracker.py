"""Tasks below an action, open actions brought from the last review, and the actions as a workbook and back."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import pytest
from by_force import tamper
from cast import Person, proposal
from openpyxl import Workbook, load_workbook
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.database import db, now, writing
from app.models import Action, Assessment, Review
from app.proposing.assessments import keep_assessment
from app.record.decisions import NewAction, decide, update_action, verify_record
from app.record.trail import entries_of, head_of
from app.reporting.reports import issue_report
from app.reviewing.reviews import assign, create_review
from app.tracking.actions import TaskSaid, keep_task

LIVE = "=HYPERLINK(1) and pay +44"


@pytest.fixture
def action(review: Review, assessment: Assessment, scrutineer: Person) -> Action:
    return decided(review, scrutineer, "1.1", LIVE)


def decided(review: Review, person: Person, question: str, said: str, owner: str = "Executive group") -> Action:
    made = NewAction(said, owner, date(2025, 1, 31))
    kept = decide(
        review, person.user, question=question, rating="amber", red_reason=None, reason="I saw.", action=made,
        supersedes=None,
    )  # fmt: skip
    assert kept.action is not None
    return kept.action


def pages(review: Review) -> str:
    return f"/reviews/{review.id}/actions"


def workbook(person: Person, review: Review) -> Workbook:
    with person.get(f"{pages(review)}/workbook.xlsx") as answer:
        return load_workbook(io.BytesIO(answer.data))


def bring(person: Person, review: Review, book: Workbook) -> str:
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    answer = person.post(f"{pages(review)}/workbook", {"workbook": (file, "actions.xlsx")}, follow_redirects=True)
    return answer.text


def test_a_task_has_an_owner_and_a_day_and_every_change_of_it_is_kept(
    scrutineer: Person, review: Review, action: Action
) -> None:
    address = f"{pages(review)}/{action.id}/tasks"
    assert "Say what is to be done." in scrutineer.post(address, {"task": " "}).text
    due = {"task_due-day": "1", "task_due-month": "6", "task_due-year": "2025"}
    page = scrutineer.post(address, {"task": "Ask the ICB", "task_owner": "Chair", **due}, follow_redirects=True).text
    assert "0 of 1 task done" in page
    assert "Overdue by" in page.partition("Ask the ICB")[2]
    done = {"task": "Ask the ICB", "task_owner": "Chair", "task_state": "done", "task_seen": "1", **due}
    assert "1 of 1 task done" in scrutineer.post(f"{address}/1", done, follow_redirects=True).text
    assert [entry.payload["state"] for entry in entries_of(review) if entry.kind == "action_task"] == ["to_do", "done"]
    assert verify_record(review).ok


def test_a_task_changed_by_someone_else_meanwhile_is_not_overwritten(
    scrutineer: Person, business_manager: Person, review: Review, action: Action
) -> None:
    keep_task(review, scrutineer.user, action, TaskSaid("Ask the ICB", "Chair", None, "to_do"))
    keep_task(review, business_manager.user, action, TaskSaid("Ask the ICB", "Chair", None, "done", 1, 1))
    late = {"task": "Ask the police", "task_owner": "Chair", "task_state": "to_do", "task_seen": "1"}
    answer = scrutineer.post(f"{pages(review)}/{action.id}/tasks/1", late)
    assert answer.status_code == 409
    assert "Bram Okoro has added to this" in answer.text
    assert "Ask the police</textarea>" in answer.text


def test_a_form_sent_twice_is_kept_once(scrutineer: Person, review: Review, action: Action) -> None:
    said = {"status": "in_hand", "note": "Asked.", "seen": "0"}
    for _ in range(2):
        assert scrutineer.post(f"{pages(review)}/{action.id}", said).status_code == 302
        assert scrutineer.post(f"{pages(review)}/{action.id}/tasks", {"task": "Ask"}).status_code == 302
    kinds = [entry.kind for entry in entries_of(review)]
    assert (kinds.count("action_update"), kinds.count("action_task")) == (1, 1)


def test_neither_the_service_nor_its_database_rewrites_a_task(
    scrutineer: Person, review: Review, action: Action
) -> None:
    keep_task(review, scrutineer.user, action, TaskSaid("Ask the ICB", "Chair", None, "to_do"))
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(text("UPDATE action_task SET state = 'done'"))
    tamper("UPDATE action_task SET state = 'done'")
    assert "Task 1 of an action was changed afterwards (state" in verify_record(review).sentence


def test_the_list_is_filtered_by_state_owner_and_question(scrutineer: Person, review: Review, action: Action) -> None:
    ahead = NewAction("Publish the budget", "Ada Marlow", now().date() + timedelta(days=9))
    decide(
        review, scrutineer.user, question="1.2", rating="green", red_reason=None, reason="Seen.", action=ahead,
        supersedes=None,
    )  # fmt: skip
    overdue = scrutineer.get(f"{pages(review)}?show=overdue").text
    assert "HYPERLINK" in overdue
    assert "Publish the budget" not in overdue
    assert "Overdue by" in overdue
    mine = scrutineer.get(f"{pages(review)}?owner=me").text
    assert "Publish the budget" in mine
    assert "9 days left" in mine
    assert "HYPERLINK" not in mine
    assert "No action is like this." in scrutineer.get(f"{pages(review)}?question=9.9").text


@pytest.fixture
def last(scrutineer: Person, action: Action, review: Review, cast: dict[str, Person]) -> Review:
    """A later review of the same area; the first one was issued with an action open and a task to do."""
    keep_task(review, scrutineer.user, action, TaskSaid("Ask the ICB", "Chair", None, "to_do"))
    decision = action.decision
    assert decision is not None
    made = db.session.get_one(Assessment, decision.assessment_id)
    issue_report(review, scrutineer.user, b"PK", made, [decision], head_of(review))
    later = create_review(
        scrutineer.user,
        area="harland vale",
        title="The year after",
        framework_id="six-steps",
        framework_sha="0" * 64,
        guidance="2023",
        period_from=date(2025, 4, 1),
        period_to=date(2026, 3, 31),
    )
    assign(None, later, cast["business_manager"].user, "partnership")
    return later


def test_actions_left_open_by_the_last_review_are_brought_once_and_say_where_they_came_from(
    scrutineer: Person, last: Review, action: Action
) -> None:
    assert "left 1 action open" in scrutineer.get(pages(last)).text
    assert "HYPERLINK" in scrutineer.get(f"{pages(last)}/bring").text.partition("Actions to bring")[2]
    for _ in range(2):
        scrutineer.post(f"{pages(last)}/bring", {"action": action.id})
    listed = scrutineer.get(pages(last)).text
    assert listed.count("From the last review: Harland Vale 2024 to 2025") == 1
    assert "0 of 1 task done" in listed
    assert "left 1 action open" not in listed
    brought = db.session.query(Action).filter_by(review_id=last.id).one()
    source = f'href="/reviews/{action.review_id}/actions/{action.id}"'
    assert source in scrutineer.get(f"{pages(last)}/{brought.id}").text


def test_another_areas_actions_are_never_offered(stranger: Person, other_review: Review, last: Review) -> None:
    assert "There is no earlier review of Wexcombe" in stranger.get(f"{pages(other_review)}/bring").text


def test_no_cell_of_the_workbook_is_a_formula(scrutineer: Person, review: Review, action: Action) -> None:
    keep_task(review, scrutineer.user, action, TaskSaid("@SUM(1)", "-1", None, "to_do"))
    book = workbook(scrutineer, review)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert [cell.quotePrefix for cell in cells if cell.value in (LIVE, "@SUM(1)", "-1")] == [True, True, True]


def test_an_edited_workbook_is_brought_back_whole(scrutineer: Person, review: Review, action: Action) -> None:
    keep_task(review, scrutineer.user, action, TaskSaid("Ask the ICB", "Chair", None, "to_do"))
    book = workbook(scrutineer, review)
    row = {cell.value: cell.column for cell in book["Actions"][1]}
    book["Actions"].cell(2, row["Status"]).value = "in hand"
    book["Actions"].cell(2, row["Due"]).value = "31/03/2027"
    book["Actions"].cell(2, row["New note"]).value = "=Under way"
    book["Actions"].cell(2, row["New note"]).data_type = "s"
    book["Tasks"].cell(2, 6).value = "Done"
    for column, value in ((2, "1.1"), (3, "Write the paper"), (5, date(2027, 2, 1))):
        book["Tasks"].cell(3, column).value = value
    assert "1 action and 2 tasks changed" in bring(scrutineer, review, book)
    db.session.refresh(action)
    assert (action.status, action.due, action.updates[-1].text) == ("in_hand", date(2027, 3, 31), "=Under way")
    assert [(task.text, task.state, task.due) for task in action.tasks] == [
        ("Ask the ICB", "done", None),
        ("Write the paper", "to_do", date(2027, 2, 1)),
    ]
    assert verify_record(review).ok


def test_an_unchanged_workbook_changes_nothing(scrutineer: Person, review: Review, action: Action) -> None:
    before = len(entries_of(review))
    assert "asks for no change" in bring(scrutineer, review, workbook(scrutineer, review))
    assert len(entries_of(review)) == before


MISTAKES: dict[str, tuple[tuple[str, int, int, Any], str]] = {
    "a status": (("Actions", 2, 6, "Finished"), "Sheet Actions, row 2, column Status: “Finished” is none of"),
    "a day": (("Actions", 2, 5, "next week"), "Sheet Actions, row 2, column Due: “next week” is not a day"),
    "a key": (("Actions", 3, 1, "0" * 24), "Sheet Actions, row 3, column Key: this is not the key"),
    "the words": (("Actions", 2, 3, "Do nothing."), "Sheet Actions, row 2, column What is to be done: the words"),
    "a heading": (("Tasks", 1, 3, "Steps"), "Sheet Tasks, row 1: column 3 must be called “Task”"),
    "a formula": (("Actions", 2, 4, "=1+1"), "Sheet Actions, cell D2: a formula stands here"),
    "a task without words": (("Tasks", 2, 2, "1.1"), "Sheet Tasks, row 2, column Task: say what the task is."),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_a_workbook_with_a_mistake_is_refused_whole_and_the_place_is_named(
    scrutineer: Person, review: Review, action: Action, name: str
) -> None:
    (sheet, row, column, value), said = MISTAKES[name]
    before, book = len(entries_of(review)), workbook(scrutineer, review)
    book["Actions"].cell(2, 7).value = "A note that must not be kept."
    book[sheet].cell(row, column).value = value
    page = bring(scrutineer, review, book)
    assert "Nothing was changed" in page
    assert said in page
    assert len(entries_of(review)) == before


def test_an_action_changed_here_after_the_download_is_not_overwritten(
    scrutineer: Person, business_manager: Person, review: Review, action: Action
) -> None:
    book = workbook(scrutineer, review)
    update_action(review, business_manager.user, action, text="Agreed.", status="done")
    assert "asks for no change" in bring(scrutineer, review, book)
    book["Actions"].cell(2, 6).value = "In hand"
    assert "Bram Okoro has changed this since the workbook was made" in bring(scrutineer, review, book)
    assert action.status == "done"


@pytest.mark.parametrize("sent", [b"", b"PK\x03\x04 broken", b"words"])
def test_what_is_no_workbook_is_refused_in_a_sentence(
    scrutineer: Person, review: Review, action: Action, sent: bytes
) -> None:
    answer = scrutineer.post(f"{pages(review)}/workbook", {"workbook": (io.BytesIO(sent), "a.xlsx")})
    assert answer.status_code == 200
    assert "Nothing was changed" in answer.text


def test_what_was_brought_stands_in_the_record_and_a_change_of_it_is_found(
    scrutineer: Person, last: Review, action: Action
) -> None:
    scrutineer.post(f"{pages(last)}/bring", {"action": action.id})
    content = {"schema": "assessment/1", "documents": [], "questions": [proposal("1.1", "amber")]}
    keep_assessment(last.id, content, pack="8" * 64)
    assert verify_record(last).ok
    with writing():
        db.session.execute(text("UPDATE action SET owner = 'Nobody' WHERE review_id = :id"), {"id": last.id})
    assert "its action was changed afterwards (owner" in verify_record(last).sentence
