"""The context questions as a workbook: what was answered comes back unchanged, and a mistake is refused by sheet, row and column."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from cast import Person
from werkzeug.test import TestResponse

from app.models import Review
from app.record.decisions import verify_record
from app.reviewing.context import answer_context, context_of, context_questions, independence_questions

AWKWARD = (
    "=SUM(A1:A9) is how they put it.",
    "+44 and - and @ begin lines.\n\n  An indented second paragraph.",
    "“Quotes”, an em dash – and ½ day; naïve, Łódź, 😀",
    "a,b;c\ttabbed <b>not bold</b> &amp; 01/02 1.50",
)
EVERY = (*context_questions(), *independence_questions())


def taken_out(person: Person, review: Review) -> Any:
    answer = person.get(f"/reviews/{review.id}/context/workbook.xlsx")
    return openpyxl.load_workbook(io.BytesIO(answer.data))


def brought_back(person: Person, review: Review, book: Any, how: str = "answer") -> TestResponse:
    file = io.BytesIO()
    book.save(file)
    return sent_back(person, review, file.getvalue(), how)


def sent_back(person: Person, review: Review, data: bytes, how: str = "answer") -> TestResponse:
    sent = {"csrf_token": person.token(), "workbook": (io.BytesIO(data), "filled.xlsx")}
    return person.client.post(f"/reviews/{review.id}/context/workbook/{how}", data=sent)


def said(review: Review) -> dict[str, tuple[str, int]]:
    return {key: (one.given.text if one.given else "", one.latest) for key, one in context_of(review).items()}


@pytest.fixture
def answered(scrutineer: Person, review: Review) -> dict[str, tuple[str, int]]:
    """Every question answered, each in words of its own, among them words that a spreadsheet likes to change."""
    for n, one in enumerate(EVERY):
        text = f"{AWKWARD[n % len(AWKWARD)]} ({one.id})"
        answer_context(review, scrutineer.user, one.id, text=text, kind="given", seen=0)
    return said(review)


def test_all_eighteen_answers_survive_going_out_and_coming_back_unchanged(
    scrutineer: Person, review: Review, answered: dict[str, tuple[str, int]]
) -> None:
    out = scrutineer.get(f"/reviews/{review.id}/context/workbook.xlsx").data
    cells = openpyxl.load_workbook(io.BytesIO(out))["Context"]
    assert {cells[f"A{row}"].value: cells[f"D{row}"].value for row in range(2, 22)} == {
        key: text for key, (text, _) in answered.items()
    }
    assert not [cell.coordinate for row in cells.iter_rows() for cell in row if cell.data_type == "f"]
    assert sent_back(scrutineer, review, out).status_code == 302
    assert said(review) == answered, "not one new version of what nobody changed"
    assert scrutineer.get(f"/reviews/{review.id}/context/workbook.xlsx").status_code == 200
    assert verify_record(review).ok


def test_what_is_changed_in_the_workbook_is_one_more_version_and_the_rest_stays(
    scrutineer: Person, review: Review, answered: dict[str, tuple[str, int]]
) -> None:
    book = taken_out(scrutineer, review)
    book["Context"]["D2"] = "The council employs her.\nShe reports each quarter."
    for cell in book["Context"]["D"][2:]:
        cell.data_type = "s"
    assert brought_back(scrutineer, review, book).status_code == 302
    assert said(review) == answered | {"1": ("The council employs her.\nShe reports each quarter.", 2)}
    assert verify_record(review).ok


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (
            lambda book: book["Context"].__setitem__("A3", "99"),
            "Sheet Context, row 3, column Question: “99” is not one",
        ),
        (
            lambda book: book["Context"].__setitem__("A3", "1"),
            "Sheet Context, row 3, column Question: “1” stands twice",
        ),
        (lambda book: book["Context"].__setitem__("D3", "x" * 6001), "Sheet Context, row 3, column Answer: an answer"),
        (
            lambda book: book["Context"].__setitem__("E2", 7),
            "Sheet Context, row 2, column Version: someone has answered",
        ),
        (
            lambda book: book["Context"].__setitem__("D1", "Said"),
            "Sheet Context, row 1: column 4 must be called “Answer”",
        ),
        (lambda book: book["Context"].__setitem__("D4", "=1+1"), "Sheet Context, cell D4: a formula stands here"),
        (lambda book: book["About"].__setitem__("B2", "f" * 24), "the workbook of another review"),
        (lambda book: book["About"].__setitem__("B3", "Mine"), "Sheet About, row Whose"),
        (lambda book: book.remove(book["Context"]), "There is no sheet called Context"),
    ],
)
def test_a_workbook_with_a_mistake_is_refused_whole(
    scrutineer: Person, review: Review, spoil: Callable[[Any], None], told: str
) -> None:
    book = taken_out(scrutineer, review)
    book["Context"]["D2"] = "A good answer."
    spoil(book)
    answer = brought_back(scrutineer, review, book)
    assert answer.status_code == 400
    assert told in answer.text
    assert not any(one.answers for one in context_of(review).values())


def test_the_partnership_takes_out_and_brings_back_its_own_words_and_no_more(
    business_manager: Person, scrutineer: Person, reviewer: Person, review: Review
) -> None:
    book = taken_out(business_manager, review)
    asked = [cell.value for cell in book["Context"]["A"][1:]]
    assert asked == [one.id for one in EVERY if one.for_partners]
    book["Context"]["D2"] = "The council employs her."
    assert brought_back(business_manager, review, book, "propose").status_code == 302
    first = context_of(review)["1"]
    assert (first.given, first.proposed.text if first.proposed else "") == (None, "The council employs her.")
    assert brought_back(business_manager, review, book, "answer").status_code == 403
    assert brought_back(reviewer, review, book, "answer").status_code == 403
    assert "row Whose" in brought_back(scrutineer, review, book).text
    assert sent_back(scrutineer, review, b"no workbook").status_code == 400
    assert sent_back(scrutineer, review, b"").status_code == 400
