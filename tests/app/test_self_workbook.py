"""A respondent's workbook: what is filled in comes back whole, and a mistake is refused by sheet, row and column."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from cast import Person
from werkzeug.test import TestResponse

from app.models import Review
from app.pages.framework import layout_of
from app.pages.respondents import differing_rows
from app.record.decisions import verify_record
from app.reviewing.self_assessing import Answer, latest_of, submit, submitted_of

POLICE = ("police", "")


def taken_out(person: Person, review: Review) -> Any:
    answer = person.get(f"/reviews/{review.id}/self-assessment/workbook.xlsx?respondent=police")
    return openpyxl.load_workbook(io.BytesIO(answer.data))


def brought_back(person: Person, review: Review, book: Any, respondent: str = "police") -> TestResponse:
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    sent = {"csrf_token": person.token(), "respondent": respondent, "workbook": (file, "filled.xlsx")}
    return person.client.post(f"/reviews/{review.id}/self-assessment/workbook", data=sent)


def fill(book: Any, row: int, rating: str, shows: str, do: str = "", state: str = "Submit") -> None:
    for column, value in zip("CDEF", (rating, shows, do, state), strict=True):
        book["Answers"][f"{column}{row}"] = value


def test_what_is_filled_in_is_kept_and_comes_out_again_as_it_was(business_manager: Person, review: Review) -> None:
    book = taken_out(business_manager, review)
    assert book["Answers"].max_row == 25
    fill(book, 2, "Green", "Minutes of May:\nthe plan was agreed.", "Look again in May.")
    fill(book, 3, "amber", "=Some of it", "Name the rest by June.", "Draft")
    assert brought_back(business_manager, review, book).status_code in (302, 400)
    # A cell that begins as a formula is read as one, so it is refused; as words it is kept.
    book["Answers"]["D3"] = "Some of it"
    assert brought_back(business_manager, review, book).status_code == 302
    kept = {question: one for (question, who), one in latest_of(review).items() if who == POLICE}
    assert (kept["1.1"].rating, kept["1.1"].evidence, kept["1.1"].state) == (
        "green",
        "Minutes of May:\nthe plan was agreed.",
        "submitted",
    )
    assert (kept["1.2"].rating, kept["1.2"].action, kept["1.2"].state) == ("amber", "Name the rest by June.", "draft")
    again = taken_out(business_manager, review)
    assert brought_back(business_manager, review, again).status_code == 302
    assert {question: one.number for (question, _), one in latest_of(review).items()} == {"1.1": 1, "1.2": 1}
    assert verify_record(review).ok


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda book: fill(book, 3, "Blue", "x"), "Sheet Answers, row 3, column Rating: “Blue” is none of"),
        (lambda book: fill(book, 3, "Red", "x"), "Sheet Answers, row 3, column What you will do: Say what you will do"),
        (lambda book: fill(book, 3, "Green", ""), "Sheet Answers, row 3, column What shows it: Say what shows it"),
        (lambda book: fill(book, 3, "Green", "x", "", "Maybe"), "row 3, column Draft or submit: write Draft or Submit"),
        (lambda book: book["Answers"].__setitem__("A3", "9.9"), "row 3, column Question: “9.9” is not a question"),
        (lambda book: book["Answers"].__setitem__("A3", "1.1"), "row 3, column Question: “1.1” stands twice"),
        (lambda book: book["Answers"].__setitem__("C1", "Colour"), "row 1: column 3 must be called “Rating”"),
        (lambda book: book["About"].__setitem__("B2", "f" * 24), "the workbook of another review"),
        (lambda book: book["About"].__setitem__("B3", "health"), "the workbook of another respondent"),
        (lambda book: book.remove(book["About"]), "There is no sheet called About"),
    ],
)
def test_a_workbook_with_a_mistake_is_refused_whole(
    business_manager: Person, review: Review, spoil: Callable[[Any], None], said: str
) -> None:
    book = taken_out(business_manager, review)
    fill(book, 2, "Green", "Minutes of May.", "Go on.")
    spoil(book)
    answer = brought_back(business_manager, review, book)
    assert answer.status_code == 400
    assert said in answer.text
    assert latest_of(review) == {}


def test_an_answer_given_since_is_not_overwritten(business_manager: Person, review: Review) -> None:
    book = taken_out(business_manager, review)
    submit(review, business_manager.user, Answer("1.1", "police", "", "green", "Said here.", (), "Go on."), seen=0)
    fill(book, 2, "Green", "Said in the workbook.", "Go on.")
    answer = brought_back(business_manager, review, book)
    assert "row 2, column Version: Bram Okoro has answered this since" in answer.text
    assert latest_of(review)["1.1", POLICE].evidence == "Said here."


def test_what_is_no_workbook_is_refused(business_manager: Person, review: Review) -> None:
    sent = {"csrf_token": business_manager.token(), "respondent": "police", "workbook": (io.BytesIO(b"no"), "x.xlsx")}
    assert business_manager.client.post(f"/reviews/{review.id}/self-assessment/workbook", data=sent).status_code == 400


def test_the_questions_on_which_respondents_differ_most_stand_first(
    business_manager: Person, scrutineer: Person, review: Review
) -> None:
    for question, police, health in (("1.1", "green", "green"), ("1.2", "green", "red"), ("1.3", "amber", "green")):
        for respondent, rating in (("police", police), ("health", health)):
            said = Answer(question, respondent, "", rating, "Minutes.", action="Do it.")
            submit(review, business_manager.user, said, seen=0)
    rows = differing_rows(layout_of(review, None), submitted_of(review), {}, {})
    assert [(row.id, row.apart) for row in rows] == [("1.2", 2), ("1.3", 1), ("1.1", 0)]
    assert ("Education", None) in rows[0].said
    page = scrutineer.get(f"/reviews/{review.id}/respondents")
    assert "No answer" in page.text
    assert business_manager.get(f"/reviews/{review.id}/respondents").status_code == 403
