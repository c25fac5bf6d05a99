"""The context questions as a workbook: taken out, filled in elsewhere, and brought back whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import IO

from app.database import writing
from app.errors import StaleTurn, UnknownValue
from app.models import Review, User
from app.reviewing.context import LONGEST, Answered, ContextQuestion, add_context, context_of
from app.tracking.bringing_back import WorkbookRefused, sheets_of
from app.tracking.workbook import UNPRINTABLE, Column, Sheet, Value, workbook_of
from corpus.reader import Cells

ANSWERS, ABOUT = "Context", "About"
WHOSE = {"given": "The scrutineer’s answers", "proposed": "The partnership’s words"}
COLUMNS = (
    Column("Question", 10),
    Column("About", 24),
    Column("Words of the question", 60),
    Column("Answer", 80),
    Column("Version", 9),
)

Change = tuple[str, str, int]
"""A question, what is now said to it, and the version that it follows."""


def asked_of(answered: Mapping[str, Answered], kind: str) -> list[Answered]:
    """The questions that the scrutineer answers (given), or those on which the partnership can say how things are (proposed)."""
    return [one for one in answered.values() if kind == "given" or one.question.for_partners]


def context_workbook(review: Review, kind: str) -> bytes:
    """Every question with what stands in answer to it."""
    rows: list[Sequence[Value]] = [_row(one, kind) for one in asked_of(context_of(review), kind)]
    about = [
        ("Review", review.id),
        ("Whose", WHOSE[kind]),
        ("How to fill it in", "Change only the column Answer. An empty answer takes back what was said."),
    ]
    sheets = [Sheet(ANSWERS, COLUMNS, rows), Sheet(ABOUT, (Column("What", 20), Column("Which", 80)), about)]
    return workbook_of(sheets, f"Context of the scrutiny: {review.area}")


def bring_back_context(review: Review, user: User, kind: str, workbook: IO[bytes]) -> int:
    """Keeps every answer that the workbook changes, and says how many; WorkbookRefused names every mistake, and nothing is kept."""
    sheets, user_id = {one.title: one for one in sheets_of(workbook)}, user.id
    with writing(review):
        asked = {one.question.id: one for one in asked_of(context_of(review), kind)}
        wrong = _wrong_workbook(sheets, review, kind)
        changes = [] if wrong else _read(sheets[ANSWERS], asked, kind, wrong)
        if wrong:
            raise WorkbookRefused(wrong)
        for question, said, seen in changes:
            try:
                add_context(review.id, user_id, question, text=said, kind=kind, seen=seen)
            except (StaleTurn, UnknownValue) as refused:
                raise WorkbookRefused([f"Question {question}: {refused.sentence}"]) from refused
    return len(changes)


def _row(one: Answered, kind: str) -> Sequence[Value]:
    return (one.question.id, one.question.about, one.question.text, _standing(one, kind), one.latest)


def _standing(one: Answered, kind: str) -> str:
    """What this side last said."""
    return next((each.text for each in one.answers if each.kind == kind), "")


def _wrong_workbook(sheets: Mapping[str, Cells], review: Review, kind: str) -> list[str]:
    for name in (ANSWERS, ABOUT):
        if name not in sheets:
            return [f"There is no sheet called {name}. Begin from the workbook downloaded on this page."]
    about = {row.get("1", ""): row.get("2", "") for row in sheets[ABOUT].rows.values()}
    if about.get("Review") != review.id:
        return [f"Sheet {ABOUT}, row Review: this is the workbook of another review."]
    if about.get("Whose") != WHOSE[kind]:
        return [f"Sheet {ABOUT}, row Whose: this workbook does not hold {WHOSE[kind][0].lower()}{WHOSE[kind][1:]}."]
    names = sheets[ANSWERS].rows.get(1, {})
    return [
        f"Sheet {ANSWERS}, row 1: column {place} must be called “{column.name}”. Keep the headings as they were."
        for place, column in enumerate(COLUMNS, start=1)
        if names.get(str(place), "").strip() != column.name
    ]


def _read(sheet: Cells, asked: Mapping[str, Answered], kind: str, wrong: list[str]) -> list[Change]:
    changes, seen = list[Change](), set[str]()
    wrong += [
        f"Sheet {ANSWERS}, cell {cell}: a formula stands here. Write what it should say." for cell in sheet.unsaved
    ]
    for number, cells in sorted(sheet.rows.items()):
        texts = {column.name: cells.get(str(place), "").strip() for place, column in enumerate(COLUMNS, start=1)}
        if number == 1 or not any(texts.values()):
            continue
        question = texts["Question"]
        if question not in asked or question in seen:
            why = "stands twice" if question in seen else "is not one of the questions"
            wrong.append(f"Sheet {ANSWERS}, row {number}, column Question: “{question[:20]}” {why}.")
            continue
        seen.add(question)
        before = asked[question]
        if texts["Answer"] == _as_written(_standing(before, kind)):
            continue
        if mistake := _mistake(before.question, before, texts):
            wrong.append(f"Sheet {ANSWERS}, row {number}, column {mistake}")
        else:
            changes.append((question, texts["Answer"], before.latest))
    return changes


def _mistake(question: ContextQuestion, before: Answered, texts: Mapping[str, str]) -> str:
    """The column and what is wrong in it; empty where nothing is."""
    if len(texts["Answer"]) > LONGEST:
        return f"Answer: an answer must be {LONGEST:,} characters or fewer."
    if texts["Version"] != str(before.latest):
        who = before.answers[0].by.name if before.answers else "someone"
        return f"Version: {who} has answered question {question.id} since the workbook was made. Download it again."
    return ""


def _as_written(said: str) -> str:
    """An answer as a workbook holds it, so that what nobody touched is not taken for a change."""
    return UNPRINTABLE.sub(" ", said).strip()
