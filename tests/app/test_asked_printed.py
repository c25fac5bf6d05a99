"""A question asked of the papers is printed in the report where the scrutineer says so, and nowhere else."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from by_force import tamper
from cast import Person
from docx import Document
from pack import stock
from proposals import MINUTES, citation
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from test_report_pages import issue, text_of

from app.answering.printed import choose_printing, chosen_to_print
from app.database import db, now, writing
from app.keeping.erasing import erase_review
from app.models import Asked, AskedPrint, Assessment, Review
from app.packs.field_notes import Noted, write_note
from app.packs.note_papers import note_id
from app.packs.papers import papers_of
from app.record.decisions import NewAction, decide, keep_asked, verify_record
from app.record.trail import entries_of
from app.reporting.asked import PrintedAsked, asked_printed
from app.reporting.reports import reports_of
from app.reporting.word_file import TEMPLATE

SECTION = "Questions asked of the papers"


@pytest.fixture
def decided(review: Review, scrutineer: Person) -> Assessment:
    assessment = stock(review, scrutineer.user)[1]
    action = NewAction("Agree the funding", "Executive group", date(2025, 10, 31))
    decide(
        review, scrutineer.user, question="1.1", rating="red", red_reason="contrary", reason="There is no money.",
        action=action, supersedes=None,
    )  # fmt: skip
    return assessment


@pytest.fixture
def asked(review: Review, scrutineer: Person, decided: Assessment) -> Asked:
    minutes = next(paper for paper in papers_of(review) if paper.name.startswith("Executive minutes"))
    quote = citation(minutes, MINUTES[2], "achieved")
    groups = [{"name": "supports", "title": "Says that it is so", "citations": [quote]}]
    clauses = [{"text": "who agreed it?", "answered": True, "groups": groups}]
    clauses += [{"text": "who won?", "answered": False, "groups": [], "would_say": ["Training reports"]}]
    answer: dict[str, Any] = {"answered": True, "citations": [quote], "clauses": clauses, "looked_in": "5 papers read."}
    return keep_asked(review, scrutineer.user, "Who agreed it, and who won?", answer)


def tick(person: Person, asked: Asked, printed: str) -> Any:
    address = f"/reviews/{asked.review_id}/asked/{asked.id}/printing"
    return person.post(address, {"printed": printed}, follow_redirects=True)


def kinds(review: Review) -> list[str]:
    return [entry.kind for entry in entries_of(review) if entry.kind.startswith("asked_")]


def test_a_report_prints_no_question_that_nobody_ticked(scrutineer: Person, review: Review, asked: Asked) -> None:
    issue(scrutineer, review)
    assert SECTION not in text_of(scrutineer, review)
    assert asked.question_text not in text_of(scrutineer, review)


def test_a_ticked_question_is_printed_with_its_answer_and_each_quote_with_its_place(
    scrutineer: Person, review: Review, asked: Asked
) -> None:
    assert "The next report prints this question" in tick(scrutineer, asked, "y").text
    assert asked.question_text in scrutineer.get(f"/reviews/{review.id}/report").text
    issue(scrutineer, review)
    said = text_of(scrutineer, review)
    section = said[said.index(SECTION) : said.index("How this scrutiny is arranged")]
    assert asked.question_text in section
    assert f"“{MINUTES[2]}”" in section
    assert "Executive minutes" in section
    assert "page 1" in section.casefold()
    assert "The papers do not say. Papers that would say: Training reports." in section
    assert "5 papers read." in section


def test_a_tick_that_is_taken_back_is_printed_no_more_and_both_are_on_record(
    scrutineer: Person, review: Review, asked: Asked
) -> None:
    tick(scrutineer, asked, "y")
    tick(scrutineer, asked, "y")
    tick(scrutineer, asked, "")
    issue(scrutineer, review)
    assert SECTION not in text_of(scrutineer, review)
    assert kinds(review) == ["asked_printed", "asked_not_printed"]
    assert verify_record(review).ok


@pytest.mark.parametrize("part", ["business_manager", "reviewer"])
def test_nobody_but_the_scrutineer_chooses_what_is_printed(
    cast: dict[str, Person], review: Review, asked: Asked, part: str
) -> None:
    person = cast[part].sign_in()
    assert tick(person, asked, "y").status_code == 403
    assert "Print in the report" not in person.get(f"/reviews/{review.id}/asked/{asked.id}").text
    assert chosen_to_print(review) == frozenset()


def test_the_question_of_another_review_cannot_be_ticked(
    scrutineer: Person, review: Review, other_review: Review, cast: dict[str, Person]
) -> None:
    answer = {"answered": False, "citations": [], "looked_in": ""}
    theirs = keep_asked(other_review, cast["stranger"].user, "Ours?", answer)
    address = f"/reviews/{review.id}/asked/{theirs.id}/printing"
    assert scrutineer.post(address, {"printed": "y"}).status_code == 404
    assert chosen_to_print(other_review) == frozenset()


def test_no_report_prints_a_quote_whose_paper_was_changed(scrutineer: Person, review: Review, asked: Asked) -> None:
    tick(scrutineer, asked, "y")
    moved = [{**asked.answer["citations"][0], "start": 1}]
    tamper("UPDATE asked SET answer = :said", said=json.dumps({"answered": True, "looked_in": "", "citations": moved}))
    db.session.expire_all()
    assert "prints an answer whose papers have changed" in issue(scrutineer, review)
    assert reports_of(review) == []


def test_a_quote_of_a_field_note_is_printed_only_while_the_note_says_it(
    scrutineer: Person,
    review: Review,
    decided: Assessment,
    cast: dict[str, Person],
) -> None:
    words = "The duty team showed me the rota."
    note = write_note(
        review, scrutineer.user, Noted("visit", date(2025, 2, 3), "The duty team", "The hub", "health", words)
    )
    quote = {
        "document": note_id(note), "file": "Field note 1", "title": "Visit", "where": {"paragraph": 1}, "segment": 0,
        "start": 0, "end": len(words), "quote": words, "date": "2025-02-03", "agency": "health",
    }  # fmt: skip
    answer = {"answered": True, "citations": [quote], "looked_in": "5 papers", "with_notes": True}
    one = keep_asked(review, scrutineer.user, "What was shown?", answer)
    assert "also those from your field notes" in scrutineer.get(f"/reviews/{review.id}/asked/{one.id}").text
    tick(scrutineer, one, "y")
    issue(scrutineer, review)
    assert f"“{words}”" in text_of(scrutineer, review)


def test_a_choice_cannot_be_rewritten_and_a_forged_one_is_found(
    scrutineer: Person, review: Review, asked: Asked
) -> None:
    choose_printing(review, scrutineer.user, asked, printed=True)
    with pytest.raises(DBAPIError, match="append-only"), writing():
        db.session.execute(text("UPDATE asked_print SET printed = false"))
    tamper("UPDATE asked_print SET printed = false")
    verdict = verify_record(review)
    assert "A choice whether the report prints a question was changed afterwards (printed" in verdict.sentence


def test_deleting_a_review_deletes_its_choices(scrutineer: Person, review: Review, asked: Asked) -> None:
    choose_printing(review, scrutineer.user, asked, printed=True)
    erase_review(review)
    assert db.session.query(AskedPrint).count() == 0


def test_the_template_in_the_project_is_the_one_that_is_made() -> None:
    words = [paragraph.text for paragraph in Document(str(TEMPLATE)).paragraphs]
    assert SECTION in words
    assert words.count("{%p if asked %}") == 1


def test_what_only_may_answer_is_printed_last_under_a_title_of_its_own() -> None:
    where = {"file": "a.docx", "where": {"paragraph": 1}, "date": None, "agency": "partnership"}
    sure, doubtful = (where | {"quote": words, "score": score} for words, score in (("Sure.", 0.6), ("Doubtful.", 0.1)))
    groups = [{"name": "supports", "title": "Says that it is so", "citations": [doubtful, sure]}]
    answer = {"answered": True, "looked_in": "", "citations": [], "groups": groups}
    one = PrintedAsked("Is it so?", "", answer, "Ada", now())
    (clause,) = asked_printed([one])[0]["clauses"]
    told = [(group["title"], [each["words"] for each in group["quotes"]]) for group in clause["groups"]]
    assert told == [("Says that it is so", ["Sure."]), ("May bear on this", ["Doubtful."])]
