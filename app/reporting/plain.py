"""The version for children and young people: fixed sentences in plain words, chosen by what was decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from app.pages.words import counted

WORDS = Path(__file__).with_name("plain_words.yaml")
Contents = Mapping[str, Any]


@cache
def _words() -> dict[str, Any]:
    written: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return written


def plain_version(contents: Contents, framework_id: str, red_reasons: Mapping[str, str | None]) -> dict[str, Any]:
    """What is printed for children; `red_reasons` gives the reason of each Red by its term."""
    words = _words()
    filled = _filled(contents)
    opening = [each.format_map(filled) for each in words["opening"]]
    plain = words["questions"].get(framework_id, {})
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


def _step(step: Mapping[str, Any], plain: Mapping[str, str], red_reasons: Mapping[str, str | None]) -> dict[str, Any]:
    return {
        "title": plain.get(step["number"], step["title"]),
        "questions": [
            {
                "id": question["id"],
                "text": plain.get(question["id"], question["text"]),
                "colour": question["colour"],
                "answer": _answer(question["colour"], red_reasons.get(question["id"])),
            }
            for question in step["questions"]
        ],
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
