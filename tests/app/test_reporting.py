"""What is printed is what was written, whatever it was written with."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from docx import Document

from app.pages.words import counted, day, moment, place, reasons, terms, word
from app.reporting.appendix import evidence_appendix
from app.reporting.assessed import assessment_docx
from app.reporting.contents import Decided, Occasion, report_contents
from app.reporting.short_forms import older_said
from app.reporting.word_file import TemplateBroken, report_docx
from rules.framework import Framework, Question, Step

AWKWARD = "R & D <w:t> {{ 7 * 7 }} {% if %} “said”\x0b\x00 then"
PRINTED = "R & D <w:t> {{ 7 * 7 }} {% if %} “said”   then"


def content_with(words: str) -> dict[str, Any]:
    quote = {
        "document": "d1",
        "file": "minutes.pdf",
        "title": words,
        "where": {"page": 2},
        "quote": words,
        "stance": "gap",
        "date": None,
        "agency": "health",
        "counts": True,
        "self_reported": True,
    }
    part = {"id": "1.1.a", "text": words, "finding": "not_confirmed", "because": words, "evidence": [quote] * 5}
    question = {
        "id": "1.1",
        "step": "1",
        "text": words,
        "proposed": "red",
        "red_reason": "contrary",
        "because": "Red: it is not so.",
        "parts": [part],
        "contradictions": [[quote, quote]],
        "requests": [{"text": words, "part": "1.1.a"}],
    }
    paper = {"id": "d1", "file": "minutes.pdf", "sha256": "0" * 64, "status": "refused", "reason": words}
    return {
        "framework": {"title": words, "attribution": words},
        "period": {"from": "2024-04-01", "to": "2025-03-31"},
        "as_of": "2025-03-31",
        "area": words,
        "documents": [paper],
        "questions": [question],
    }


def words_of(docx: bytes) -> str:
    word_file = Document(io.BytesIO(docx))
    cells = [cell.text for table in word_file.tables for row in table.rows for cell in row.cells]
    footer = word_file.sections[0].footer.paragraphs[0].text
    return "\n".join([paragraph.text for paragraph in word_file.paragraphs] + cells + [footer])


def test_awkward_characters_are_printed_and_never_obeyed() -> None:
    occasion = Occasion(
        AWKWARD, AWKWARD * 9, "Working Together 2023", AWKWARD, datetime(2025, 6, 1, 12, tzinfo=UTC), "a" * 64
    )
    decided = Decided(
        "red",
        "contrary",
        "red",
        True,
        AWKWARD,
        "Ada",
        datetime(2025, 6, 1, 12, tzinfo=UTC),
        AWKWARD,
        "Chair",
        date(2025, 9, 1),
        "open",
    )
    contents = report_contents(content_with(AWKWARD), occasion, [("1", AWKWARD, ["1.1"])], {"1.1": decided})
    text = words_of(report_docx(contents))
    assert text.count(PRINTED) >= 12
    assert "49" not in text


def test_three_quotes_are_printed_for_a_part_and_the_rest_are_counted() -> None:
    framework = Framework(
        "f", "F", "1", "s", "a", (Step("1", "One", (Question("1.1", "Is it so?", (), ()),)),), "0" * 64
    )
    text = words_of(assessment_docx(content_with("It is not so."), framework))
    assert "2 more quotes that count can be read in Sightline." in text
    assert "Question 1.1: Not decided" in text


def test_a_template_with_a_mistake_is_refused_with_its_name(tmp_path: Any) -> None:
    broken = Document()
    broken.add_paragraph("{% for question in %}")
    broken.save(str(tmp_path / "ours.docx"))
    with pytest.raises(TemplateBroken, match=r"ours\.docx cannot be printed into"):
        report_docx({"area": "A", "title": "T", "made_by": "M"}, tmp_path / "ours.docx")


def test_a_template_cannot_reach_into_the_service(tmp_path: Any) -> None:
    nosy = Document()
    nosy.add_paragraph("{{ area.__class__.__mro__ }}")
    nosy.save(str(tmp_path / "ours.docx"))
    with pytest.raises(TemplateBroken):
        report_docx({"area": "A", "title": "T", "made_by": "M"}, tmp_path / "ours.docx")


def test_dates_and_times_are_written_as_in_a_letter() -> None:
    assert day("2024-03-04") == "4 March 2024"
    assert day(None) == "date not known"
    assert moment(datetime(2024, 7, 4, 23, 5, tzinfo=UTC)) == "5 July 2024 at 12:05am"
    assert place({"sheet": "Actions", "cells": "A2:D2"}) == "sheet Actions, cells A2:D2"
    assert (counted(1, "paper"), counted(2, "paper")) == ("1 paper", "2 papers")


def test_a_proposal_s_sentence_is_told_point_by_point() -> None:
    lead, points = reasons(
        "Amber: 1 of 2 parts confirmed; it is funded: nothing shows it. 1 of 9 papers was not read in full."
    )
    assert lead == "Amber: 1 of 2 parts confirmed:"
    assert points == ("It is funded: nothing shows it", "1 of 9 papers was not read in full.")


def test_a_term_without_words_is_shown_readably() -> None:
    assert word("youth_justice", "agency") == "Youth justice"
    assert word(None, "agency") == "Not known"
    assert "executive_minutes" in terms("kind")


def test_the_same_words_for_two_parts_are_one_row_of_the_appendix_and_two_of_the_workbook() -> None:
    content = content_with("The plan was signed.")
    (part,) = content["questions"][0]["parts"]
    one = part["evidence"][:1]
    content["questions"][0]["parts"] = [
        part | {"text": "It is agreed", "evidence": one},
        part | {"text": "It is funded", "evidence": one},
    ]
    appendix = evidence_appendix(content, {"1.1"})
    assert [row["part"] for row in appendix["evidence"]] == ["It is agreed; It is funded"]
    assert [row["part"] for row in appendix["evidence_by_part"]] == ["It is agreed", "It is funded"]


def test_where_every_decision_is_older_than_the_papers_no_list_of_all_questions_is_printed() -> None:
    assert older_said(["1.1", "1.2"], 2) == "All 2 decisions were made before the latest papers were assessed."
    assert older_said(["1.1"], 24) == "1 decision was made before the latest papers were assessed: 1.1."
