"""The single changes that can be made to a framework by hand; a question keeps its number wherever it is moved."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterator
from typing import Any

from app.errors import NotFound, UnknownValue

Entry = dict[str, Any]
"""A framework, or a piece of one, as its file lays it out."""

MOST_STEPS, MOST_QUESTIONS, MOST_PARTS = 20, 120, 26


def question_in(entry: Entry, question_id: str) -> Entry:
    """The question with this number; NotFound where there is none."""
    among, at = _place_of_question(entry, question_id)
    return among[at]


def part_in(entry: Entry, part_id: str) -> tuple[Entry, Entry]:
    """The part with this number and the question that it belongs to; NotFound where there is none."""
    for question in _questions(entry):
        for part in question["parts"]:
            if part["id"] == part_id:
                return question, part
    raise NotFound


def step_in(entry: Entry, step_id: str) -> Entry:
    """The step with this number; NotFound where there is none."""
    found: Entry | None = next((step for step in entry["steps"] if step["id"] == step_id), None)
    if found is None:
        raise NotFound
    return found


def add_step(entry: Entry, title: str, used: Collection[str] = ()) -> str:
    """A step at the end, with its first question to be written; gives the question's number.

    `used` are numbers that stood for something else before; none of them is given again, so that reviews can be compared.
    """
    if len(entry["steps"]) >= MOST_STEPS:
        raise UnknownValue(f"A framework has at most {MOST_STEPS} steps.")
    taken = [step["id"] for step in entry["steps"]] + [one for one in used if "." not in one]
    step_id = str(max((int(one) for one in taken if one.isdigit()), default=0) + 1)
    entry["steps"].append({"id": step_id, "title": title, "questions": []})
    return add_question(entry, step_id, used)


def add_question(entry: Entry, step_id: str, used: Collection[str] = ()) -> str:
    """A question at the end of a step, with its first part to be written; gives its number."""
    if sum(1 for _ in _questions(entry)) >= MOST_QUESTIONS:
        raise UnknownValue(f"A framework has at most {MOST_QUESTIONS} questions.")
    taken = {question["id"] for question in _questions(entry)} | set(used)
    number = 1
    while f"{step_id}.{number}" in taken:
        number += 1
    question_id = f"{step_id}.{number}"
    question = {"id": question_id, "text": "", "about": [], "akin": [], "parts": []}
    step_in(entry, step_id)["questions"].append(question)
    add_part(entry, question_id, used)
    return question_id


def add_part(entry: Entry, question_id: str, used: Collection[str] = ()) -> str:
    """A part at the end of a question, to be written; gives its number."""
    question = question_in(entry, question_id)
    taken = {part["id"] for part in question["parts"]} | set(used)
    free = [letter for letter in string.ascii_lowercase if f"{question_id}.{letter}" not in taken]
    if not free:
        raise UnknownValue(f"A question has at most {MOST_PARTS} parts.")
    part_id = f"{question_id}.{free[0]}"
    whole = question["text"]
    question["parts"].append(
        {
            "id": part_id,
            "text": "",
            "clause": whole if not question["parts"] else "",
            "statements": [],
            "terms": [],
            "mistaken_for": [],
            "shown_by": [],
            "agencies": [],
            "request": "",
        }
    )
    return part_id


def drop_step(entry: Entry, step_id: str) -> None:
    """Takes a step out with its questions."""
    entry["steps"].remove(step_in(entry, step_id))


def drop_question(entry: Entry, question_id: str) -> None:
    """Takes a question out."""
    among, at = _place_of_question(entry, question_id)
    del among[at]


def drop_part(entry: Entry, part_id: str) -> None:
    """Takes a part out of its question."""
    question, part = part_in(entry, part_id)
    question["parts"].remove(part)


def move_step(entry: Entry, step_id: str, by: int) -> None:
    """Moves a step up (-1) or down (1)."""
    steps = entry["steps"]
    _swap(steps, steps.index(step_in(entry, step_id)), by)


def move_question(entry: Entry, question_id: str, by: int) -> None:
    """Moves a question up or down; past the end of its step, into the next one."""
    among, at = _place_of_question(entry, question_id)
    if 0 <= at + by < len(among):
        _swap(among, at, by)
        return
    steps = entry["steps"]
    here = next(n for n, step in enumerate(steps) if step["questions"] is among)
    if 0 <= here + by < len(steps):
        moved = among.pop(at)
        steps[here + by]["questions"].insert(len(steps[here + by]["questions"]) if by < 0 else 0, moved)


def move_part(entry: Entry, part_id: str, by: int) -> None:
    """Moves a part up or down within its question."""
    question, part = part_in(entry, part_id)
    _swap(question["parts"], question["parts"].index(part), by)


def _swap(among: list[Entry], at: int, by: int) -> None:
    if 0 <= at + by < len(among):
        among[at], among[at + by] = among[at + by], among[at]


def _questions(entry: Entry) -> Iterator[Entry]:
    for step in entry["steps"]:
        yield from step["questions"]


def _place_of_question(entry: Entry, question_id: str) -> tuple[list[Entry], int]:
    for step in entry["steps"]:
        for at, question in enumerate(step["questions"]):
            if question["id"] == question_id:
                among: list[Entry] = step["questions"]
                return among, at
    raise NotFound
