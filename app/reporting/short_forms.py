"""What the short forms of a report say, worked out from the full one: the summary, the paragraph, and what is left open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from app.pages.words import counted, word

Contents = Mapping[str, Any]
Question = Mapping[str, Any]

MOST_LISTED = 6
"""How many questions or actions of a kind the two pages have room for; the rest are counted."""
LONGEST_LINE = 150
"""How many characters of a question, a reason or an action they have room for."""
CELLS = 4
"""How many questions of a step stand in one row of the summary."""
OVER = ("Done", "No longer needed")


def short_forms(contents: Contents, older: Sequence[str] = (), *, draft: bool = True) -> dict[str, Any]:
    """Added to a full report's contents, this is what every form prints. `older` are the questions whose decision
    was made beside proposals from an older pack than the present one."""
    questions = _questions(contents)
    counts = {
        colour: sum(each["colour"] == colour for each in questions) for colour in ("green", "amber", "red", "none")
    }
    return {
        "draft": "Draft: this has not been issued, and may change." if draft else "",
        "counts": counts,
        "tally": tally(counts, len(questions)),
        "undecided": [each["id"] for each in questions if each["colour"] == "none"],
        "undecided_said": undecided_said(questions),
        "older_said": older_said(older, len(questions)),
        "grid": _grid(contents["steps"]),
        "grid_more": _beyond_grid(contents["steps"]),
        "strong": _listed(questions, "green"),
        "partly": _listed(questions, "amber"),
        "weak": _listed(questions, "red"),
        "next_actions": _actions(contents["actions"]),
        "paragraph": paragraph(contents, counts, len(questions)),
    }


def tally(counts: Mapping[str, int], questions: int) -> str:
    """How the ratings fall, in a sentence."""
    left = f"; {counts['none']} not decided" if counts["none"] else ""
    return (
        f"Of {counted(questions, 'question')}, {counts['green']} rated Green, {counts['amber']} Amber and "
        f"{counts['red']} Red{left}."
    )


def undecided_said(questions: Sequence[Question]) -> str:
    """Which questions have no decision, in a sentence; empty where every one has."""
    left = [each["id"] for each in questions if each["colour"] == "none"]
    if not left:
        return ""
    have = "has" if len(left) == 1 else "have"
    return f"{len(left)} of {counted(len(questions), 'question')} {have} no decision: {', '.join(left)}."


def older_said(older: Sequence[str], questions: int = 0) -> str:
    """Which decisions rest on an older pack, in a sentence; empty where none does."""
    if not older:
        return ""
    if len(older) == questions > 1:
        return f"All {questions} decisions were made before the latest papers were assessed."
    were = "decision was" if len(older) == 1 else "decisions were"
    return f"{len(older)} {were} made before the latest papers were assessed: {', '.join(older)}."


def paragraph(contents: Contents, counts: Mapping[str, int], questions: int) -> str:
    """One paragraph for the partnership's yearly report, from what was decided and nothing else."""
    said = [
        f"The independent scrutineer reviewed the safeguarding arrangements of {contents['area']} for the period "
        f"{contents['period']}, holding them against {contents['framework']} and {contents['guidance']}, on the evidence of "
        f"{counted(len(contents['papers']), 'paper')}.",
        tally(counts, questions),
        *_steps_said(contents["steps"]),
        *_actions_said(contents["actions"]),
        *_exchanges_said(contents),
    ]
    if counts["none"]:
        said.append("The questions without a decision are left open, and are not to be read as either good or poor.")
    return " ".join(said)


def _steps_said(steps: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    """Where the Greens stand, and where the Reds."""
    for colour, said in (("green", "Green stand most often"), ("red", "Red stand most often")):
        counts = {step["title"]: sum(q["colour"] == colour for q in step["questions"]) for step in steps}
        most = max(counts.values(), default=0)
        best = [title for title, count in counts.items() if count == most]
        if most > 1 and len(best) == 1:
            yield f"Ratings of {said} under “{best[0]}” ({most} of {sum(counts.values())})."


def _actions_said(actions: Sequence[Mapping[str, str]]) -> Iterable[str]:
    if actions:
        done = sum(each["status"] == word("done", "status") for each in actions)
        is_done = "is" if done == 1 else "are"
        yield f"Each rating has an action with an owner, {len(actions)} in all, of which {done} {is_done} done."


def _exchanges_said(contents: Contents) -> Iterable[str]:
    raised = contents.get("challenges", [])
    if raised:
        maintained = sum(each["state"] == word("maintained", "challenge_state") for each in raised)
        yield f"The scrutineer raised {counted(len(raised), 'challenge')} and maintained {maintained} after the right of reply."
    sent = contents.get("sent_requests", [])
    if sent:
        supplied = sum(each["state"] == word("supplied", "request_state") for each in sent)
        yield f"Of {counted(len(sent), 'request')} for further papers, {supplied} ended with a paper."


def _questions(contents: Contents) -> list[Question]:
    return [question for step in contents["steps"] for question in step["questions"]]


def _grid(steps: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Each step as a row of cells, as many as the page is wide; a cell is a question with its rating."""
    rows = []
    for step in steps:
        cells = [{"text": f"{q['id']} {q['rating']}", "colour": q["colour"]} for q in step["questions"][:CELLS]]
        cells += [{"text": "", "colour": "none"}] * (CELLS - len(cells))
        rows.append({"number": step["number"], "title": shortened(step["title"], 90), "cells": cells})
    return rows


def _beyond_grid(steps: Sequence[Mapping[str, Any]]) -> list[str]:
    """The questions of a long step for which the row has no room."""
    beyond = {step["number"]: step["questions"][CELLS:] for step in steps}
    return [
        f"Step {number}, further: " + ", ".join(f"{q['id']} {q['rating']}" for q in questions) + "."
        for number, questions in beyond.items()
        if questions
    ]


def _listed(questions: Sequence[Question], colour: str) -> dict[str, Any]:
    """The questions of one colour, each with its reason, as far as there is room."""
    found = [each for each in questions if each["colour"] == colour]
    lines = [
        {
            "id": each["id"],
            "text": shortened(each["text"]),
            "why": shortened("; ".join(filter(None, (each["red_reason"], each["reason"])))),
        }
        for each in found[:MOST_LISTED]
    ]
    return {"lines": lines, "more": _more(len(found), "more in the full report")}


def _actions(actions: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    left = [each for each in actions if each["status"] not in OVER]
    lines = [
        {**each, "text": shortened(each["text"]), "owner": shortened(each["owner"], 60)} for each in left[:MOST_LISTED]
    ]
    return {"lines": lines, "more": _more(len(left), "more in the full report")}


def _more(number: int, what: str) -> str:
    return f"And {number - MOST_LISTED} {what}." if number > MOST_LISTED else ""


def shortened(text: str, most: int = LONGEST_LINE) -> str:
    """As much of a text as there is room for, cut between words."""
    plain = " ".join(text.split())
    return plain if len(plain) <= most else f"{plain[:most].rsplit(' ', 1)[0]} …"
