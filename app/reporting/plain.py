"""The version for children and young people: fixed sentences in plain words, chosen by what was decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from app.pages.words import counted
from corpus.yaml_text import load_yaml
from rules.framework import Framework
from rules.framework_file import framework_named

WORDS = Path(__file__).with_name("plain_words.yaml")
Contents = Mapping[str, Any]


@cache
def _words() -> dict[str, Any]:
    written: dict[str, Any] = load_yaml(WORDS.read_text(encoding="utf-8"))
    return written


def plain_version(
    contents: Contents,
    framework_id: str,
    red_reasons: Mapping[str, str | None],
    own: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """What is printed for children; `red_reasons` gives the reason of each Red by its term.

    `own` are the plain words that the framework's file holds, by the id of the step or question.
    """
    words = _words()
    filled = _filled(contents)
    opening = [each.format_map(filled) for each in words["opening"]]
    plain = _worded(contents, framework_id) | {each: text for each, text in (own or {}).items() if text}
    if any(question["id"] not in plain for step in contents["steps"] for question in step["questions"]):
        opening.append(words["not_worded"])
    return {
        "opening": opening,
        "tally": words["tally"].format_map(filled),
        "undecided": words["undecided"].format_map(filled) if contents["undecided"] else "",
        "steps": [_step(step, plain, red_reasons) for step in contents["steps"]],
        "actions": words["actions"].format_map(filled) if contents["actions"] else "",
        "unread": words["unread"].format_map(filled) if contents["unread"] else "",
        "closing": list(words["closing"]),
        "legend": [
            {"name": "Yes", "colour": "green", "text": words["colours"]["green"]},
            {"name": "Partly", "colour": "amber", "text": words["colours"]["amber"]},
            {"name": "No", "colour": "red", "text": words["colours"]["red"]},
        ],
    }


def _filled(contents: Contents) -> dict[str, str]:
    counts = contents["counts"]
    actions = contents["actions"]
    done = sum(each["status"] == "Done" for each in actions)
    return {
        "area": contents["area"],
        "period": contents["period"],
        "papers": counted(len(contents["papers"]), "paper"),
        "questions": counted(sum(counts.values()), "question"),
        "green": _number(counts["green"]).capitalize(),
        "amber": _number(counts["amber"]),
        "red": _number(counts["red"]),
        "undecided": counted(counts["none"], "question"),
        "actions": counted(len(actions), "such thing"),
        "done": f"{_number(done)} {'is' if done == 1 else 'are'}",
        "unread": counted(len({each["paper"] for each in contents["unread"]}), "paper"),
    }


def plain_words_of(framework: Framework | None) -> dict[str, str]:
    """The plain words that a framework's file holds, by the id of the step or question."""
    steps = framework.steps if framework else ()
    said = {step.id: step.plain for step in steps}
    return said | {question.id: question.plain for step in steps for question in step.questions}


def _worded(contents: Contents, framework_id: str) -> dict[str, str]:
    """Our own plain words for a framework; for another one, those of the questions that read the same in one of ours."""
    if framework_id in _words()["questions"]:
        return dict(_words()["questions"][framework_id])
    asked = [question for step in contents["steps"] for question in step["questions"]]
    known = _by_text()
    return {one["id"]: known[_folded(one["text"])] for one in asked if _folded(one["text"]) in known}


@cache
def _by_text() -> dict[str, str]:
    """Our plain words by the text of the question that they stand for."""
    return {
        _folded(question.text): plain[question.id]
        for framework, plain in _words()["questions"].items()
        for question in framework_named(framework).questions
        if question.id in plain
    }


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _step(step: Mapping[str, Any], plain: Mapping[str, str], red_reasons: Mapping[str, str | None]) -> dict[str, Any]:
    """A step with its questions; those that nobody has worded for children are counted and not quoted."""
    worded = [question for question in step["questions"] if question["id"] in plain]
    rest = [question for question in step["questions"] if question["id"] not in plain]
    rows = [
        {
            "id": question["id"],
            "text": plain[question["id"]],
            "colour": question["colour"],
            "answer": _answer(question["colour"], red_reasons.get(question["id"])),
        }
        for question in worded
    ]
    return {
        "title": plain.get(step["number"], step["title"]),
        "questions": [*rows, *([_gathered(rest, besides=bool(worded))] if rest else [])],
    }


def _gathered(questions: Sequence[Mapping[str, Any]], *, besides: bool) -> dict[str, Any]:
    """Several questions in one line: how many there are, and how many of each answer."""
    words, counts = _words(), Counter(question["colour"] for question in questions)
    said = words["gathered_besides" if besides else "gathered"]
    answers = [f"{counts[colour]} {name}" for colour, name in words["answers"].items() if counts[colour]]
    return {
        "id": "",
        "text": said.format(questions=counted(len(questions), "question")),
        "colour": next(iter(counts)) if len(counts) == 1 else "none",
        "answer": ", ".join(answers),
    }


def _answer(colour: str, red_reason: str | None) -> str:
    words = _words()
    if colour == "red" and red_reason in words["red"]:
        return str(words["red"][red_reason])
    return str(words["colours"][colour])


NUMBERS: Sequence[str] = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
)  # fmt: skip


def _number(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)
