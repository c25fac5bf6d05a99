"""A respondent's self-assessment as a workbook: taken out, filled in elsewhere, and brought back whole or not at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from app.database import writing
from app.errors import StaleTurn
from app.models import Review, SelfAssessment, User
from app.pages.framework import Layout
from app.pages.words import terms, word
from app.reviewing.self_assessing import Answer, Who, add_answer, latest_of, name_in_use, same_name
from app.tracking.bringing_back import WorkbookRefused, sheets_of
from app.tracking.workbook import Column, Sheet, Value, workbook_of
from corpus.reader import Cells

ANSWERS, ABOUT = "Answers", "About"
STATES = {"draft": "Draft", "submitted": "Submit"}
COLUMNS = (
    Column("Question", 10),
    Column("Words of the question", 60),
    Column("Rating", 10, tuple(terms("rating").values())),
    Column("What shows it", 60),
    Column("What you will do", 45),
    Column("Draft or submit", 14, tuple(STATES.values())),
    Column("Version", 9),
)
LONGEST = 6000


@dataclass(frozen=True)
class Filled:
    """One row that says something new: the answer, whether it is submitted, and the version that it follows."""

    answer: Answer
    state: str
    seen: int


def self_workbook(review: Review, layout: Layout, who: Who) -> bytes:
    """Every question with what this respondent last said of it."""
    who = who[0], name_in_use(review, who[1])
    latest = {question: one for (question, whose), one in latest_of(review).items() if whose == who}
    rows: list[Sequence[Value]] = [_row(each, layout.texts.get(each, ""), latest.get(each)) for each in layout.order]
    about = [
        ("Review", review.id),
        ("Respondent", who[0]),
        ("Agency", who[1]),
        ("How to fill it in", "Change only the columns Rating, What shows it, What you will do, and Draft or submit."),
    ]
    sheets = [Sheet(ANSWERS, COLUMNS, rows), Sheet(ABOUT, (Column("What", 20), Column("Which", 80)), about)]
    return workbook_of(sheets, f"Self-assessment: {word(who[0], 'respondent')}")


def bring_back(review: Review, user: User, layout: Layout, who: Who, workbook: IO[bytes]) -> int:
    """Keeps every answer that the workbook changes, and says how many; WorkbookRefused names every mistake, and nothing is kept."""
    sheets, user_id = {one.title: one for one in sheets_of(workbook)}, user.id
    who = who[0], name_in_use(review, who[1])
    with writing(review):
        latest = {question: one for (question, whose), one in latest_of(review).items() if whose == who}
        wrong = _wrong_workbook(sheets, review, who)
        filled = [] if wrong else _read(sheets[ANSWERS], layout, who, latest, wrong)
        if wrong:
            raise WorkbookRefused(wrong)
        for one in filled:
            try:
                add_answer(review, user_id, one.answer, one.state, one.seen)
            except StaleTurn as stale:
                raise WorkbookRefused([stale.sentence]) from stale
    return len(filled)


def _row(question: str, text: str, latest: SelfAssessment | None) -> Sequence[Value]:
    if latest is None:
        return (question, text, "", "", "", STATES["draft"], 0)
    rating = word(latest.rating, "rating") if latest.rating else ""
    return (question, text, rating, latest.evidence, latest.action, STATES[latest.state], latest.number)


def _wrong_workbook(sheets: Mapping[str, Cells], review: Review, who: Who) -> list[str]:
    """Why it is not the workbook of this respondent in this review."""
    for name in (ANSWERS, ABOUT):
        if name not in sheets:
            return [f"There is no sheet called {name}. Begin from the workbook downloaded on this page."]
    about = {row.get("1", ""): row.get("2", "") for row in sheets[ABOUT].rows.values()}
    if about.get("Review") != review.id:
        return [f"Sheet {ABOUT}, row Review: this is the workbook of another review."]
    if about.get("Respondent") != who[0] or same_name(about.get("Agency", "")) != same_name(who[1]):
        return [f"Sheet {ABOUT}, row Respondent: this is the workbook of another respondent."]
    names = sheets[ANSWERS].rows.get(1, {})
    return [
        f"Sheet {ANSWERS}, row 1: column {place} must be called “{column.name}”. Keep the headings as they were."
        for place, column in enumerate(COLUMNS, start=1)
        if names.get(str(place), "").strip() != column.name
    ]


def _read(
    sheet: Cells, layout: Layout, who: Who, latest: Mapping[str, SelfAssessment], wrong: list[str]
) -> list[Filled]:
    filled, seen = [], set[str]()
    wrong += [
        f"Sheet {ANSWERS}, cell {cell}: a formula stands here. Write what it should say." for cell in sheet.unsaved
    ]
    for number, cells in sorted(sheet.rows.items()):
        texts = {column.name: cells.get(str(place), "").strip() for place, column in enumerate(COLUMNS, start=1)}
        if number == 1 or not any(texts.values()):
            continue
        question = texts["Question"]
        if question not in layout.order or question in seen:
            why = "stands twice" if question in seen else "is not a question of this review"
            wrong.append(f"Sheet {ANSWERS}, row {number}, column Question: “{question[:20]}” {why}.")
            continue
        seen.add(question)
        before = latest.get(question)
        mistakes, one = _answer(question, who, texts, before)
        wrong += [f"Sheet {ANSWERS}, row {number}, column {column}: {why}" for column, why in mistakes]
        if one is not None and not mistakes and _is_new(one, before):
            filled.append(one)
    return filled


def _answer(
    question: str, who: Who, texts: Mapping[str, str], before: SelfAssessment | None
) -> tuple[list[tuple[str, str]], Filled | None]:
    wrong = [
        (name, f"it must be {LONGEST:,} characters or fewer.")
        for name in ("What shows it", "What you will do")
        if len(texts[name]) > LONGEST
    ]
    rating = _term(texts["Rating"], terms("rating"))
    state = _term(texts["Draft or submit"] or STATES["draft"], STATES)
    if texts["Rating"] and rating is None:
        wrong.append(("Rating", f"“{texts['Rating'][:20]}” is none of: {', '.join(terms('rating').values())}."))
    if state is None:
        wrong.append(("Draft or submit", f"write {' or '.join(STATES.values())}."))
    seen = int(texts["Version"]) if texts["Version"].isdigit() else -1
    papers = tuple(before.papers) if before else ()
    answer = Answer(question, *who, rating, texts["What shows it"], papers, texts["What you will do"])
    filled = Filled(answer, state or "draft", seen)
    if state == "submitted" and _is_new(filled, before) and (why := answer.missing_to_submit):
        wrong.append((_column_of(answer), why))
    if _is_new(filled, before) and seen != (before.number if before else 0):
        who_did = before.by.name if before else "someone"
        wrong.append(("Version", f"{who_did} has answered this since the workbook was made. Download it again."))
    return wrong, filled


def _is_new(one: Filled, before: SelfAssessment | None) -> bool:
    said = (one.answer.rating, one.answer.evidence, one.answer.action)
    if before is None:
        return any(said)
    kept = (before.rating, before.evidence.strip(), before.action.strip())
    return said != kept or one.state != before.state


def _column_of(answer: Answer) -> str:
    if answer.rating is None:
        return "Rating"
    return "What shows it" if not answer.evidence.strip() else "What you will do"


def _term(typed: str, words: Mapping[str, str]) -> str | None:
    said = " ".join(typed.split()).casefold()
    return next((term for term, each in words.items() if each.casefold() == said), None)


def respondent_from(respondent: str, agency: str) -> Who:
    """Who answers, as the address says it; UnknownValue where another agency is not named."""
    Answer("1", respondent, agency)
    return respondent, agency.strip()
