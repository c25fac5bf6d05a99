"""Every response's action is pulled out of the self-assessment into a tracker, where tasks with owners and days are added."""

from __future__ import annotations

import pytest
from by_force import tamper
from cast import Person
from sqlalchemy import update
from sqlalchemy.exc import DBAPIError

from app.database import db, writing
from app.errors import StaleTurn, UnknownValue
from app.models import Review, SelfTask
from app.record.decisions import verify_record
from app.reviewing.self_assessing import Answer, save_draft, submit
from app.reviewing.self_tracking import SelfTaskSaid, keep_self_task, self_action_of, self_actions_of

ORDER = ("1.1", "1.2", "2.1")
POLICE, YOUTH = ("police", ""), ("other", "Harland Youth Trust")


@pytest.fixture
def answered(review: Review, cast: dict[str, Person]) -> Person:
    """Three responses with an action each, of every colour, and a draft."""
    bram = cast["business_manager"]
    submit(review, bram.user, Answer("1.2", *POLICE, "red", "We have none.", (), "Write a protocol."), seen=0)
    submit(review, bram.user, Answer("1.1", *POLICE, "green", "We signed it.", (), "Sign it again each June."), seen=0)
    submit(review, bram.user, Answer("1.1", *YOUTH, "amber", "We were asked once.", (), "Be asked yearly."), seen=0)
    save_draft(review, bram.user, Answer("2.1", "health", "", "red", "Not said yet.", (), "zqx"), seen=0)
    return bram


def add(person: Person, review: Review, where: str, **said: str) -> int:
    form = {"task": "Ask the force solicitor", "task_owner": "DCI", "task_seen": "0", **said}
    return person.post(f"/reviews/{review.id}/self-assessment-actions/{where}", form).status_code


def test_every_submitted_answers_action_is_in_the_tracker_by_itself_whatever_its_colour(
    review: Review, answered: Person, scrutineer: Person, reviewer: Person
) -> None:
    found = [(one.answer.question, one.answer.respondent, one.answer.action) for one in self_actions_of(review, ORDER)]
    assert found == [
        ("1.1", "other", "Be asked yearly."),
        ("1.1", "police", "Sign it again each June."),
        ("1.2", "police", "Write a protocol."),
    ]
    for person in (answered.sign_in(), scrutineer, reviewer):
        page = person.get(f"/reviews/{review.id}/self-assessment-actions").text
        assert "Write a protocol." in page
        assert "zqx" not in page, "a draft is nobody else's"
    assert "Add a task" not in scrutineer.get(f"/reviews/{review.id}/self-assessment-actions").text


def test_an_answer_of_any_colour_is_submitted_only_with_an_action(review: Review, cast: dict[str, Person]) -> None:
    for rating in ("green", "amber", "red"):
        with pytest.raises(UnknownValue, match="every answer has an action"):
            submit(review, cast["business_manager"].user, Answer("1.1", *POLICE, rating, "We do."), seen=0)


def test_tasks_are_added_changed_done_and_dropped_and_every_version_is_kept(review: Review, answered: Person) -> None:
    bram = answered.sign_in()
    day = {"task_due-day": "31", "task_due-month": "3", "task_due-year": "2027"}
    assert add(bram, review, "1.2/police/tasks/0", **day) == 302
    assert add(bram, review, "1.1/other/tasks/0?agency=harland+youth+trust", task="Write to the chair") == 302
    [task] = self_action_of(review, "1.2", POLICE).tasks
    assert (task.text, task.owner, str(task.due), task.state) == (
        "Ask the force solicitor",
        "DCI",
        "2027-03-31",
        "to_do",
    )
    assert add(bram, review, "1.2/police/tasks/1", task_state="done", task_seen="1", **day) == 302
    assert add(bram, review, "1.2/police/tasks/1", task="Too late", task_seen="1") == 409
    assert self_action_of(review, "1.2", POLICE).tasks[0].state == "done"
    assert add(bram, review, "1.2/police/tasks/1", task_state="dropped", task_seen="2") == 302
    assert self_action_of(review, "1.2", POLICE).tasks == ()
    assert db.session.query(SelfTask).count() == 4
    assert verify_record(review).ok


def test_what_is_wrong_is_said_and_nobody_else_adds_a_task(
    review: Review, answered: Person, scrutineer: Person, other_review: Review
) -> None:
    bram = answered.sign_in()
    assert (
        "Say what is to be done."
        in bram.post(f"/reviews/{review.id}/self-assessment-actions/1.2/police/tasks/0", {"task": " "}).text
    )
    for nowhere in ("9.9/police/tasks/0", "2.1/health/tasks/0", "1.2/nobody/tasks/0", "1.2/police/tasks/7"):
        assert add(bram, review, nowhere) == 404
    assert add(scrutineer, review, "1.2/police/tasks/0") == 403
    assert add(bram, other_review, "1.2/police/tasks/0") == 404
    with pytest.raises(StaleTurn):
        keep_self_task(review, bram.user, "1.2", POLICE, SelfTaskSaid("Late", "", seen=4))


def test_a_task_that_is_changed_behind_the_service_is_found(review: Review, answered: Person) -> None:
    keep_self_task(review, answered.user, "1.2", POLICE, SelfTaskSaid("Ask", "DCI"))
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(update(SelfTask).values(text="x"))
    tamper("UPDATE self_task SET owner = 'Nobody'")
    assert (
        "A task of a self-assessment's action on question 1.2 was changed afterwards" in verify_record(review).sentence
    )
