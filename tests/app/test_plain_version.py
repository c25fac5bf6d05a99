"""The version for children: plain words where someone has written them, and counts where nobody has."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from app.reporting.plain import plain_version, plain_words_of
from rules.framework import Framework
from rules.framework_file import framework_named

COLOURS = ("green", "amber", "red")


def contents_of(framework: Framework) -> dict[str, Any]:
    """What a report on a framework prints, as far as the version for children looks at it; the colours take turns."""
    asked = [question.id for question in framework.questions]
    colours = {each: COLOURS[n % 3] for n, each in enumerate(asked)}
    steps = [
        {
            "number": step.id,
            "title": step.title,
            "questions": [{"id": each.id, "text": each.text, "colour": colours[each.id]} for each in step.questions],
        }
        for step in framework.steps
    ]
    counts = {colour: list(colours.values()).count(colour) for colour in COLOURS} | {"none": 0}
    return {
        "area": "Harland Vale", "period": "1 April 2024 to 31 March 2025", "papers": [], "actions": [],
        "unread": [], "undecided": [], "counts": counts, "steps": steps,
    }  # fmt: skip


def rows_of(framework: Framework, **own: str) -> list[tuple[str, str]]:
    made = plain_version(contents_of(framework), framework.id, {}, plain_words_of(framework) | own)
    return [(row["text"], row["answer"]) for step in made["steps"] for row in step["questions"]]


def test_each_question_of_the_six_steps_is_asked_in_plain_words() -> None:
    rows = rows_of(framework_named("six-steps"))
    assert len(rows) == 24
    assert rows[1] == (
        "Do the people in charge come to the meetings that matter?",
        "Partly. Some of it works, and there is more to do.",
    )


def test_questions_that_nobody_has_worded_for_children_are_counted_under_their_heading() -> None:
    lewisham = framework_named("lewisham")
    made = plain_version(contents_of(lewisham), lewisham.id, {}, plain_words_of(lewisham))
    assert [step["title"] for step in made["steps"]] == [step.title for step in lewisham.steps]
    said = str(made["steps"])
    assert not any(question.text in said for question in lewisham.questions)
    first = made["steps"][0]["questions"]
    assert [row["text"] for row in first] == [f"We asked {len(lewisham.steps[0].questions)} questions about this."]
    assert "Yes" in first[0]["answer"]
    assert "written for grown-ups" in made["opening"][-1]


def test_plain_words_in_a_frameworks_own_file_are_used_and_the_rest_is_counted_besides() -> None:
    lewisham = framework_named("lewisham")
    step = lewisham.steps[0]
    worded = replace(step.questions[0], plain="Do all the grown-ups do what they must?")
    again = replace(lewisham, steps=(replace(step, plain="Is there proof?", questions=(worded, *step.questions[1:])),))
    made = plain_version(contents_of(again), again.id, {}, plain_words_of(again))
    assert made["steps"][0]["title"] == "Is there proof?"
    rows = made["steps"][0]["questions"]
    assert (rows[0]["text"], rows[0]["answer"]) == (worded.plain, "Yes, and we saw proof.")
    assert rows[1]["text"] == f"We asked {len(step.questions) - 1} questions more about this."


def test_a_working_copy_of_the_six_steps_keeps_the_plain_words_of_what_it_did_not_reword() -> None:
    copy = replace(framework_named("six-steps"), id="harland")
    assert rows_of(copy) == rows_of(framework_named("six-steps"))
    first, *others = copy.steps[0].questions
    reworded = replace(copy, steps=(replace(copy.steps[0], questions=(replace(first, text="Another?"), *others)),))
    assert rows_of(reworded)[-1] == ("We asked 1 question more about this.", "1 Yes")
