"""The context questions: eighteen, in the source's words, answered by the scrutineer, every version kept and printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from by_force import tamper
from cast import Person
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from app.database import db, writing
from app.models import ContextAnswer, Review
from app.pages.context import context_section
from app.record.decisions import verify_record
from app.reviewing.context import context_of, context_questions

EMPLOYED = "The local authority, for the three partners.\nReports to the executive each quarter."


def answer(person: Person, review: Review, said: str, seen: int = 0, question: str = "1", how: str = "answer") -> int:
    return person.post(
        f"/reviews/{review.id}/context/{question}/{how}", {"answer": said, "seen": str(seen)}
    ).status_code


def test_all_eighteen_questions_of_section_6_are_asked_in_the_sources_words() -> None:
    seeds = Path(__file__).parents[3] / "shared" / "seeds" / "six-steps-pearce-2019.txt"
    assert [one.id for one in context_questions()] == [str(n) for n in range(1, 19)]
    if not seeds.exists():
        pytest.skip("the source is not beside this folder")
    source = "".join(seeds.read_text("utf-8").split()).replace("’", "'").replace("‘", "'")
    for one in context_questions():
        assert "".join(one.text.split()).replace("’", "'").replace("‘", "'") in source, one.id


def test_an_answer_stands_in_the_independence_record_and_in_the_report(scrutineer: Person, review: Review) -> None:
    assert answer(scrutineer, review, EMPLOYED) == 302
    page = scrutineer.get(f"/reviews/{review.id}/context").text
    assert page.count("Reports to the executive each quarter") == 2
    section = context_section(review)
    assert section.answers[0].answer == section.independence[0].answer == EMPLOYED
    assert section.answers[0].who.startswith("Ada Marlow")
    assert section.answers[1].answer == "Not answered yet"


def test_every_version_is_kept_and_an_answer_can_be_taken_back(scrutineer: Person, review: Review) -> None:
    answer(scrutineer, review, "First.")
    answer(scrutineer, review, "Second.", seen=1)
    answer(scrutineer, review, "", seen=2)
    found = context_of(review)["1"]
    assert [one.text for one in found.answers] == ["", "Second.", "First."]
    assert found.given is None
    assert "First." in scrutineer.get(f"/reviews/{review.id}/context/1").text


def test_the_partnership_says_how_things_are_and_the_scrutineer_answers(
    scrutineer: Person, business_manager: Person, review: Review
) -> None:
    assert answer(business_manager, review, "Ours to say.", how="propose") == 302
    assert context_of(review)["1"].given is None
    assert "Ours to say." in scrutineer.get(f"/reviews/{review.id}/context/1").text
    assert answer(business_manager, review, "Not ours.", question="6", how="propose") == 400
    assert answer(business_manager, review, "Not ours.", how="answer") == 403
    assert answer(scrutineer, review, "Mine.", seen=1) == 302
    assert context_of(review)["1"].proposed is None


def test_two_who_answer_at_once_do_not_overwrite_each_other(scrutineer: Person, review: Review) -> None:
    answer(scrutineer, review, "First.")
    late = scrutineer.post(f"/reviews/{review.id}/context/1/answer", {"answer": "Late.", "seen": "0"})
    assert late.status_code == 409
    assert "Late." in late.text
    assert len(context_of(review)["1"].answers) == 1


def test_a_form_sent_twice_is_one_version(scrutineer: Person, review: Review) -> None:
    assert answer(scrutineer, review, "First.") == answer(scrutineer, review, "First.") == 302
    assert len(context_of(review)["1"].answers) == 1


def test_a_question_that_is_not_asked_is_not_there(scrutineer: Person, review: Review) -> None:
    assert scrutineer.get(f"/reviews/{review.id}/context/19").status_code == 404


@pytest.mark.parametrize("statement", [update(ContextAnswer).values(text="x"), delete(ContextAnswer)])
def test_the_database_refuses_to_change_an_answer(scrutineer: Person, review: Review, statement: object) -> None:
    answer(scrutineer, review, "First.")
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(statement)  # type: ignore[call-overload]


def test_an_answer_changed_behind_the_services_back_is_found(scrutineer: Person, review: Review) -> None:
    answer(scrutineer, review, "First.")
    assert verify_record(review).ok
    tamper("UPDATE context_answer SET text = 'Forged.'")
    verdict = verify_record(review)
    assert not verdict.ok
    assert "context question" in verdict.sentence
