"""Every button of a working copy does what it says, and one that is pressed wrongly changes nothing."""

from __future__ import annotations

import pytest
from cast import Person
from test_adapting_pages import copy_of, ids, kept, send

from app.adapting.adapting import entry_of, mistakes_of
from app.adapting.known import framework_with
from app.database import db
from app.models import FrameworkDraft
from app.views.adapting import ADDS, MOVES


def shape(draft: FrameworkDraft) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Steps with their questions and parts, by number, as they stand."""
    entry = entry_of(db.session.get_one(FrameworkDraft, draft.id, populate_existing=True))
    return [
        (step["id"], [(one["id"], [part["id"][-1] for part in one["parts"]]) for one in step["questions"]])
        for step in entry["steps"]
    ]


@pytest.mark.parametrize(
    ("do", "which", "found"),
    [
        ("step_up", "2", lambda now: [step for step, _ in now][:2] == ["2", "1"]),
        ("step_down", "1", lambda now: [step for step, _ in now][:2] == ["2", "1"]),
        ("drop_step", "6", lambda now: [step for step, _ in now] == ["1", "2", "3", "4", "5"]),
        ("question_up", "1.2", lambda now: [one for one, _ in now[0][1]][:2] == ["1.2", "1.1"]),
        ("question_down", "1.4", lambda now: now[1][1][0][0] == "1.4" and len(now[0][1]) == 3),
        ("question_up", "2.1", lambda now: now[0][1][-1][0] == "2.1"),
        ("drop_question", "1.3", lambda now: [one for one, _ in now[0][1]] == ["1.1", "1.2", "1.4"]),
        ("part_up", "1.1.b", lambda now: now[0][1][0][1][:2] == ["b", "a"]),
        ("part_down", "1.1.a", lambda now: now[0][1][0][1][:2] == ["b", "a"]),
        ("drop_part", "1.1.a", lambda now: now[0][1][0][1][0] == "b"),
        ("add_part", "1.1", lambda now: len(now[0][1][0][1]) == 9),
        ("add_question", "1", lambda now: now[0][1][-1] == ("1.5", ["a"])),
        ("step_up", "1", lambda now: [step for step, _ in now][:2] == ["1", "2"]),
        ("question_up", "1.1", lambda now: now[0][1][0][0] == "1.1"),
    ],
)
def test_a_button_does_what_it_says(scrutineer: Person, do: str, which: str, found: object) -> None:
    draft = copy_of(scrutineer)
    assert send(scrutineer, draft, "change", do=do, which=which).status_code == 302
    assert found(shape(draft)), shape(draft)[:2]  # type: ignore[operator]


def test_every_button_is_tried_above() -> None:
    tried = {row[0] for mark in test_a_button_does_what_it_says.pytestmark for row in mark.args[1]}  # type: ignore[attr-defined]
    assert tried == {*MOVES, *ADDS}


@pytest.mark.parametrize(("do", "which"), [("drop_all", "1"), ("drop_step", "99"), ("part_up", "1.1.z"), ("", "")])
def test_a_button_that_there_is_not_changes_nothing(scrutineer: Person, do: str, which: str) -> None:
    draft = copy_of(scrutineer)
    before = shape(draft)
    assert send(scrutineer, draft, "change", do=do, which=which).status_code == 404
    assert shape(draft) == before


def test_a_copy_emptied_by_its_buttons_says_what_is_to_be_put_right_and_still_carries_the_reference(
    scrutineer: Person,
) -> None:
    draft = copy_of(scrutineer)
    for step in ("2", "3", "4", "5", "6"):
        send(scrutineer, draft, "change", do="drop_step", which=step)
    for letter in [part for one, parts in shape(draft)[0][1] if one == "1.4" for part in parts]:
        send(scrutineer, draft, "change", do="drop_part", which=f"1.4.{letter}")
    found = db.session.get_one(FrameworkDraft, draft.id, populate_existing=True)
    assert next(str(one) for one in mistakes_of(found)).startswith("Question 1.4")
    assert "Adapted from Pearce, J (2019)" in scrutineer.get(f"/frameworks/drafts/{draft.id}").text
    send(scrutineer, draft, "change", do="drop_question", which="1.4")
    version = kept(scrutineer, draft)
    assert ids(draft) == ["1.1", "1.2", "1.3"]
    assert framework_with(draft.framework_id, version.sha256).attribution.startswith("Adapted from Pearce, J (2019)")
